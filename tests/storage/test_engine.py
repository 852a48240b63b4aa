"""How databases are opened, and what a session promises."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import IntegrityError

from people.models import OutboxMessage, Person
from storage.engine import BadDatabaseUrl, Database

WRITERS = 8


class Interrupted(Exception):
    """Something went wrong in the middle of a session."""


@pytest.mark.parametrize(
    ("pragma", "value"),
    [("journal_mode", "wal"), ("synchronous", 1), ("foreign_keys", 1), ("busy_timeout", 10000)],
)
def test_sqlite_is_opened_for_several_processes(database: Database, pragma: str, value: object):
    with database.reading() as session:
        found = session.scalar(text(f"PRAGMA {pragma}"))

    assert found == value


def test_sqlite_is_opened_the_same_with_its_driver_named(database_url: str):
    database = Database(database_url.replace("sqlite:", "sqlite+pysqlite:"))

    with database.reading() as session:
        found = session.scalar(text("PRAGMA foreign_keys"))

    database.close()
    assert found == 1


def test_row_that_points_nowhere_is_refused(any_database: Database):
    with pytest.raises(IntegrityError), any_database.session() as session:
        session.add(OutboxMessage(person_id="nobody", language="en", locked_text=b""))


def test_session_commits_when_its_block_ends(any_database: Database):
    with any_database.session() as session:
        session.add(Person(id="a"))

    assert people_in(any_database) == 1


def test_session_that_raises_leaves_nothing_behind(any_database: Database):
    def write_and_fail() -> None:
        with any_database.session() as session:
            session.add(Person(id="a"))
            session.flush()
            raise Interrupted

    with pytest.raises(Interrupted):
        write_and_fail()

    assert people_in(any_database) == 0


def test_reader_sees_the_last_committed_state_while_somebody_writes(any_database: Database):
    with any_database.session() as session:
        session.add(Person(id="a"))
        session.flush()
        seen = people_in(any_database)

    assert seen == 0


def test_writers_at_the_same_moment_all_succeed(any_database: Database):
    def count_up(_: int) -> None:
        with any_database.session() as session:
            person = session.get(Person, "counter", with_for_update=True)
            assert person is not None
            person.language = f"{int(person.language or 0) + 1}"

    with any_database.session() as session:
        session.add(Person(id="counter"))

    at_once(count_up)

    with any_database.reading() as session:
        assert session.scalar(select(Person.language)) == str(WRITERS)


def test_processes_that_open_a_fresh_file_at_once_all_get_in(tmp_path: Path):
    def open_and_write(number: int) -> None:
        database = Database(f"sqlite:///{tmp_path / 'fresh.db'}")
        with database.session() as session:
            session.execute(text(f"CREATE TABLE table_{number} (id INTEGER)"))
        database.close()

    at_once(open_and_write)

    database = Database(f"sqlite:///{tmp_path / 'fresh.db'}")
    with database.reading() as session:
        found = session.scalar(text("SELECT count(*) FROM sqlite_master"))
    database.close()
    assert found == WRITERS


def test_folder_of_a_new_database_is_made(tmp_path: Path):
    database = Database(f"sqlite:///{tmp_path / 'new' / 'deep' / 'test.db'}")

    with database.reading() as session:
        session.execute(text("SELECT 1"))

    database.close()
    assert (tmp_path / "new" / "deep" / "test.db").exists()


def test_moments_come_back_in_utc(any_database: Database):
    with any_database.session() as session:
        session.add(Person(id="a"))

    with any_database.reading() as session:
        created = session.scalar(select(Person.created_at))

    assert created is not None
    assert str(created.tzinfo) == "UTC"


@pytest.mark.parametrize(
    "url", ["", "no url", "mysql://name:s3cret@host/db", "postgres+nothing://name:s3cret@host/db"]
)
def test_address_that_cannot_be_used_gets_a_sentence_without_the_password(url: str):
    with pytest.raises(BadDatabaseUrl, match="sqlite:///path/to/file.db") as caught:
        Database(url)

    assert "s3cret" not in str(caught.value)


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_postgresql_is_reached_under_each_of_its_names(scheme: str):
    database = Database(f"{scheme}://name:password@host/database")

    assert database.engine.url.drivername == "postgresql+psycopg"


def people_in(database: Database) -> int:
    """Return how many people a second look finds."""
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(Person)) or 0


def at_once(act: Callable[[int], None]) -> None:
    """Let several threads act at the same moment; raise what any of them raised."""
    ready = Barrier(WRITERS)

    def wait_and_act(number: int) -> None:
        ready.wait()
        act(number)

    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(wait_and_act, range(WRITERS)))
