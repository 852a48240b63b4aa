"""In which language an answer comes, and when another one is offered."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from actions.services import Services
from language.codes import LANGUAGES, OWN_NAMES
from tests.actions.conftest import Said

LONGER = "Wo finde ich hier einen Deutschkurs?"


def test_chosen_language_wins(say: Callable[..., Said]):
    assert say("action_menu", LONGER, intent="menu", language="fa", spoken="de").reply.language == "fa"


def test_without_a_choice_the_language_of_the_words_counts(say: Callable[..., Said]):
    assert (
        say("action_menu", LONGER, intent="menu", language=None, spoken="de", code="ar").reply.language
        == "de"
    )


@pytest.mark.parametrize(
    ("code", "language"), [("fa", "fa"), ("de-AT", "de"), ("AR", "ar"), ("tr", "en"), (None, "en")]
)
def test_without_words_the_phones_language_counts(say: Callable[..., Said], code: str | None, language: str):
    reply = say(
        "action_menu", "?", intent="menu", language=None, spoken="none", confidence=0.0, code=code
    ).reply

    assert reply.language == language


@pytest.mark.parametrize("action", ["action_menu", "action_urgent"])
def test_clear_longer_message_in_another_language_gets_an_offer(
    say: Callable[..., Said], house: Services, action: str
):
    reply = say(action, LONGER, intent="urgent_medical", language="fa", spoken="de").reply

    assert reply.language == "fa"
    assert reply.text.endswith(house.phrases.say("say_switch_offer", "de", language=OWN_NAMES["de"]))
    assert (reply.buttons[-1].title, reply.buttons[-1].payload) == ("Deutsch", "language:de")


@pytest.mark.parametrize(
    ("text", "spoken", "confidence"),
    [("Kindergarten", "de", 0.99), (LONGER, "de", 0.5), (LONGER, "fa", 0.99), (LONGER, "tr", 0.99)],
    ids=["one word", "not clear", "the chosen language", "not ours"],
)
def test_nothing_else_gets_an_offer(say: Callable[..., Said], text: str, spoken: str, confidence: float):
    reply = say("action_menu", text, intent="menu", language="fa", spoken=spoken, confidence=confidence).reply

    assert not [button for button in reply.buttons if button.payload.startswith("language:")]


def test_switch_that_was_asked_for_is_not_offered_again(say: Callable[..., Said]):
    said = say(
        "action_switch_language",
        "bitte antworte auf Deutsch ab jetzt",
        intent="switch_to_de",
        language="fa",
        spoken="de",
    )

    assert (said.reply.language, said.reply.label) == ("de", "switch_language:de")
    assert [button.payload for button in said.reply.buttons] == ["menu"]


@pytest.mark.parametrize("action", ["action_answer", "action_out_of_scope"])
def test_foreign_language_gets_our_four_to_choose_from(
    say: Callable[..., Said], house: Services, action: str
):
    said = say(
        action, "Nerede Almanca kursu bulabilirim acaba", language=None, spoken="tr", ours=False, code="tr"
    )

    assert said.reply.text == house.phrases.say("say_language_other", "en")
    assert said.reply.label == "switch_language:other"
    assert [button.payload for button in said.reply.buttons] == [f"language:{code}" for code in LANGUAGES]
    assert [button.title for button in said.reply.buttons] == [OWN_NAMES[code] for code in LANGUAGES]


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        ("Merhaba", {}),
        ("Nerede Almanca kursu bulabilirim acaba", {"confidence": 0.5}),
        ("Nerede Almanca kursu bulabilirim acaba", {"language": "de"}),
        ("+++ --- 123 !!!", {"spoken": "none"}),
    ],
    ids=["one word", "not clear", "somebody who chose", "no words"],
)
def test_what_may_be_ours_is_answered(say: Callable[..., Said], text: str, changes: dict[str, object]):
    said = say("action_answer", text, **{"language": None, "spoken": "tr", "ours": False, **changes})

    assert said.reply.label != "switch_language:other"
