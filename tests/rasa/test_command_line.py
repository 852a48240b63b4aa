"""Rasa's own checks over our data, and our conversations in four languages through the trained model."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.rasa.conftest import ROOT

pytestmark = pytest.mark.slow


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bot.components", *arguments],
        cwd=ROOT, env={**os.environ, "ACTIONS_URL": "http://127.0.0.1:9"}, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_rasa_finds_nothing_to_warn_about() -> None:
    done = run("data", "validate", "--fail-on-warnings", "--max-history", "5")
    # Of some warnings Rasa 3.6 makes no failure; so nothing at all may be said.
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_stories_in_four_languages_go_as_written(model: Path, tmp_path: Path) -> None:
    done = run(
        "test", "core", "--model", str(model), "--stories", "tests/rasa/stories", "--e2e",
        "--fail-on-prediction-errors", "--no-plot", "--out", str(tmp_path),
    )  # fmt: skip
    assert done.returncode == 0, (done.stdout + done.stderr)[-3000:]
    report = (tmp_path / "story_report.json").read_text(encoding="utf-8")
    assert '"accuracy": 1.0' in report
    assert not [line for line in (done.stdout + done.stderr).splitlines() if "Warning" in line]
