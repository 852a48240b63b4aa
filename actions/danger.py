"""Danger: the right hotlines at once, in the person's language, before anything else."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.services import services
from actions.speaking import send
from actions.turn import Turn
from dialogue.reply import Button, Reply


class ActionUrgent(Action):
    """Gives the hotlines of the right kind."""

    def name(self) -> str:
        """Return the name rules call it by."""
        return "action_urgent"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Say the sentence of this danger with its numbers, and offer a person."""
        turn, phrases = Turn.of(tracker), services().phrases
        reply = Reply(
            kind="urgent",
            label=turn.intent.replace("_", ":", 1),
            language=turn.language,
            text=phrases.say(turn.intent, turn.language),
            buttons=(Button(phrases.say("button_human", turn.language), "human"),),
        )
        send(dispatcher, reply, turn, phrases)
        return []
