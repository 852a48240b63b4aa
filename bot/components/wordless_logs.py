"""Rasa's log lines without anything a person wrote.

Rasa 3.6 logs the text of a message with every failure, and the local variables of every stack frame with it. Here a line keeps its event,
its level and, for an exception, its type and the places it passed through.
"""

from __future__ import annotations

import sys
import traceback
from types import TracebackType
from typing import Any, Callable, Dict, List, Optional, Tuple, Type

import structlog

KEPT = ("event", "level", "exc_info")


def wordless(configure: Callable[..., None]) -> Callable[..., None]:
    """Return Rasa's own log configuration followed by ours."""

    def configured(*args: Any, **kwargs: Any) -> None:
        configure(*args, **kwargs)
        processors = [_keep_harmless, *structlog.get_config()["processors"][:-2], _places, structlog.processors.JSONRenderer()]
        structlog.configure(processors=processors)

    return configured


def _keep_harmless(_logger: Any, _method: str, line: Dict[str, Any]) -> Dict[str, Any]:
    return {key: value for key, value in line.items() if key in KEPT}


def _places(_logger: Any, _method: str, line: Dict[str, Any]) -> Dict[str, Any]:
    """Replace an exception by its type and the places it passed through; its own words may quote the message."""
    kind, _, trace = _exception(line.pop("exc_info", None))
    if kind is not None:
        line["exception"] = kind.__name__
        line["places"] = _steps(trace)
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
    return [f"{step.filename.rsplit('/', 1)[-1]}:{step.lineno} {step.name}" for step in traceback.extract_tb(trace)][-8:]
