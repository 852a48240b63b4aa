"""`python -m processes run`: from nothing to a running system, and cleanly down again."""

from __future__ import annotations

import os
import queue
import shutil
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import psutil
import pytest

from settings import ROOT
from tests.journeys.house import House, made_house

pytestmark = [pytest.mark.slow, pytest.mark.timeout(400)]

NOT_COPIED = shutil.ignore_patterns(
    ".git",
    ".venv*",
    ".state",
    ".env",
    ".rasa",
    ".tools",
    ".*_cache",
    ".hypothesis",
    "__pycache__",
    "tests",
    "results",
)
PATIENCE = 300.0


@dataclass
class Run:
    """A `make run` in a folder of its own, as a terminal starts it."""

    process: subprocess.Popen[str]
    _lines: queue.Queue[str | None]

    def until(self, wanted: str) -> str:
        """Return the line that holds these words, and wait for it."""
        while (line := self._lines.get(timeout=PATIENCE)) is not None:
            if wanted in line:
                return line
        raise AssertionError(f"It ended without saying {wanted!r}.")

    def rest(self) -> str:
        """Wait for the end and return all that was still said."""
        return "".join(iter(lambda: self._lines.get(timeout=PATIENCE), None))

    def press_ctrl_c(self) -> None:
        """Interrupt it as a terminal does: everything in the foreground at once."""
        os.killpg(self.process.pid, signal.SIGINT)


@pytest.fixture(scope="module")
def copy(house: House, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project in another folder, with the model and the vectors that were made for this one."""
    folder = tmp_path_factory.mktemp("run") / "wegweiser"
    shutil.copytree(ROOT, folder, ignore=NOT_COPIED)  # house has trained the model
    shutil.copytree(ROOT / ".state" / "search", folder / ".state" / "search")
    for name in (".venv", ".venv-rasa"):
        (folder / name).symlink_to(ROOT / name)
    return folder


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """Free ports, an own database, no Telegram."""
    return made_house(tmp_path).environment | {"TELEGRAM_TOKEN": "", "ACTIONS_URL": ""}


@pytest.fixture
def run(copy: Path, environment: dict[str, str]) -> Iterator[Run]:
    """A run that has just begun."""
    process = subprocess.Popen(
        [sys.executable, "-m", "processes", "run"],
        cwd=copy, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True,
    )  # fmt: skip
    lines: queue.Queue[str | None] = queue.Queue()
    reader = threading.Thread(target=_read, args=(process, lines), daemon=True)
    reader.start()
    yield Run(process, lines)
    for left in _family(process):
        left.kill()
    process.wait()


@pytest.mark.parametrize("asked", [signal.SIGINT, signal.SIGTERM])
def test_run_ends_with_a_running_system_and_stops_all_of_it(
    run: Run, environment: dict[str, str], asked: signal.Signals
) -> None:
    run.until("Wegweiser is running")
    family = _family(run.process)
    health = httpx.get(f"http://127.0.0.1:{environment['DESK_PORT']}/health", timeout=30)
    if asked is signal.SIGINT:
        run.press_ctrl_c()
    else:
        run.process.terminate()
    said = run.rest()

    assert health.status_code == 200
    assert run.process.wait(30) == 0
    assert said.rstrip().endswith("All stopped.")
    assert "Traceback" not in said
    assert len(family) > 4
    assert [process for process in family if _is_running(process)] == []


def test_process_that_dies_stops_the_others_and_is_told(run: Run) -> None:
    run.until("Wegweiser is running")
    family = _family(run.process)
    (desk,) = [process for process in family if process.cmdline()[-2:] == ["-m", "desk"]]

    desk.kill()
    said = run.rest()

    assert run.process.wait(30) == 1
    assert said.splitlines()[-1].startswith("A process stopped by itself")
    assert "desk stopped" in said
    assert [process for process in family if _is_running(process)] == []


def test_busy_port_is_one_sentence(copy: Path, environment: dict[str, str]) -> None:
    with socket.socket() as somebody:
        somebody.bind(("127.0.0.1", 0))
        somebody.listen()
        port = str(somebody.getsockname()[1])

        done = subprocess.run(
            [sys.executable, "-m", "processes", "run"],
            cwd=copy, env=environment | {"ACTIONS_PORT": port}, capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip

    assert done.returncode == 1
    (sentence,) = done.stderr.split("\n\n")[-1].strip().splitlines()
    assert f"Port {port} is in use" in sentence
    assert "ACTIONS_PORT" in sentence


def _read(process: subprocess.Popen[str], lines: queue.Queue[str | None]) -> None:
    if process.stdout is not None:
        for line in process.stdout:
            lines.put(line)
    lines.put(None)


def _is_running(process: psutil.Process) -> bool:
    """Return whether a process still does anything; one that only waits to be counted does not."""
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def _family(process: subprocess.Popen[str]) -> list[psutil.Process]:
    try:
        parent = psutil.Process(process.pid)
        return [parent, *parent.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []
