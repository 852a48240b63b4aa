"""What the app's processes log: our own lines with their numbers; of others only that and where something happened.

The libraries below us quote freely: httpx logs addresses that hold the bot's token, python-telegram-bot logs whole updates when it
cannot read them, tracebacks carry both. (Rasa's own process: bot/components/wordless_logs.py.)
"""

from __future__ import annotations

import logging
import traceback
from types import TracebackType

OURS = ("actions", "bot", "desk", "knowledge", "language", "people", "storage", "__main__")
_PLAIN = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime"}


class NothingQuoted(logging.Filter):
    """Lets lines of others pass with their place only, without text, values and traceback."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Empty a foreign line of everything that may quote; keep it."""
        if record.name.split(".")[0] not in OURS:
            kind, trace = (record.exc_info[0], record.exc_info[2]) if record.exc_info else (None, None)
            record.msg = (
                f"{kind.__name__} in {record.module} at {_places(trace)}"
                if kind
                else f"a line from {record.module}"
            )
            record.args = record.exc_info = record.exc_text = record.stack_info = None
        return True


def _places(trace: TracebackType | None) -> str:
    """Return the last places an exception passed through; never its own words."""
    steps = traceback.extract_tb(trace)[-4:]
    return " < ".join(
        f"{step.filename.rsplit('/', 1)[-1]}:{step.lineno} {step.name}" for step in reversed(steps)
    )


class WithNumbers(logging.Formatter):
    """Writes the numbers and words given with `extra=` behind the sentence."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        extra = " ".join(f"{key}={value}" for key, value in vars(record).items() if key not in _PLAIN)
        return " ".join(filter(None, (super().format(record), extra)))


def set_up_logs() -> None:
    """Send the log to standard error."""
    handler = logging.StreamHandler()
    handler.addFilter(NothingQuoted())
    handler.setFormatter(WithNumbers("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    for name in ("httpx", "httpcore", "rasa_sdk", "sanic", "telegram", "tornado", "waitress"):
        logging.getLogger(name).setLevel(logging.WARNING)
