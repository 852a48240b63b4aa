"""The outbox: messages wait until they are delivered, in order, and are emptied afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from people.models import OutboxMessage
from people.services.outbox import TRIES, DueMessage, Outbox
from people.services.persons import PersonService
from storage.encryption import Vault
from storage.engine import Database

AT_ONCE, LATER = timedelta(0), timedelta(hours=1)


@pytest.fixture
def session(any_database: Database) -> Iterator[Session]:
    """A session on both kinds of database."""
    with any_database.session() as session:
        yield session


@pytest.fixture
def outbox(session: Session, vault: Vault) -> Outbox:
    """An empty outbox."""
    return Outbox(session, vault)


@pytest.fixture
def person(session: Session, vault: Vault) -> str:
    """Somebody."""
    return PersonService(session, vault).of_telegram(4711).id


@pytest.fixture
def other(session: Session, vault: Vault) -> str:
    """Somebody else."""
    return PersonService(session, vault).of_telegram(4712).id


def test_message_is_due_with_its_text_and_language(outbox: Outbox, person: str):
    number = outbox.put(person, "سلام", "fa")

    assert outbox.due() == [DueMessage(number, person, "fa", "سلام")]


def test_messages_of_one_person_come_one_after_the_other(outbox: Outbox, person: str):
    first = outbox.put(person, "first", "en")
    second = outbox.put(person, "second", "en")

    before = numbers(outbox)
    outbox.sent(first)

    assert before == [first]
    assert numbers(outbox) == [second]


def test_waiting_message_holds_back_only_those_of_the_same_person(outbox: Outbox, person: str, other: str):
    first = outbox.put(person, "first", "en")
    outbox.put(person, "second", "en")
    elsewhere = outbox.put(other, "elsewhere", "en")

    outbox.failed(first, "RetryAfter", LATER)

    assert numbers(outbox) == [elsewhere]


def test_message_that_failed_is_due_again_after_its_pause(outbox: Outbox, person: str):
    number = outbox.put(person, "first", "en")

    outbox.failed(number, "TimedOut", AT_ONCE)

    assert numbers(outbox) == [number]


def test_message_that_was_given_up_lets_the_next_one_out(outbox: Outbox, person: str):
    first = outbox.put(person, "first", "en")
    second = outbox.put(person, "second", "en")

    outbox.failed(first, "Forbidden")

    assert numbers(outbox) == [second]


def test_message_is_given_up_after_the_last_try(outbox: Outbox, person: str):
    number = outbox.put(person, "first", "en")

    waiting = []
    for _ in range(TRIES):
        waiting.append(numbers(outbox))
        outbox.failed(number, "TimedOut", AT_ONCE)

    assert waiting == [[number]] * TRIES
    assert numbers(outbox) == []


def test_no_more_are_due_than_asked_for(outbox: Outbox, person: str, other: str):
    first = outbox.put(person, "first", "en")
    outbox.put(other, "elsewhere", "en")

    assert [message.id for message in outbox.due(limit=1)] == [first]


@pytest.mark.parametrize("retry_after", [None, AT_ONCE])
def test_text_is_kept_only_as_long_as_it_may_be_sent(
    session: Session, outbox: Outbox, person: str, retry_after: timedelta | None
):
    number = outbox.put(person, "first", "en")

    outbox.failed(number, "x" * 100, retry_after)

    message = session.get_one(OutboxMessage, number)
    session.flush()
    assert (message.locked_text is None) == (retry_after is None)
    assert (message.failed_at is None) == (retry_after is not None)
    assert message.failure == "x" * 64


def test_text_is_emptied_once_it_was_sent(session: Session, outbox: Outbox, person: str):
    number = outbox.put(person, "first", "en")

    outbox.sent(number)

    message = session.get_one(OutboxMessage, number)
    assert message.locked_text is None
    assert message.sent_at is not None


def test_person_forgotten_meanwhile_leaves_nothing_to_send(
    session: Session, outbox: Outbox, vault: Vault, person: str, other: str
):
    outbox.put(person, "first", "en")
    elsewhere = outbox.put(other, "elsewhere", "en")

    PersonService(session, vault).forget(person)

    assert numbers(outbox) == [elsewhere]
    assert session.scalars(select(OutboxMessage.person_id)).all() == [other]


def test_result_for_a_message_of_a_forgotten_person_is_no_mistake(
    session: Session, outbox: Outbox, vault: Vault, person: str
):
    sent, failed = outbox.put(person, "first", "en"), outbox.put(person, "second", "en")
    PersonService(session, vault).forget(person)

    outbox.sent(sent)
    outbox.failed(failed, "TimedOut", LATER)

    assert numbers(outbox) == []


def test_text_cannot_be_read_in_the_database_file(database: Database, vault: Vault, tmp_path: Path):
    with database.session() as session:
        person = PersonService(session, vault).of_telegram(4711).id
        Outbox(session, vault).put(person, "a private answer", "en")

    database.close()
    assert b"a private answer" not in b"".join(path.read_bytes() for path in tmp_path.glob("test.db*"))


def numbers(outbox: Outbox) -> list[int]:
    """Return the numbers of the messages that are due."""
    return [message.id for message in outbox.due()]
