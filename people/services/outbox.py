"""The outbox: promises of messages, kept as rows until they are delivered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from people.models import OutboxMessage
from storage.base import now
from storage.encryption import Vault

TRIES = 10


@dataclass(frozen=True)
class DueMessage:
    """A message that should go out now."""

    id: int
    person_id: str
    language: str
    text: str


class Outbox:
    """Messages on their way to people."""

    def __init__(self, session: Session, vault: Vault) -> None:
        self._session = session
        self._vault = vault

    def put(self, person_id: str, text: str, language: str) -> int:
        """Promise a message to a person; return its number."""
        message = OutboxMessage(person_id=person_id, language=language, locked_text=self._vault.lock(text))
        self._session.add(message)
        self._session.flush()
        return message.id

    def due(self, limit: int = 50) -> list[DueMessage]:
        """Return the messages to send now, oldest first, and only the first of each person, to keep their order."""
        waiting = select(OutboxMessage).where(
            OutboxMessage.sent_at.is_(None), OutboxMessage.failed_at.is_(None)
        )
        first: dict[str, OutboxMessage] = {}
        for message in self._session.scalars(waiting.order_by(OutboxMessage.id)):
            first.setdefault(message.person_id, message)
        ready = [m for m in first.values() if m.due_at is not None and m.due_at <= now()][:limit]
        return [
            DueMessage(m.id, m.person_id, m.language, self._vault.unlock(m.locked_text or b"")) for m in ready
        ]

    def sent(self, message_id: int) -> None:
        """Note that the message arrived; its text is no longer needed and is emptied."""
        message = self._session.get(OutboxMessage, message_id)
        if message is None:  # the person was forgotten meanwhile
            return
        message.sent_at = now()
        message.locked_text = None

    def failed(self, message_id: int, reason: str, retry_after: timedelta | None = None) -> None:
        """Note a failure: try again after a while, or give up if `retry_after` is None or it failed too often."""
        message = self._session.get(OutboxMessage, message_id)
        if message is None:
            return
        message.attempts += 1
        message.failure = reason[:64]
        if retry_after is None or message.attempts >= TRIES:
            message.failed_at = now()
            message.locked_text = None
        else:
            message.due_at = now() + retry_after
