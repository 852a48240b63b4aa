"""The recorded result that a new one is held against: the newest folder of evaluation/results."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

RESULTS = Path(__file__).parent / "results"
# A language may lose so much by chance or in exchange for something else; more needs a look, and a new record if it is wanted.
TOLERANCE = 0.02
# Of few questions one alone is more than that: so many may always differ.
QUESTIONS = 2
# Figures by their path in a language's summary; of the last two, less is better.
MORE_IS_BETTER = ("in_scope hit@1", "in_scope hit@3", "labels accuracy", "urgent recall")
LESS_IS_BETTER = ("out_of_scope false_answers", "urgent false_alarms")


def recorded(folder: Path = RESULTS) -> dict[str, Any]:
    """Return the newest recorded summary."""
    newest = max(folder.glob("*/summary.json"), key=lambda path: path.parent.name)
    summary: dict[str, Any] = json.loads(newest.read_text(encoding="utf-8"))
    return summary


def drops(summary: dict[str, Any], record: dict[str, Any], tolerance: float = TOLERANCE) -> Iterator[str]:
    """Give a sentence for each figure of each language that is worse than the record by more than the tolerance."""
    for language, before in record.items():
        for path, sign in [*((p, 1) for p in MORE_IS_BETTER), *((p, -1) for p in LESS_IS_BETTER)]:
            was, now = _figure(before, path), _figure(summary.get(language, {}), path)
            allowed = max(tolerance, QUESTIONS / before[path.split()[0]].get("n", math.inf))
            if was is not None and (now is None or sign * (was - now) > allowed + 1e-9):
                shown = "missing" if now is None else f"{now:.1%}"
                yield f"{language}: {path} was {was:.1%} and is {shown}"


def _figure(figures: dict[str, Any], path: str) -> float | None:
    group, name = path.split()
    value = figures.get(group, {}).get(name)
    return None if value is None else float(value)
