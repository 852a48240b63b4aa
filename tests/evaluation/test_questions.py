"""The questions that judge the assistant: enough of them, and kept apart from what it learns."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from evaluation.questions import BadQuestions, Question, read_questions
from knowledge.services.content import CONTENT
from knowledge.services.phrasings import phrasing_key
from language.codes import LANGUAGES
from settings import ROOT

WANTED = 3  # questions for each article in each language


@pytest.fixture(scope="module")
def questions() -> list[Question]:
    """All evaluation questions."""
    return read_questions(ROOT / "evaluation" / "questions")


@pytest.fixture(scope="module")
def calibration() -> list[Question]:
    """All questions that certainty is measured on."""
    return read_questions(ROOT / "evaluation" / "calibration")


def test_each_article_is_asked_for_in_each_language(questions: list[Question]):
    articles = (CONTENT / "catalogue.txt").read_text(encoding="utf-8").split()
    counted = Counter((question.right[0], question.language) for question in questions)

    assert [(name, code) for name in articles for code in LANGUAGES if counted[name, code] < WANTED] == []


@pytest.mark.parametrize("kind", ["chat", "urgent", "not_urgent", "out_of_scope"])
def test_other_messages_are_asked_in_each_language(questions: list[Question], kind: str):
    assert {question.language for question in questions if question.kind == kind} == set(LANGUAGES)


def test_ids_are_given_once(questions: list[Question], calibration: list[Question]):
    ids = [question.id for question in (*questions, *calibration)]

    assert len(set(ids)) == len(ids)


def test_questions_that_judge_take_no_part_in_calibration(
    questions: list[Question], calibration: list[Question]
):
    judge, measured = (
        {(question.language, phrasing_key(question.text)) for question in some}
        for some in (questions, calibration)
    )

    assert judge & measured == set()


def test_folder_without_questions_is_one_sentence(tmp_path: Path):
    with pytest.raises(BadQuestions, match="no .jsonl file there"):
        read_questions(tmp_path)
