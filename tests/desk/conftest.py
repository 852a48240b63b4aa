"""What the tests of the desk share: a database with a handful of real articles, a fake Rasa, a browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from shutil import copy
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pydantic import SecretStr
from werkzeug.test import TestResponse

import desk
import people.models  # noqa: F401 - its tables must be known
from desk import create_app
from knowledge.services.content import CONTENT, read_article
from knowledge.services.load import load_articles
from language.phrases import Phrases
from settings import Settings
from storage.base import Base
from storage.engine import Database
from tests.bot.fake_rasa import FakeRasa, usual_answer

ARTICLES = ("work/work-permit-duldung", "work/work-minimum-wage", "clubs/clubs-library")


class Browser:
    """Somebody at the desk: opens pages and sends the forms that stand on them."""

    def __init__(self, client: FlaskClient, language: str) -> None:
        self.client = client
        self._headers = {"Accept-Language": language}

    def open(self, address: str) -> TestResponse:
        """Open a page."""
        return self.client.get(address, headers=self._headers)

    def send(self, address: str, page: str = "/try", **fields: str) -> TestResponse:
        """Send a form as the page holds it."""
        token = field(self.open(page).text, "csrf_token")
        return self.client.post(address, data={"csrf_token": token, **fields}, headers=self._headers)


def field(html: str, name: str) -> str:
    """Return the value of a hidden field."""
    found = re.search(rf'name="{name}" value="([^"]*)"', html)
    assert found, f"no field {name}"
    return found.group(1)


@pytest.fixture(scope="session")
def started_rasa() -> Iterator[FakeRasa]:
    """A Rasa for all tests: starting and stopping one takes half a second."""
    with FakeRasa().open() as fake:
        yield fake


@pytest.fixture
def rasa(started_rasa: FakeRasa) -> FakeRasa:
    """A Rasa that was asked nothing yet."""
    started_rasa.questions.clear()
    started_rasa.answer, started_rasa.status, started_rasa.body = usual_answer, 200, None
    return started_rasa


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file with a few real articles."""
    path = tmp_path_factory.mktemp("desk") / "filled.db"
    database = Database(f"sqlite:///{path}")
    Base.metadata.create_all(database.engine)
    with database.session() as session:
        load_articles(session, [read_article(CONTENT / f"{name}.yml") for name in ARTICLES])
    database.close()
    return path


@pytest.fixture
def database(tmp_path: Path, filled: Path) -> Iterator[Database]:
    """A database of its own for each test."""
    database = Database(f"sqlite:///{copy(filled, tmp_path / 'desk.db')}")
    yield database
    database.close()


@pytest.fixture(scope="session")
def phrases() -> Phrases:
    """The fixed sentences."""
    return Phrases.load()


@pytest.fixture(autouse=True)
def _loaded_once(monkeypatch: pytest.MonkeyPatch, phrases: Phrases) -> None:
    """Reading them anew for each test would take most of its time."""
    monkeypatch.setattr(desk.Phrases, "load", lambda: phrases)


@pytest.fixture
def settings(tmp_path: Path, rasa: FakeRasa) -> Settings:
    """Settings that point to the fakes."""
    return made_settings(database_url=f"sqlite:///{tmp_path / 'desk.db'}", rasa_url=rasa.url)


def made_settings(**values: Any) -> Settings:
    """Return settings that no .env touches."""
    return Settings(_env_file=None, secret_key=SecretStr("k" * 40), **values)  # type: ignore[call-arg]


@pytest.fixture
def app(settings: Settings, database: Database) -> Flask:
    """The desk."""
    return create_app(settings, database)


@pytest.fixture
def browser(app: Flask) -> Browser:
    """A browser that prefers English."""
    return Browser(app.test_client(), "en")
