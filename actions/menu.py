"""The menu: areas, and the questions of an area, for people who cannot or do not want to phrase one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from actions.services import services
from actions.speaking import send
from actions.turn import Turn
from knowledge.reply import Button, Reply
from knowledge.services.articles import ArticleService
from knowledge.services.content import AREAS
from language.phrases import Phrases


class ActionMenu(Action):
    """Shows the areas."""

    def name(self) -> str:
        """Return the name rules call it by."""
        return "action_menu"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        """Send the menu."""
        turn, house = Turn.of(tracker), services()
        send(dispatcher, menu(turn.language, house.phrases), turn, house.phrases)
        return []


def menu(language: str, phrases: Phrases) -> Reply:
    """Return the menu of areas."""
    buttons = tuple(Button(phrases.say(f"area_{area}", language), f"area:{area}") for area in AREAS)
    return Reply(kind="menu", label="menu", language=language, text=phrases.say("say_menu", language), buttons=buttons)


def area_menu(session: Session, area: str, language: str, phrases: Phrases) -> Reply:
    """Return the questions of an area as buttons; the menu if there is no such area."""
    ids = ArticleService(session).ids(area) if area in AREAS else []
    if not ids:
        return menu(language, phrases)
    titles = titles_of(session, ids, language)
    buttons = [Button(titles[name], f"article:{name}") for name in ids if name in titles]
    return Reply(
        kind="menu",
        label="menu",
        language=language,
        text=phrases.say("say_area", language, area=phrases.say(f"area_{area}", language)),
        buttons=(*buttons, Button(phrases.say("button_menu", language), "menu")),
    )


def titles_of(session: Session, ids: Sequence[str], language: str) -> dict[str, str]:
    """Return the titles of these articles in one language; ids without a text are left out."""
    return {
        article.id: article.texts[language].title
        for article in ArticleService(session).many(ids)
        if language in article.texts
    }
