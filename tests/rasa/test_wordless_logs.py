"""Lines of Python's own logging keep what happened and where, and lose what may quote a person."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest

from bot.components.wordless_logs import wordless_records

SECRET = "geheimwort"


@pytest.fixture(autouse=True)
def wordless() -> Iterator[None]:
    before = logging.getLogRecordFactory()
    wordless_records()
    yield
    logging.setLogRecordFactory(before)


def test_a_traceback_becomes_type_and_places(caplog: pytest.LogCaptureFixture) -> None:
    try:
        raise ValueError(SECRET)
    except ValueError:
        logging.getLogger("rasa.core.processor").exception(
            "Encountered an exception while running action '%s'.", "action_answer"
        )
    line = caplog.text
    assert (
        "Encountered an exception while running action 'action_answer'. ValueError at test_wordless_logs.py"
        in line
    )
    assert SECRET not in line


def test_a_line_of_a_library_keeps_only_its_place(caplog: pytest.LogCaptureFixture) -> None:
    logging.getLogger("asyncio").error("Task exception was never retrieved: %s", SECRET)
    assert "a line from test_wordless_logs" in caplog.text
    assert SECRET not in caplog.text


def test_a_line_of_ours_stays(caplog: pytest.LogCaptureFixture) -> None:
    logging.getLogger("rasa.core.agent").warning("%d%% of the model loaded", 50)
    assert "50% of the model loaded" in caplog.text
