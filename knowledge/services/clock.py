"""The knowledge base's clock: what changed since a reader last looked."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from knowledge.models import Change, Clock


def tick(session: Session, article_ids: Iterable[str], reason: str) -> None:
    """Note that these articles changed; the note becomes visible with the change itself."""
    clock = session.get(Clock, 1, with_for_update=True)
    if clock is None:
        clock = Clock(id=1, number=0)
        session.add(clock)
    for article_id in article_ids:
        clock.number += 1
        session.add(Change(number=clock.number, article_id=article_id, reason=reason))


def changed_since(session: Session, number: int) -> tuple[int, set[str]]:
    """Return the newest number, and the articles that changed after the given one."""
    rows = session.execute(select(Change.number, Change.article_id).where(Change.number > number)).all()
    return max((row.number for row in rows), default=number), {row.article_id for row in rows}


def newest(session: Session) -> int:
    """Return the clock's number: 0 for an empty knowledge base."""
    return session.scalar(select(func.max(Change.number))) or 0
