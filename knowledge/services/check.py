"""Checks over all article files that no single file can be asked: the words of four languages agree, ids exist, phrasings differ."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from knowledge.services.content import ArticleFile, ArticleText
from knowledge.services.german_words import german_words, misspelt
from knowledge.services.phrasings import phrasing_key

# Letters that give a wrong keyboard away.
ARABIC_ONLY = re.compile("[يكة]")
PERSIAN_ONLY = re.compile("[یکگچپژ]")
DIRECTION_MARKS = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")
EASTERN_DIGITS = re.compile("[\u0660-\u0669\u06f0-\u06f9]")
NUMBER = re.compile(r"\d[\d.,]*\d|\d")

# Phrasings wanted per kind (docs/writing-articles.md says why).
PHRASINGS_WANTED = {"plain": 4, "keyword": 2, "colloquial": 3, "situation": 4, "mixed": 1}
ROMANISED_WANTED = {"ar": 2, "fa": 2}
PHRASINGS_IN_ALL = 14


def problems(
    articles: list[ArticleFile],
    glossary: dict[str, dict[str, str]],
    hosts: Iterable[str],
    promised: Iterable[str] = (),
    held_back: Iterable[tuple[str, str]] = (),
) -> Iterator[str]:
    """Give a sentence for each problem found.

    `hosts` may be linked, with everything below them; `promised` are ids that others rely on; `held_back` are
    (language, question) that judge the assistant and so must not be learnt from.
    """
    ids = {article.id for article in articles}
    allowed = tuple(hosts)
    for missing in sorted(set(promised) - ids):
        yield f"{missing}: there is no such article, but others rely on its id (catalogue.txt)"
    for article in articles:
        for source in article.sources:
            if not _is_below(urlsplit(source.url).hostname or "", allowed):
                yield f"{article.id}: {source.url} is not on a host of hosts.txt. Is it official? Then add its host there"
        yield from (f"{article.id}: {problem}" for problem in _shadowed(article))
        for related in article.related:
            if related not in ids or related == article.id:
                yield f"{article.id}: related article {related} does not exist"
        for term in article.terms:
            if term not in glossary:
                yield f"{article.id}: {term} is not in the glossary"
        for language, text in article.texts.items():
            yield from (
                f"{article.id} ({language}): {problem}" for problem in _text_problems(language, text, article)
            )
        yield from (f"{article.id} {problem}" for problem in _misspelt_words(article, glossary))
    yield from _shared_phrasings(articles)
    yield from _learnt_by_heart(articles, held_back)


def _is_below(host: str, allowed: tuple[str, ...]) -> bool:
    return any(host == name or host.endswith(f".{name}") for name in allowed)


def _shadowed(article: ArticleFile) -> Iterator[str]:
    """The first variant that fits is given: one that an earlier one always covers would never be."""
    for place, variant in enumerate(article.variants):
        for earlier in article.variants[:place]:
            if earlier.when.covers(variant.when):
                yield f"variant {variant.id} is never given, {earlier.id} before it covers it"


def _misspelt_words(article: ArticleFile, glossary: dict[str, dict[str, str]]) -> Iterator[str]:
    known = german_words([*glossary, article.show_german, *_all_words(article.texts["de"])])
    known |= german_words(_all_words(article.texts["en"]))
    for language in ("ar", "fa"):
        for word, right in misspelt(" ".join(_all_words(article.texts[language])), known):
            yield f"({language}): {word} is spelt {right} elsewhere"


def _text_problems(language: str, text: ArticleText, article: ArticleFile) -> Iterator[str]:
    english = article.texts["en"]
    if language != "de" and not text.show:
        yield "no translation of the German sentence to show"
    for name in ("cost", "deadline", "decides"):
        if (getattr(text, name) is None) != (getattr(english, name) is None):
            yield f"{name} is there in one language and missing in the other"
    for name in ("steps", "documents"):
        if len(getattr(text, name)) != len(getattr(english, name)):
            yield f"{name}: {len(getattr(text, name))}, but {len(getattr(english, name))} in English"
    for name, ours, theirs in _parts(text, english):
        if numbers(ours, language) != numbers(theirs, "en"):
            yield f"numbers of {name} differ from the English ones"
    for words in _all_words(text):
        yield from _letter_problems(language, words)
    yield from _missing_phrasings(language, text)


def _parts(text: ArticleText, english: ArticleText) -> Iterator[tuple[str, str, str]]:
    """Give the parts that must agree: name, words in this language, words in English."""
    for name in ("title", "short", "cost", "deadline", "decides"):
        yield name, getattr(text, name) or "", getattr(english, name) or ""
    for name in ("steps", "documents"):
        yield name, "\n".join(getattr(text, name)), "\n".join(getattr(english, name))
    for name, variant in text.variants.items():
        yield f"variant {name}", variant.text, english.variants[name].text


def numbers(words: str, language: str) -> Counter[str]:
    """Return the numbers in some words, written alike: German 1.000,50 and English 1,000.50 both become 1000.5."""
    found = Counter[str]()
    for number in NUMBER.findall(words):
        plain = number.replace(".", "").replace(",", ".") if language == "de" else number.replace(",", "")
        found[plain.rstrip("0").rstrip(".") if "." in plain else plain] += 1
    return found


def _all_words(text: ArticleText) -> Iterator[str]:
    yield from (text.title, text.short, *text.steps, *text.documents)
    yield from (words for words in (text.cost, text.deadline, text.decides, text.show) if words)
    for variant in text.variants.values():
        yield from (variant.for_whom, variant.text)


def _letter_problems(language: str, words: str) -> Iterator[str]:
    start = f"“{words[:40]}…”"
    if language == "fa" and ARABIC_ONLY.search(words):
        yield f"Arabic letters (ي ك ة) in {start}"
    if language == "ar" and PERSIAN_ONLY.search(words):
        yield f"Persian letters (ی ک گ چ پ ژ) in {start}"
    if DIRECTION_MARKS.search(words):
        yield f"direction marks in {start}: they are added when a message is shown"
    if EASTERN_DIGITS.search(words):
        yield f"write digits as 0-9 in {start}"


def _missing_phrasings(language: str, text: ArticleText) -> Iterator[str]:
    wanted = PHRASINGS_WANTED | (
        {"romanised": ROMANISED_WANTED[language]} if language in ROMANISED_WANTED else {}
    )
    counts = Counter(kind for kind, _ in text.phrasings.pairs())
    for kind, number in wanted.items():
        if counts[kind] < number:
            yield f"{counts[kind]} {kind} phrasings, {number} wanted"
    if counts.total() < PHRASINGS_IN_ALL:
        yield f"{counts.total()} phrasings, {PHRASINGS_IN_ALL} wanted"


def _shared_phrasings(articles: list[ArticleFile]) -> Iterator[str]:
    owners: dict[tuple[str, str], str] = {}
    for article in articles:
        for language, text in article.texts.items():
            for _, words in text.phrasings.pairs():
                key = (language, phrasing_key(words))
                if owner := owners.get(key):
                    again = "stands there twice" if owner == article.id else f"also belongs to {owner}"
                    yield f"{article.id} ({language}): phrasing “{words}” {again}"
                owners.setdefault(key, article.id)


def _learnt_by_heart(articles: list[ArticleFile], held_back: Iterable[tuple[str, str]]) -> Iterator[str]:
    kept_apart = {(language, phrasing_key(text)) for language, text in held_back}
    for article in articles:
        for language, text in article.texts.items():
            for _, words in text.phrasings.pairs():
                if (language, phrasing_key(words)) in kept_apart:
                    yield f"{article.id} ({language}): “{words}” is an evaluation question; word the phrasing differently"
