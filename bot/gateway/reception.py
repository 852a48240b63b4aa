"""Every update of a person comes in here: once, in order, not too often, and it is seen out answered."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from dataclasses import replace
from typing import Any

from telegram import CallbackQuery, Update
from telegram.error import TelegramError

from bot.gateway.equipment import Equipment
from bot.gateway.failure import Context, apologise
from bot.gateway.limits import Once, RateLimit, Verdict
from bot.gateway.lines import Line
from bot.gateway.register import RegisterDown
from bot.gateway.sending import Blocked
from bot.gateway.visit import Visit, words_of
from bot.gateway.whose import private_chat
from dialogue.rasa_client import NoReply

Step = Callable[[Equipment, Visit], Awaitable[None]]
LiningUp = Callable[[Equipment, Visit, Line], Awaitable[None]]
Callback = Callable[[Update, Context], Coroutine[Any, Any, None]]


class Reception:
    """Turns steps of ours into Telegram handlers."""

    def __init__(self, equipment: Equipment, per_minute: int) -> None:
        self._equipment = equipment
        self._limit = RateLimit(per_minute)
        self._seen = Once()

    def in_turn(self, step: Step) -> Callback:
        """Handle an update with a step that takes its own turn in the person's line."""

        async def lining_up(equipment: Equipment, visit: Visit, line: Line) -> None:
            async with line.turn():
                await step(equipment, await up_to_date(equipment, visit))

        return self.in_line(lining_up)

    def in_line(self, lining_up: LiningUp) -> Callback:
        """Handle an update with a step that sees itself to its place in the person's line."""

        async def callback(update: Update, context: Context) -> None:
            if update.callback_query is not None:
                # At once and on the side, so that the button stops spinning whatever becomes of it.
                context.application.create_task(acknowledge(update.callback_query))
            chat_id = private_chat(update)
            if chat_id is not None:
                await self._receive(update, chat_id, lining_up)

        return callback

    async def _receive(self, update: Update, chat_id: int, lining_up: LiningUp) -> None:
        equipment = self._equipment
        line = equipment.lines.of(chat_id)
        # The lock keeps the order of arrival; from here to the place in line nothing may wait.
        async with line.arrival:
            verdict = self._verdict(update, chat_id)
            visit = None if verdict is Verdict.TOO_MANY else await self._admit(update, chat_id)
        if visit is None:
            return
        try:
            if verdict is Verdict.FIRST_TOO_MANY:
                lining_up = _too_many
            await lining_up(equipment, visit, line)
        except NoReply as failure:
            await apologise(equipment, visit, f"rasa_{failure.reason}")
        except RegisterDown:
            await apologise(equipment, visit, "database")
        except Blocked:
            await self._note_blocked(visit)
        await self._finish(update)

    def _verdict(self, update: Update, chat_id: int) -> Verdict:
        if update.update_id in self._seen:
            return Verdict.WELCOME  # a repetition is not one message more
        verdict = self._limit.judge(chat_id)
        if verdict is not Verdict.WELCOME:
            self._equipment.counters.add("too_many")
        return verdict

    async def _admit(self, update: Update, chat_id: int) -> Visit | None:
        equipment = self._equipment
        if not self._seen.first(update.update_id):
            equipment.counters.add("duplicates")
            return None
        visit = self._visit(update, chat_id)
        try:
            arrival = await equipment.register.arrive(update.update_id, chat_id)
        except RegisterDown:
            await apologise(equipment, visit, "database")
            return None
        if arrival is None:
            equipment.counters.add("duplicates")
            return None
        equipment.counters.add("updates")
        return replace(visit, person_id=arrival.person_id, chosen=arrival.language)

    def _visit(self, update: Update, chat_id: int) -> Visit:
        hint = update.effective_user.language_code if update.effective_user else None
        words = words_of(update.message or update.edited_message)
        heard = self._equipment.hear(words, hint) if words and not words.startswith("/") else None
        return Visit(update, chat_id, asyncio.get_running_loop().time(), heard=heard, hint=hint)

    async def _finish(self, update: Update) -> None:
        with suppress(RegisterDown):
            await self._equipment.register.finish(update.update_id)

    async def _note_blocked(self, visit: Visit) -> None:
        if visit.person_id is not None:
            with suppress(RegisterDown):
                await self._equipment.register.mark_blocked(visit.person_id)


async def _too_many(equipment: Equipment, visit: Visit, line: Line) -> None:
    async with line.turn():
        await equipment.say(await up_to_date(equipment, visit), "gateway_too_many")


async def up_to_date(equipment: Equipment, visit: Visit) -> Visit:
    """Return the visit with the language of this moment: the message before it may have changed it."""
    if visit.person_id is None:
        return visit
    return replace(visit, chosen=await equipment.register.language(visit.person_id))


async def acknowledge(query: CallbackQuery) -> None:
    """Tell Telegram that a pressed button was noticed."""
    with suppress(TelegramError):  # too old to be acknowledged: then nothing spins any more
        await query.answer()
