"""What a journey may leave behind: the search for its words, names and numbers in logs and in the database."""

from __future__ import annotations

import json
from collections.abc import Set

from tests.journeys.house import House


def found_in_logs(house: House, words: Set[str]) -> list[str]:
    """Return which of the words, and whose names and chat ids, stand in which log: as they are or as JSON writes them."""
    secrets = {secret.casefold() for secret in words | house.secrets}
    forms = secrets | {json.dumps(secret).strip('"') for secret in secrets}
    logs = {file.name: file.read_text("utf-8", errors="replace").casefold() for file in house.logs.iterdir()}
    assert {"rasa.log", "actions.log", "other-actions.log", "desk.log"} <= set(logs)
    return [f"{form} in {name}" for name, log in logs.items() for form in forms if form in log]


def found_in_database(house: House, words: Set[str], chat_id: int) -> list[str]:
    """Return which of them, or this chat id as a number, stand in the database's files as plain bytes."""
    forms = {secret.encode() for secret in words | house.secrets} | {chat_id.to_bytes(5, "big")}
    files = {file.name: file.read_bytes() for file in house.folder.glob("house.db*")}
    assert "house.db" in files
    return [f"{form!r} in {name}" for name, held in files.items() for form in forms if form in held]
