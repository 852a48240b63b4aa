"""What the tests of the actions share: the house on a database with real articles, and somebody to talk to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from shutil import copy
from typing import Any

import pytest
from rasa_sdk import Action, Tracker
from rasa_sdk.executor import ActionExecutor, CollectingDispatcher

import knowledge.services.search
from actions.services import Services
from dialogue.reply import Reply
from knowledge.services.content import CONTENT, read_article
from knowledge.services.load import load_articles
from knowledge.services.search import Search
from knowledge.services.shelf import Shelf
from language.phrases import Phrases
from language.vectors import SentenceEncoder
from storage.engine import Database

ARTICLES = (
    "clubs/clubs-fees-but",
    "clubs/clubs-sports-join",
    "courses/integration-course-asylum-seeker",
    "referrals/referral-flat",
    "school/kita-legal-claim",
    "school/welcome-class",
    "work/work-permit-duldung",
)
ROOMS_WITH_SERVICES = ("answering", "danger", "menu", "talk")


@dataclass(frozen=True)
class Said:
    """What the assistant answered, and what Rasa is to remember."""

    reply: Reply
    events: list[dict[str, Any]]


@pytest.fixture(scope="session")
def actions() -> dict[str, Action]:
    """Every action the server finds, by name."""
    executor = ActionExecutor()
    executor.register_package("actions")
    return {name: function.__self__ for name, function in executor.actions.items()}


@pytest.fixture(scope="session")
def house(
    tmp_path_factory: pytest.TempPathFactory, migrated: Path, encoder: SentenceEncoder
) -> Iterator[Services]:
    """Articles, search and sentences; tests that change articles take `own_house`."""
    database = Database(f"sqlite:///{copy(migrated, tmp_path_factory.mktemp('house') / 'test.db')}")
    with database.session() as session:
        load_articles(session, [read_article(CONTENT / f"{name}.yml") for name in ARTICLES])
    yield _services(database, encoder)
    database.close()


@pytest.fixture
def own_database(tmp_path: Path, house: Services, migrated: Path) -> Iterator[Database]:
    """A database with the same articles, to change."""
    database = Database(f"sqlite:///{copy(migrated, tmp_path / 'own.db')}")
    with database.session() as session:
        load_articles(session, [read_article(CONTENT / f"{name}.yml") for name in ARTICLES[:2]])
    yield database
    database.close()


@pytest.fixture
def own_house(monkeypatch: pytest.MonkeyPatch, own_database: Database, encoder: SentenceEncoder) -> Services:
    """A house over a database that the test may change."""
    services = _services(own_database, encoder)
    _move_into(services, monkeypatch)
    return services


@pytest.fixture(autouse=True)
def _at_home(monkeypatch: pytest.MonkeyPatch, house: Services) -> None:
    """The actions work with the house of the tests."""
    _move_into(house, monkeypatch)


@pytest.fixture
def say(actions: dict[str, Action]) -> Callable[..., Said]:
    """Runs an action as Rasa would after a message, and returns what it said."""

    def run(
        action: str,
        text: str = "",
        *,
        intent: str = "ask",
        language: str | None = "en",
        code: str | None = None,
        spoken: str | None = None,
        confidence: float = 0.99,
        ours: bool = True,
        choice: str | None = None,
        article: str | None = None,
    ) -> Said:
        message = {
            "text": text,
            "intent": {"name": intent, "confidence": 0.9},
            "entities": [{"entity": "choice", "value": choice}] if choice else [],
            "metadata": {"language": language, "language_code": code},
            "language": {"pred": spoken or language or "en", "confidence": confidence, "us": ours},
        }
        tracker = Tracker("somebody", {"article": article}, message, [], False, None, {}, action)
        dispatcher = CollectingDispatcher()
        events = actions[action].run(dispatcher, tracker, {})
        [sent] = dispatcher.messages
        return Said(Reply.from_dict(sent["custom"]), events)

    return run


def _services(database: Database, encoder: SentenceEncoder) -> Services:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(knowledge.services.search.SentenceEncoder, "load", lambda: encoder)
        shelf = Shelf(database)
        search = Search(shelf, state=None)
    search.refresh()
    return Services(shelf, search, Phrases.load())


def _move_into(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    for room in ROOMS_WITH_SERVICES:
        monkeypatch.setattr(import_module(f"actions.{room}"), "services", lambda: services)
