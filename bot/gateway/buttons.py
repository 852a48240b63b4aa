"""Pressed buttons, also those under old messages."""

from __future__ import annotations

from bot.gateway.choosing_language import adopt
from bot.gateway.equipment import Equipment
from bot.gateway.questions import choose
from bot.gateway.visit import Visit
from dialogue.reply import PAYLOAD


async def pressed(equipment: Equipment, visit: Visit) -> None:
    """Do what the button says; one that is not ours is refused, and nothing of it reaches Rasa."""
    query = visit.update.callback_query
    payload = (query.data if query else None) or ""
    if not PAYLOAD.fullmatch(payload):
        equipment.counters.add("foreign_buttons")
        await equipment.say(visit, "gateway_foreign_button", [equipment.menu_button(visit.language)])
    elif payload.startswith("language:"):
        # Kept here, so that the choice works while Rasa does not.
        await adopt(equipment, visit, payload.removeprefix("language:"))
    else:
        await choose(equipment, visit, payload)
