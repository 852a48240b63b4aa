"""All articles at a glance: titles, dates, what is outdated.

Kept in memory and renewed by the knowledge base's clock, because reading every article takes half a second.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from threading import Lock

from knowledge.services.articles import ArticleService, ArticleView
from knowledge.services.clock import changed_since
from language.normalise import normalise
from storage.engine import Database


@dataclass(frozen=True)
class Entry:
    """An article as lists show it."""

    id: str
    area: str
    titles: Mapping[str, str]
    outdated: tuple[str, ...]
    checked: date
    review_on: date
    searchable: str

    def title(self, language: str) -> str:
        """Return the title in a language, or the id where it has none."""
        return self.titles.get(language, self.id)


class Catalogue:
    """Knows every article's entry; reads again only what changed since the last look."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._entries: dict[str, Entry] = {}
        self._number = 0
        self._lock = Lock()

    def entries(self) -> list[Entry]:
        """Return the entries of all articles as they stand now, by id."""
        with self._lock, self._database.reading() as session:
            number, changed = changed_since(session, self._number)
            if changed:
                fresh = {view.id: entry(view) for view in ArticleService(session).many(changed)}
                kept = {name: old for name, old in self._entries.items() if name not in changed}
                self._entries = dict(sorted((kept | fresh).items()))
                self._number = number
            return list(self._entries.values())

    def find(self, words: str, area: str | None = None) -> list[Entry]:
        """Return the entries whose titles or id hold all the words, in any of the four languages."""
        wanted = normalise(words).split()
        return [
            entry
            for entry in self.entries()
            if (area is None or entry.area == area) and all(word in entry.searchable for word in wanted)
        ]


def entry(article: ArticleView) -> Entry:
    """Return what lists show of an article."""
    titles = {language: text.title for language, text in article.texts.items()}
    return Entry(
        id=article.id,
        area=article.area,
        titles=titles,
        outdated=tuple(language for language in article.texts if article.outdated(language)),
        checked=article.checked,
        review_on=months_later(article.checked, article.review_months),
        searchable="\n".join([article.id, normalise(article.id), *map(normalise, titles.values())]),
    )


def months_later(day: date, months: int) -> date:
    """Return the same day some months later, or the last of a shorter month."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
