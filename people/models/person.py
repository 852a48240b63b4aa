"""A person who writes to us, and where an answer reaches them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.base import Base, Moment, now


class Person(Base):
    """Somebody who wrote to us: a random id and the language they chose. No name, no text."""

    __tablename__ = "person"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    language: Mapped[str | None] = mapped_column(String(2))
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)
    seen_at: Mapped[datetime] = mapped_column(Moment, default=now)
    blocked_at: Mapped[datetime | None] = mapped_column(Moment)
    address: Mapped[Address | None] = relationship(
        back_populates="person", cascade="all, delete-orphan", uselist=False
    )


class Address(Base):
    """Where answers for a person go: encrypted, and found only by its keyed hash."""

    __tablename__ = "address"
    __table_args__ = (UniqueConstraint("channel", "digest"),)

    person_id: Mapped[str] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    channel: Mapped[str] = mapped_column(String(16))
    digest: Mapped[str] = mapped_column(String(64))
    locked: Mapped[bytes] = mapped_column(LargeBinary)
    person: Mapped[Person] = relationship(back_populates="address")
