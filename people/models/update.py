"""Updates that Telegram delivered: their numbers, so that none is answered twice."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from storage.base import Base, Moment, now


class Update(Base):
    """One delivered update: begun when it arrived, finished when it was answered. Its content is never stored."""

    __tablename__ = "update"

    # Numbers come from Telegram: the database must not count them itself.
    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    person_id: Mapped[str | None] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    begun_at: Mapped[datetime] = mapped_column(Moment, default=now, index=True)
    finished_at: Mapped[datetime | None] = mapped_column(Moment)
