"""The database: engine, sessions, and how SQLite and PostgreSQL are opened."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.orm import Session, sessionmaker


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
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise BadDatabaseUrl(
            "DATABASE_URL cannot be read. It looks like sqlite:///path/to/file.db or "
            "postgresql://name:password@host/database."
        ) from None
    if parsed.drivername == "sqlite":
        if parsed.database:
            Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(parsed)
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    if parsed.drivername in ("postgresql", "postgres"):
        parsed = parsed.set(drivername="postgresql+psycopg")
    return create_engine(parsed, pool_pre_ping=True)


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # SQLAlchemy sends BEGIN itself (below): the driver's own implicit BEGIN would start
    # read transactions that cannot become write transactions when two processes meet.
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "busy_timeout=10000"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Any) -> None:
    # A writer takes its turn at the start: one that begins by reading could not write after another one did.
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("write") else "BEGIN")
