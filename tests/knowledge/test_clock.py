"""The clock numbers edits in their order; shelves follow it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from knowledge.models import Article
from knowledge.services.articles import ArticleNotFound, ArticleService
from knowledge.services.clock import changed_since, newest, tick
from knowledge.services.load import load_articles
from knowledge.services.shelf import Shelf
from storage.base import now
from storage.engine import Database
from tests.knowledge.made_articles import made


@pytest.fixture
def house(any_database: Database) -> Database:
    """A database with two made articles."""
    with any_database.session() as session:
        load_articles(session, [made("first"), made("second")])
    return any_database


def test_empty_knowledge_base_has_number_zero(any_database: Database):
    with any_database.reading() as session:
        assert newest(session) == 0
        assert changed_since(session, 0) == (0, set())


def test_every_change_takes_the_next_number(house: Database):
    numbers = []
    for name in ("second", "first", "second"):
        with house.session() as session:
            tick(session, [name], "text")
        with house.reading() as session:
            numbers.append(newest(session))

    assert numbers == [3, 4, 5]


def test_reader_gets_what_changed_since_they_looked(house: Database):
    with house.session() as session:
        tick(session, ["second"], "text")

    with house.reading() as session:
        assert changed_since(session, 0) == (3, {"first", "second"})
        assert changed_since(session, 2) == (3, {"second"})
        assert changed_since(session, 3) == (3, set())


def test_change_that_is_rolled_back_takes_no_number(house: Database):
    with house.reading() as session:
        before = newest(session)

    def change_and_fail() -> None:
        with house.session() as session:
            tick(session, ["first"], "text")
            session.flush()
            raise ArticleNotFound

    with pytest.raises(ArticleNotFound):
        change_and_fail()

    with house.reading() as session:
        assert newest(session) == before


def test_editors_at_the_same_moment_take_different_numbers(house: Database):
    def change(_: int) -> None:
        with house.session() as session:
            tick(session, ["first"], "text")

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(change, range(12)))

    with house.reading() as session:
        assert newest(session) == 2 + 12


def test_shelf_shows_an_edit_at_the_next_look(house: Database):
    shelf = Shelf(house)
    before = shelf.article("first").texts["en"].title

    with house.session() as session:
        ArticleService(session).edit_text("first", "en", "anna", small_fix=True, title="A better title")

    assert before == "Title of first in en"
    assert shelf.article("first").texts["en"].title == "A better title"
    assert shelf.titles(["second", "first", "nothing"], "en") == {
        "second": "Title of second in en",
        "first": "A better title",
    }


def test_shelf_tells_what_changed_after_a_number(house: Database):
    shelf = Shelf(house)
    clock = shelf.follow()

    retire(house, "first")
    with house.session() as session:
        ArticleService(session).edit_text("second", "en", "anna", small_fix=True, title="A better title")
    shelf.follow()

    articles, gone = shelf.changed_after(clock)
    assert ([article.id for article in articles], gone) == (["second"], {"first"})


def test_retired_article_leaves_the_shelf(house: Database):
    shelf = Shelf(house)
    shelf.follow()

    retire(house, "first")

    assert [article.id for article in shelf.articles()] == ["second"]
    with pytest.raises(ArticleNotFound, match="first"):
        shelf.article("first")


def retire(database: Database, name: str) -> None:
    """Take an article out of service."""
    with database.session() as session:
        session.get_one(Article, name).retired_at = now()
        tick(session, [name], "retired")
