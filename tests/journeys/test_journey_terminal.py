"""`python -m bot.chat --once` beside the running house."""

from __future__ import annotations

import json

import pytest

from dialogue.reply import Reply
from language.codes import LANGUAGES
from language.phrases import Phrases
from settings import ROOT
from tests.journeys.house import House
from tests.journeys.questions import QUESTIONS, marks, missing

TRAINED_WITH = ("data", "knowledge/content")


@pytest.mark.parametrize("language", LANGUAGES)
def test_questions_of_the_journeys_stand_in_no_training_file(language: str) -> None:
    files = [file for place in TRAINED_WITH for file in (ROOT / place).rglob("*.yml")]

    holding = [
        file for file in files if _letters(QUESTIONS[language].text) in _letters(file.read_text("utf-8"))
    ]

    assert len(files) > 20
    assert holding == []


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.parametrize("language", LANGUAGES)
def test_one_question_is_answered_as_json(house: House, phrases: Phrases, language: str) -> None:
    question = QUESTIONS[language]

    done = house.python("bot.chat", "--once", question.text, "--json")

    assert done.returncode == 0, done.stderr
    reply = Reply.from_dict(json.loads(done.stdout))
    assert (reply.kind, reply.article, reply.language) == ("answer", question.article, language)
    assert (
        missing(marks(house.article(question.article), language, phrases), f"{reply.title}\n{reply.text}")
        == []
    )


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_setting_that_cannot_be_used_is_one_clear_sentence(house: House) -> None:
    done = house.python("bot.chat", "--once", "hello", RASA_PORT="fifty")

    assert (done.returncode, done.stdout) == (1, "")
    (sentence,) = done.stderr.splitlines()
    assert "RASA_PORT" in sentence
    assert ".env" in sentence


def _letters(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())
