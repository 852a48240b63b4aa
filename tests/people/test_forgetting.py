"""Who asks to be forgotten leaves nothing behind, in any table, also one made later."""

from __future__ import annotations

import pytest
from sqlalchemy import Table, func, select
from sqlalchemy.orm import Session

import knowledge.models  # noqa: F401 - all tables of the house are searched
from people.models import Person
from people.services.outbox import Outbox
from people.services.persons import PersonNotFound, PersonService
from people.services.updates import UpdateLog
from storage.base import Base
from storage.encryption import Vault
from storage.engine import Database

CHAT, OTHER_CHAT = 4711, 4712


def tables_about_people() -> set[Table]:
    """Return every table that leads to a person by foreign keys, over any number of steps."""
    found = {Base.metadata.tables["person"]}
    while more := {
        table
        for table in Base.metadata.tables.values()
        if table not in found and any(key.column.table in found for key in table.foreign_keys)
    }:
        found |= more
    return found


def leave_traces(session: Session, vault: Vault, chat: int, update: int) -> str:
    """Let a person leave a row in every table about people; return their id."""
    person = PersonService(session, vault).of_telegram(chat).id
    Outbox(session, vault).put(person, "Hello", "en")
    UpdateLog(session).begin(update, person)
    return person


def test_forgotten_person_is_in_no_table(any_database: Database, vault: Vault):
    with any_database.session() as session:
        person = leave_traces(session, vault, CHAT, 1)
    with any_database.reading() as session:
        # A new table about people wants its trace in `leave_traces`.
        assert rows(session) == dict.fromkeys(names(), 1)

    with any_database.session() as session:
        PersonService(session, vault).forget(person)

    with any_database.reading() as session:
        assert rows(session) == dict.fromkeys(names(), 0)


def test_others_are_not_forgotten_with_them(any_database: Database, vault: Vault):
    with any_database.session() as session:
        person = leave_traces(session, vault, CHAT, 1)
        other = leave_traces(session, vault, OTHER_CHAT, 2)

    with any_database.session() as session:
        PersonService(session, vault).forget(person)

    with any_database.reading() as session:
        assert rows(session) == dict.fromkeys(names(), 1)
        assert session.scalars(select(Person.id)).all() == [other]


def test_forgotten_person_who_writes_again_is_new(any_database: Database, vault: Vault):
    with any_database.session() as session:
        service = PersonService(session, vault)
        person = service.of_telegram(CHAT).id
        service.set_language(person, "fa")
        service.forget(person)
        again = service.of_telegram(CHAT)

        assert again.id != person
        assert again.language is None


def test_forgotten_person_cannot_be_reached(database: Database, vault: Vault):
    with database.session() as session:
        service = PersonService(session, vault)
        person = service.of_telegram(CHAT).id
        service.forget(person)

        with pytest.raises(PersonNotFound):
            service.chat_id(person)


def test_forgetting_twice_is_no_mistake(database: Database, vault: Vault):
    with database.session() as session:
        person = leave_traces(session, vault, CHAT, 1)
        PersonService(session, vault).forget(person)

        PersonService(session, vault).forget(person)

        assert rows(session) == dict.fromkeys(names(), 0)


def names() -> list[str]:
    """Return the names of the tables about people."""
    return [table.name for table in tables_about_people()]


def rows(session: Session) -> dict[str, int]:
    """Return how many rows each table about people holds."""
    return {
        table.name: session.scalar(select(func.count()).select_from(table)) or 0
        for table in tables_about_people()
    }
