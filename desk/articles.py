"""Everything the assistant knows, to read: the list, and each article in its four languages."""

from __future__ import annotations

from flask import Blueprint, abort, render_template, request

from desk.catalogue import entry
from desk.conditions import in_words
from desk.equipment import equipment
from desk.interface_language import interface_language
from knowledge.services.articles import ArticleNotFound, ArticleService
from knowledge.services.content import FOLDERS, PHRASING_KINDS
from language.codes import LANGUAGES
from storage.base import now

bp = Blueprint("articles", __name__, url_prefix="/articles")

LONGEST_SEARCH = 200


@bp.get("")
def index() -> str:
    """Show the articles by area; all of them, or those that fit the search."""
    words = request.args.get("q", "")[:LONGEST_SEARCH].strip()
    area = request.args.get("area") or None
    if area is not None and area not in FOLDERS:
        abort(404)
    found = equipment().catalogue.find(words, area)
    by_area = {name: [entry for entry in found if entry.area == name] for name in FOLDERS}
    return render_template(
        "articles/index.html",
        words=words,
        area=area,
        areas=FOLDERS,
        by_area=by_area,
        count=len(found),
        today=now().date(),
    )


@bp.get("/<article_id>")
def show(article_id: str) -> str:
    """Show an article side by side in its languages, the reader's own first."""
    house, ui = equipment(), interface_language()
    try:
        with house.database.reading() as session:
            article = ArticleService(session).get(article_id)
    except ArticleNotFound:
        abort(404)
    present = [language for language in LANGUAGES if language in article.texts]
    return render_template(
        "articles/show.html",
        article=article,
        summary=entry(article),
        columns=sorted(present, key=lambda language: language != ui),
        variants=[(name, in_words(when, house.wording, ui)) for name, when in article.variants],
        kinds=PHRASING_KINDS,
        related=[other for other in house.catalogue.entries() if other.id in article.related],
        today=now().date(),
    )
