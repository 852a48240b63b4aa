"""The real server, started as in production: it starts quietly, survives failures and writes no word of a person anywhere."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from tests.rasa.conftest import ROOT
from tests.rasa.failing_rasa import FAILS_AT

pytestmark = pytest.mark.slow
SECRET = "geheimwort"
PERSON = "person0815"
PATIENCE = 180.0


@dataclass
class RunningRasa:
    """A Rasa process: its address and what it has written so far."""

    url: str
    output: Path
    quiet_start: str

    def say(self, text: str) -> list[object]:
        return self.post(json.dumps({"sender": PERSON, "message": text}).encode())

    def post(self, body: bytes) -> list[object]:
        request = urllib.request.Request(
            f"{self.url}/webhooks/rest/webhook", body, {"Content-Type": "application/json"}
        )
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.loads(answer.read())

    def written(self) -> str:
        return self.output.read_text(encoding="utf-8", errors="replace")


class Echo(BaseHTTPRequestHandler):
    """An action server that refuses every call and quotes it, as servers do when they fail."""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(400)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def quoting_actions() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), Echo)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def rasa(
    model: Path, quoting_actions: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RunningRasa]:
    output = tmp_path_factory.mktemp("rasa") / "output.log"
    port = free_port()
    command = [
        sys.executable, "-m", "tests.rasa.failing_rasa", "run", "--enable-api", "-i", "127.0.0.1", "-p", str(port),
        "--model", str(model), "--endpoints", "endpoints.yml", "--credentials", "credentials.yml",
    ]  # fmt: skip
    # As processes/launch.py starts it; what this test run itself set shall not silence anything.
    own = (
        "SQLALCHEMY_SILENCE_UBER_WARNING",
        "TF_CPP_MIN_LOG_LEVEL",
        "RASA_TELEMETRY_ENABLED",
        "LOG_LEVEL",
        "LOG_LEVEL_LIBRARIES",
    )
    environment = {name: value for name, value in os.environ.items() if name not in own}
    environment |= {"ACTIONS_URL": quoting_actions, "PYTHONUNBUFFERED": "1"}
    with output.open("wb") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
    try:
        url = f"http://127.0.0.1:{port}"
        wait_until_ready(url, process, output)
        yield RunningRasa(url, output, output.read_text(encoding="utf-8"))
    finally:
        process.terminate()
        process.wait(30)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_ready(url: str, process: subprocess.Popen[bytes], output: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        assert process.poll() is None, output.read_text(encoding="utf-8")
        try:
            # /status, not /: the server listens before the model is loaded.
            with urllib.request.urlopen(f"{url}/status", timeout=5) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.3)
    pytest.fail(f"Rasa did not start: {output.read_text(encoding='utf-8')}")


def test_the_start_is_quiet(rasa: RunningRasa) -> None:
    assert rasa.quiet_start == ""


def test_an_exception_in_a_component_leaves_its_place_and_no_word(rasa: RunningRasa) -> None:
    assert rasa.say(f"{SECRET} {FAILS_AT}") == []
    written = rasa.written()
    assert "rest.message.received.failure" in written
    assert "ValueError" in written
    assert "failing_rasa.py" in written
    assert_no_words(written)


def test_a_refused_action_leaves_no_word(rasa: RunningRasa) -> None:
    assert rasa.say(f"where is the {SECRET} school for my son") == []
    written = rasa.written()
    assert "running action 'action_answer'" in written
    assert_no_words(written)


@pytest.mark.parametrize(
    "text",
    [
        f'/choose{{"choice": {SECRET}}}',
        f"/{SECRET}",
        f'/choose{{"choice": "menu"}} {SECRET}',
        f"/{{{SECRET}",
        f'/choose["{SECRET}"]',
    ],
)
def test_a_broken_button_leaves_no_word(rasa: RunningRasa, text: str) -> None:
    rasa.say(text)
    assert_no_words(rasa.written())


@pytest.mark.parametrize(
    "body", [f'{{"message": "{SECRET}'.encode(), f'["{SECRET}"]'.encode(), b"\xff\xfe" + SECRET.encode()]
)
def test_an_unreadable_request_is_refused_and_leaves_no_word(rasa: RunningRasa, body: bytes) -> None:
    with pytest.raises(urllib.error.HTTPError):
        rasa.post(body)
    assert_no_words(rasa.written())


def assert_no_words(written: str) -> None:
    assert SECRET not in written
    assert FAILS_AT not in written
    assert PERSON not in written
