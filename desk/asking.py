"""Questions to Rasa from pages, which wait for the answer; only this module knows dialogue.rasa_client."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from dialogue.rasa_client import LONGEST_MESSAGE, NoReply, RasaClient
from dialogue.reply import Reply

__all__ = ["LONGEST_MESSAGE", "NoReply", "Rasa"]


class Rasa:
    """Asks Rasa and waits."""

    def __init__(self, url: str) -> None:
        self._url = url

    def ask(self, person_id: str, text: str, language: str | None) -> list[Reply]:
        """Return the replies to something typed; raise NoReply."""
        return asyncio.run(self._once(lambda client: client.ask(person_id, text, language)))

    def choose(self, person_id: str, payload: str, language: str | None) -> list[Reply]:
        """Return the replies to a pressed button; raise NoReply."""
        return asyncio.run(self._once(lambda client: client.choose(person_id, payload, language)))

    async def _once(self, question: Callable[[RasaClient], Awaitable[list[Reply]]]) -> list[Reply]:
        # A client lives in the event loop it was made in, and each question has its own.
        client = RasaClient(self._url)
        try:
            return await question(client)
        finally:
            await client.close()
