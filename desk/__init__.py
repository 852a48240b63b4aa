"""The desk: where staff read what the assistant knows and try it out."""

from __future__ import annotations

from flask import Flask

from desk import articles, csrf, errors, headers, health, home, interface_language, pages, trial
from desk.asking import Rasa
from desk.catalogue import Catalogue
from desk.equipment import Equipment, equip
from desk.session_keys import session_keys
from desk.wording import Wording
from knowledge.services.shelf import Shelf
from language.phrases import Phrases
from settings import Settings
from storage.engine import Database

LARGEST_FORM = 256 * 1024  # bytes; the longest conversation a page carries takes a tenth of it


def create_app(settings: Settings, database: Database | None = None, rasa: Rasa | None = None) -> Flask:
    """Return the desk as a WSGI application; raise BadKey or BadDatabaseUrl for settings it cannot use."""
    keys = session_keys(settings.secret_key.get_secret_value())
    database = database or Database(settings.database_url)
    app = Flask(__name__)
    app.config.update(
        SECRET_KEY=keys[0],
        SECRET_KEY_FALLBACKS=keys[1:],
        SESSION_COOKIE_NAME="wegweiser_desk",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        MAX_CONTENT_LENGTH=LARGEST_FORM,
    )
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    rasa = rasa or Rasa(settings.rasa_url)
    equip(
        app, Equipment(settings, database, rasa, Phrases.load(), Wording.load(), Catalogue(Shelf(database)))
    )
    for part in (headers, csrf, errors, pages):
        part.register(app)
    for noun in (home, trial, articles, health, interface_language):
        app.register_blueprint(noun.bp)
    return app
