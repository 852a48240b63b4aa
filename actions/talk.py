"""Everything that has one fixed sentence: polite talk, steering, other languages."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.services import services
from actions.speaking import send
from actions.turn import Turn
from dialogue.reply import Button, Reply
from language.codes import LANGUAGES, OWN_NAMES
from language.phrases import Phrases

# intent → sentence; the label is the intent's name.
SMALL_TALK = {
    "greet": "say_greet",
    "thanks": "say_thanks",
    "goodbye": "say_goodbye",
    "insult": "say_insult",
    "bot_challenge": "say_bot_challenge",
    "affirm": "say_affirm",
    "deny": "say_deny",
}
# intent → (sentence, kind of reply)
SENTENCES = {
    "simpler": ("say_simpler_none", "smalltalk"),
    "human": ("say_human", "handover"),
    "privacy": ("say_privacy", "privacy"),
    "delete_data": ("say_delete_data", "privacy"),
    "feedback_positive": ("say_feedback_positive", "smalltalk"),
    "feedback_negative": ("say_feedback_negative", "smalltalk"),
}


class ActionSmallTalk(Action):
    """Answers greetings, thanks, insults and the like."""

    def name(self) -> str:
        """Return the name rules call it by."""
        return "action_small_talk"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Say the intent's sentence, with the menu in reach."""
        turn, phrases = Turn.of(tracker), services().phrases
        intent = turn.intent if turn.intent in SMALL_TALK else "greet"
        send(dispatcher, say(phrases, turn.language, SMALL_TALK[intent], intent), turn, phrases)
        return []


class ActionSay(Action):
    """Answers what steers the conversation: a person please, what do you store, that was wrong."""

    def name(self) -> str:
        """Return the name rules call it by."""
        return "action_say"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Say the intent's sentence."""
        turn, phrases = Turn.of(tracker), services().phrases
        key, kind = SENTENCES[turn.intent]
        send(dispatcher, say(phrases, turn.language, key, turn.intent, kind=kind), turn, phrases)
        return []


class ActionSwitchLanguage(Action):
    """Goes on in the language the person asks for."""

    def name(self) -> str:
        """Return the name rules call it by."""
        return "action_switch_language"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Answer in the new language; the gateway stores it when it sees the label."""
        turn, phrases = Turn.of(tracker), services().phrases
        wanted = turn.intent.removeprefix("switch_to_")
        if wanted in LANGUAGES:
            reply = say(phrases, wanted, "say_language_changed", f"switch_language:{wanted}")
        else:
            reply = foreign_language(turn, phrases)
        send(dispatcher, reply, turn, phrases)
        return []


def say(phrases: Phrases, language: str, key: str, label: str, *, kind: str = "smalltalk") -> Reply:
    """Return a reply of one fixed sentence, with the menu in reach."""
    button = Button(phrases.say("button_menu", language), "menu")
    return Reply(
        kind=kind, label=label, language=language, text=phrases.say(key, language), buttons=(button,)
    )


def foreign_language(turn: Turn, phrases: Phrases) -> Reply:
    """Return the sentence for people who write in a language we do not speak, with ours to choose from."""
    return Reply(
        kind="smalltalk",
        label="switch_language:other",
        language=turn.language,
        text=phrases.say("say_language_other", turn.language),
        buttons=tuple(Button(OWN_NAMES[code], f"language:{code}") for code in LANGUAGES),
    )
