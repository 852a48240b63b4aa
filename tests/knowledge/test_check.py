"""The check finds what no single file can be asked."""

from __future__ import annotations

from typing import Any

import pytest

from knowledge.services.check import numbers, problems
from knowledge.services.content import ArticleFile, ReferralFile
from tests.knowledge.made_articles import Change, made, referral_data

ARABIC_YE, PERSIAN_YE = "ي", "ی"


def set_in(language: str, field: str, value: Any) -> Change:
    """Return a change of one language's words."""

    def change(data: dict[str, Any]) -> None:
        data["texts"][language][field] = value

    return change


def found(
    *articles: ArticleFile,
    glossary: dict[str, Any] | None = None,
    promised: tuple[str, ...] = (),
    held_back: tuple[tuple[str, str], ...] = (),
) -> list[str]:
    """Return the problems of these articles."""
    return list(
        problems(list(articles), glossary or {}, ["example.org"], promised=promised, held_back=held_back)
    )


def test_complete_articles_have_no_problems():
    assert found(made("first"), made("second")) == []


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (set_in("de", "cost", "16 €"), "lost-key (de): numbers of cost differ from the English ones"),
        (
            set_in("fa", "short", "Two numbers: 15 € and 3."),
            "lost-key (fa): numbers of short differ from the English ones",
        ),
        (
            set_in("ar", "variants", {"under-18": {"for": "You", "text": "Bring 2 parents."}}),
            "lost-key (ar): numbers of variant under-18 differ from the English ones",
        ),
        (
            set_in("ar", "title", f"عرب{PERSIAN_YE} هنا"),
            f"lost-key (ar): Persian letters (ی ک گ چ پ ژ) in “عرب{PERSIAN_YE} هنا…”",
        ),
        (
            set_in("fa", "title", f"فارس{ARABIC_YE} است"),
            f"lost-key (fa): Arabic letters (ي ك ة) in “فارس{ARABIC_YE} است…”",
        ),
        (
            set_in("fa", "documents", ["\u200fپاسپورت"]),
            "lost-key (fa): direction marks in “\u200fپاسپورت…”: they are added when a message is shown",
        ),
        (set_in("ar", "steps", ["خطوة ١.", "خطوة."]), "lost-key (ar): write digits as 0-9 in “خطوة ١.…”"),
        (set_in("de", "steps", ["Eins.", "Zwei.", "Drei."]), "lost-key (de): steps: 3, but 2 in English"),
        (
            set_in("ar", "decides", "The office"),
            "lost-key (ar): decides is there in one language and missing in the other",
        ),
        (set_in("ar", "show", None), "lost-key (ar): no translation of the German sentence to show"),
        (
            set_in("en", "phrasings", {"plain": ["One way to ask"]}),
            "lost-key (en): 1 plain phrasings, 4 wanted",
        ),
        (set_in("en", "phrasings", {"plain": ["One way to ask"]}), "lost-key (en): 1 phrasings, 14 wanted"),
        (
            lambda data: data["texts"]["fa"]["phrasings"].pop("romanised"),
            "lost-key (fa): 0 romanised phrasings, 2 wanted",
        ),
        (lambda data: data["terms"].append("Amt"), "lost-key: Amt is not in the glossary"),
        (lambda data: data["related"].append("nothing"), "lost-key: related article nothing does not exist"),
        (
            lambda data: data["related"].append("lost-key"),
            "lost-key: related article lost-key does not exist",
        ),
    ],
)
def test_problem_is_named(change: Change, problem: str):
    assert problem in found(made(change=change))


def test_phrasing_of_two_articles_is_named_with_both():
    def steal(data: dict[str, Any]) -> None:
        data["texts"]["en"]["phrasings"]["plain"][0] = "PLAIN phrasing 1 of first en!"

    assert found(made("first"), made("second", change=steal)) == [
        "second (en): phrasing “PLAIN phrasing 1 of first en!” also belongs to first"
    ]


def test_phrasing_that_stands_twice_in_an_article_is_named():
    def repeat(data: dict[str, Any]) -> None:
        data["texts"]["en"]["phrasings"]["keyword"].append("Mixed phrasing 1 of lost-key EN")

    assert found(made(change=repeat)) == [
        "lost-key (en): phrasing “mixed phrasing 1 of lost-key en” stands there twice"
    ]


def test_term_of_the_glossary_is_no_problem():
    assert found(made(change=lambda data: data["terms"].append("Amt")), glossary={"Amt": {}}) == []


def test_promised_article_must_be_there():
    assert found(made("first"), promised=("first", "gone")) == [
        "gone: there is no such article, but others rely on its id (catalogue.txt)"
    ]


@pytest.mark.parametrize(
    ("url", "fine"),
    [
        ("https://example.org/page", True),
        ("https://www.example.org", True),
        ("https://notexample.org", False),
        ("https://example.org.evil.net", False),
    ],
)
def test_only_known_hosts_are_linked(url: str, fine: bool):
    problems_found = found(made(change=lambda data: data["sources"].append({"name": "Page", "url": url})))

    assert problems_found == (
        []
        if fine
        else [f"lost-key: {url} is not on a host of hosts.txt. Is it official? Then add its host there"]
    )


def test_variant_that_is_never_reached_is_named():
    def add(data: dict[str, Any]) -> None:
        data["variants"].append({"id": "child", "when": {"age": {"under": 12}, "centre": True}})
        for text in data["texts"].values():
            text["variants"]["child"] = {"for": "A child", "text": "Ask a parent."}

    assert found(made(change=add)) == ["lost-key: variant child is never given, under-18 before it covers it"]


def test_phrasing_that_is_an_evaluation_question_is_named():
    asked = "Plain phrasing 1 of lost-key en?"

    assert found(made(), held_back=(("en", asked),)) == [
        "lost-key (en): “plain phrasing 1 of lost-key en” is an evaluation question; word the phrasing differently"
    ]
    assert found(made(), held_back=(("de", asked),)) == []


def test_misspelt_german_word_in_a_translation_is_named():
    def slip(data: dict[str, Any]) -> None:
        data["texts"]["de"]["steps"][0] = "Fragen Sie die Ausländerbehörde."
        data["texts"]["fa"]["steps"][0] = "(Ausländerbehörde, Auslanderbehorde)"

    assert found(made(change=slip)) == ["lost-key (fa): Auslanderbehorde is spelt Ausländerbehörde elsewhere"]


def test_referral_needs_no_steps():
    referral = ReferralFile.model_validate(referral_data())

    assert found(made(), referral) == []


@pytest.mark.parametrize(
    ("german", "english"),
    [
        ("1.000,50 €", "1,000.50 €"),
        ("12,5 %", "12.5 %"),
        ("3.000 €", "3,000 €"),
        ("§ 16g, 24 Monate", "§ 16g, 24 months"),
    ],
)
def test_numbers_are_the_same_in_german_and_english_writing(german: str, english: str):
    assert numbers(german, "de") == numbers(english, "en")
