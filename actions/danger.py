"""Danger: the right hotlines at once, in the person's language, before anything else."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.exc import SQLAlchemyError

from actions.answering import OFFERED, candidates_of
from actions.services import Services, services
from actions.speaking import send
from actions.turn import Turn
from dialogue.reply import Button, Candidate, Reply


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
        near, titles = _near(turn, house)
        reply = Reply(
            kind="urgent",
            label=turn.intent.replace("_", ":", 1),
            language=turn.language,
            text=phrases.say(turn.intent, turn.language),
            candidates=near,
            buttons=(
                Button(phrases.say("button_human", turn.language), "human"),
                *(Button(title, f"article:{name}") for name, title in titles.items()),
            ),
        )
        send(dispatcher, reply, turn, phrases)
        return []


def _near(turn: Turn, house: Services) -> tuple[tuple[Candidate, ...], dict[str, str]]:
    """Return the nearest articles, and the titles of the first: words of danger are also in calm questions."""
    try:
        near = candidates_of(house.search.find(turn.text, turn.language))
        titles = house.shelf.titles([candidate.article for candidate in near[:OFFERED]], turn.language)
    except SQLAlchemyError:
        return (), {}  # hotlines must not wait for a database
    return near, titles
