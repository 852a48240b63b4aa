"""Persons: found again, reached, and nowhere readable."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from sqlalchemy import func, select

from people.models import Address, Person
from people.services.persons import PersonNotFound, PersonService
from storage.encryption import Vault
from storage.engine import Database

CHAT = 4711_0815_42


def test_same_chat_is_the_same_person(any_database: Database, vault: Vault):
    first = person_of(any_database, vault, CHAT)

    assert person_of(any_database, vault, CHAT) == first


def test_different_chats_are_different_persons(database: Database, vault: Vault):
    assert person_of(database, vault, CHAT) != person_of(database, vault, CHAT + 1)


def test_person_is_reached_in_their_chat(any_database: Database, vault: Vault):
    person = person_of(any_database, vault, CHAT)

    with any_database.reading() as session:
        assert PersonService(session, vault).chat_id(person) == CHAT


def test_id_says_nothing_about_the_chat(database: Database, vault: Vault):
    person = person_of(database, vault, CHAT)

    assert len(person) == 32
    assert str(CHAT) not in person
    assert f"{CHAT:x}" not in person


def test_another_key_finds_another_person(database: Database, vault: Vault):
    first = person_of(database, vault, CHAT)

    assert person_of(database, Vault.from_keys("x" * 40), CHAT) != first


def test_person_is_found_again_after_the_key_was_changed(database: Database, vault: Vault):
    first = person_of(database, vault, CHAT)
    rotated = Vault.from_keys("n" * 40 + "," + "k" * 40)

    assert person_of(database, rotated, CHAT) == first
    with database.reading() as session:
        assert PersonService(session, rotated).chat_id(first) == CHAT


def test_chat_cannot_be_read_in_the_database_file(database: Database, vault: Vault, tmp_path: Path):
    person = person_of(database, vault, CHAT)

    database.close()
    raw = b"".join(path.read_bytes() for path in tmp_path.glob("test.db*"))
    assert person.encode() in raw
    assert str(CHAT).encode() not in raw
    assert CHAT.to_bytes(5, "big") not in raw
    assert CHAT.to_bytes(5, "little") not in raw


def test_chosen_language_is_remembered(database: Database, vault: Vault):
    person = person_of(database, vault, CHAT)

    with database.session() as session:
        PersonService(session, vault).set_language(person, "fa")

    with database.session() as session:
        assert PersonService(session, vault).of_telegram(CHAT).language == "fa"


def test_blocked_person_can_become_reachable_again(database: Database, vault: Vault):
    person = person_of(database, vault, CHAT)

    with database.session() as session:
        service = PersonService(session, vault)
        service.mark_blocked(person)
        blocked = service.of_telegram(CHAT).blocked_at
        service.mark_reachable(person)
        reachable = service.of_telegram(CHAT).blocked_at

    assert blocked is not None
    assert reachable is None


def test_contact_is_dated(database: Database, vault: Vault):
    person_of(database, vault, CHAT)
    with database.reading() as session:
        before = session.scalars(select(Person.seen_at)).one()

    person_of(database, vault, CHAT)

    with database.reading() as session:
        assert session.scalars(select(Person.seen_at)).one() > before


@pytest.mark.parametrize("verb", ["chat_id", "mark_blocked", "mark_reachable"])
def test_unknown_person_is_named_as_such(database: Database, vault: Vault, verb: str):
    with pytest.raises(PersonNotFound, match="asked to be forgotten"), database.session() as session:
        getattr(PersonService(session, vault), verb)("nobody")


def test_two_first_messages_at_the_same_moment_give_one_person(any_database: Database, vault: Vault):
    ready = Barrier(6)

    def write(_: int) -> str:
        ready.wait()
        return person_of(any_database, vault, CHAT)

    with ThreadPoolExecutor(6) as pool:
        found = set(pool.map(write, range(6)))

    with any_database.reading() as session:
        counts = [session.scalar(select(func.count()).select_from(table)) for table in (Person, Address)]
    assert len(found) == 1
    assert counts == [1, 1]


def person_of(database: Database, vault: Vault, chat: int) -> str:
    """Return the id of the person who writes from a chat."""
    with database.session() as session:
        return PersonService(session, vault).of_telegram(chat).id
