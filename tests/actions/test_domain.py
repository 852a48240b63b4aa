"""Domain, rules and actions fit together."""

from __future__ import annotations

from typing import Any

import pytest
from rasa_sdk import Action
from ruamel.yaml import YAML

from actions.talk import SENTENCES, SMALL_TALK
from language.codes import LANGUAGES
from language.phrases import Phrases
from settings import ROOT

DOMAIN = YAML(typ="safe").load((ROOT / "domain.yml").read_text(encoding="utf-8"))
INTENTS = [name for intent in DOMAIN["intents"] for name in ([intent] if isinstance(intent, str) else intent)]


@pytest.fixture(scope="module")
def rules() -> dict[str, str]:
    """The action that each intent leads to."""
    found: dict[str, str] = {}
    for path in sorted((ROOT / "data" / "rules").glob("*.yml")):
        for rule in YAML(typ="safe").load(path.read_text(encoding="utf-8"))["rules"]:
            intent, action = rule["steps"]
            assert intent["intent"] not in found, f"two rules for {intent['intent']}"
            found[intent["intent"]] = action["action"]
    return found


def test_every_action_of_the_domain_exists_and_the_reverse(actions: dict[str, Action]):
    assert sorted(actions) == sorted(DOMAIN["actions"])


def test_every_intent_leads_to_an_action(rules: dict[str, Any]):
    # Rasa's own intent for what it cannot tell.
    assert sorted(rules) == sorted([*INTENTS, "nlu_fallback"])
    assert set(rules.values()) == set(DOMAIN["actions"])


def test_every_intent_of_small_talk_and_steering_has_its_sentence(rules: dict[str, Any]):
    assert {intent for intent, action in rules.items() if action == "action_small_talk"} == set(SMALL_TALK)
    assert {intent for intent, action in rules.items() if action == "action_say"} == set(SENTENCES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_danger_has_its_sentence(language: str):
    phrases = Phrases.load()

    dangers = [intent for intent in INTENTS if intent.startswith("urgent_")]

    assert len(dangers) == 7
    assert all(phrases.say(intent, language) for intent in dangers)


def test_every_language_can_be_asked_for(rules: dict[str, Any]):
    wanted = {f"switch_to_{language}" for language in (*LANGUAGES, "other")}

    assert {intent for intent, action in rules.items() if action == "action_switch_language"} == wanted
