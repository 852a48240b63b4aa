"""One turn of the conversation: what the person sent, and the language to answer in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from rasa_sdk import Tracker

from language.codes import LANGUAGES

FALLBACK = "en"  # where neither words nor settings tell a language, most people can read some English
CLEARLY = 0.9  # confidence from which a message is clearly in a language
ENOUGH_WORDS = 4  # a single word or a name never changes the conversation's language


@dataclass(frozen=True)
class Turn:
    """What the person sent, as the action needs it."""

    text: str
    intent: str
    choice: str | None
    language: str
    # A language of ours that the message is clearly in although the person chose another one.
    offer_switch: str | None
    # The message is clearly in a language that we do not speak.
    foreign: bool
    article: str | None

    @classmethod
    def of(cls, tracker: Tracker) -> Turn:
        """Return the turn that the tracker's latest message is."""
        message: dict[str, Any] = tracker.latest_message
        metadata = message.get("metadata") or {}
        found = message.get("language") or {}
        stored = _ours(metadata.get("language"))
        spoken = _ours(found.get("pred"))
        text = message.get("text") or ""
        clear = found.get("confidence", 0) >= CLEARLY and len(text.split()) >= ENOUGH_WORDS
        return cls(
            text=text,
            intent=(message.get("intent") or {}).get("name") or "",
            choice=next(tracker.get_latest_entity_values("choice"), None),
            language=stored
            or spoken
            or _last_spoken(tracker)
            or _ours(metadata.get("language_code"))
            or FALLBACK,
            offer_switch=spoken if stored and spoken and spoken != stored and clear else None,
            foreign=not stored and found.get("us") is False and found.get("pred") != "none" and clear,
            article=tracker.get_slot("article"),
        )


def _last_spoken(tracker: Tracker) -> str | None:
    """Return the language of our last reply: a pressed button has no words to tell one."""
    said = (event for event in reversed(tracker.events) if event.get("event") == "bot")
    custom = ((next(said, None) or {}).get("data") or {}).get("custom") or {}
    return _ours(custom.get("language"))


def _ours(code: object) -> str | None:
    """Return the language of a code as detectors and Telegram write it (fa-Latn, en-GB), if it is one of ours."""
    language = str(code or "").split("-")[0].lower()
    return language if language in LANGUAGES else None
