"""What the tests of the desk share: a database with a handful of real articles, a fake Rasa, a browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pydantic import SecretStr
from werkzeug.test import TestResponse

import people.models  # noqa: F401 - its tables must be known
from desk import create_app
from knowledge.services.content import CONTENT, read_article
from knowledge.services.load import load_articles
from settings import Settings
from storage.base import Base
from storage.engine import Database
from tests.bot.fake_rasa import FakeRasa

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


@pytest.fixture
def rasa() -> Iterator[FakeRasa]:
    """A Rasa."""
    with FakeRasa().open() as fake:
        yield fake


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """A database with a few real articles."""
    database = Database(f"sqlite:///{tmp_path / 'desk.db'}")
    Base.metadata.create_all(database.engine)
    with database.session() as session:
        load_articles(session, [read_article(CONTENT / f"{name}.yml") for name in ARTICLES])
    yield database
    database.close()


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
