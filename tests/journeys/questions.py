"""Questions that nobody trained the assistant with, and how to tell that the right article answered."""

from __future__ import annotations

from dataclasses import dataclass

from actions.answer_text import written_date
from knowledge.services.articles import ArticleView
from language.phrases import Phrases


@dataclass(frozen=True)
class Asked:
    """A question and the article that answers it."""

    text: str
    article: str


QUESTIONS = {
    "ar": Asked("ما هو الحد الأدنى لأجر الساعة الذي يجب أن يدفعه لي صاحب المطعم؟", "work-minimum-wage"),
    "fa": Asked("پسرم دو سالش می‌شود، از چند سالگی حق دارد به مهدکودک برود؟", "kita-legal-claim"),
    "en": Asked("How can I get into a football club near me?", "clubs-sports-join"),
    "de": Asked("Wo kann ich Bücher ausleihen, ohne viel zu bezahlen?", "clubs-library"),
}


def marks(article: ArticleView, language: str, phrases: Phrases) -> list[str]:
    """Return what every answer from this article holds: its title and first words, where they come from, and how old they are."""
    text = article.texts[language]
    source = article.sources[0]
    checked = phrases.say("say_checked", language, date=written_date(article.checked, language, phrases))
    return [
        text.title,
        text.short,
        phrases.say("say_source", language, name=source.name),
        source.url,
        checked,
    ]


def missing(marks: list[str], text: str) -> list[str]:
    """Return the marks that a text does not hold, whatever its directions and line breaks."""
    return [mark for mark in marks if bare(mark) not in bare(text)]


def bare(text: str) -> str:
    """Return a text without direction controls and with single blanks."""
    return " ".join(
        "".join(letter for letter in text if letter not in "\u200e\u200f\u2066\u2067\u2068\u2069").split()
    )
