"""Health for machines that watch: is the desk up, and is everything behind it?"""

from __future__ import annotations

import httpx
from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import SQLAlchemyError

from desk.equipment import Equipment, equipment
from knowledge.services.clock import newest
from storage.engine import Database

bp = Blueprint("health", __name__)

OK, FAILING = "ok", "failing"
_PATIENCE = 2.0  # seconds


@bp.get("/health")
def desk() -> ResponseReturnValue:
    """Say whether the desk and its database answer."""
    status = _word(database_answers(equipment().database))
    return jsonify(status=status), 200 if status == OK else 503


@bp.get("/health/all")
def everything() -> ResponseReturnValue:
    """Say for each part whether it answers; 503 if one does not."""
    parts = {name: _word(answers) for name, answers in _parts(equipment()).items()}
    status = _word(all(word == OK for word in parts.values()))
    return jsonify(status=status, parts=parts), 200 if status == OK else 503


def _parts(house: Equipment) -> dict[str, bool]:
    return {
        "database": database_answers(house.database),
        "rasa": process_answers(f"{house.settings.rasa_url}/"),
        "actions": process_answers(f"http://127.0.0.1:{house.settings.actions_port}/health"),
    }


def database_answers(database: Database) -> bool:
    """Return whether the database answers and has its tables."""
    try:
        with database.reading() as session:
            newest(session)
    except SQLAlchemyError:
        return False
    return True


def process_answers(address: str) -> bool:
    """Return whether a process beside us answers."""
    try:
        # No proxy: the process lives beside us.
        return httpx.get(address, timeout=_PATIENCE, trust_env=False).status_code == httpx.codes.OK
    except (httpx.HTTPError, httpx.InvalidURL):
        return False


def _word(answers: bool) -> str:
    return OK if answers else FAILING
