"""Danger: hotlines first, in the person's language."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from sqlalchemy.exc import OperationalError

from knowledge.services.search import Finding, Search
from language.codes import LANGUAGES
from tests.actions.conftest import Said

NUMBERS = {
    "violence": ("110", "112", "116 016"),
    "suicide": ("112", "+49 800 1110111"),
    "attack": ("110", "112", "116 006"),
    "child": ("110", "112", "116 111"),
    "deportation": ("112",),
    "exploitation": ("110", "116 006"),
    "medical": ("112", "116 117"),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", NUMBERS)
def test_danger_gets_its_hotlines(say: Callable[..., Said], kind: str, language: str):
    reply = say("action_urgent", "…", intent=f"urgent_{kind}", language=language).reply

    assert (reply.kind, reply.label, reply.language) == ("urgent", f"urgent:{kind}", language)
    missing = [
        number for number in NUMBERS[kind] if not re.search(rf"(?<!\d){re.escape(number)}(?!\d)", reply.text)
    ]
    assert missing == []
    assert reply.buttons[0].payload == "human"


def test_calm_question_with_words_of_danger_has_its_answer_near(say: Callable[..., Said]):
    reply = say(
        "action_urgent", "Darf ich mit einer Duldung arbeiten?", intent="urgent_deportation", language="de"
    ).reply

    payloads = [button.payload for button in reply.buttons]
    assert payloads[:2] == ["human", "article:work-permit-duldung"]
    assert len(payloads) == 4
    assert reply.candidates[0].article == "work-permit-duldung"


def test_hotlines_do_not_wait_for_the_database(say: Callable[..., Said], monkeypatch: pytest.MonkeyPatch):
    def broken(search: Search, question: str, language: str) -> Finding:
        raise OperationalError("SELECT", {}, OSError())

    monkeypatch.setattr(Search, "find", broken)

    reply = say("action_urgent", "help", intent="urgent_medical").reply

    assert "112" in reply.text
    assert [button.payload for button in reply.buttons] == ["human"]
