"""The menu of commands, in each person's language."""

from __future__ import annotations

import logging

from telegram import Bot, BotCommand, BotCommandScopeChat
from telegram.error import TelegramError

from language.codes import LANGUAGES
from language.phrases import Phrases

log = logging.getLogger(__name__)

COMMANDS = ("menu", "language", "help", "start", "forget")
_FALLBACK = "en"


def commands_in(phrases: Phrases, language: str) -> list[BotCommand]:
    """Return the commands with what they do."""
    return [BotCommand(name, phrases.say(f"gateway_command_{name}", language)) for name in COMMANDS]


async def publish(bot: Bot, phrases: Phrases) -> None:
    """Give Telegram the menu in each language; it shows the one of the person's app."""
    try:
        await bot.set_my_commands(commands_in(phrases, _FALLBACK))
        for language in LANGUAGES:
            await bot.set_my_commands(commands_in(phrases, language), language_code=language)
    except TelegramError as error:
        # Commands can be typed all the same.
        log.warning("the command menu was not published", extra={"reason": type(error).__name__})


async def publish_for_chat(bot: Bot, phrases: Phrases, chat_id: int, language: str) -> None:
    """Show the menu of one chat in the language chosen there."""
    await bot.set_my_commands(commands_in(phrases, language), scope=BotCommandScopeChat(chat_id))
