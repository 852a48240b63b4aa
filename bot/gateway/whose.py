"""Whose private chat an update belongs to."""

from __future__ import annotations

from telegram import Chat, Update
from telegram.constants import ChatType


def private_chat(update: Update) -> int | None:
    """Return the private chat of an update; None for groups, channels and what belongs to no chat."""
    query = update.callback_query
    if query is not None and query.message is None:
        return query.from_user.id  # the message is too old for Telegram to send along
    chat = _chat(update)
    return chat.id if chat is not None and chat.type == ChatType.PRIVATE else None


def _chat(update: Update) -> Chat | None:
    # Not effective_chat: that also looks into business chats and channels, where we do not speak.
    message = update.message or update.edited_message
    if message is None and update.callback_query is not None:
        message = update.callback_query.message  # type: ignore[assignment]
    change = message or update.my_chat_member or update.message_reaction
    return change.chat if change is not None else None
