"""The first page: what Wegweiser is and how complete its knowledge is."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, render_template

from desk.catalogue import Entry
from desk.equipment import equipment
from knowledge.services.content import FOLDERS
from language.codes import LANGUAGES
from storage.base import now

bp = Blueprint("home", __name__)


@dataclass(frozen=True)
class AreaCount:
    """How many articles an area has, and how many are due for a check."""

    area: str
    articles: int
    due: int


@dataclass(frozen=True)
class LanguageCount:
    """How many articles a language has, and how many of them lag behind."""

    language: str
    articles: int
    outdated: int


@bp.get("/")
def show() -> str:
    """Say what this is, count articles and languages, lead on."""
    entries = equipment().catalogue.entries()
    return render_template(
        "home/show.html",
        articles=len(entries),
        areas=[_area(area, entries) for area in FOLDERS],
        in_languages=[_language(language, entries) for language in LANGUAGES],
    )


def _area(area: str, entries: list[Entry]) -> AreaCount:
    here, today = [entry for entry in entries if entry.area == area], now().date()
    return AreaCount(area, len(here), sum(entry.review_on <= today for entry in here))


def _language(language: str, entries: list[Entry]) -> LanguageCount:
    here = [entry for entry in entries if language in entry.titles]
    return LanguageCount(language, len(here), sum(language in entry.outdated for entry in here))
