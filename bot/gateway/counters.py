"""How often what happened, since the process started: numbers only, for logs and health."""

from __future__ import annotations

from collections import Counter


class Counters:
    """Counts events by name."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()

    def add(self, event: str) -> int:
        """Count an event; return how often it happened by now."""
        self._counts[event] += 1
        return self._counts[event]

    def of(self, event: str) -> int:
        """Return how often an event happened."""
        return self._counts[event]

    def as_dict(self) -> dict[str, int]:
        """Return all counts by name."""
        return dict(sorted(self._counts.items()))
