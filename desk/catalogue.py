"""All articles at a glance: titles, dates, what is outdated."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from knowledge.services.articles import ArticleView
from knowledge.services.review import due_on
from knowledge.services.shelf import Shelf
from language.normalise import normalise


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
    """Knows every article's entry; works it out again only after a change."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._entries: list[Entry] = []
        self._clock = -1

    def entries(self) -> list[Entry]:
        """Return the entries of all articles as they stand now, by id."""
        clock = self._shelf.follow()
        if clock != self._clock:
            self._entries = [entry(article) for article in self._shelf.articles()]
            self._clock = clock
        return list(self._entries)

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
        review_on=due_on(article.checked, article.review_months),
        searchable="\n".join([article.id, normalise(article.id), *map(normalise, titles.values())]),
    )
