"""Persons: found or made at first contact, reached through a locked address, forgotten on request."""

from __future__ import annotations

import secrets

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from people.models import Address, Person
from storage.base import now
from storage.encryption import Vault

TELEGRAM = "telegram"


class PersonNotFound(Exception):
    """No such person: they may have asked to be forgotten."""


class PersonService:
    """What can be done for a person."""

    def __init__(self, session: Session, vault: Vault) -> None:
        self._session = session
        self._vault = vault

    def of_telegram(self, chat_id: int) -> Person:
        """Return the person who writes from this chat; a new one with a random id at first contact."""
        digest = self._vault.digest(f"{TELEGRAM}:{chat_id}")
        person = self._with_digest(digest)
        if person is None:
            person = self._welcome(chat_id, digest)
        person.seen_at = now()
        return person

    def chat_id(self, person_id: str) -> int:
        """Return the Telegram chat that reaches the person."""
        address = self._session.get(Address, person_id)
        if address is None:
            raise PersonNotFound(f"No address for person {person_id}: they may have asked to be forgotten.")
        return int(self._vault.unlock(address.locked))

    def set_language(self, person_id: str, language: str) -> None:
        """Remember the language the person chose."""
        self._person(person_id).language = language

    def mark_blocked(self, person_id: str) -> None:
        """Note that the person blocked the bot: nothing more is sent."""
        self._person(person_id).blocked_at = now()

    def mark_reachable(self, person_id: str) -> None:
        """Note that the person can be reached again."""
        self._person(person_id).blocked_at = None

    def forget(self, person_id: str) -> None:
        """Delete the person and everything that belongs to them."""
        # Every table about a person hangs on person.id with ON DELETE CASCADE; a test searches them all.
        self._session.execute(delete(Person).where(Person.id == person_id))
        self._session.expire_all()

    def _person(self, person_id: str) -> Person:
        person = self._session.get(Person, person_id)
        if person is None:
            raise PersonNotFound(f"No person {person_id}: they may have asked to be forgotten.")
        return person

    def _with_digest(self, digest: str) -> Person | None:
        return self._session.scalar(
            select(Person).join(Address).where(Address.channel == TELEGRAM, Address.digest == digest)
        )

    def _welcome(self, chat_id: int, digest: str) -> Person:
        person = Person(id=secrets.token_hex(16), created_at=now())
        person.address = Address(channel=TELEGRAM, digest=digest, locked=self._vault.lock(str(chat_id)))
        try:
            with self._session.begin_nested():
                self._session.add(person)
        except IntegrityError:
            # Two first messages at the same moment: the other one won, take theirs.
            winner = self._with_digest(digest)
            if winner is None:
                raise
            return winner
        return person
