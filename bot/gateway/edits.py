"""What to do when a person changes a message."""

from __future__ import annotations

from bot.gateway.edited import Change
from bot.gateway.equipment import Equipment
from bot.gateway.lines import Line
from bot.gateway.questions import typed
from bot.gateway.reception import up_to_date
from bot.gateway.visit import Visit, words_of


async def edited(equipment: Equipment, visit: Visit, line: Line) -> None:
    """Answer the new words of one of the last messages, once; of an older one say that it is too old."""
    message, words = visit.message, words_of(visit.message)
    if message is None or words is None:
        return  # a moving location, for example
    if line.amend(message.message_id, words):
        equipment.recent.remember(visit.chat_id, message.message_id, words)
        return
    change = equipment.recent.change(visit.chat_id, message.message_id, words)
    if change is Change.NEW_WORDS:
        await typed(equipment, visit, line)
    elif change is Change.LONG_AGO:
        async with line.turn():
            await equipment.say(await up_to_date(equipment, visit), "gateway_edited_long_ago")
