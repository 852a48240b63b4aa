"""What a person writes or chooses goes to Rasa, the replies come back."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

from bot.gateway.choosing_language import adopt_silently, ask_language
from bot.gateway.equipment import Equipment
from bot.gateway.lines import Line
from bot.gateway.reception import up_to_date
from bot.gateway.typing_indicator import typing
from bot.gateway.visit import Visit, words_of
from dialogue.rasa_client import LONGEST_MESSAGE, NoReply
from dialogue.reply import Reply
from language.codes import LANGUAGES

_NOT_UNDERSTOOD = frozenset({"unknown", "smalltalk"})  # "hi" and "ok" say little about a language


async def typed(equipment: Equipment, visit: Visit, line: Line) -> None:
    """Answer what a person typed, forwarded or wrote under a picture, with what they send right after it."""
    message, words = visit.message, words_of(visit.message)
    if message is None or words is None:
        return
    equipment.recent.remember(visit.chat_id, message.message_id, words)
    batch, opened = line.join(message.message_id, words, _note(visit, words))
    if not opened:
        await batch.answered.wait()
        return
    async with typing(equipment.bot, visit.chat_id, equipment.pace.typing_every), line.turn_of(batch):
        visit = await up_to_date(equipment, visit)
        for note in batch.notes:
            await equipment.say(visit, note)
        await _answer(equipment, visit, batch.question)


async def choose(equipment: Equipment, visit: Visit, payload: str) -> None:
    """Answer a pressed button, or a link or command that stands for one."""
    async with typing(equipment.bot, visit.chat_id, equipment.pace.typing_every):
        person, rasa = _person(visit), equipment.rasa
        replies = await equipment.in_time(visit, rasa.choose(person, payload, visit.chosen, visit.hint))
        await _show(equipment, visit, replies)


async def _answer(equipment: Equipment, visit: Visit, question: str) -> None:
    asking = equipment.rasa.ask(_person(visit), question, visit.chosen, visit.hint)
    replies = await equipment.in_time(visit, asking)
    await _show(equipment, visit, replies)


async def _show(equipment: Equipment, visit: Visit, replies: list[Reply]) -> None:
    await equipment.show(visit, replies)
    equipment.counters.add("answered")
    await _settle_language(equipment, visit, replies)
    if equipment.sessions.is_over(_person(visit), replies[-1].kind):
        with suppress(NoReply):  # the person has the answer; the next message is merely a little slower
            await equipment.rasa.restart_session(_person(visit))


async def _settle_language(equipment: Equipment, visit: Visit, replies: list[Reply]) -> None:
    """Keep the language that a person asked for, or was understood in; show the choice until it is made."""
    for reply in replies:
        wanted = (reply.label or "").removeprefix("switch_language:")
        if wanted in LANGUAGES and wanted != reply.label:
            await adopt_silently(equipment, visit, wanted)
            return
    if visit.chosen is None:
        understood = [reply for reply in replies if reply.kind not in _NOT_UNDERSTOOD]
        if understood:
            await adopt_silently(equipment, visit, understood[0].language)
        await ask_language(equipment, replace(visit, heard=replies[0].language))


def _note(visit: Visit, words: str) -> str | None:
    """Return the sentence that belongs before the answer, if any."""
    message = visit.message
    if message is None:
        return None
    if message.caption is not None:
        return "gateway_caption"
    if message.forward_origin is not None:
        return "gateway_forwarded"
    return "gateway_long" if len(words) > LONGEST_MESSAGE else None


def _person(visit: Visit) -> str:
    if visit.person_id is None:
        raise NoReply("no person")  # nothing may reach Rasa under a Telegram number
    return visit.person_id
