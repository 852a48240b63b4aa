"""What the tests about knowledge share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from shutil import copy

import pytest

import knowledge.services.search
from knowledge.services.content import CONTENT, ArticleFile, read_article
from knowledge.services.load import load_articles
from language.vectors import SentenceEncoder
from storage.engine import Database

HANDFUL = (
    "clubs/clubs-sports-join",
    "courses/integration-course-asylum-seeker",
    "school/kita-legal-claim",
    "school/welcome-class",
    "work/work-permit-duldung",
)


@pytest.fixture(scope="session")
def real_articles() -> list[ArticleFile]:
    """A handful of real articles."""
    return [read_article(CONTENT / f"{name}.yml") for name in HANDFUL]


@pytest.fixture(scope="session")
def filled(
    tmp_path_factory: pytest.TempPathFactory, migrated: Path, real_articles: list[ArticleFile]
) -> Path:
    """An SQLite file with a handful of real articles."""
    path = Path(copy(migrated, tmp_path_factory.mktemp("filled") / "filled.db"))
    database = Database(f"sqlite:///{path}")
    with database.session() as session:
        load_articles(session, real_articles)
    database.close()
    return path


@pytest.fixture
def filled_database(tmp_path: Path, filled: Path) -> Iterator[Database]:
    """A database of its own with a handful of real articles."""
    database = Database(f"sqlite:///{copy(filled, tmp_path / 'filled.db')}")
    yield database
    database.close()


@pytest.fixture
def _loaded_once(monkeypatch: pytest.MonkeyPatch, encoder: SentenceEncoder) -> None:
    """Every search takes the one encoder of the tests."""
    monkeypatch.setattr(knowledge.services.search.SentenceEncoder, "load", lambda: encoder)
