"""Rasa's sessions, kept short: each earlier message of a session makes the next one slower."""

from __future__ import annotations

from collections import OrderedDict

EVERY = 20  # messages
AT_THE_LATEST = 40
REMEMBERED = 10_000  # persons

# After these Rasa waits for the next words; a new session would make it forget what they answer.
_WAITING = frozenset({"ask_situation", "choices", "handover"})


class Sessions:
    """Counts the messages of each person since their session began."""

    def __init__(self) -> None:
        self._counts: OrderedDict[str, int] = OrderedDict()

    def is_over(self, person_id: str, last_kind: str) -> bool:
        """Count a message; tell whether a new session should begin after it."""
        count = self._counts.pop(person_id, 0) + 1
        if count >= AT_THE_LATEST or (count >= EVERY and last_kind not in _WAITING):
            return True
        self._counts[person_id] = count
        if len(self._counts) > REMEMBERED:
            self._counts.popitem(last=False)
        return False
