"""Groups and channels: we work in private chats only, say so once, and stay quiet."""

from __future__ import annotations

import logging

from telegram import ChatMember, InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.constants import ChatType

from bot.gateway.equipment import Equipment
from bot.gateway.failure import Context
from bot.gateway.reception import Callback
from bot.gateway.render import Part
from bot.gateway.sending import Blocked, Undelivered

log = logging.getLogger(__name__)
GROUPS = (ChatType.GROUP, ChatType.SUPERGROUP)


def private_only(equipment: Equipment) -> Callback:
    """Handle what happens in groups."""

    async def callback(update: Update, context: Context) -> None:
        chat = update.effective_chat
        if chat is None or chat.type not in GROUPS or _went_away(update):
            return
        if not equipment.said.first((chat.id, "private only")):
            return
        try:
            await equipment.sender.send_once(chat.id, _invitation(equipment))
        except (Blocked, Undelivered):
            log.info("a group cannot be told that we work in private only")

    return callback


def _invitation(equipment: Equipment) -> Part:
    # Nobody's language is known in a group: all four.
    text = equipment.in_all("gateway_private_only")
    name = equipment.bot.username
    button = InlineKeyboardButton(f"@{name}", url=f"https://t.me/{name}")
    return Part(text, text, InlineKeyboardMarkup([[button]]))


def _went_away(update: Update) -> bool:
    change = update.my_chat_member
    return change is not None and change.new_chat_member.status in (ChatMember.LEFT, ChatMember.BANNED)
