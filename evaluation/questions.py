"""Evaluation questions: what was asked, and what would be right."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path


class BadQuestions(Exception):
    """A question file cannot be used; the message names file and line."""


@dataclass(frozen=True)
class Question:
    """One line of a question file; `right` holds every article id or label that is acceptable, the expected one first."""

    id: str
    language: str
    text: str
    kind: str
    right: tuple[str, ...]


def read_questions(place: Path) -> list[Question]:
    """Return the questions of a .jsonl file, or of all such files in a folder; raise BadQuestions naming file and line."""
    files = sorted(place.glob("*.jsonl")) if place.is_dir() else [place]
    if not files or not all(file.is_file() for file in files):
        raise BadQuestions(f"{place}: no .jsonl file there")
    return [question for file in files for question in _read(file)]


def _read(file: Path) -> list[Question]:
    questions = []
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            data = json.loads(line)
            right = (data["expect"], *data.get("also", ()))
            questions.append(Question(data["id"], data["lang"], data["text"], data["kind"], right))
        except (ValueError, KeyError, TypeError) as error:
            raise BadQuestions(
                f"{file}:{number}: not a question line ({type(error).__name__}: {error})"
            ) from None
    return questions
