"""The language of a person: asked in four scripts, kept, and changed at any time."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

from telegram.error import TelegramError

from bot.gateway.command_menu import publish_for_chat
from bot.gateway.equipment import Equipment
from bot.gateway.render import LANGUAGE_BUTTONS
from bot.gateway.visit import Visit
from dialogue.reply import Button


async def ask_language(equipment: Equipment, visit: Visit) -> None:
    """Show the four languages, each in its own script."""
    await equipment.say_in_all(visit, "gateway_choose_language", LANGUAGE_BUTTONS)


async def adopt(equipment: Equipment, visit: Visit, language: str) -> None:
    """Keep the chosen language and say so: with a welcome the first time."""
    first_time = visit.chosen is None
    visit = replace(visit, chosen=language)
    await adopt_silently(equipment, visit, language)
    if first_time:
        await equipment.say(visit, "gateway_welcome", [equipment.menu_button(language)])
    else:
        again = Button(equipment.phrases.say("gateway_button_repeat", language), "repeat")
        await equipment.say(visit, "say_language_changed", [again, equipment.menu_button(language)])


async def adopt_silently(equipment: Equipment, visit: Visit, language: str) -> None:
    """Keep a language for the person, and show them the commands in it."""
    if visit.person_id is not None:
        await equipment.register.choose_language(visit.person_id, language)
    with suppress(TelegramError):  # then the menu stays in the language of their Telegram
        await publish_for_chat(equipment.bot, equipment.phrases, visit.chat_id, language)
