"""The line to Rasa: what a person wrote or pressed goes out, replies come back."""

from __future__ import annotations

import asyncio
import json
import re
from typing import Any

import httpx

from dialogue.reply import BadReply, Reply

TIMEOUT = 8.0  # seconds for the whole turn
LONGEST_MESSAGE = 1000  # characters of a person's text that are read

# Rasa takes "/name{...}" for an intent and strips white space before it looks.
_COMMAND_SIGN = re.compile(r"^[\s/]+")
_NOTHING_SAID = "?"  # Rasa ignores an empty message; a question mark is answered like every vague one


class NoReply(Exception):
    """Rasa gave no usable reply; `reason` is one word for logs and counters."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"No reply from Rasa ({reason}). Does it run at RASA_URL, and the action server beside it?"
        )
        self.reason = reason


class RasaClient:
    """Asks Rasa on behalf of persons; one connection pool for all."""

    def __init__(self, url: str, timeout: float = TIMEOUT) -> None:
        self._timeout = timeout
        # No proxy: Rasa lives beside us, and a proxy would read along.
        self._http = httpx.AsyncClient(base_url=url, timeout=timeout, trust_env=False)

    async def ask(
        self, person_id: str, text: str, language: str | None = None, language_code: str | None = None
    ) -> list[Reply]:
        """Return the replies to something a person typed; it can never trigger an intent by its name."""
        return await self._replies(person_id, spoken(text), language, language_code)

    async def choose(
        self, person_id: str, payload: str, language: str | None = None, language_code: str | None = None
    ) -> list[Reply]:
        """Return the replies to a pressed button; its payload must match dialogue.reply.PAYLOAD."""
        choice = json.dumps({"choice": payload}, ensure_ascii=False)
        return await self._replies(person_id, f"/choose{choice}", language, language_code)

    async def restart_session(self, person_id: str) -> None:
        """Begin a new session: Rasa gets slower with each message of a long one (and forgets the old one)."""
        await self._post(person_id, "/session_start", None, None)

    async def close(self) -> None:
        """Close all connections."""
        await self._http.aclose()

    async def _replies(
        self, person_id: str, message: str, language: str | None, language_code: str | None
    ) -> list[Reply]:
        body = await self._post(person_id, message, language, language_code)
        try:
            replies = [Reply.from_dict(item["custom"]) for item in body if "custom" in item]
        except (BadReply, TypeError):
            raise NoReply("unreadable") from None
        replies = [reply for reply in replies if reply.text.strip()]
        if not replies:
            raise NoReply("empty")
        return replies

    async def _post(
        self, person_id: str, message: str, language: str | None, language_code: str | None
    ) -> list[Any]:
        question = {
            "sender": person_id,
            "message": message,
            "metadata": {"language": language, "language_code": language_code},
        }
        try:
            # httpx counts each read anew; a slow trickle must not keep a person waiting.
            async with asyncio.timeout(self._timeout):
                response = await self._http.post("/webhooks/rest/webhook", json=question)
        except (TimeoutError, httpx.TimeoutException):
            raise NoReply("timeout") from None
        except httpx.HTTPError:
            raise NoReply("unreachable") from None
        if response.status_code != httpx.codes.OK:
            raise NoReply(f"status {response.status_code}")
        try:
            body = response.json()
        except ValueError:
            raise NoReply("unreadable") from None
        if not isinstance(body, list):
            raise NoReply("unreadable")
        return body


def spoken(text: str) -> str:
    """Return a typed text as it may go to Rasa: no command sign in front, not too long, never empty."""
    return _COMMAND_SIGN.sub("", text)[:LONGEST_MESSAGE].strip() or _NOTHING_SAID
