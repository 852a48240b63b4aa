"""Trying the bot in the browser."""

from __future__ import annotations

import logging

import pytest
from flask import Flask

from dialogue.reply import Button, Candidate, Reply
from tests.bot.fake_rasa import FakeRasa
from tests.desk.conftest import Browser, field

ARABIC = Reply(
    "answer",
    "ar",
    "نعم، بتصريح.\n\nاتصل بالرقم +49 30 123456.\nhttps://www.bamf.de/ar.",
    title="هل يُسمح لي بالعمل؟",
    article="work-permit-duldung",
    candidates=(Candidate("work-permit-duldung", 0.9312),),
    buttons=(Button("المواضيع", "menu"),),
)


def test_first_page_asks_for_the_language_in_four_scripts(browser: Browser) -> None:
    page = browser.open("/try").text

    for payload in ("language:ar", "language:fa", "language:en", "language:de"):
        assert f'value="{payload}"' in page
    assert "بأي لغة" in page


def test_arabic_reply_is_written_from_right_to_left(browser: Browser, rasa: FakeRasa) -> None:
    rasa.answer = lambda question: [ARABIC]

    page = browser.send("/try", text="هل أعمل؟").text

    assert '<div class="bubble theirs" lang="ar" dir="rtl">' in page
    assert '<p class="title">هل يُسمح لي بالعمل؟</p>' in page
    assert "\u2066+49 30 123456\u2069" in page
    assert '<a href="https://www.bamf.de/ar" dir="ltr" target="_blank" rel="noopener noreferrer">' in page


def test_staff_see_which_article_answered(browser: Browser, rasa: FakeRasa) -> None:
    rasa.answer = lambda question: [ARABIC]

    page = browser.send("/try", text="هل أعمل؟").text

    assert '<a href="/articles/work-permit-duldung" target="_blank">work-permit-duldung</a> 0.93' in page


def test_question_reaches_rasa_under_a_random_name_that_stays(browser: Browser, rasa: FakeRasa) -> None:
    browser.send("/try", text="one")
    browser.send("/try", text="two")

    assert rasa.messages == ["one", "two"]
    first, second = (question.sender for question in rasa.questions)
    assert first == second
    assert len(first) == 32


def test_new_conversation_is_somebody_new(browser: Browser, rasa: FakeRasa) -> None:
    browser.send("/try", text="one")
    assert browser.send("/try/new").status_code == 303
    browser.send("/try", text="two")

    first, second = (question.sender for question in rasa.questions)
    assert first != second


def test_conversation_travels_in_the_page_and_not_in_the_cookie(browser: Browser, rasa: FakeRasa) -> None:
    first = browser.send("/try", text="a very own question")
    second = browser.send("/try", text="next", past=field(first.text, "past"))

    assert "Answer to a very own question" in second.text
    with browser.client.session_transaction() as session:
        assert "question" not in str(dict(session))


def test_page_carries_only_the_last_exchanges(browser: Browser, rasa: FakeRasa) -> None:
    page = browser.send("/try", text="question 0").text
    for number in range(1, 5):
        page = browser.send("/try", text=f"question {number}", past=field(page, "past")).text

    assert "question 4" in page
    assert "question 0" not in page


def test_changed_conversation_is_dropped(browser: Browser, rasa: FakeRasa) -> None:
    page = browser.send("/try", text="before").text

    answer = browser.send("/try", text="after", past=field(page, "past").replace("b", "c", 1) + "x")

    assert answer.status_code == 200
    assert "Answer to before" not in answer.text


def test_pressed_button_reaches_rasa_and_shows_its_title(browser: Browser, rasa: FakeRasa) -> None:
    page = browser.send("/try", text="hello").text

    answer = browser.send("/try", payload="menu", past=field(page, "past")).text

    assert rasa.messages[-1] == '/choose{"choice": "menu"}'
    assert '<p dir="auto">All topics</p>' in answer
    assert 'name="payload" value="area:work"' in answer


