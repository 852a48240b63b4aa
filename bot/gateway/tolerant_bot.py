"""A bot that no single update can stop.

python-telegram-bot refuses a whole batch of updates if one of them lacks a field it expects (new ones
come with each version of the Bot API), and then asks for the same batch again, for ever.
"""

from __future__ import annotations

import logging
import warnings
from typing import Any

from telegram import Update
from telegram.ext import ExtBot
from telegram.warnings import PTBUserWarning

log = logging.getLogger(__name__)

_UNREADABLE = (TypeError, ValueError, KeyError, AttributeError)
_WHO_AND_WHERE = ("message_id", "date", "chat", "from")


class TolerantBot(ExtBot[None]):
    """Reads what it can of updates; of a message it cannot read, who sent it."""

    async def get_updates(self, offset: int | None = None, **more: Any) -> tuple[Update, ...]:  # type: ignore[override]
        """Return the next updates; unreadable ones come out without what could not be read."""
        try:
            return await super().get_updates(offset, **more)
        except _UNREADABLE:
            log.warning("Telegram sent an update we cannot read")
            return tuple(self._readable(update) for update in await self._raw_updates(offset))

    async def _raw_updates(self, offset: int | None) -> list[dict[str, Any]]:
        with warnings.catch_warnings():
            # "Please use get_updates" - that is what has just failed.
            warnings.simplefilter("ignore", PTBUserWarning)
            return await self.do_api_request("getUpdates", api_kwargs={"offset": offset, "timeout": 0})  # type: ignore[return-value]

    def _readable(self, data: dict[str, Any]) -> Update:
        message = data.get("message")
        attempts = [data]
        if isinstance(message, dict):
            bare = {key: message[key] for key in _WHO_AND_WHERE if key in message}
            attempts.append({"update_id": data["update_id"], "message": bare})
        for attempt in attempts:
            try:
                return Update.de_json(attempt, self)
            except _UNREADABLE:
                continue
        return Update(data["update_id"])
