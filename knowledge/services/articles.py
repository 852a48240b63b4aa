"""Articles as they stand now: what the assistant answers with."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from knowledge.models import (
    DESK,
    PUBLISHED,
    Article,
    ArticleRevision,
    Phrasing,
    TextRevision,
)
from knowledge.services.clock import tick
from knowledge.services.conditions import When


class ArticleNotFound(Exception):
    """No article has this id."""


@dataclass(frozen=True)
class SourceView:
    """Where facts come from."""

    name: str
    url: str


@dataclass(frozen=True)
class TextView:
    """An article's words in one language."""

    title: str
    short: str
    steps: tuple[str, ...]
    documents: tuple[str, ...]
    cost: str | None
    deadline: str | None
    decides: str | None
    variants: dict[str, dict[str, str]]
    show: str | None
    meaning: int


@dataclass(frozen=True)
class ArticleView:
    """An article as it stands now, in every language it has."""

    id: str
    area: str
    sensitive: bool
    checked: date
    confidence: str
    review_months: int
    related: tuple[str, ...]
    terms: tuple[str, ...]
    review_notes: tuple[str, ...]
    show_german: str
    variants: tuple[tuple[str, When], ...]
    sources: tuple[SourceView, ...]
    texts: dict[str, TextView]
    phrasings: dict[str, tuple[tuple[str, str], ...]]  # language → (kind, text)

    def outdated(self, language: str) -> bool:
        """Return whether another language's words say something newer than this one's."""
        return self.texts[language].meaning < max(text.meaning for text in self.texts.values())


class ArticleService:
    """Reads articles and takes edits; every edit is a new revision."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def ids(self, area: str | None = None) -> list[str]:
        """Return the ids of all articles that can be answered, of one area or of all."""
        query = select(Article.id).where(Article.retired_at.is_(None)).order_by(Article.id)
        return list(self._session.scalars(query if area is None else query.where(Article.area == area)))

    def get(self, article_id: str) -> ArticleView:
        """Return the article as it stands now; raise ArticleNotFound."""
        found = self.many([article_id])
        if not found:
            raise ArticleNotFound(article_id)
        return found[0]

    def many(self, article_ids: Collection[str] | None = None) -> list[ArticleView]:
        """Return these articles (or all) as they stand now, by id; ids that are unknown or retired are left out."""
        wanted = select(Article).where(Article.retired_at.is_(None)).order_by(Article.id)
        if article_ids is not None:
            wanted = wanted.where(Article.id.in_(article_ids))
        articles = list(self._session.scalars(wanted))
        names = [article.id for article in articles]
        revisions = {revision.article_id: revision for revision in self._newest_revisions(names)}
        texts: dict[str, dict[str, TextView]] = {}
        for text in self._newest_texts(names):
            texts.setdefault(text.article_id, {})[text.language] = _text_view(text)
        phrasings: dict[str, dict[str, list[tuple[str, str]]]] = {}
        for phrasing in self._session.scalars(
            select(Phrasing).where(Phrasing.article_id.in_(names)).order_by(Phrasing.id)
        ):
            by_language = phrasings.setdefault(phrasing.article_id, {})
            by_language.setdefault(phrasing.language, []).append((phrasing.kind, phrasing.text))
        return [
            _article_view(article, revisions[article.id], texts[article.id], phrasings.get(article.id, {}))
            for article in articles
            if article.id in revisions and article.id in texts
        ]

    def edit_text(
        self, article_id: str, language: str, author: str, *, small_fix: bool, **words: Any
    ) -> TextRevision:
        """Publish new words in one language and return the new revision.

        A small fix keeps the meaning; otherwise the other languages are outdated until they follow.
        """
        last = self._session.scalar(
            _newest_text_query().where(
                TextRevision.article_id == article_id, TextRevision.language == language
            )
        )
        if last is None:
            raise ArticleNotFound(f"{article_id} in {language}")
        unknown = set(words) - set(WORDS)
        if unknown:
            raise TypeError(f"An article's text has no {', '.join(sorted(unknown))}")
        meaning = last.meaning if small_fix else self._newest_meaning(article_id) + 1
        revision = TextRevision(
            article_id=article_id, language=language, status=PUBLISHED, meaning=meaning, origin=DESK, author=author,
            **{name: words.get(name, getattr(last, name)) for name in WORDS},
        )  # fmt: skip
        self._session.add(revision)
        tick(self._session, [article_id], "text")
        return revision

    def _newest_meaning(self, article_id: str) -> int:
        query = select(func.max(TextRevision.meaning)).where(
            TextRevision.article_id == article_id, TextRevision.status == PUBLISHED
        )
        return self._session.scalar(query) or 0

    def _newest_revisions(self, names: list[str]) -> list[ArticleRevision]:
        newest = (
            select(func.max(ArticleRevision.id))
            .where(ArticleRevision.article_id.in_(names))
            .group_by(ArticleRevision.article_id)
        )
        query = select(ArticleRevision).where(ArticleRevision.id.in_(newest))
        return list(self._session.scalars(query.options(selectinload(ArticleRevision.sources))))

    def _newest_texts(self, names: list[str]) -> list[TextRevision]:
        return list(self._session.scalars(_newest_text_query().where(TextRevision.article_id.in_(names))))


# The words of a text revision, field by field.
WORDS = ("title", "short", "steps", "documents", "cost", "deadline", "decides", "variants", "show")


def _newest_text_query() -> Any:
    newest = (
        select(func.max(TextRevision.id))
        .where(TextRevision.status == PUBLISHED)
        .group_by(TextRevision.article_id, TextRevision.language)
    )
    return select(TextRevision).where(TextRevision.id.in_(newest))


def _text_view(text: TextRevision) -> TextView:
    return TextView(
        title=text.title, short=text.short, steps=tuple(text.steps), documents=tuple(text.documents), cost=text.cost,
        deadline=text.deadline, decides=text.decides, variants=text.variants, show=text.show, meaning=text.meaning,
    )  # fmt: skip


def _article_view(
    article: Article,
    revision: ArticleRevision,
    texts: dict[str, TextView],
    phrasings: dict[str, list[tuple[str, str]]],
) -> ArticleView:
    return ArticleView(
        id=article.id,
        area=article.area,
        sensitive=revision.sensitive,
        checked=revision.checked,
        confidence=revision.confidence,
        review_months=revision.review_months,
        related=tuple(revision.related),
        terms=tuple(revision.terms),
        review_notes=tuple(revision.review_notes),
        show_german=revision.show_german,
        variants=tuple((v["id"], When.model_validate(v["when"])) for v in revision.variants),
        sources=tuple(SourceView(source.name, source.url) for source in revision.sources),
        texts=texts,
        phrasings={language: tuple(pairs) for language, pairs in phrasings.items()},
    )
