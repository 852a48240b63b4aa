"""The menu: areas, and the questions of an area, for people who cannot or do not want to phrase one."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.services import services
from actions.speaking import send
from actions.turn import Turn
from dialogue.reply import Button, Reply
from knowledge.services.content import AREAS
from knowledge.services.shelf import Shelf
from language.phrases import Phrases


class ActionMenu(Action):
    """Shows the areas."""

    def name(self) -> str:
        """Return the name rules call it by."""
        return "action_menu"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Send the menu."""
        turn, house = Turn.of(tracker), services()
        send(dispatcher, menu(turn.language, house.phrases), turn, house.phrases)
        return []


def menu(language: str, phrases: Phrases) -> Reply:
    """Return the menu of areas."""
    buttons = tuple(Button(phrases.say(f"area_{area}", language), f"area:{area}") for area in AREAS)
    return Reply(
        kind="menu", label="menu", language=language, text=phrases.say("say_menu", language), buttons=buttons
    )


def area_menu(shelf: Shelf, area: str, language: str, phrases: Phrases) -> Reply:
    """Return the questions of an area as buttons; the menu if there is no such area."""
    titles = shelf.titles([article.id for article in shelf.articles() if article.area == area], language)
    if not titles:
        return menu(language, phrases)
    buttons = [Button(title, f"article:{name}") for name, title in titles.items()]
    return Reply(
        kind="menu",
        label="menu",
        language=language,
        text=phrases.say("say_area", language, area=phrases.say(f"area_{area}", language)),
        buttons=(*buttons, Button(phrases.say("button_menu", language), "menu")),
    )
