"""A person blocks the bot, or lets it in again."""

from __future__ import annotations

from telegram import ChatMember

from bot.gateway.equipment import Equipment
from bot.gateway.visit import Visit


async def membership(equipment: Equipment, visit: Visit) -> None:
    """Note a block; that it ended was noted on arrival, like for everyone who writes."""
    change = visit.update.my_chat_member
    if change and visit.person_id and change.new_chat_member.status in (ChatMember.BANNED, ChatMember.LEFT):
        equipment.counters.add("blocked")
        await equipment.register.mark_blocked(visit.person_id)
