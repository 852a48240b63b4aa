"""What the gateway keeps in memory stays small and forgets in time."""

from __future__ import annotations

import gc

import pytest

from bot.gateway import limits
from bot.gateway.edited import PER_CHAT, Change, Recent
from bot.gateway.limits import Once, RateLimit, Verdict
from bot.gateway.lines import Lines
from bot.gateway.pace import Pace
from bot.gateway.sessions import AT_THE_LATEST, EVERY, Sessions


class Clock:
    """A clock that the test moves."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_window_slides() -> None:
    clock = Clock()
    limit = RateLimit(2, clock)
    judged = [limit.judge(1), limit.judge(1), limit.judge(1), limit.judge(1), limit.judge(2)]
    clock.now = 61.0

    assert judged == [
        Verdict.WELCOME, Verdict.WELCOME, Verdict.FIRST_TOO_MANY, Verdict.TOO_MANY, Verdict.WELCOME,
    ]  # fmt: skip
    assert limit.judge(1) is Verdict.WELCOME


def test_rate_limit_forgets_silent_chats() -> None:
    clock = Clock()
    limit = RateLimit(1, clock)
    for chat_id in range(100):
        limit.judge(chat_id)
        limit.judge(chat_id)
    clock.now = 100.0
    limit.judge(500)

    assert len(limit._times) == 1
    assert limit._told == {}


def test_rate_limit_stays_bounded_under_a_flood(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "REMEMBERED", 10)
    limit = RateLimit(1, Clock())
    for chat_id in range(100):
        limit.judge(chat_id)

    assert len(limit._times) <= 11


def test_once_forgets_the_oldest() -> None:
    once = Once(size=2)
    seen = [once.first(thing) for thing in ("a", "a", "b", "c", "a")]

    assert seen == [True, False, True, True, True]


def test_edit_of_one_of_the_last_messages_is_known() -> None:
    recent = Recent()
    for number in range(PER_CHAT + 1):
        recent.remember(1, number, "words")

    assert recent.change(1, 0, "other") is Change.LONG_AGO
    assert recent.change(1, 1, "other") is Change.NEW_WORDS
    assert recent.change(1, 1, "words") is Change.SAME_WORDS
    assert recent.change(2, 1, "other") is Change.LONG_AGO


def test_session_ends_after_a_while_but_not_while_rasa_waits_for_words() -> None:
    sessions = Sessions()
    answered = [sessions.is_over("a", "answer") for _ in range(EVERY)]
    asked = [sessions.is_over("b", "choices") for _ in range(AT_THE_LATEST)]

    assert answered == [False] * (EVERY - 1) + [True]
    assert asked == [False] * (AT_THE_LATEST - 1) + [True]


def test_line_is_gone_when_nobody_stands_in_it() -> None:
    lines = Lines(Pace())
    line = lines.of(1)
    same = lines.of(1) is line
    del line
    gc.collect()

    assert same
    assert len(lines) == 0
