"""What all templates may use: our words, directions, dates and texts as HTML."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from flask import Flask, request

from desk.equipment import equipment
from desk.interface_language import interface_language
from desk.text_html import isolated, paragraphs
from desk.wording import INTERFACE_LANGUAGES
from dialogue.reply import PAYLOAD
from language.codes import LANGUAGES, OWN_NAMES, direction


def register(app: Flask) -> None:
    """Give templates what they use."""
    app.jinja_env.filters.update(paragraphs=paragraphs, isolated=isolated, written=written)
    app.jinja_env.globals.update(
        direction=direction, own_names=OWN_NAMES, languages=LANGUAGES, interface_languages=INTERFACE_LANGUAGES
    )
    app.jinja_env.tests["our_payload"] = PAYLOAD.fullmatch
    app.context_processor(_of_this_page)


def written(day: date) -> str:
    """Return the date as people of the interface language write it."""
    phrases, language = equipment().phrases, interface_language()
    month = phrases.say(f"month_{day.month}", language)
    return phrases.say("date_format", language, day=day.day, month=month, year=day.year)


def _of_this_page() -> dict[str, Any]:
    language = interface_language()
    return {
        "ui": language,
        "say": partial(equipment().wording.say, language=language),
        "area_name": lambda area: equipment().phrases.say(f"area_{area}", language),
        "this_page": request.full_path.rstrip("?") if request.method == "GET" else request.path,
    }
