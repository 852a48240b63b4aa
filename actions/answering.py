"""From a question to an answer: the article itself, a choice of near ones, or an honest "I don't know"."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.answer_text import answer
from actions.menu import area_menu, menu
from actions.services import Services, services
from actions.speaking import send
from actions.talk import foreign_language, say
from actions.turn import Turn
from dialogue.reply import Button, Candidate, Reply
from knowledge.services.articles import ArticleNotFound
from knowledge.services.search import Verdict
from language.codes import LANGUAGES

OFFERED = 3


class ActionAnswer(Action):
    """Answers a typed question from the knowledge base."""

    def name(self) -> str:
        """Return the name rules call it by."""
        return "action_answer"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Search, then answer, offer or admit not to know."""
        turn, house = Turn.of(tracker), services()
        if turn.foreign:
            send(dispatcher, foreign_language(turn, house.phrases), turn, house.phrases)
            return []
        found = house.search.find(turn.text, turn.language)
        candidates = tuple(Candidate(c.article, round(c.score, 4)) for c in found.candidates)
        if found.verdict is Verdict.ANSWER:
            reply = _article_or_menu(candidates[0].article, turn, house, candidates)
        else:
            reply = _offer(turn, house, candidates, sure=found.verdict is Verdict.OFFER)
        send(dispatcher, reply, turn, house.phrases)
        return _in_hand(turn, reply)


class ActionChoose(Action):
    """Gives what a pressed button names."""

    def name(self) -> str:
        """Return the name rules call it by."""
        return "action_choose"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Follow the button's payload."""
        turn, house = Turn.of(tracker), services()
        kind, _, name = (turn.choice or "menu").partition(":")
        if kind == "repeat":
            kind, name = ("article", turn.article) if turn.article else ("nothing", "")
        if kind == "article":
            reply = _article_or_menu(name, turn, house)
        elif kind == "area":
            reply = area_menu(house.shelf, name, turn.language, house.phrases)
        elif kind == "language" and name in LANGUAGES:
            reply = say(house.phrases, name, "say_language_changed", f"switch_language:{name}")
        elif kind == "human":
            reply = say(house.phrases, turn.language, "say_human", "human", kind="handover")
        elif kind == "nothing":
            reply = say(house.phrases, turn.language, "say_repeat_nothing", "repeat")
        else:
            reply = menu(turn.language, house.phrases)
        send(dispatcher, reply, turn, house.phrases)
        return _in_hand(turn, reply)


class ActionRepeat(Action):
    """Gives the last answer again, in its newest words."""

    def name(self) -> str:
        """Return the name rules call it by."""
        return "action_repeat"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Answer from the article in hand."""
        turn, house = Turn.of(tracker), services()
        if turn.article is None:
            reply = say(house.phrases, turn.language, "say_repeat_nothing", "repeat")
        else:
            reply = _article_or_menu(turn.article, turn, house, label="repeat")
        send(dispatcher, reply, turn, house.phrases)
        return []


def _article_or_menu(
    article_id: str,
    turn: Turn,
    house: Services,
    candidates: tuple[Candidate, ...] = (),
    label: str | None = None,
) -> Reply:
    try:
        article = house.shelf.article(article_id)
    except ArticleNotFound:
        # An old button: the article was retired meanwhile.
        return menu(turn.language, house.phrases)
    titles = house.shelf.titles(article.related, turn.language)
    return replace(answer(article, titles, turn.language, house.phrases, candidates), label=label)


def _offer(turn: Turn, house: Services, candidates: tuple[Candidate, ...], *, sure: bool) -> Reply:
    """Return a choice of near articles; where nothing is near enough, say so first."""
    near = candidates[:OFFERED]
    titles = house.shelf.titles([candidate.article for candidate in near], turn.language)
    buttons = [Button(titles[c.article], f"article:{c.article}") for c in near if c.article in titles]
    buttons += [
        Button(house.phrases.say(f"button_{name}", turn.language), name) for name in ("menu", "human")
    ]
    text = house.phrases.say("say_offer" if sure else "say_unknown", turn.language)
    if not sure and titles:
        text += "\n\n" + house.phrases.say("say_unknown_nearest", turn.language)
    return Reply(
        kind="choices" if sure else "unknown",
        language=turn.language,
        label=None if sure else "out_of_scope",
        text=text,
        candidates=candidates,
        buttons=tuple(buttons),
    )


def _in_hand(turn: Turn, reply: Reply) -> list[dict[str, Any]]:
    """Return the event that remembers the article, only if it changed: sessions stay small."""
    return [SlotSet("article", reply.article)] if reply.article and reply.article != turn.article else []
