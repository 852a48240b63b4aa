"""Messages on their way to Telegram: tried again when that makes sense, given up with a reason when not."""

from __future__ import annotations

import asyncio
import logging
from datetime import timedelta

from telegram import Bot, LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot.gateway.counters import Counters
from bot.gateway.pace import Pace
from bot.gateway.render import Part

log = logging.getLogger(__name__)


class Blocked(Exception):
    """The person blocked the bot or closed the account: nothing more can be sent."""


class Undelivered(Exception):
    """Telegram did not take a message. `retry_after` says when to try again; None: never."""

    def __init__(self, reason: str, retry_after: timedelta | None) -> None:
        super().__init__(f"Telegram did not take a message ({reason}).")
        self.reason = reason
        self.retry_after = retry_after


class Sender:
    """Sends messages, patiently within bounds."""

    def __init__(self, bot: Bot, counters: Counters, pace: Pace) -> None:
        self._bot = bot
        self._counters = counters
        self._pace = pace

    async def send(self, chat_id: int, part: Part) -> None:
        """Send a message; wait and try again on "too many requests" and network trouble, but not for ever."""
        pauses = iter(self._pace.retries)
        waited = 0.0
        while True:
            try:
                await self.send_once(chat_id, part)
            except Undelivered as failure:
                if failure.retry_after is None:
                    raise
                pause = next(pauses, None)
                if failure.reason == RetryAfter.__name__:
                    pause = failure.retry_after.total_seconds()
                if pause is None or waited + pause > self._pace.longest_pause:
                    raise
            else:
                return
            waited += pause
            await asyncio.sleep(pause)

    async def send_once(self, chat_id: int, part: Part) -> None:
        """Send a message; raise Blocked or Undelivered if Telegram does not take it now."""
        try:
            await self._bot.send_message(
                chat_id,
                part.html,
                parse_mode=ParseMode.HTML,
                reply_markup=part.keyboard,
                link_preview_options=LinkPreviewOptions(is_disabled=True),
            )
        except Forbidden:
            self._counters.add("blocked")
            raise Blocked from None
        except TelegramError as error:
            raise self._undelivered(error) from None
        self._counters.add("messages_out")

    def _undelivered(self, error: TelegramError) -> Undelivered:
        reason = type(error).__name__
        count = self._counters.add(f"telegram_{reason}")
        log.warning("Telegram did not take a message", extra={"reason": reason, "count": count})
        return Undelivered(reason, self._next_try(error))

    def _next_try(self, error: TelegramError) -> timedelta | None:
        if isinstance(error, RetryAfter):
            wait = error.retry_after
            return wait if isinstance(wait, timedelta) else timedelta(seconds=wait)
        # Asking again does not make a wrong request right. (BadRequest is a NetworkError in this library.)
        if isinstance(error, (BadRequest, ChatMigrated, InvalidToken)) or not isinstance(error, NetworkError):
            return None
        return timedelta(seconds=self._pace.outbox_retry)
