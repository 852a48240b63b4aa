"""Bounded memory: who wrote how often in the last minute, and what was said or seen already."""

from __future__ import annotations

import time
from collections import OrderedDict, deque
from collections.abc import Callable, Hashable
from enum import Enum, auto

WINDOW = 60.0
REMEMBERED = 10_000


class Verdict(Enum):
    """What becomes of a message."""

    WELCOME = auto()
    FIRST_TOO_MANY = auto()  # say so, once
    TOO_MANY = auto()


class RateLimit:
    """A sliding window for each person."""

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._limit = per_minute
        self._clock = clock
        self._times: OrderedDict[int, deque[float]] = OrderedDict()
        self._told: dict[int, float] = {}

    def judge(self, chat_id: int) -> Verdict:
        """Count a message and say whether it is one too many."""
        now = self._clock()
        self._drop_old(now)
        times = self._times.setdefault(chat_id, deque())
        while times and times[0] <= now - WINDOW:
            times.popleft()
        if len(times) < self._limit:
            times.append(now)
            self._times.move_to_end(chat_id)
            return Verdict.WELCOME
        if self._told.get(chat_id, -WINDOW) > now - WINDOW:
            return Verdict.TOO_MANY
        self._told[chat_id] = now
        return Verdict.FIRST_TOO_MANY

    def _drop_old(self, now: float) -> None:
        # The longest silent ones stand in front; each call takes away at most what has run out.
        while self._times:
            chat_id, times = next(iter(self._times.items()))
            if times and times[-1] > now - WINDOW and len(self._times) <= REMEMBERED:
                return
            del self._times[chat_id]
            self._told.pop(chat_id, None)


class Once:
    """Remembers the last things it was shown."""

    def __init__(self, size: int = REMEMBERED) -> None:
        self._size = size
        self._seen: OrderedDict[Hashable, None] = OrderedDict()

    def __contains__(self, thing: Hashable) -> bool:
        """Tell whether this was shown before."""
        return thing in self._seen

    def first(self, thing: Hashable) -> bool:
        """Tell whether this is the first time, and remember it."""
        if thing in self._seen:
            return False
        self._seen[thing] = None
        if len(self._seen) > self._size:
            self._seen.popitem(last=False)
        return True
