"""Try the bot: a chat like on the phone, for people who want to see what it answers."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Sequence

from flask import Blueprint, redirect, render_template, request, session, url_for
from werkzeug import Response
from werkzeug.exceptions import BadRequest

from desk.asking import LONGEST_MESSAGE, NoReply
from desk.equipment import equipment
from desk.exchanges import Exchange, carried, carry
from desk.interface_language import interface_language
from dialogue.reply import PAYLOAD, Button, Reply
from language.codes import LANGUAGES, OWN_NAMES

log = logging.getLogger(__name__)
bp = Blueprint("trial", __name__, url_prefix="/try")

_PERSON, _LANGUAGE = "trial_person", "trial_language"


class ForeignButton(BadRequest):
    """A payload that none of our buttons has."""


@bp.get("")
def show() -> str:
    """Show an empty chat."""
    return _page([])


@bp.post("")
def talk() -> str:
    """Show the replies to what was typed or pressed, below what was said before.

    The page is the answer to the form itself: a redirect would need a place that keeps the words in between.
    """
    past = carried(request.form.get("past", ""))
    payload, text = request.form.get("payload"), request.form.get("text", "").strip()
    if payload is not None:
        if not PAYLOAD.fullmatch(payload):
            raise ForeignButton
        return _page([*past, _pressed(payload, past)])
    return _page([*past, _typed(text[:LONGEST_MESSAGE], past)] if text else past)


@bp.post("/new")
def begin_again() -> Response:
    """Start a conversation that knows nothing of the one before."""
    session.pop(_PERSON, None)
    session.pop(_LANGUAGE, None)
    return redirect(url_for("trial.show"), 303)


def _typed(text: str, past: Sequence[Exchange]) -> Exchange:
    return Exchange(text, _replies(lambda: equipment().rasa.ask(_person(), text, _language()), past))


def _pressed(payload: str, past: Sequence[Exchange]) -> Exchange:
    kind, _, language = payload.partition(":")
    if kind == "language":
        # Kept here, as the gateway does, so that the choice works while Rasa does not.
        session[_LANGUAGE] = language
        return Exchange(OWN_NAMES[language], (_language_changed(language),))
    said = _title(payload, past)
    return Exchange(said, _replies(lambda: equipment().rasa.choose(_person(), payload, _language()), past))


def _replies(question: Callable[[], list[Reply]], past: Sequence[Exchange]) -> tuple[Reply, ...]:
    try:
        replies = tuple(question())
    except NoReply as failure:
        log.warning("the trial got no reply: %s", failure.reason)
        return (_apology(past),)
    for reply in replies:
        wanted = (reply.label or "").removeprefix("switch_language:")
        if wanted in LANGUAGES and wanted != reply.label:
            session[_LANGUAGE] = wanted
    return replies


def _apology(past: Sequence[Exchange]) -> Reply:
    """Return the honest sentence with hotlines, in the language of the conversation as far as it is known."""
    spoken = past[-1].replies[-1].language if past else None
    language = _language() or (spoken if spoken in LANGUAGES else interface_language())
    say = equipment().phrases.say
    text = say("gateway_failure", language, hotlines=say("gateway_hotlines", language))
    return Reply(kind="unknown", language=language, text=text)


def _language_changed(language: str) -> Reply:
    say = equipment().phrases.say
    menu = Button(say("button_menu", language), "menu")
    text = say("say_language_changed", language)
    return Reply(kind="smalltalk", language=language, text=text, buttons=(menu,))


def _title(payload: str, past: Sequence[Exchange]) -> str:
    """Return what stood on the pressed button."""
    buttons = [button for exchange in past for reply in exchange.replies for button in reply.buttons]
    return next((button.title for button in buttons if button.payload == payload), payload)


def _person() -> str:
    """Return the random id under which Rasa knows this browser."""
    if _PERSON not in session:
        session[_PERSON] = secrets.token_hex(16)
    return str(session[_PERSON])


def _language() -> str | None:
    kept = session.get(_LANGUAGE)
    return kept if kept in LANGUAGES else None


def _opening() -> dict[str, str]:
    """Return what the bot says first: a greeting, or in all languages the question for the language."""
    say, chosen = equipment().phrases.say, _language()
    if chosen is not None:
        return {chosen: say("say_greet", chosen)}
    return {code: say("gateway_choose_language", code) for code in LANGUAGES}


def _page(exchanges: Sequence[Exchange]) -> str:
    return render_template(
        "trial/show.html",
        exchanges=exchanges,
        past=carry(exchanges),
        chosen=_language(),
        longest=LONGEST_MESSAGE,
        opening=_opening(),
    )
