"""When something does not work: an honest sentence with hotlines, a count, and nothing quoted in the log."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress

from telegram import Update
from telegram.ext import CallbackContext, ExtBot

from bot.gateway.equipment import Equipment
from bot.gateway.register import RegisterDown
from bot.gateway.render import parts_of
from bot.gateway.sending import Blocked, Undelivered
from bot.gateway.visit import Visit
from bot.gateway.whose import private_chat

log = logging.getLogger(__name__)
Context = CallbackContext[ExtBot[None], dict, dict, dict]  # type: ignore[type-arg]


async def apologise(equipment: Equipment, visit: Visit, why: str) -> None:
    """Tell the person that it did not work and who can help now; needs neither Rasa nor the database."""
    count = equipment.counters.add(f"failed_{why}")
    log.warning("an update could not be answered", extra={"reason": why, "count": count})
    say, language = equipment.phrases.say, visit.language
    text = say("gateway_failure", language, hotlines=say("gateway_hotlines", language))
    for part in parts_of(text, language):
        with suppress(Blocked, Undelivered):  # both are counted; there is no other way to reach the person
            await equipment.sender.send(visit.chat_id, part)


class LastResort:
    """The outer edge of the process: whatever nobody foresaw is counted and the person is told."""

    def __init__(self, equipment: Equipment) -> None:
        self._equipment = equipment

    async def __call__(self, update: object, context: Context) -> None:
        """Handle an error that no step caught. Only its class is logged: its text may quote the person."""
        kind = type(context.error).__name__
        count = self._equipment.counters.add(f"error_{kind}")
        log.error("unexpected error", extra={"reason": kind, "count": count})
        if not isinstance(update, Update):
            return
        chat_id = private_chat(update)
        if chat_id is None:
            return
        hint = update.effective_user.language_code if update.effective_user else None
        visit = Visit(update, chat_id, asyncio.get_running_loop().time(), hint=hint)
        await apologise(self._equipment, visit, "unexpected")
        with suppress(RegisterDown):
            await self._equipment.register.finish(update.update_id)
