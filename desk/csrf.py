"""Forms must come from our own pages.

A token in the signed session, repeated in each form. Chosen over comparing the Origin header, because for
that one must know under which address people reach the desk, and only the proxy in front of it does.
"""

from __future__ import annotations

import hmac
import secrets

from flask import Flask, request, session
from werkzeug.exceptions import BadRequest

_KEPT = "csrf"
FIELD = "csrf_token"
_HARMLESS = frozenset({"GET", "HEAD", "OPTIONS"})


class StaleForm(BadRequest):
    """A form without the token of this session: its page is old, cookies are off, or another site sent it."""


def register(app: Flask) -> None:
    """Check every request that may change something, and let templates write the token."""
    app.before_request(_check)
    app.context_processor(lambda: {"csrf_token": token})


def token() -> str:
    """Return this session's token; the first call makes it."""
    if _KEPT not in session:
        session[_KEPT] = secrets.token_urlsafe(32)
    return str(session[_KEPT])


def _check() -> None:
    if request.method in _HARMLESS:
        return
    expected, sent = str(session.get(_KEPT, "")), request.form.get(FIELD, "")
    # Bytes, because compare_digest refuses text beyond ASCII.
    if not expected or not hmac.compare_digest(expected.encode(), sent.encode()):
        raise StaleForm
