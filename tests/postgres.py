"""A PostgreSQL server that lives as long as the tests."""

from __future__ import annotations

import getpass
import os
import secrets
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import create_engine, make_url, text

DEBIAN = Path("/usr/lib/postgresql")
# Nothing here must survive a crash.
QUICK = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"


class NotInstalled(Exception):
    """This machine has no PostgreSQL; the message says how to get one."""


@contextmanager
def running() -> Iterator[str]:
    """Run a fresh server on a free port and give its address."""
    programs = _programs()
    home = Path(tempfile.mkdtemp(prefix="wegweiser-postgres-"))
    owner = "postgres" if os.geteuid() == 0 else getpass.getuser()
    if os.geteuid() == 0:  # initdb refuses root
        shutil.chown(home, owner)
    data, port = home / "data", _free_port()
    options = f"-p {port} -k {home} -c listen_addresses=127.0.0.1 {QUICK}"
    try:
        _run(programs / "initdb", "-D", data, "-U", "tests", "-A", "trust", "-E", "UTF8", "--no-sync")
        _run(programs / "pg_ctl", "-D", data, "-w", "-l", home / "log", "-o", options, "start")
        try:
            yield f"postgresql://tests@127.0.0.1:{port}/postgres"
        finally:
            _run(programs / "pg_ctl", "-D", data, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(home, ignore_errors=True)


@contextmanager
def empty_schema(url: str) -> Iterator[str]:
    """Make a schema of its own in the database at this address and give the address that leads into it."""
    name = f"test_{secrets.token_hex(6)}"
    engine = create_engine(make_url(url).set(drivername="postgresql+psycopg"))
    with engine.begin() as connection:
        connection.execute(text(f"CREATE SCHEMA {name}"))
    try:
        inside = make_url(url).update_query_dict({"options": f"-csearch_path={name}"})
        yield inside.render_as_string(hide_password=False)
    finally:
        with engine.begin() as connection:
            connection.execute(text(f"DROP SCHEMA {name} CASCADE"))
        engine.dispose()


def _programs() -> Path:
    """Return the folder of the newest version that Debian installed, or of the one on PATH."""
    versions = sorted(DEBIAN.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if versions:
        return versions[-1].parent
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    raise NotInstalled("PostgreSQL is not installed: `apt-get install postgresql`, or set TEST_DATABASE_URL.")


def _run(*command: object) -> None:
    as_owner = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    # Not captured: the server would keep the pipe open.
    subprocess.run(
        [*as_owner, *map(str, command)],
        check=True,
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
