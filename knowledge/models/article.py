"""An article: its common data and its texts in four languages, each as append-only revisions."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Date, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.base import Base, Moment, now

SEED, DESK, REVIEW = "seed", "desk", "review"  # where a revision or phrasing came from
DRAFT, PUBLISHED = "draft", "published"


class Article(Base):
    """One matter people ask about; its id never changes."""

    __tablename__ = "article"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    area: Mapped[str] = mapped_column(String(20), index=True)
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)
    retired_at: Mapped[datetime | None] = mapped_column(Moment)


class ArticleRevision(Base):
    """What holds for an article in every language, as it stood after one edit."""

    __tablename__ = "article_revision"

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[str] = mapped_column(ForeignKey("article.id"), index=True)
    origin: Mapped[str] = mapped_column(String(8))
    author: Mapped[str | None] = mapped_column(String(100))
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)

    sensitive: Mapped[bool]
    checked: Mapped[date] = mapped_column(Date)
    confidence: Mapped[str] = mapped_column(String(8))
    review_months: Mapped[int]
    related: Mapped[list[str]] = mapped_column(JSON)
    terms: Mapped[list[str]] = mapped_column(JSON)
    review_notes: Mapped[list[str]] = mapped_column(JSON)
    show_german: Mapped[str] = mapped_column(Text)
    # [{"id": …, "when": {…}}, …]: conditions once for all languages; the words stand in TextRevision.variants.
    variants: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    sources: Mapped[list[Source]] = relationship(order_by="Source.position", cascade="all, delete-orphan")


class Source(Base):
    """Where an article's facts come from: an official name and link."""

    __tablename__ = "source"

    id: Mapped[int] = mapped_column(primary_key=True)
    revision_id: Mapped[int] = mapped_column(
        ForeignKey("article_revision.id", ondelete="CASCADE"), index=True
    )
    position: Mapped[int]
    name: Mapped[str] = mapped_column(String(300))
    url: Mapped[str] = mapped_column(String(1000))


class TextRevision(Base):
    """An article's words in one language, as they stood after one edit.

    `meaning` numbers what the words say, not how: a small fix keeps it, a change of meaning takes the next number.
    A language whose newest published meaning is behind another language's is outdated.
    """

    __tablename__ = "text_revision"

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[str] = mapped_column(ForeignKey("article.id"), index=True)
    language: Mapped[str] = mapped_column(String(2))
    status: Mapped[str] = mapped_column(String(10), default=PUBLISHED)
    meaning: Mapped[int]
    origin: Mapped[str] = mapped_column(String(8))
    author: Mapped[str | None] = mapped_column(String(100))
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)

    title: Mapped[str] = mapped_column(Text)
    short: Mapped[str] = mapped_column(Text)
    steps: Mapped[list[str]] = mapped_column(JSON)
    documents: Mapped[list[str]] = mapped_column(JSON)
    cost: Mapped[str | None] = mapped_column(Text)
    deadline: Mapped[str | None] = mapped_column(Text)
    decides: Mapped[str | None] = mapped_column(Text)
    # {variant id: {"for": …, "text": …}}
    variants: Mapped[dict[str, dict[str, str]]] = mapped_column(JSON)
    show: Mapped[str | None] = mapped_column(Text)


class Phrasing(Base):
    """One way people ask for an article."""

    __tablename__ = "phrasing"
    __table_args__ = (UniqueConstraint("language", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[str] = mapped_column(ForeignKey("article.id"), index=True)
    language: Mapped[str] = mapped_column(String(2))
    kind: Mapped[str] = mapped_column(String(12))
    text: Mapped[str] = mapped_column(Text)
    # The folded text: no two articles may share a phrasing in one language.
    key: Mapped[str] = mapped_column(String(500))
    origin: Mapped[str] = mapped_column(String(8))
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)
