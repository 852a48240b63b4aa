"""What is written to the log of the gateway process."""

from __future__ import annotations

import logging
import sys

import pytest

from logs import NothingQuoted, WithNumbers, set_up_logs


@pytest.fixture
def _log_as_before() -> object:
    root = logging.getLogger()
    before = root.handlers[:], root.level
    yield
    root.handlers[:], root.level = before


def _written(record: logging.LogRecord) -> str:
    NothingQuoted().filter(record)
    return WithNumbers("%(name)s: %(message)s").format(record)


def test_line_of_another_library_keeps_no_word_of_a_person() -> None:
    try:
        raise ValueError("secret words")
    except ValueError:
        error = sys.exc_info()
    record = logging.LogRecord("telegram.Bot", logging.CRITICAL, "bot.py", 1, "data: %r", ("secret",), error)

    written = _written(record)
    assert written.startswith("telegram.Bot: ValueError in bot at test_gateway_logs.py:")
    assert "secret" not in written


def test_own_line_keeps_its_numbers() -> None:
    record = logging.LogRecord("bot.gateway", logging.INFO, "x.py", 1, "gateway stopped", (), None)
    record.messages_out = 5

    assert _written(record) == "bot.gateway: gateway stopped messages_out=5"


@pytest.mark.usefixtures("_log_as_before")
def test_addresses_with_the_token_are_not_logged() -> None:
    set_up_logs()

    assert not logging.getLogger("httpx").isEnabledFor(logging.INFO)
    assert not logging.getLogger("telegram.Bot").isEnabledFor(logging.INFO)
