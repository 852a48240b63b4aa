"""The knowledge base's clock: every edit takes the next number, so that readers see what is new since they looked."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from storage.base import Base, Moment, now


class Clock(Base):
    """One row that holds the newest number. Taking a number locks it, so numbers become visible in their order."""

    __tablename__ = "knowledge_clock"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int]


class Change(Base):
    """An article changed; `number` is the clock's number after it."""

    __tablename__ = "knowledge_change"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    article_id: Mapped[str] = mapped_column(ForeignKey("article.id"))
    at: Mapped[datetime] = mapped_column(Moment, default=now)
    reason: Mapped[str] = mapped_column(String(16))
