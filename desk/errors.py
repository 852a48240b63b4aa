"""Pages for what went wrong: a plain sentence and a way on, never a stack trace."""

from __future__ import annotations

import logging
import traceback
from pathlib import Path

from flask import Flask, render_template
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from desk.csrf import StaleForm

log = logging.getLogger(__name__)

_OWN_PAGE = frozenset({400, 404, 413})


def register(app: Flask) -> None:
    """Show our own page for every error."""
    app.register_error_handler(HTTPException, _expected)
    app.register_error_handler(Exception, _unexpected)


def _expected(error: HTTPException) -> Response | tuple[str, int] | HTTPException:
    code = error.code or 500
    if code < 400:  # a redirect of the router
        return error
    if isinstance(error, StaleForm):
        return render_template("error.html", problem="stale_form"), code
    known = code if code in _OWN_PAGE else 400 if code < 500 else 500
    return render_template("error.html", problem=str(known)), code


def _unexpected(error: Exception) -> tuple[str, int]:
    # Only class and place: the text of an error may quote what a person wrote.
    frame = traceback.extract_tb(error.__traceback__)[-1]
    log.error("a page failed: %s at %s:%s", type(error).__name__, Path(frame.filename).name, frame.lineno)
    return render_template("error.html", problem="500"), 500
