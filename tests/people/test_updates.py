"""Which of Telegram's updates were answered: each once, also after a crash."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from people.models import Update
from people.services.persons import PersonService
from people.services.updates import KEPT, WORTH_AN_APOLOGY, UpdateLog
from storage.base import now
from storage.encryption import Vault
from storage.engine import Database

MOMENT = timedelta(minutes=1)


@pytest.fixture
def session(any_database: Database) -> Iterator[Session]:
    """A session on both kinds of database."""
    with any_database.session() as session:
        yield session


@pytest.fixture
def log(session: Session) -> UpdateLog:
    """A log without any update."""
    return UpdateLog(session)


@pytest.fixture
def person(session: Session, vault: Vault) -> str:
    """Somebody."""
    return PersonService(session, vault).of_telegram(4711).id


def test_update_is_begun_once(log: UpdateLog, person: str):
    assert [log.begin(7, person), log.begin(7, person)] == [True, False]


def test_update_stays_seen_after_it_was_answered(log: UpdateLog, person: str):
    log.begin(7, person)
    log.finish(7)

    assert not log.begin(7, person)


def test_update_seen_before_does_not_disturb_the_session(session: Session, log: UpdateLog, person: str):
    log.begin(7, person)
    log.begin(7, person)
    log.begin(8, None)

    assert sorted(session.scalars(select(Update.id))) == [7, 8]


def test_numbers_of_telegram_fit(log: UpdateLog, person: str):
    assert log.begin(2**52, person)


def test_person_we_stopped_before_answering_is_reported_once(log: UpdateLog, person: str):
    for number in (7, 8):
        log.begin(number, person)

    assert [log.interrupted(), log.interrupted()] == [[person], []]


def test_interrupted_update_is_not_answered_after_all(log: UpdateLog, person: str):
    log.begin(7, person)
    log.interrupted()

    assert not log.begin(7, person)


def test_answered_or_unknown_person_is_not_reported(log: UpdateLog, person: str):
    log.begin(7, person)
    log.finish(7)
    log.begin(8, None)

    assert log.interrupted() == []


def test_interruption_of_long_ago_is_not_reported(session: Session, log: UpdateLog, person: str):
    log.begin(7, person)
    age(session, 7, WORTH_AN_APOLOGY + MOMENT)

    assert log.interrupted() == []


def test_old_numbers_are_dropped_on_the_way(session: Session, log: UpdateLog, person: str):
    for number in (97, 98, 100):
        log.begin(number, person)
    age(session, 97, KEPT + MOMENT)
    age(session, 98, KEPT - MOMENT)

    log.finish(100)

    assert sorted(session.scalars(select(Update.id))) == [98, 100]


def test_update_of_somebody_forgotten_meanwhile_is_not_taken_for_a_duplicate(
    session: Session, log: UpdateLog, vault: Vault, person: str
):
    PersonService(session, vault).forget(person)

    assert log.begin(7, person)


def age(session: Session, number: int, by: timedelta) -> None:
    """Let an update have begun some time ago."""
    session.execute(update(Update).where(Update.id == number).values(begun_at=now() - by))
