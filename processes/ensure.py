"""A system that answers, whatever runs already: for one question in the terminal, for an evaluation."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from processes.launch import CannotStart, actions, rasa, running
from settings import Settings


@contextmanager
def ensure_running(settings: Settings) -> Iterator[None]:
    """Make sure questions can be asked: by what runs already, or by starting Rasa and the actions for the length of the block."""
    if rasa(settings).ready():
        yield
        return
    _prepare(settings)
    with running([actions(settings), rasa(settings)]):
        yield


def _prepare(settings: Settings) -> None:
    # Imported only here: the search's libraries take seconds to load, and a system that runs has loaded them itself.
    from processes import prepare

    try:
        prepare.write_secret_key()
        prepare.fill_database(settings, _aside)
        prepare.build_search(settings, _aside)
        prepare.train_model(_aside)
    except prepare.CANNOT_START as error:
        raise CannotStart(str(error)) from None


def _aside(line: str) -> None:
    """Say what is going on beside the answer, not in it."""
    print(line, file=sys.stderr, flush=True)
