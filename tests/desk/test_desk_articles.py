"""Reading what the assistant knows."""

from __future__ import annotations

from typing import get_args

import pytest
from flask import Flask

from desk.conditions import in_words
from desk.wording import INTERFACE_LANGUAGES, Wording
from knowledge.services.articles import ArticleService
from knowledge.services.conditions import Benefits, Bounds, Employment, Land, Status, When
from storage.engine import Database
from tests.desk.conftest import Browser


def test_list_shows_each_article_under_its_area(browser: Browser) -> None:
    page = browser.open("/articles").text

    assert "Articles found: 3." in page
    assert '<h2 id="area-work">' in page
    assert '<a href="/articles/clubs-library">' in page


def test_area_shows_only_its_own(browser: Browser) -> None:
    page = browser.open("/articles?area=work").text

    assert "/articles/work-minimum-wage" in page
    assert "/articles/clubs-library" not in page


@pytest.mark.parametrize("words", ["Duldung", "duldung work", "الدولدونغ", "work-permit", "DULDUNG"])
def test_search_finds_titles_in_every_language_and_ids(browser: Browser, words: str) -> None:
    page = browser.client.get("/articles", query_string={"q": words}).text

    assert "/articles/work-permit-duldung" in page
    assert "/articles/clubs-library" not in page


def test_search_without_result_says_what_to_do(browser: Browser) -> None:
    page = browser.open("/articles?q=xyzzy").text

    assert "Try a shorter or another word." in page


def test_search_words_are_only_text(browser: Browser) -> None:
    page = browser.client.get("/articles", query_string={"q": '"><script>alert(1)</script>'}).text

    assert "<script" not in page


def test_article_stands_in_four_languages_each_in_its_direction(browser: Browser) -> None:
    page = browser.open("/articles/work-permit-duldung").text

    for code, way in (("ar", "rtl"), ("fa", "rtl"), ("en", "ltr"), ("de", "ltr")):
        assert f'<article id="{code}" lang="{code}" dir="{way}">' in page
    assert "May I work with a Duldung?" in page
    assert "https://www.gesetze-im-internet.de/beschv_2013/__32.html" in page
    assert "19 August 2026" in page


def test_readers_own_language_comes_first(app: Flask) -> None:
    page = Browser(app.test_client(), "de").open("/articles/work-permit-duldung").text

    assert page.index('<article id="de"') < page.index('<article id="ar"')


def test_variant_says_for_whom_it_holds(browser: Browser) -> None:
    page = browser.open("/articles/work-permit-duldung").text

    assert "Residence status: Duldung; Months in Germany: under 3" in page


def test_phrasings_are_listed_by_kind(browser: Browser) -> None:
    page = browser.open("/articles/work-permit-duldung").text

    assert "duldung work permit" in page
    assert "In Latin letters" in page


def test_edit_is_seen_at_once_and_marks_the_other_languages(browser: Browser, database: Database) -> None:
    browser.open("/articles")
    with database.session() as session:
        ArticleService(session).edit_text(
            "clubs-library", "de", "somebody", small_fix=False, title="Neuer Titel <script>"
        )

    assert "outdated" in browser.open("/articles").text
    page = browser.open("/articles/clubs-library").text
    assert "Neuer Titel &lt;script&gt;" in page
    assert "<script" not in page


def test_every_condition_has_words_in_both_languages() -> None:
    wording = Wording.load()
    everything = When(
        status=get_args(Status), centre=True, safe_country=False, land=get_args(Land),
        employment=get_args(Employment), benefits=get_args(Benefits),
        age=Bounds(**{"from": 18}, under=27), child_age=Bounds(under=6), months=Bounds(**{"from": 48}),
    )  # fmt: skip

    for language in INTERFACE_LANGUAGES:
        assert len(in_words(everything, wording, language)) == len(When.model_fields)
    assert "Age in years: from 18 and under 27" in in_words(everything, wording, "en")
