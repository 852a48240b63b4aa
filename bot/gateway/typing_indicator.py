"""'Wegweiser is typing …' while an answer is looked for."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from telegram import Bot
from telegram.constants import ChatAction
from telegram.error import TelegramError


@asynccontextmanager
async def typing(bot: Bot, chat_id: int, every: float) -> AsyncIterator[None]:
    """Show the person that something happens, until the block ends; trouble with it troubles nobody."""

    async def show() -> None:
        while True:
            with suppress(TelegramError):
                await bot.send_chat_action(chat_id, ChatAction.TYPING)
            await asyncio.sleep(every)

    task = asyncio.create_task(show())
    try:
        yield
    finally:
        task.cancel()
