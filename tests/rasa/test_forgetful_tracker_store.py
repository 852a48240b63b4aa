"""Conversations are forgotten an hour after their last message, and only then."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.components import forgetful_tracker_store
from bot.components.forgetful_tracker_store import ForgetfulTrackerStore

HOUR = 3600.0


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 1000.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(forgetful_tracker_store, "time", SimpleNamespace(monotonic=clock.monotonic))
    return clock


@pytest.fixture
def store(clock: Clock) -> ForgetfulTrackerStore:
    return ForgetfulTrackerStore(Domain.empty(), minutes=60)


def write(store: ForgetfulTrackerStore, sender: str) -> None:
    async def save() -> None:
        tracker = await store.get_or_create_tracker(sender)
        tracker.update(UserUttered("some words"))
        await store.save(tracker)

    asyncio.run(save())


def conversation(store: ForgetfulTrackerStore, sender: str) -> DialogueStateTracker | None:
    return asyncio.run(store.retrieve(sender))


def test_a_silent_conversation_is_dropped(store: ForgetfulTrackerStore, clock: Clock) -> None:
    write(store, "silent")
    clock.now += HOUR + 1
    write(store, "other")
    assert conversation(store, "silent") is None
    assert conversation(store, "other") is not None


def test_a_young_conversation_is_kept(store: ForgetfulTrackerStore, clock: Clock) -> None:
    write(store, "young")
    clock.now += HOUR - 1
    write(store, "other")
    kept = conversation(store, "young")
    assert kept is not None
    assert kept.latest_message is not None
    assert kept.latest_message.text == "some words"


def test_each_message_gives_another_hour(store: ForgetfulTrackerStore, clock: Clock) -> None:
    write(store, "busy")
    for _ in range(3):
        clock.now += HOUR - 1
        write(store, "busy")
    assert conversation(store, "busy") is not None


def test_nothing_of_a_dropped_conversation_stays_in_memory(
    store: ForgetfulTrackerStore, clock: Clock
) -> None:
    for number in range(50):
        write(store, f"person {number}")
    clock.now += HOUR + 1
    write(store, "last")
    assert list(store.store) == ["last"]
    assert list(store._touched) == ["last"]


def test_a_dropped_person_begins_anew(store: ForgetfulTrackerStore, clock: Clock) -> None:
    write(store, "returning")
    clock.now += HOUR + 1
    write(store, "other")
    write(store, "returning")
    tracker = conversation(store, "returning")
    assert tracker is not None
    assert sum(isinstance(event, UserUttered) for event in tracker.events) == 1
