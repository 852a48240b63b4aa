"""The database: engine, sessions, and how SQLite and PostgreSQL are opened."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.orm import Session, sessionmaker

# What DATABASE_URL may begin with → the driver that opens it.
DRIVERS = {
    "sqlite": "sqlite",
    "sqlite+pysqlite": "sqlite",
    "postgres": "postgresql+psycopg",
    "postgresql": "postgresql+psycopg",
    "postgresql+psycopg": "postgresql+psycopg",
}
# How long a fresh SQLite file may be busy with somebody else's first opening.
SWITCH_SECONDS = 10.0


class BadDatabaseUrl(Exception):
    """DATABASE_URL cannot be used; the message says what one looks like."""


class Database:
    """One database of the house; hands out sessions."""

    def __init__(self, url: str) -> None:
        self.engine = _open(url)
        self._readers = sessionmaker(self.engine, expire_on_commit=False)
        self._writers = sessionmaker(self.engine.execution_options(write=True), expire_on_commit=False)

    @contextmanager
    def session(self) -> Iterator[Session]:
        """Give a session that may write; commit at the end of the block, roll back if it raises."""
        with self._writers.begin() as session:
            yield session

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Give a session for reading only; it waits for nobody."""
        with self._readers() as session:
            yield session

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()


def _open(url: str) -> Engine:
    parsed = _parsed(url)
    if parsed.get_backend_name() == "postgresql":
        return create_engine(parsed, pool_pre_ping=True)
    if parsed.database:
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(parsed)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _parsed(url: str) -> URL:
    """Return the address with the driver we ship; raise BadDatabaseUrl if it is of neither kind."""
    try:
        parsed = make_url(url)
    except ArgumentError:
        parsed = None
    driver = DRIVERS.get(parsed.drivername) if parsed is not None else None
    if parsed is None or driver is None:
        raise BadDatabaseUrl(
            "DATABASE_URL cannot be used. It looks like sqlite:///path/to/file.db or "
            "postgresql://name:password@host/database."
        )
    return parsed.set(drivername=driver)


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # SQLAlchemy sends BEGIN itself (below): the driver's own implicit BEGIN would start
    # read transactions that cannot become write transactions when two processes meet.
    connection.isolation_level = None
    for pragma in ("busy_timeout=10000", "synchronous=NORMAL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")
    _switch_to_wal(connection)


def _switch_to_wal(connection: Any) -> None:
    # Of two that switch a fresh file at once, SQLite refuses one immediately: busy_timeout does not hold here.
    deadline = time.monotonic() + SWITCH_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.01)


def _begin_sqlite(connection: Any) -> None:
    # A writer takes its turn at the start: one that begins by reading could not write after another one did.
    connection.exec_driver_sql(
        "BEGIN IMMEDIATE" if connection.get_execution_options().get("write") else "BEGIN"
    )
