"""The gateway's one door to the people room: blocking calls, off the event loop, never waited for long."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from people.models import Person
from people.services.outbox import Outbox
from people.services.persons import PersonNotFound, PersonService
from people.services.updates import UpdateLog
from storage.encryption import Vault
from storage.engine import Database

T = TypeVar("T")
WORKERS = 8


class RegisterDown(Exception):
    """The database did not answer in time, or with an error."""


@dataclass(frozen=True)
class Arrival:
    """A person whose update has just been noted."""

    person_id: str
    language: str | None


@dataclass(frozen=True)
class Delivery:
    """A promised message and where it goes."""

    id: int
    person_id: str
    chat_id: int
    language: str
    text: str


class Register:
    """Looks up and notes what the gateway must know about persons, updates and promised messages."""

    def __init__(self, database: Database, vault: Vault, patience: float) -> None:
        self._database = database
        self._vault = vault
        self._patience = patience
        # Own threads: the event loop's default ones also resolve host names, and a stuck database
        # must not block sending.
        self._threads = ThreadPoolExecutor(WORKERS, thread_name_prefix="register")

    async def arrive(self, update_id: int, chat_id: int) -> Arrival | None:
        """Note that an update came; return its person, or None if it was seen before."""

        def work(session: Session) -> Arrival | None:
            persons = PersonService(session, self._vault)
            person = persons.of_telegram(chat_id)
            if not UpdateLog(session).begin(update_id, person.id):
                return None
            if person.blocked_at is not None:
                persons.mark_reachable(person.id)
            return Arrival(person.id, person.language)

        return await self._do(work)

    async def finish(self, update_id: int) -> None:
        """Note that an update was answered."""
        await self._do(lambda session: UpdateLog(session).finish(update_id))

    async def language(self, person_id: str) -> str | None:
        """Return the language a person chose."""

        def work(session: Session) -> str | None:
            person = session.get(Person, person_id)
            return person.language if person else None

        return await self._look(work)

    async def choose_language(self, person_id: str, language: str) -> None:
        """Remember the language a person chose."""
        await self._about(person_id, lambda persons: persons.set_language(person_id, language))

    async def mark_blocked(self, person_id: str) -> None:
        """Note that a person blocked the bot."""
        await self._about(person_id, lambda persons: persons.mark_blocked(person_id))

    async def forget(self, person_id: str) -> None:
        """Delete everything about a person."""
        await self._about(person_id, lambda persons: persons.forget(person_id))

    async def promise(self, person_id: str, text: str, language: str) -> None:
        """Put a message into the outbox, to be delivered as soon as it can be."""
        await self._do(lambda session: Outbox(session, self._vault).put(person_id, text, language))

    async def promise_apologies(self, sentence: Callable[[str | None], tuple[str, str]]) -> int:
        """Promise a sentence to everyone whose message was lost in a crash; return how many there are."""

        def work(session: Session) -> int:
            lost = UpdateLog(session).interrupted()
            for person_id in lost:
                person = session.get(Person, person_id)
                if person is not None:
                    text, language = sentence(person.language)
                    Outbox(session, self._vault).put(person_id, text, language)
            return len(lost)

        return await self._do(work)

    async def due(self, limit: int = 50) -> list[Delivery]:
        """Return the promised messages to send now, at most one a person."""

        def work(session: Session) -> tuple[list[Delivery], list[int]]:
            persons = PersonService(session, self._vault)
            found: list[Delivery] = []
            lost: list[int] = []
            for message in Outbox(session, self._vault).due(limit):
                try:
                    chat_id = persons.chat_id(message.person_id)
                except PersonNotFound:
                    lost.append(message.id)
                else:
                    found.append(
                        Delivery(message.id, message.person_id, chat_id, message.language, message.text)
                    )
            return found, lost

        found, lost = await self._look(work)
        for message_id in lost:
            await self.failed(message_id, "no address", None)
        return found

    async def sent(self, message_id: int) -> None:
        """Note that a promised message arrived."""
        await self._do(lambda session: Outbox(session, self._vault).sent(message_id))

    async def failed(self, message_id: int, reason: str, retry_after: timedelta | None) -> None:
        """Note that a promised message could not be delivered now, or ever (no `retry_after`)."""
        await self._do(lambda session: Outbox(session, self._vault).failed(message_id, reason, retry_after))

    def close(self) -> None:
        """Let the threads go and close the database."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        self._database.close()

    async def _about(self, person_id: str, change: Callable[[PersonService], None]) -> None:
        def work(session: Session) -> None:
            try:
                change(PersonService(session, self._vault))
            except PersonNotFound:
                return  # they asked to be forgotten in the meantime

        await self._do(work)

    async def _do(self, work: Callable[[Session], T]) -> T:
        return await self._in_thread(self._database.session, work)

    async def _look(self, work: Callable[[Session], T]) -> T:
        """Like _do for work that changes nothing, which waits for no other."""
        return await self._in_thread(self._database.reading, work)

    async def _in_thread(
        self, opened: Callable[[], AbstractContextManager[Session]], work: Callable[[Session], T]
    ) -> T:
        def in_thread() -> T:
            with opened() as session:
                return work(session)

        running = asyncio.get_running_loop().run_in_executor(self._threads, in_thread)
        try:
            async with asyncio.timeout(self._patience):
                return await running
        except (SQLAlchemyError, TimeoutError) as error:
            # Without the cause: its text holds SQL parameters.
            raise RegisterDown(type(error).__name__) from None
