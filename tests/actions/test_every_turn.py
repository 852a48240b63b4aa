"""Whatever was said or pressed, in whatever language: the reply can be read and its buttons are ours."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dialogue.reply import PAYLOAD
from knowledge.services.content import AREAS
from language.codes import LANGUAGES
from tests.actions.conftest import ARTICLES, Said
from tests.actions.test_domain import INTENTS

ACTIONS = {
    "ask": "action_answer",
    "choose": "action_choose",
    "menu": "action_menu",
    "repeat": "action_repeat",
    "out_of_scope": "action_out_of_scope",
}
CHOICES = [
    *(f"area:{area}" for area in AREAS),
    *(f"article:{name.split('/')[1]}" for name in ARTICLES),
    *(f"language:{language}" for language in LANGUAGES),
    "menu", "repeat", "human", "", "nonsense", "area:nowhere", "article:", "article:nothing", "language:xx",
]  # fmt: skip


def action_for(intent: str) -> str:
    """Return the action an intent leads to."""
    if intent.startswith("urgent_"):
        return "action_urgent"
    if intent.startswith("switch_to_"):
        return "action_switch_language"
    talk = ("greet", "thanks", "goodbye", "insult", "bot_challenge", "affirm", "deny")
    return ACTIONS.get(intent, "action_small_talk" if intent in talk else "action_say")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("intent", INTENTS)
def test_every_intent_gets_a_readable_reply(say: Callable[..., Said], intent: str, language: str):
    said = say(action_for(intent), "Wie melde ich mich an?", intent=intent, language=language)

    check(said)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("choice", CHOICES)
def test_every_button_gets_a_readable_reply(say: Callable[..., Said], choice: str, language: str):
    said = say("action_choose", "/choose", intent="choose", choice=choice, language=language)

    check(said)


def check(said: Said) -> None:
    """Hold what every reply has."""
    assert said.reply.text.strip()
    assert said.reply.language in LANGUAGES
    assert said.reply.buttons
    assert all(button.title.strip() for button in said.reply.buttons)
    assert [b.payload for b in said.reply.buttons if not PAYLOAD.fullmatch(b.payload)] == []
    assert all(len(button.payload.encode()) <= 60 for button in said.reply.buttons)
    assert len({button.payload for button in said.reply.buttons}) == len(said.reply.buttons)
