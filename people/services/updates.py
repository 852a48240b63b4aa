"""Which of Telegram's updates were taken and answered, so that each is answered once, also after a restart."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy import update as change
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from people.models import Update
from storage.base import now

KEPT = timedelta(days=2)  # Telegram itself keeps updates for 24 hours
WORTH_AN_APOLOGY = timedelta(hours=12)


class UpdateLog:
    """The numbers of updates begun and finished."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def begin(self, update_id: int, person_id: str | None) -> bool:
        """Note that an update is being answered; return False if it was seen before."""
        try:
            with self._session.begin_nested():
                self._session.add(Update(id=update_id, person_id=person_id))
        except IntegrityError:
            # Not a duplicate if the person was forgotten at this moment: then it is answered without a note.
            return self._session.get(Update, update_id) is None
        return True

    def finish(self, update_id: int) -> None:
        """Note that the update was answered; old numbers are dropped on the way."""
        self._session.execute(change(Update).where(Update.id == update_id).values(finished_at=now()))
        if update_id % 100 == 0:
            self._session.execute(delete(Update).where(Update.begun_at < now() - KEPT))

    def interrupted(self) -> list[str]:
        """Return whose messages were begun but never answered because we stopped; each person is reported once."""
        lost = (Update.finished_at.is_(None), Update.begun_at > now() - WORTH_AN_APOLOGY)
        people = self._session.scalars(
            select(Update.person_id).where(*lost, Update.person_id.is_not(None)).distinct()
        )
        found = [person for person in people if person is not None]
        self._session.execute(change(Update).where(Update.finished_at.is_(None)).values(finished_at=now()))
        return found