@pytest.mark.parametrize(
    "payload", ['menu"}', "/session_start", "language:tr", "menu\n", "", "article:" + "a" * 60]
)
def test_payload_that_is_not_ours_is_refused(browser: Browser, rasa: FakeRasa, payload: str) -> None:
    answer = browser.send("/try", payload=payload)

    assert answer.status_code == 400
    assert rasa.messages == []


def test_button_that_is_not_ours_is_not_shown(browser: Browser, rasa: FakeRasa) -> None:
    rasa.answer = lambda question: [Reply("menu", "en", "Hi", buttons=(Button("Odd", "/restart"),))]

    assert "Odd" not in browser.send("/try", text="hello").text


def test_chosen_language_goes_along_and_needs_no_rasa(browser: Browser, rasa: FakeRasa) -> None:
    rasa.status = 503
    page = browser.send("/try", payload="language:fa").text
    rasa.status = 200
    browser.send("/try", text="سلام")

    assert 'value="language:fa" lang="fa" dir="rtl" aria-pressed="true"' in page
    assert rasa.questions[-1].language == "fa"


def test_language_that_was_asked_for_in_words_is_kept(browser: Browser, rasa: FakeRasa) -> None:
    rasa.answer = lambda question: [Reply("smalltalk", "ar", "حسنًا", label="switch_language:ar")]
    browser.send("/try", text="Arabic please")
    browser.send("/try", text="next")

    assert [question.language for question in rasa.questions] == [None, "ar"]


def test_nothing_typed_asks_nothing(browser: Browser, rasa: FakeRasa) -> None:
    answer = browser.send("/try", text="   ")

    assert answer.status_code == 200
    assert rasa.messages == []


@pytest.mark.parametrize("part", ["text", "title", "button", "typed", "language"])
def test_foreign_html_is_only_text(browser: Browser, rasa: FakeRasa, part: str) -> None:
    evil = '"><script>alert(1)</script>'
    reply = {
        "text": Reply("answer", "en", f"https://a.de/{evil}"),
        "title": Reply("answer", "en", "text", title=evil),
        "button": Reply("answer", "en", "text", buttons=(Button(evil, "menu"),)),
        "typed": Reply("answer", "en", "text"),
        "language": Reply("answer", evil, "text"),
    }[part]
    rasa.answer = lambda question: [reply]

    page = browser.send("/try", text=evil if part == "typed" else "hello").text

    assert "<script" not in page
    assert "&lt;script&gt;" in page


@pytest.mark.parametrize("address", ["javascript:alert(1)", "http://plain.example", "data:text/html,x"])
def test_only_https_becomes_a_link(browser: Browser, rasa: FakeRasa, address: str) -> None:
    rasa.answer = lambda question: [Reply("answer", "en", f"See {address}")]

    assert f'href="{address}' not in browser.send("/try", text="hello").text


def test_rasa_that_fails_leads_to_an_honest_sentence_with_hotlines(
    browser: Browser, rasa: FakeRasa, caplog: pytest.LogCaptureFixture
) -> None:
    rasa.status = 500
    with caplog.at_level(logging.DEBUG):
        page = browser.send("/try", text="my secret question")

    assert page.status_code == 200
    assert "I am sorry, I cannot answer at the moment." in page.text
    assert "116 117" in page.text
    assert "status 500" in caplog.text
    assert "secret" not in caplog.text


def test_failure_speaks_the_chosen_language(browser: Browser, rasa: FakeRasa) -> None:
    browser.send("/try", payload="language:ar")
    rasa.body = "no json"

    page = browser.send("/try", text="سؤال").text

    assert "لا أستطيع الإجابة الآن" in page
    assert 'lang="ar" dir="rtl"' in page


def test_empty_reply_is_a_failure_and_not_silence(app: Flask, rasa: FakeRasa) -> None:
    rasa.answer = lambda question: []

    page = Browser(app.test_client(), "de").send("/try", text="Hallo").text

    assert "ich kann gerade nicht antworten" in page
    assert "112" in page
