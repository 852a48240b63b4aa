"""Messages that are no text: each kind gets its own sentence, and a way on."""

from __future__ import annotations

from telegram import Message

from bot.gateway.equipment import Equipment
from bot.gateway.visit import Visit

# What a message holds → what we say. The first that fits counts: an animation is also a document.
SENTENCES = {
    "voice": "gateway_voice",
    "video_note": "gateway_voice",
    "audio": "gateway_voice",
    "photo": "gateway_photo",
    "animation": "gateway_sticker",
    "sticker": "gateway_sticker",
    "dice": "gateway_sticker",
    "game": "gateway_sticker",
    "video": "gateway_video",
    "story": "gateway_video",
    "document": "gateway_document",
    "location": "gateway_location",
    "contact": "gateway_contact",
    "poll": "gateway_poll",
    "checklist": "gateway_poll",
}


async def no_text(equipment: Equipment, visit: Visit) -> None:
    """Say that this kind of message cannot be read yet, and what works instead."""
    message = visit.message
    if message is None:
        return
    # Several pictures sent together are several messages: one sentence is enough.
    if message.media_group_id and not equipment.said.first((visit.chat_id, message.media_group_id)):
        return
    await equipment.say(visit, sentence_for(message), [equipment.menu_button(visit.language)])


async def reaction(equipment: Equipment, visit: Visit) -> None:
    """Thank for a reaction, at most once a chat; a removed one needs no answer."""
    changed = visit.update.message_reaction
    if changed and changed.new_reaction and equipment.said.first((visit.chat_id, "reaction")):
        await equipment.say(visit, "gateway_reaction")


def sentence_for(message: Message) -> str:
    """Return the key of the sentence for a message that is no text."""
    return next((key for kind, key in SENTENCES.items() if getattr(message, kind, None)), "gateway_other")
