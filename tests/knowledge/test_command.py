"""The knowledge base from the command line: everything or nothing, and plain sentences."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from sqlalchemy import select

from knowledge.models import Article
from settings import ROOT
from storage.engine import Database
from tests.knowledge.made_articles import written


def knowledge(*arguments: object, url: str) -> subprocess.CompletedProcess[str]:
    """Run `python -m knowledge`."""
    return subprocess.run(
        [sys.executable, "-m", "knowledge", *map(str, arguments)],
        cwd=ROOT, env={**os.environ, "DATABASE_URL": url, "NO_COLOR": "1"}, capture_output=True, text=True, check=False,
    )  # fmt: skip


def break_it(data: dict[str, Any]) -> None:
    """Make a mistake in the file."""
    data["texts"]["de"]["short"] = "x" * 501


def ids(database: Database) -> list[str]:
    """Return the ids of all articles."""
    with database.reading() as session:
        return list(session.scalars(select(Article.id).order_by(Article.id)))


def test_bad_file_among_good_ones_changes_nothing(tmp_path: Path, database: Database, database_url: str):
    written(tmp_path / "content", "first")
    bad = written(tmp_path / "content", "second", change=break_it)
    written(tmp_path / "content", "third")

    done = knowledge("load", tmp_path / "content", url=database_url)

    assert done.returncode == 1
    assert done.stderr.startswith(f"{bad}:")
    assert "Traceback" not in done.stderr
    assert ids(database) == []


def test_phrasing_that_is_taken_changes_nothing(tmp_path: Path, database: Database, database_url: str):
    def steal(data: dict[str, Any]) -> None:
        data["texts"]["en"]["phrasings"]["plain"][0] = "plain phrasing 1 of first en"

    written(tmp_path / "content", "first")
    written(tmp_path / "content", "second", change=steal)

    done = knowledge("load", tmp_path / "content", url=database_url)

    assert done.returncode == 1
    assert "already belongs to first" in done.stderr
    assert ids(database) == []


def test_folder_is_loaded_into_a_database_that_was_not_there(tmp_path: Path):
    written(tmp_path / "content", "first")
    url = f"sqlite:///{tmp_path / 'new' / 'wegweiser.db'}"

    done = knowledge("load", tmp_path / "content", url=url)

    database = Database(url)
    assert (done.returncode, done.stdout) == (0, "1 new, 0 changed, 0 unchanged.\n")
    assert ids(database) == ["first"]
    database.close()


def test_check_prints_every_problem(tmp_path: Path, database_url: str):
    written(tmp_path / "content", "first", change=lambda data: data["terms"].append("Nirgendwort"))

    done = knowledge("check", tmp_path / "content", url=database_url)

    assert done.returncode == 1
    assert done.stdout.splitlines() == ["first: Nirgendwort is not in the glossary", "1 articles, 1 problems."]


def test_database_address_that_cannot_be_used_is_one_sentence(tmp_path: Path):
    done = knowledge("export", tmp_path / "out", url="nonsense")

    assert done.returncode == 1
    assert done.stderr.startswith("DATABASE_URL cannot be used.")
    assert len(done.stderr.splitlines()) == 1
