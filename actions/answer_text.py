"""The words of an answer: an article put together for one person."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dialogue.reply import Button, Candidate, Reply
from knowledge.services.articles import ArticleView
from language.phrases import Phrases

RELATED_SHOWN = 2


def answer(
    article: ArticleView,
    titles: dict[str, str],
    language: str,
    phrases: Phrases,
    candidates: tuple[Candidate, ...] = (),
) -> Reply:
    """Return the answer an article gives; `titles` are those of its related articles in the person's language."""
    text = article.texts[language]
    say = lambda key, **values: phrases.say(key, language, **values)  # noqa: E731
    parts = [text.short]
    if text.steps:
        parts.append(
            "\n".join([say("say_steps") + ":", *(f"{i}. {step}" for i, step in enumerate(text.steps, 1))])
        )
    facts = [f"{say('say_documents')}: {_listed(text.documents, language)}"] if text.documents else []
    for name in ("cost", "deadline", "decides"):
        if words := getattr(text, name):
            facts.append(f"{say('say_' + name)}: {words}")
    if facts:
        parts.append("\n".join(facts))
    parts += [_sources(article, language, phrases), say("say_general_note")]
    related = [Button(titles[name], f"article:{name}") for name in article.related if name in titles]
    return Reply(
        kind="answer",
        language=language,
        title=text.title,
        text="\n\n".join(parts),
        article=article.id,
        candidates=candidates,
        buttons=(*related[:RELATED_SHOWN], Button(say("button_menu"), "menu")),
    )


def referral(article: ArticleView, language: str, phrases: Phrases, near: Sequence[Button] = ()) -> Reply:
    """Return what a referral says: that we don't know this, and who does; then `near`, questions that we can answer."""
    parts = [article.texts[language].short, _sources(article, language, phrases)]
    if near:
        parts.append(phrases.say("say_unknown_nearest", language))
    return Reply(
        kind="unknown",
        language=language,
        label="out_of_scope",
        title=article.texts[language].title,
        text="\n\n".join(parts),
        buttons=tuple(near),
    )


def _sources(article: ArticleView, language: str, phrases: Phrases) -> str:
    """Return the first source and the day it was checked."""
    lines = [
        f"{phrases.say('say_source', language, name=source.name)}\n{source.url}"
        for source in article.sources[:1]
    ]
    date_ = written_date(article.checked, language, phrases)
    return "\n".join([*lines, phrases.say("say_checked", language, date=date_)])


def written_date(day: date, language: str, phrases: Phrases) -> str:
    """Return the date as people of that language write it, with the month as a word."""
    month = phrases.say(f"month_{day.month}", language)
    return phrases.say("date_format", language, day=day.day, month=month, year=day.year)


def _listed(documents: tuple[str, ...], language: str) -> str:
    return ("؛ " if language in ("ar", "fa") else "; ").join(words.rstrip(".") for words in documents)
