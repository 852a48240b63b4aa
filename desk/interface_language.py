"""The language of the desk itself: the browser's wish, until somebody switches."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, request, session, url_for
from werkzeug import Response

from desk.wording import INTERFACE_LANGUAGES

bp = Blueprint("interface_language", __name__)

_KEPT = "interface"


def interface_language() -> str:
    """Return the language in which this request's page is written."""
    kept = session.get(_KEPT)
    if kept in INTERFACE_LANGUAGES:
        return str(kept)
    return request.accept_languages.best_match(INTERFACE_LANGUAGES) or INTERFACE_LANGUAGES[0]


@bp.post("/language")
def switch() -> Response:
    """Keep the wished language and go back to the page."""
    wished = request.form.get("language")
    if wished not in INTERFACE_LANGUAGES:
        abort(400)
    session[_KEPT] = wished
    return redirect(_local(request.form.get("back", "")) or url_for("home.show"), 303)


def _local(address: str) -> str | None:
    # "//host" and "/\host" lead browsers to another site; control characters are dropped on the way there.
    is_path = address.startswith("/") and not address.startswith(("//", "/\\")) and address.isprintable()
    return address if is_path else None
