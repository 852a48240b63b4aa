"""Pages that everybody sees: the first one, errors, languages, headers."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from flask import Flask

from desk import create_app
from desk.session_keys import session_keys
from storage.base import Base
from storage.encryption import BadKey
from storage.engine import Database
from tests.desk.conftest import Browser, made_settings

PAGES = ("/", "/try", "/articles", "/articles/work-permit-duldung")


@pytest.mark.parametrize("address", PAGES)
def test_page_answers_without_script_and_inline_style(browser: Browser, address: str) -> None:
    page = browser.open(address)

    assert page.status_code == 200
    assert "script-src" not in page.headers["Content-Security-Policy"]
    assert page.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert "<script" not in page.text
    assert "style=" not in page.text


@pytest.mark.parametrize("address", PAGES)
def test_page_is_kept_nowhere_and_sends_no_address_on(browser: Browser, address: str) -> None:
    page = browser.open(address)

    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["Referrer-Policy"] == "no-referrer"


def test_first_page_counts_articles(browser: Browser) -> None:
    page = browser.open("/")

    assert "By topic (3 articles)" in page.text
    assert "Texts cannot be edited here yet" in page.text


def test_empty_knowledge_base_is_said_plainly(tmp_path: Path, database: Database) -> None:
    empty = Database(f"sqlite:///{tmp_path / 'empty.db'}")
    Base.metadata.create_all(empty.engine)
    browser = Browser(create_app(made_settings(), empty).test_client(), "en")

    assert "The knowledge base is empty" in browser.open("/").text
    empty.close()


@pytest.mark.parametrize(
    ("wished", "language"),
    [("de", "de"), ("en-GB,en;q=0.9", "en"), ("ar,en;q=0.5", "en"), ("ar", "de"), ("", "de")],
)
def test_pages_are_in_the_language_of_the_browser(app: Flask, wished: str, language: str) -> None:
    page = Browser(app.test_client(), wished).open("/")

    assert f'<html lang="{language}"' in page.text


def test_switched_language_stays_and_leads_back(browser: Browser) -> None:
    answer = browser.send("/language", "/articles", language="de", back="/articles?q=duldung")

    assert (answer.status_code, answer.headers["Location"]) == (303, "/articles?q=duldung")
    assert '<html lang="de"' in browser.open("/").text


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example", "//evil.example", "/\\evil.example", "/\t/evil.example"]
)
def test_switch_leads_to_no_other_site(browser: Browser, elsewhere: str) -> None:
    answer = browser.send("/language", language="de", back=elsewhere)

    assert answer.headers["Location"] == "/"


@pytest.mark.parametrize("address", ["/nothing", "/articles/nothing", "/articles?area=nothing"])
def test_missing_page_is_friendly(browser: Browser, address: str) -> None:
    page = browser.open(address)

    assert page.status_code == 404
    assert "There is no such page" in page.text


def test_wrong_method_is_friendly(browser: Browser) -> None:
    page = browser.open("/language")

    assert page.status_code == 405
    assert "That did not work" in page.text


def test_too_large_form_is_friendly(browser: Browser) -> None:
    page = browser.send("/try", text="a" * 300_000)

    assert page.status_code == 413
    assert "too much at once" in page.text


def test_broken_page_shows_and_logs_no_word_of_the_error(
    app: Flask, browser: Browser, caplog: pytest.LogCaptureFixture
) -> None:
    def breaks() -> str:
        raise RuntimeError("my file number is 4711")

    app.add_url_rule("/breaks", view_func=breaks)
    with caplog.at_level(logging.DEBUG):
        page = browser.open("/breaks")

    assert page.status_code == 500
    assert "Something went wrong on our side" in page.text
    assert "4711" not in page.text
    assert "4711" not in caplog.text
    assert "RuntimeError at test_desk_pages.py" in caplog.text


@pytest.mark.parametrize("address", ["/try", "/try/new", "/language", "/nothing"])
def test_form_without_token_is_refused(browser: Browser, address: str) -> None:
    browser.open("/try")

    page = browser.client.post(address, data={"text": "hello"}, headers={"Accept-Language": "en"})

    assert page.status_code == 400
    assert "The page was too old" in page.text


def test_token_of_another_session_is_refused(app: Flask, browser: Browser) -> None:
    other = Browser(app.test_client(), "en")
    other.open("/try")

    page = other.client.post("/try", data={"csrf_token": "something-é", "text": "hello"})

    assert page.status_code == 400


def test_cookie_is_closed_to_scripts_and_other_sites(browser: Browser) -> None:
    cookie = browser.open("/").headers["Set-Cookie"]

    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_missing_secret_key_is_named() -> None:
    with pytest.raises(BadKey, match="SECRET_KEY"):
        session_keys("")


def test_changed_secret_key_keeps_sessions() -> None:
    old, new = "o" * 40, "n" * 40

    assert session_keys(f"{new},{old}")[1:] == session_keys(old)
