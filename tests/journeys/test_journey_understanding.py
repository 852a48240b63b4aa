"""No language understands less than was recorded: all evaluation questions through the running house."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from evaluation.record import drops, recorded
from settings import ROOT
from tests.journeys.house import House

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1200)]


@pytest.fixture(scope="module")
def summary(house: House, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict]:  # type: ignore[type-arg]
    """What an evaluation of all questions amounts to."""
    out = tmp_path_factory.mktemp("evaluation")
    done = house.python(
        "evaluation.evaluate", str(ROOT / "evaluation" / "questions"), str(out), patience=1200
    )
    assert done.returncode == 0, done.stderr
    return json.loads(Path(out / "summary.json").read_text("utf-8"))


def test_no_language_lost_more_than_two_points(summary: dict[str, dict]) -> None:  # type: ignore[type-arg]
    assert list(drops(summary, recorded())) == []


def test_every_article_is_found_at_least_once(summary: dict[str, dict]) -> None:  # type: ignore[type-arg]
    assert summary["all"]["without_hit"] == []


def test_every_question_gets_a_reply(summary: dict[str, dict]) -> None:  # type: ignore[type-arg]
    assert summary["all"]["failures"] == 0
