"""Conversations in memory that are dropped when nobody has written for a while."""

from __future__ import annotations

import time
from typing import Any, Dict, Optional, Text

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import InMemoryTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker

SWEEP_EVERY = 60.0  # seconds between two looks for old conversations


class ForgetfulTrackerStore(InMemoryTrackerStore):
    """Rasa's in-memory store with expiry: no word of a conversation outlives it, and memory does not grow for ever."""

    def __init__(
        self, domain: Domain, event_broker: Optional[EventBroker] = None, minutes: float = 60, **kwargs: Any
    ) -> None:
        """Keeps conversations for some minutes after their last message."""
        super().__init__(domain, event_broker, **kwargs)
        self._seconds = minutes * 60
        self._touched: Dict[Text, float] = {}
        self._swept = time.monotonic()

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Stores the conversation and drops those that are too old."""
        await super().save(tracker)
        self._touched[tracker.sender_id] = time.monotonic()
        if time.monotonic() - self._swept > SWEEP_EVERY:
            self._sweep()

    def _sweep(self) -> None:
        self._swept = time.monotonic()
        for sender, touched in list(self._touched.items()):
            if self._swept - touched > self._seconds:
                del self._touched[sender]
                self.store.pop(sender, None)
