"""Editing at the desk: every edit is a new revision, and a change of meaning makes other languages outdated."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from knowledge.models import TextRevision
from knowledge.services.articles import ArticleNotFound, ArticleService, ArticleView
from knowledge.services.clock import changed_since, newest
from knowledge.services.load import load_articles
from language.codes import LANGUAGES
from storage.base import now
from storage.engine import Database
from tests.knowledge.made_articles import made


@pytest.fixture
def house(any_database: Database) -> Database:
    """A database with one made article."""
    with any_database.session() as session:
        load_articles(session, [made()])
    return any_database


def test_edit_is_shown_and_leaves_the_other_words(house: Database):
    before = shown(house).texts["en"]

    edit(house, "en", small_fix=True, title="A better title")

    after = shown(house).texts["en"]
    assert (after.title, after.short) == ("A better title", before.short)


def test_small_fix_leaves_the_other_languages_up_to_date(house: Database):
    edit(house, "en", small_fix=True, title="A better title")

    assert outdated(house) == set()


def test_change_of_meaning_makes_the_other_languages_outdated(house: Database):
    edit(house, "en", small_fix=False, cost="20 €")

    assert outdated(house) == {"ar", "de", "fa"}


def test_language_that_follows_is_up_to_date_again(house: Database):
    edit(house, "en", small_fix=False, cost="20 €")

    for language in ("ar", "de", "fa"):
        follow(house, language)

    assert outdated(house) == set()


def test_small_fix_of_an_outdated_language_leaves_it_outdated(house: Database):
    edit(house, "en", small_fix=False, cost="20 €")

    edit(house, "de", small_fix=True, title="Ein besserer Titel")

    assert "de" in outdated(house)


def test_revisions_are_added_and_never_touched(house: Database):
    before = revisions(house)

    edit(house, "en", small_fix=False, title="A better title")

    after = revisions(house)
    assert len(after) == len(before) + 1
    assert after[: len(before)] == before


def test_revision_says_who_and_where_from(house: Database):
    edit(house, "en", small_fix=True, title="A better title")

    [*_, (_, _, origin, author, _)] = revisions(house)
    assert (origin, author) == ("desk", "anna")


def test_edit_moves_the_clock(house: Database):
    with house.reading() as session:
        before = newest(session)

    edit(house, "en", small_fix=True, title="A better title")

    with house.reading() as session:
        assert changed_since(session, before) == (before + 1, {"lost-key"})


@pytest.mark.parametrize(("article", "language"), [("nothing", "en"), ("lost-key", "fr")])
def test_edit_of_nothing_is_refused(house: Database, article: str, language: str):
    with pytest.raises(ArticleNotFound, match=article), house.session() as session:
        ArticleService(session).edit_text(article, language, "anna", small_fix=True, title="A title")


def test_edit_of_unknown_words_is_refused(house: Database):
    with pytest.raises(TypeError, match="colour"):
        edit(house, "en", small_fix=True, colour="red")


def test_article_without_revision_is_named_as_missing(house: Database):
    with house.reading() as session, pytest.raises(ArticleNotFound, match="nothing"):
        ArticleService(session).get("nothing")


def edit(database: Database, language: str, *, small_fix: bool, **words: object) -> None:
    """Edit the made article at the desk."""
    with database.session() as session:
        ArticleService(session).edit_text("lost-key", language, "anna", small_fix=small_fix, **words)


def follow(database: Database, language: str) -> None:
    """Bring a language to the newest meaning, as a translator does."""
    with database.session() as session:
        latest = max(session.scalars(select(TextRevision.meaning)))
        [*_, last] = session.scalars(
            select(TextRevision).where(TextRevision.language == language).order_by(TextRevision.id)
        )
        words = {name: getattr(last, name) for name in ("title", "short", "steps", "documents", "variants")}
        session.add(
            TextRevision(
                article_id="lost-key",
                language=language,
                meaning=latest,
                origin="desk",
                created_at=now(),
                **words,
            )
        )


def outdated(database: Database) -> set[str]:
    """Return the languages whose words are behind."""
    article = shown(database)
    return {language for language in LANGUAGES if article.outdated(language)}


def shown(database: Database) -> ArticleView:
    """Return the made article as people see it."""
    with database.reading() as session:
        return ArticleService(session).get("lost-key")


def revisions(database: Database) -> list[tuple[object, ...]]:
    """Return what every text revision says, oldest first."""
    columns = (
        TextRevision.language,
        TextRevision.title,
        TextRevision.origin,
        TextRevision.author,
        TextRevision.meaning,
    )
    with database.reading() as session:
        return [tuple(row) for row in session.execute(select(*columns).order_by(TextRevision.id))]
