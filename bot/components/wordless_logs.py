"""Rasa's log lines without anything a person wrote.

Rasa 3.6 logs the text of a message with every failure, and the local variables of every stack frame with it; tracebacks end with an
exception's own words, which may quote both. Here a line keeps its event and its level and, for an exception, its type and the places
it passed through. Rasa writes through structlog and through Python's own logging: both are covered. (The app's logs: logs.py.)
"""

from __future__ import annotations

import logging
import sys
import traceback
from types import TracebackType
from typing import Any, Callable, Dict, List, Optional, Tuple, Type

import structlog

KEPT = ("event", "level", "exc_info")
# Their lines at WARNING and above name what went wrong; those of others may quote anything.
OURS = ("bot", "language", "rasa")


def wordless(configure: Callable[..., None]) -> Callable[..., None]:
    """Return Rasa's own log configuration followed by ours."""

    def configured(*args: Any, **kwargs: Any) -> None:
        configure(*args, **kwargs)
        processors = [
            _keep_harmless,
            *structlog.get_config()["processors"][:-2],
            _places,
            structlog.processors.JSONRenderer(),
        ]
        structlog.configure(processors=processors)

    return configured


def wordless_records() -> None:
    """Make every line of Python's own logging wordless, whichever handler writes it."""
    make = logging.getLogRecordFactory()

    def made(*args: Any, **kwargs: Any) -> logging.LogRecord:
        return _without_words(make(*args, **kwargs))

    logging.setLogRecordFactory(made)


def _without_words(record: logging.LogRecord) -> logging.LogRecord:
    if record.name.split(".")[0] not in OURS:
        record.msg, record.args = f"a line from {record.module}", None
    kind, _, trace = _exception(record.exc_info)
    if kind is not None:
        # A %-sign in Rasa's line must stay one: it is not formatted again.
        record.msg, record.args = (
            f"{record.getMessage()} {kind.__name__} at {' > '.join(_steps(trace))}",
            None,
        )
    record.exc_info = record.exc_text = record.stack_info = None
    return record


def _keep_harmless(_logger: Any, _method: str, line: Dict[str, Any]) -> Dict[str, Any]:
    return {key: value for key, value in line.items() if key in KEPT}


def _places(_logger: Any, _method: str, line: Dict[str, Any]) -> Dict[str, Any]:
    """Replace an exception by its type and the places it passed through; its own words may quote the message."""
    kind, error, trace = _exception(line.pop("exc_info", None))
    if kind is not None:
        line["exception"] = kind.__name__
        line["places"] = _steps(trace)
        if error is not None and error.__cause__ is not None:
            line["cause"] = type(error.__cause__).__name__
            line["cause_places"] = _steps(error.__cause__.__traceback__)
    return line


def _exception(
    info: Any,
) -> Tuple[Optional[Type[BaseException]], Optional[BaseException], Optional[TracebackType]]:
    if isinstance(info, BaseException):
        return type(info), info, info.__traceback__
    if isinstance(info, tuple):
        return info
    return sys.exc_info() if info else (None, None, None)


def _steps(trace: Optional[TracebackType]) -> List[str]:
    return [
        f"{step.filename.rsplit('/', 1)[-1]}:{step.lineno} {step.name}"
        for step in traceback.extract_tb(trace)
    ][-8:]
