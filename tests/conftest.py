"""What the tests of several rooms share: databases, SQLite and PostgreSQL, made by the migrations; the sentence encoder.

Imports stand inside the fixtures: the tests of language/ also run in Rasa's environment, which has no storage room.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from shutil import copy
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from language.vectors import SentenceEncoder
    from storage.engine import Database


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty SQLite file with all tables."""
    from storage.migrate import upgrade

    path = tmp_path_factory.mktemp("migrated") / "empty.db"
    upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture
def database_url(tmp_path: Path, migrated: Path) -> str:
    """The address of an empty SQLite database with all tables."""
    return f"sqlite:///{copy(migrated, tmp_path / 'test.db')}"


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """An empty SQLite database with all tables."""
    from storage.engine import Database

    database = Database(database_url)
    yield database
    database.close()


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A PostgreSQL: TEST_DATABASE_URL, or a throw-away one."""
    from tests import postgres

    if given := os.environ.get("TEST_DATABASE_URL"):
        yield given
        return
    try:
        with postgres.running() as url:
            yield url
    except postgres.NotInstalled as error:
        if os.environ.get("NOTHING_SKIPPED") == "1":
            pytest.fail(str(error))
        pytest.skip(str(error))


@pytest.fixture
def empty_postgres_url(postgres_url: str) -> Iterator[str]:
    """The address of an empty PostgreSQL schema, which is dropped afterwards."""
    from tests import postgres

    with postgres.empty_schema(postgres_url) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def any_database(request: pytest.FixtureRequest) -> Iterator[Database]:
    """An empty database with all tables, of both kinds in turn."""
    from storage.engine import Database
    from storage.migrate import upgrade

    url = request.getfixturevalue("database_url" if request.param == "sqlite" else "empty_postgres_url")
    upgrade(url)
    database = Database(url)
    yield database
    database.close()


@pytest.fixture(scope="session")
def encoder() -> SentenceEncoder:
    """The sentence encoder; loading it takes seconds."""
    from language.vectors import SentenceEncoder

    return SentenceEncoder.load()
