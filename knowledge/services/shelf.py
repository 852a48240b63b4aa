"""All articles as they stand now, in memory: an answer waits for no query but one, and an edit is there at the next question.

Before each look the shelf asks the knowledge base's clock and reads again what changed, and only that.
"""

from __future__ import annotations

from collections.abc import Iterable
from threading import Lock

from knowledge.services.articles import ArticleNotFound, ArticleService, ArticleView
from knowledge.services.clock import changed_since
from storage.engine import Database


class Shelf:
    """The articles of one knowledge base. Safe to use from several threads."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._articles: dict[str, ArticleView] = {}
        # When each article last changed, by the clock; also for those that are gone.
        self._changed: dict[str, int] = {}
        self._clock = 0
        self._lock = Lock()

    def follow(self) -> int:
        """Bring the shelf to the newest state and return the clock's number."""
        with self._lock, self._database.reading() as session:
            clock, changed = changed_since(session, self._clock)
            if changed:
                fresh = {article.id: article for article in ArticleService(session).many(changed)}
                kept = {name: article for name, article in self._articles.items() if name not in changed}
                self._articles = dict(sorted((kept | fresh).items()))
                # A new dictionary: another thread may be reading the old one.
                self._changed = self._changed | dict.fromkeys(changed, clock)
                self._clock = clock
            return self._clock

    def article(self, article_id: str) -> ArticleView:
        """Return an article as it stands now; raise ArticleNotFound."""
        self.follow()
        try:
            return self._articles[article_id]
        except KeyError:
            raise ArticleNotFound(article_id) from None

    def articles(self) -> list[ArticleView]:
        """Return all articles as they stand now, by id."""
        self.follow()
        return list(self._articles.values())

    def titles(self, article_ids: Iterable[str], language: str) -> dict[str, str]:
        """Return the titles of these articles in one language; those that have none there are left out."""
        self.follow()
        found = (self._articles.get(name) for name in article_ids)
        return {
            article.id: article.texts[language].title
            for article in found
            if article and language in article.texts
        }

    def changed_after(self, clock: int) -> tuple[list[ArticleView], set[str]]:
        """Return the articles that changed after a number of the clock, and the ids of those that are gone since."""
        changed = {name for name, number in self._changed.items() if number > clock}
        articles = self._articles
        here = [articles[name] for name in sorted(changed) if name in articles]
        return here, changed - {article.id for article in here}
