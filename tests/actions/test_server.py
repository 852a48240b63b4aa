"""The action server: it answers Rasa, and a failure says nothing about what a person wrote."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterator
from threading import Event, Thread
from typing import Any

import httpx
import pytest

import actions.menu
from actions.server import action_server

PRIVATE = "my name is Secret and I live in Hamburg"


@pytest.fixture(scope="module")
def rasa() -> Iterator[httpx.Client]:
    """A Rasa's line to a running action server."""
    port, loop, ready = free_port(), asyncio.new_event_loop(), Event()

    async def start() -> None:
        server = await action_server().create_server("127.0.0.1", port, return_asyncio_server=True)
        assert server is not None
        await server.startup()
        await server.start_serving()
        ready.set()

    def run() -> None:
        loop.run_until_complete(start())
        loop.run_forever()

    thread = Thread(target=run, daemon=True)
    thread.start()
    assert ready.wait(20)
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False) as client:
        yield client
    loop.call_soon_threadsafe(loop.stop)
    thread.join(20)


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def call(action: str, text: str = PRIVATE) -> dict[str, Any]:
    """Return what Rasa sends to have an action run."""
    message = {"text": text, "intent": {"name": "menu"}, "entities": [], "metadata": {"language": "en"}}
    tracker = {
        "sender_id": "somebody", "slots": {}, "latest_message": message, "events": [], "paused": False,
        "followup_action": None, "active_loop": {}, "latest_action_name": None,
    }  # fmt: skip
    return {
        "next_action": action,
        "sender_id": "somebody",
        "tracker": tracker,
        "domain": {},
        "version": "3.6.21",
    }


def test_action_is_run(rasa: httpx.Client):
    answer = rasa.post("/webhook", json=call("action_menu"))

    assert answer.status_code == 200
    assert answer.json()["responses"][0]["custom"]["kind"] == "menu"


def test_server_says_that_it_is_there(rasa: httpx.Client):
    assert rasa.get("/health").status_code == 200


def test_failing_action_answers_without_the_persons_words(
    rasa: httpx.Client, monkeypatch: pytest.MonkeyPatch
):
    def broken() -> None:
        raise RuntimeError(PRIVATE)

    monkeypatch.setattr(actions.menu, "services", broken)

    answer = rasa.post("/webhook", json=call("action_menu"))

    assert (answer.status_code, answer.json()) == (500, {"error": "the action failed"})


@pytest.mark.parametrize("body", [b"{broken " + PRIVATE.encode(), b"", b"[]"])
def test_call_that_cannot_be_read_is_not_quoted(rasa: httpx.Client, body: bytes):
    answer = rasa.post("/webhook", content=body, headers={"Content-Type": "application/json"})

    assert answer.status_code >= 400
    assert PRIVATE not in answer.text


def test_unknown_action_is_named_without_the_persons_words(rasa: httpx.Client):
    answer = rasa.post("/webhook", json=call("action_nothing"))

    assert answer.status_code == 404
    assert "action_nothing" in answer.text
    assert PRIVATE not in answer.text
