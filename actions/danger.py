"""Danger: the right hotlines at once, in the person's language, before anything else."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.exc import SQLAlchemyError

from actions.services import Services, services
from actions.speaking import send
from actions.turn import Turn
from dialogue.reply import Button, Reply

OFFERED = 2


class ActionUrgent(Action):
    """Gives the hotlines of the right kind."""

    def name(self) -> str:
        """Return the name rules call it by."""
        return "action_urgent"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Say the sentence of this danger with its numbers; offer the nearest answers and a person."""
        turn, house = Turn.of(tracker), services()
        phrases = house.phrases
        reply = Reply(
            kind="urgent",
            label=turn.intent.replace("_", ":", 1),
            language=turn.language,
            text=phrases.say(turn.intent, turn.language),
            buttons=(
                Button(phrases.say("button_human", turn.language), "human"),
                *(Button(title, f"article:{name}") for name, title in _near(turn, house).items()),
            ),
        )
        send(dispatcher, reply, turn, phrases)
        return []


def _near(turn: Turn, house: Services) -> dict[str, str]:
    """Return the nearest answers, id → title: words of danger are also in calm questions."""
    try:
        found = house.search.find(turn.text, turn.language).candidates[:OFFERED]
        return house.shelf.titles([candidate.article for candidate in found], turn.language)
    except SQLAlchemyError:
        return {}  # hotlines must not wait for a database
