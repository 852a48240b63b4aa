"""What the tests of the bot share: a fake Telegram, a fake Rasa, a real database, a quick gateway."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import pytest_asyncio
from pydantic import SecretStr
from pytest_httpserver import HTTPServer

import people.models  # noqa: F401 - its tables must be known
from bot.gateway import application
from bot.gateway.equipment import Equipment
from bot.gateway.hearing import hearing
from bot.gateway.pace import Pace
from bot.gateway.running import running
from language.phrases import Phrases
from settings import Settings
from storage.base import Base
from storage.encryption import Vault
from storage.engine import Database
from tests.bot.fake_rasa import FakeRasa
from tests.bot.fake_telegram import TOKEN, FakeTelegram, TelegramPerson

SECRET_KEY = "k" * 40
QUICK = Pace(
    quiet=0.05,
    longest_gathering=1.0,
    answer_within=2.0,
    shortest_try=0.5,
    outbox_every=0.02,
    outbox_retry=0.05,
    retries=(0.01, 0.02, 0.04),
    longest_pause=3.0,
    startup_retry=0.05,
)


@pytest.fixture(scope="session")
def servers() -> Iterator[tuple[HTTPServer, HTTPServer]]:
    """Two servers for all tests: stopping one takes half a second."""
    with HTTPServer(threaded=True) as first, HTTPServer(threaded=True) as second:
        yield first, second


@pytest.fixture
def telegram(servers: tuple[HTTPServer, HTTPServer]) -> Iterator[FakeTelegram]:
    """A Bot API."""
    servers[0].clear()
    with FakeTelegram(servers[0]).open() as fake:
        yield fake


@pytest.fixture
def rasa(servers: tuple[HTTPServer, HTTPServer]) -> Iterator[FakeRasa]:
    """A Rasa."""
    servers[1].clear()
    with FakeRasa(servers[1]).open() as fake:
        yield fake


@pytest.fixture(params=["polling", "webhook"])
def mode(request: pytest.FixtureRequest) -> str:
    """Both ways in which updates reach the gateway."""
    return str(request.param)


@pytest.fixture
def settings(tmp_path: Path, telegram: FakeTelegram, rasa: FakeRasa) -> Settings:
    """Settings that point to the fakes and to an empty database."""
    url = f"sqlite:///{tmp_path / 'test.db'}"
    database = Database(url)
    Base.metadata.create_all(database.engine)
    database.close()
    port = _free_port()
    return Settings(
        _env_file=None,  # type: ignore[call-arg]
        database_url=url,
        secret_key=SecretStr(SECRET_KEY),
        rasa_url=rasa.url,
        telegram_token=SecretStr(TOKEN),
        telegram_api_url=telegram.url,
        webhook_url=f"http://127.0.0.1:{port}/telegram",
        webhook_secret=SecretStr("a-secret"),
        webhook_port=port,
    )


@pytest_asyncio.fixture
async def gateway(settings: Settings) -> AsyncIterator[Equipment]:
    """The gateway, running by polling."""
    async with running(settings, QUICK) as equipment:
        yield equipment


@pytest_asyncio.fixture
async def gateway_both_ways(settings: Settings, mode: str) -> AsyncIterator[Equipment]:
    """The gateway, running by polling and then by webhook."""
    async with running(settings.model_copy(update={"telegram_mode": mode}), QUICK) as equipment:
        yield equipment


@pytest.fixture
def person(telegram: FakeTelegram) -> TelegramPerson:
    """Somebody whose Telegram is in English."""
    return TelegramPerson(telegram, 7001)


@pytest.fixture
def database(settings: Settings) -> Iterator[Database]:
    """The gateway's database."""
    database = Database(settings.database_url)
    yield database
    database.close()


@pytest.fixture
def vault() -> Vault:
    """The gateway's vault."""
    return Vault.from_keys(SECRET_KEY)


@pytest.fixture(scope="session")
def phrases() -> Phrases:
    """The fixed sentences."""
    return Phrases.load()


@pytest.fixture(scope="session")
def hear() -> Callable[[str, str | None], str | None]:
    """The real language detection."""
    return hearing()


@pytest.fixture(autouse=True)
def loaded_once(monkeypatch: pytest.MonkeyPatch, phrases: Phrases, hear: Callable[..., str | None]) -> None:
    """Reading both anew for each test would take most of its time."""
    monkeypatch.setattr(application.Phrases, "load", lambda: phrases)
    monkeypatch.setattr(application, "hearing", lambda: hear)


def impatient(**changes: float) -> Pace:
    """Return the quick pace with some times changed."""
    return replace(QUICK, **changes)  # type: ignore[arg-type]


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
