"""Each person stands in their own line: answered in order, and quick messages in a row are taken together."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from weakref import WeakValueDictionary

from bot.gateway.pace import Pace


class Batch:
    """Messages of one person that are answered together."""

    def __init__(self, now: float) -> None:
        self.answered = asyncio.Event()
        self._texts: dict[int, str] = {}
        self._notes: dict[str, None] = {}
        self._first = self._last = now

    @property
    def question(self) -> str:
        """All texts, one below the other; the same one twice counts once."""
        return "\n".join(dict.fromkeys(self._texts.values()))

    @property
    def notes(self) -> list[str]:
        """The keys of the sentences that go before the answer, each once."""
        return list(self._notes)

    def add(self, message_id: int, text: str, note: str | None, now: float) -> None:
        """Take a message in, or its new words if it was changed."""
        self._texts[message_id] = text
        if note:
            self._notes[note] = None
        self._last = now

    def holds(self, message_id: int) -> bool:
        """Tell whether a message is in here."""
        return message_id in self._texts

    def ready_at(self, pace: Pace) -> float:
        """Return when it has been quiet long enough."""
        return min(self._last + pace.quiet, self._first + pace.longest_gathering)


class Line:
    """The line of one person."""

    def __init__(self, pace: Pace) -> None:
        self.arrival = asyncio.Lock()
        self._turn = asyncio.Lock()
        self._gathering: Batch | None = None
        self._pace = pace

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Wait for the turn of something that is not a text; texts after it are answered after it."""
        self._gathering = None
        async with self._turn:
            yield

    def join(self, message_id: int, text: str, note: str | None = None) -> tuple[Batch, bool]:
        """Put a text into the line; return its batch, and whether it opened it and so has to answer it."""
        now = asyncio.get_running_loop().time()
        opened = self._gathering is None
        batch = self._gathering or Batch(now)
        batch.add(message_id, text, note, now)
        self._gathering = batch
        return batch, opened

    def amend(self, message_id: int, text: str) -> bool:
        """Give a text that still waits its new words; return False if it does not wait any more."""
        if self._gathering is None or not self._gathering.holds(message_id):
            return False
        self._gathering.add(message_id, text, None, asyncio.get_running_loop().time())
        return True

    @asynccontextmanager
    async def turn_of(self, batch: Batch) -> AsyncIterator[None]:
        """Wait for the turn of a batch and until the person has stopped typing; then it is closed."""
        clock = asyncio.get_running_loop().time
        try:
            # The place in line is taken first, so that a button pressed after the text is answered after it.
            async with self._turn:
                while self._gathering is batch and (left := batch.ready_at(self._pace) - clock()) > 0:
                    await asyncio.sleep(left)
                if self._gathering is batch:
                    self._gathering = None
                yield
        finally:
            batch.answered.set()


class Lines:
    """The lines of all persons who are being served; a line is gone when nobody stands in it."""

    def __init__(self, pace: Pace) -> None:
        self._pace = pace
        self._lines: WeakValueDictionary[int, Line] = WeakValueDictionary()

    def of(self, chat_id: int) -> Line:
        """Return the line of a chat."""
        line = self._lines.get(chat_id)
        if line is None:
            line = self._lines[chat_id] = Line(self._pace)
        return line

    def __len__(self) -> int:
        """How many persons are being served."""
        return len(self._lines)
