"""The knowledge base from the command line: everything or nothing, and plain sentences."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from knowledge.__main__ import main
from knowledge.models import Article
from settings import ROOT
from storage.engine import Database
from tests.knowledge.made_articles import written


@dataclass(frozen=True)
class Done:
    """How a command ended and what it printed."""

    code: object
    out: str
    err: str


@pytest.fixture
def knowledge(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Done]:
    """Runs `python -m knowledge`, in this process: a fresh one needs seconds for its imports."""

    def run(*arguments: object, url: str) -> Done:
        monkeypatch.setattr("sys.argv", ["knowledge", *map(str, arguments)])
        monkeypatch.setenv("DATABASE_URL", url)
        with pytest.raises(SystemExit) as ended:
            main()
        return Done(ended.value.code, *capsys.readouterr())

    return run


def break_it(data: dict[str, Any]) -> None:
    """Make a mistake in the file."""
    data["texts"]["de"]["short"] = "x" * 501


def ids(database: Database) -> list[str]:
    """Return the ids of all articles."""
    with database.reading() as session:
        return list(session.scalars(select(Article.id).order_by(Article.id)))


def test_bad_file_among_good_ones_changes_nothing(tmp_path: Path, database: Database, database_url: str):
    """In a process of its own, as people run it."""
    written(tmp_path / "content", "first")
    bad = written(tmp_path / "content", "second", change=break_it)
    written(tmp_path / "content", "third")

    done = subprocess.run(
        [sys.executable, "-m", "knowledge", "load", str(tmp_path / "content")],
        cwd=ROOT, env={**os.environ, "DATABASE_URL": database_url}, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert done.returncode == 1
    assert done.stderr.startswith(f"{bad}:")
    assert "Traceback" not in done.stderr
    assert ids(database) == []


def test_phrasing_that_is_taken_changes_nothing(
    knowledge: Callable[..., Done], tmp_path: Path, database: Database, database_url: str
):
    def steal(data: dict[str, Any]) -> None:
        data["texts"]["en"]["phrasings"]["plain"][0] = "plain phrasing 1 of first en"

    written(tmp_path / "content", "first")
    written(tmp_path / "content", "second", change=steal)

    done = knowledge("load", tmp_path / "content", url=database_url)

    assert done.code == 1
    assert "already belongs to first" in done.err
    assert ids(database) == []


def test_folder_is_loaded_into_a_database_that_was_not_there(knowledge: Callable[..., Done], tmp_path: Path):
    written(tmp_path / "content", "first")
    url = f"sqlite:///{tmp_path / 'new' / 'wegweiser.db'}"

    done = knowledge("load", tmp_path / "content", url=url)

    database = Database(url)
    assert (done.code, done.out) == (0, "1 new, 0 changed, 0 unchanged.\n")
    assert ids(database) == ["first"]
    database.close()


def test_check_prints_every_problem(knowledge: Callable[..., Done], tmp_path: Path, database_url: str):
    written(tmp_path / "content", "first", change=lambda data: data["terms"].append("Nirgendwort"))
    (tmp_path / "content" / "hosts.txt").write_text("example.org\n", encoding="utf-8")

    done = knowledge("check", tmp_path / "content", url=database_url)

    assert done.code == 1
    assert done.out.splitlines() == ["first: Nirgendwort is not in the glossary", "1 articles, 1 problems."]


def test_database_address_that_cannot_be_used_is_one_sentence(knowledge: Callable[..., Done], tmp_path: Path):
    done = knowledge("export", tmp_path / "out", url="nonsense")

    assert done.code == 1
    assert done.err.startswith("DATABASE_URL cannot be used.")
    assert len(done.err.splitlines()) == 1
