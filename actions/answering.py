"""From a question to an answer: the article itself, a choice of near ones, or an honest "I don't know" with who does."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.answer_text import answer, referral
from actions.menu import area_menu, menu
from actions.services import Services, services
from actions.speaking import send
from actions.talk import foreign_language, say
from actions.turn import Turn
from dialogue.reply import Button, Candidate, Reply
from knowledge.services.articles import ArticleNotFound
from knowledge.services.content import REFERRALS
from knowledge.services.search import Finding, Verdict
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
        if found.verdict is Verdict.ANSWER:
            reply = _article_or_menu(found.candidates[0].article, turn, house, candidates_of(found))
        elif found.verdict is Verdict.OFFER:
            reply = choices(found, turn, house)
        else:
            reply = decline(found, turn, house, "say_unknown")
        send(dispatcher, reply, turn, house.phrases)
        return _in_hand(turn, reply)


class ActionOutOfScope(Action):
    """Declines other matters honestly and says who can help."""

    def name(self) -> str:
        """Return the name rules call it by."""
        return "action_out_of_scope"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Never assert an article here: refer, and let the person choose if we might know after all."""
        turn, house = Turn.of(tracker), services()
        if turn.foreign:
            reply = foreign_language(turn, house.phrases)
        else:
            reply = decline(house.search.find(turn.text, turn.language), turn, house, "say_out_of_scope")
        send(dispatcher, reply, turn, house.phrases)
        return []


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
    if article.area == REFERRALS:
        reply = referral(article, turn.language, house.phrases, _titled(article.related, turn, house))
        return replace(reply, buttons=(*reply.buttons, *_ways_on(turn, house)))
    titles = house.shelf.titles(article.related, turn.language)
    return replace(answer(article, titles, turn.language, house.phrases, candidates), label=label)


def choices(found: Finding, turn: Turn, house: Services) -> Reply:
    """Return the nearest articles to choose from; the referral as well if that might be meant."""
    near = [candidate.article for candidate in found.candidates[:OFFERED]]
    return Reply(
        kind="choices",
        language=turn.language,
        text=house.phrases.say("say_offer", turn.language),
        candidates=candidates_of(found),
        buttons=(
            *_titled([*near, *([found.referral] if found.referral else [])], turn, house),
            *_ways_on(turn, house),
        ),
    )


def decline(found: Finding, turn: Turn, house: Services, sentence: str) -> Reply:
    """Return an honest "I don't know this": who does if a referral fits, else this sentence; and the nearest questions."""
    near = _titled([candidate.article for candidate in found.candidates[:OFFERED]], turn, house)
    if found.verdict is Verdict.REFER and found.referral:
        reply = referral(house.shelf.article(found.referral), turn.language, house.phrases, near)
    else:
        text = house.phrases.say(sentence, turn.language)
        if near:
            text += "\n\n" + house.phrases.say("say_unknown_nearest", turn.language)
        reply = Reply(
            kind="unknown", language=turn.language, label="out_of_scope", text=text, buttons=tuple(near)
        )
    return replace(reply, candidates=candidates_of(found), buttons=(*reply.buttons, *_ways_on(turn, house)))


def candidates_of(found: Finding) -> tuple[Candidate, ...]:
    """Return the articles found as a reply carries them."""
    return tuple(Candidate(candidate.article, round(candidate.score, 4)) for candidate in found.candidates)


def _titled(article_ids: Iterable[str], turn: Turn, house: Services) -> list[Button]:
    """Return a button for each of these articles that has a title in the person's language."""
    wanted = list(article_ids)
    titles = house.shelf.titles(wanted, turn.language)
    return [Button(titles[name], f"article:{name}") for name in wanted if name in titles]


def _ways_on(turn: Turn, house: Services) -> list[Button]:
    return [Button(house.phrases.say(f"button_{name}", turn.language), name) for name in ("menu", "human")]


def _in_hand(turn: Turn, reply: Reply) -> list[dict[str, Any]]:
    """Return the event that remembers the article, only if it changed: sessions stay small."""
    return [SlotSet("article", reply.article)] if reply.article and reply.article != turn.article else []
