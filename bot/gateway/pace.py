"""Every waiting time of the gateway, in seconds, in one place."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Pace:
    """How long the gateway waits for what. Tests make it quicker."""

    quiet: float = 0.7  # so long after a message we wait for another one that belongs to it
    longest_gathering: float = 2.5  # a person who types on and on is answered all the same
    answer_within: float = 9.0  # from arrival until we say honestly that it did not work
    shortest_try: float = 2.0  # Rasa gets at least this, also for a message that had to wait in line
    database: float = 3.0
    typing_every: float = 4.5  # Telegram takes the indicator away after 5
    outbox_every: float = 2.0
    outbox_retry: float = 30.0
    retries: tuple[float, ...] = (0.5, 1.0, 2.0, 4.0)  # between attempts when Telegram cannot be reached
    longest_pause: float = 60.0  # a longer "retry after" goes through the outbox
    startup_retry: float = 5.0
