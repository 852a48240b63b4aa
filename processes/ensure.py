"""A system that answers, whatever runs already: for one question in the terminal, for an evaluation."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import httpx

from processes.launch import CannotStart, actions, rasa, running
from settings import Settings


@contextmanager
def ensure_running(settings: Settings) -> Iterator[None]:
    """Make sure questions can be asked: by what runs already, or by starting Rasa and the actions for the length of the block."""
    if _answers(settings.rasa_url) or not _is_ours(settings):
        yield
        return
    _prepare(settings)
    with running([actions(settings), rasa(settings)]):
        yield


def _answers(url: str) -> bool:
    try:
        httpx.get(url, timeout=2, trust_env=False)
    except httpx.HTTPError:
        return False
    return True


def _is_ours(settings: Settings) -> bool:
    """Return whether RASA_URL is where we would start Rasa; a Rasa elsewhere is for others to start."""
    return settings.rasa_url == f"http://127.0.0.1:{settings.rasa_port}"


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
