"""Several Rasa processes side by side: a conversation begun at one goes on at the other."""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import Iterator
from dataclasses import replace

import pytest

from dialogue.rasa_client import RasaClient
from processes import launch
from tests import redis_server
from tests.journeys.house import House

pytestmark = pytest.mark.slow


@pytest.fixture
def redis_url() -> Iterator[str]:
    """A Redis of its own."""
    try:
        with redis_server.running() as url:
            yield url
    except redis_server.NotInstalled as error:
        if os.environ.get("NOTHING_SKIPPED") == "1":
            pytest.fail(str(error))
        pytest.skip(str(error))


def test_conversation_goes_on_at_another_rasa(house: House, redis_url: str):
    settings = house.settings.model_copy(update={"redis_url": redis_url})
    one, other = (
        _rasa(house, settings.model_copy(update={"rasa_port": port}), port) for port in _free_ports()
    )

    with launch.running([one, other], house.logs):
        answers = asyncio.run(_asked_and_repeated(one.health, other.health))

    assert answers == ["clubs-library", "clubs-library"]


def _rasa(house: House, settings, port: int) -> launch.Process:  # type: ignore[no-untyped-def]
    process = launch.rasa(settings)
    return replace(process, name=f"rasa-{port}", environment=house.environment | process.environment)


async def _asked_and_repeated(one: str | None, other: str | None) -> list[str | None]:
    assert one is not None
    assert other is not None
    first, second = RasaClient(one, timeout=60), RasaClient(other, timeout=60)
    try:
        answer = await first.ask("somebody", "Where can I get a library card?", "en")
        again = await second.choose("somebody", "repeat", "en")
    finally:
        await first.close()
        await second.close()
    return [answer[0].article, again[0].article]


def _free_ports() -> list[int]:
    with socket.socket() as one, socket.socket() as other:
        for listener in (one, other):
            listener.bind(("127.0.0.1", 0))
        return [one.getsockname()[1], other.getsockname()[1]]
