"""A result is held against the recorded one, figure by figure."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from evaluation.record import drops, recorded


def figures(**changes: float) -> dict[str, Any]:
    """Return a language's summary, changed as wanted."""
    values = {
        "hit1": 0.9,
        "hit3": 0.97,
        "labels": 0.98,
        "recall": 0.99,
        "false_answers": 0.02,
        "alarms": 0.01,
    } | changes
    return {
        "in_scope": {"hit@1": values["hit1"], "hit@3": values["hit3"]},
        "labels": {"accuracy": values["labels"]},
        "urgent": {"recall": values["recall"], "false_alarms": values["alarms"]},
        "out_of_scope": {"false_answers": values["false_answers"]},
    }


def test_small_loss_is_let_pass():
    assert list(drops({"ar": figures(hit1=0.88, alarms=0.03)}, {"ar": figures()})) == []


def test_loss_of_more_than_two_points_is_told():
    assert list(drops({"ar": figures(hit1=0.879)}, {"ar": figures()})) == [
        "ar: in_scope hit@1 was 90.0% and is 87.9%"
    ]


def test_more_false_answers_are_a_loss():
    assert list(drops({"de": figures(false_answers=0.05)}, {"de": figures()})) == [
        "de: out_of_scope false_answers was 2.0% and is 5.0%"
    ]


def test_two_of_few_questions_may_always_differ():
    before, now = figures(recall=1.0), figures(recall=0.9)
    before["urgent"]["n"] = 20

    assert list(drops({"fa": now}, {"fa": before})) == []
    now["urgent"]["recall"] = 0.85
    assert list(drops({"fa": now}, {"fa": before})) == ["fa: urgent recall was 100.0% and is 85.0%"]


def test_gain_is_no_loss():
    assert list(drops({"de": figures(hit1=1.0, false_answers=0.0)}, {"de": figures()})) == []


def test_language_that_is_missing_is_told():
    assert "fa: in_scope hit@1 was 90.0% and is missing" in list(drops({}, {"fa": figures()}))


def test_newest_record_counts(tmp_path: Path):
    for day, hit in (("2026-11-22", 0.5), ("2027-01-03", 0.6)):
        (tmp_path / day).mkdir()
        (tmp_path / day / "summary.json").write_text(json.dumps({"ar": figures(hit1=hit)}), encoding="utf-8")

    assert recorded(tmp_path)["ar"]["in_scope"]["hit@1"] == 0.6
