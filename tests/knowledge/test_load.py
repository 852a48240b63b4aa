"""Loading article files: what is new comes in, the desk's words stay, a mistake changes nothing."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import func, select

from knowledge.models import Article, GlossaryTerm
from knowledge.services.articles import ArticleService, ArticleView
from knowledge.services.clock import newest
from knowledge.services.content import ArticleFile
from knowledge.services.load import LoadReport, load_articles, load_glossary
from knowledge.services.phrasings import PhrasingTaken
from storage.base import Base
from storage.engine import Database
from tests.knowledge.made_articles import made


def new_title(data: dict[str, Any]) -> None:
    """Change the English title."""
    data["texts"]["en"]["title"] = "Another title"


def another_day(data: dict[str, Any]) -> None:
    """Change what holds for all languages."""
    data["checked"] = "2026-09-01"


def another_phrasing(data: dict[str, Any]) -> None:
    """Word a phrasing anew."""
    data["texts"]["en"]["phrasings"]["plain"][0] = "My key is gone, what now?"


def test_first_load_is_all_new(any_database: Database):
    report = load(any_database, made("first"), made("second"))

    assert report == LoadReport(new=["first", "second"])
    assert shown(any_database, "first").texts["fa"].title == "Title of first in fa"


def test_second_load_changes_nothing(any_database: Database, real_articles: list[ArticleFile]):
    load(any_database, *real_articles)
    before = everything(any_database)

    report = load(any_database, *real_articles)

    assert report == LoadReport(unchanged=[article.id for article in real_articles])
    assert everything(any_database) == before


@pytest.mark.parametrize("change", [new_title, another_day, another_phrasing])
def test_only_changed_file_is_changed(database: Database, change: Any):
    load(database, made("first"), made("second"))

    report = load(database, made("first"), made("second", change=change))

    assert report == LoadReport(changed=["second"], unchanged=["first"])


def test_changed_file_is_shown_in_its_new_words(database: Database):
    load(database, made())

    load(database, made(change=new_title))

    assert shown(database).texts["en"].title == "Another title"


def test_phrasing_taken_out_of_the_file_is_gone(database: Database):
    load(database, made())

    load(database, made(change=another_phrasing))

    texts = [text for _, text in shown(database).phrasings["en"]]
    assert "My key is gone, what now?" in texts
    assert "plain phrasing 1 of lost-key en" not in texts


def test_phrasing_written_a_little_differently_takes_its_new_form(database: Database):
    load(database, made())

    def capital(data: dict[str, Any]) -> None:
        data["texts"]["en"]["phrasings"]["plain"][0] = "PLAIN phrasing 1 of lost-key en"

    report = load(database, made(change=capital))

    assert report.changed == ["lost-key"]
    assert ("plain", "PLAIN phrasing 1 of lost-key en") in shown(database).phrasings["en"]


def test_article_that_moved_to_another_area_is_shown_there(database: Database):
    load(database, made(area="support"))

    report = load(database, made(area="status"))

    assert report.changed == ["lost-key"]
    assert shown(database).area == "status"


def test_words_of_the_desk_are_kept_and_reported(any_database: Database):
    load(any_database, made())
    with any_database.session() as session:
        ArticleService(session).edit_text("lost-key", "en", "anna", small_fix=True, title="The desk's title")

    report = load(any_database, made(change=new_title))

    assert report.kept == ["lost-key (en)"]
    assert shown(any_database).texts["en"].title == "The desk's title"


def test_words_of_the_desk_are_not_reported_while_the_file_stays(database: Database):
    load(database, made())
    with database.session() as session:
        ArticleService(session).edit_text("lost-key", "en", "anna", small_fix=True, title="The desk's title")

    report = load(database, made())

    assert report == LoadReport(unchanged=["lost-key"])
    assert shown(database).texts["en"].title == "The desk's title"


def test_desk_keeps_one_language_and_the_file_brings_the_others(database: Database):
    load(database, made())
    with database.session() as session:
        ArticleService(session).edit_text("lost-key", "en", "anna", small_fix=True, title="The desk's title")

    def both(data: dict[str, Any]) -> None:
        data["texts"]["de"]["title"] = "Neuer Titel"
        data["texts"]["en"]["title"] = "Another title"

    report = load(database, made(change=both))

    assert (report.changed, report.kept) == (["lost-key"], ["lost-key (en)"])
    assert shown(database).texts["de"].title == "Neuer Titel"


def test_file_that_took_over_the_desks_words_is_unchanged(database: Database):
    load(database, made())
    with database.session() as session:
        ArticleService(session).edit_text("lost-key", "en", "anna", small_fix=True, title="Another title")

    assert load(database, made(change=new_title)) == LoadReport(unchanged=["lost-key"])


def test_phrasing_of_two_articles_is_refused_with_both_names(any_database: Database):
    def steal(data: dict[str, Any]) -> None:
        # The same to a reader who folds case and signs.
        data["texts"]["en"]["phrasings"]["plain"][0] = "Plain phrasing 1 of FIRST, en?"

    with pytest.raises(PhrasingTaken) as caught:
        load(any_database, made("first"), made("second", change=steal))

    assert "second" in str(caught.value)
    assert "belongs to first" in str(caught.value)
    assert count(any_database, Article) == 0


def test_phrasing_may_be_shared_across_languages(database: Database):
    def borrow(data: dict[str, Any]) -> None:
        data["texts"]["de"]["phrasings"]["keyword"][0] = "keyword phrasing 1 of first en"

    assert load(database, made("first"), made("second", change=borrow)).new == ["first", "second"]


@pytest.mark.parametrize(("giver", "taker"), [("first", "second"), ("second", "first")])
def test_phrasing_can_move_to_another_article(database: Database, giver: str, taker: str):
    moving = f"plain phrasing 1 of {giver} en"
    load(database, made("first"), made("second"))

    def give(data: dict[str, Any]) -> None:
        data["texts"]["en"]["phrasings"]["plain"].remove(moving)

    def take(data: dict[str, Any]) -> None:
        data["texts"]["en"]["phrasings"]["plain"].append(moving)

    changes = {giver: give, taker: take}
    load(database, *(made(name, change=changes[name]) for name in ("first", "second")))

    assert ("plain", moving) in shown(database, taker).phrasings["en"]
    assert ("plain", moving) not in shown(database, giver).phrasings["en"]


def test_load_moves_the_clock_only_for_what_changed(database: Database):
    load(database, made("first"), made("second"))
    with database.reading() as session:
        before = newest(session)

    load(database, made("first"), made("second", change=new_title))

    with database.reading() as session:
        assert (before, newest(session)) == (2, 3)


def test_glossary_becomes_what_the_file_says(any_database: Database):
    words = {"Amt": {"en": "An office.", "de": "Ein Amt.", "ar": "دائرة.", "fa": "اداره."}}
    for sentence in ("An office.", "A public office."):
        words["Amt"]["en"] = sentence
        with any_database.session() as session:
            load_glossary(session, words)

    with any_database.reading() as session:
        [term] = session.scalars(select(GlossaryTerm))
        assert {e.language: e.text for e in term.explanations} == words["Amt"]


def load(database: Database, *articles: ArticleFile) -> LoadReport:
    """Load articles as one load."""
    with database.session() as session:
        return load_articles(session, list(articles))


def shown(database: Database, name: str = "lost-key") -> ArticleView:
    """Return an article as people see it."""
    with database.reading() as session:
        return ArticleService(session).get(name)


def count(database: Database, table: Any) -> int:
    """Return how many rows a table has."""
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def everything(database: Database) -> dict[str, list[Any]]:
    """Return all rows of all tables."""
    with database.reading() as session:
        return {
            name: sorted(map(repr, session.execute(select(table)).all()))
            for name, table in Base.metadata.tables.items()
        }
