"""Which update goes to which step."""

from __future__ import annotations

import asyncio
from typing import Any

from telegram import Update
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    ExtBot,
    MessageHandler,
    MessageReactionHandler,
    TypeHandler,
    filters,
)
from telegram.request import HTTPXRequest

from bot.gateway import commands
from bot.gateway.buttons import pressed
from bot.gateway.counters import Counters
from bot.gateway.edited import Recent
from bot.gateway.edits import edited
from bot.gateway.equipment import Equipment
from bot.gateway.failure import Context, LastResort
from bot.gateway.groups import private_only
from bot.gateway.hearing import hearing
from bot.gateway.limits import Once
from bot.gateway.lines import Lines
from bot.gateway.membership import membership
from bot.gateway.pace import Pace
from bot.gateway.questions import typed
from bot.gateway.reception import Reception
from bot.gateway.register import Register
from bot.gateway.sending import Sender
from bot.gateway.sessions import Sessions
from bot.gateway.tolerant_bot import TolerantBot
from bot.gateway.unsupported import no_text, reaction
from dialogue.rasa_client import RasaClient
from language.phrases import Phrases
from settings import Settings
from storage.encryption import Vault
from storage.engine import Database

AT_ONCE = 256  # updates in work at the same time
WANTED = [
    Update.MESSAGE,
    Update.EDITED_MESSAGE,
    Update.CALLBACK_QUERY,
    Update.MY_CHAT_MEMBER,
    Update.MESSAGE_REACTION,
]

GatewayApplication = Application[Any, Any, Any, Any, Any, Any]

_PRIVATE = filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE
_EDITED = filters.ChatType.PRIVATE & filters.UpdateType.EDITED_MESSAGE
_LONE_COMMAND = filters.Regex(r"^/[A-Za-z0-9_]+(@\w+)?\s*$")


def build(settings: Settings, pace: Pace) -> tuple[GatewayApplication, Equipment]:
    """Return the Telegram application, wired but not yet running, and what it works with."""
    application = ApplicationBuilder().bot(_bot(settings)).concurrent_updates(AT_ONCE).job_queue(None).build()
    equipment = _equipment(settings, application.bot, pace)
    _wire(application, equipment, Reception(equipment, settings.rate_limit_per_minute))
    return application, equipment


def _bot(settings: Settings) -> TolerantBot:
    if settings.telegram_token is None:
        raise ValueError("The gateway needs settings.telegram_token.")
    return TolerantBot(
        settings.telegram_token.get_secret_value(),
        base_url=f"{settings.telegram_api_url}/bot",
        base_file_url=f"{settings.telegram_api_url}/file/bot",
        request=HTTPXRequest(connection_pool_size=AT_ONCE),
    )


def _wire(application: GatewayApplication, equipment: Equipment, reception: Reception) -> None:
    in_turn, in_line = reception.in_turn, reception.in_line
    # The first that fits takes the update.
    application.add_handlers(
        [
            MessageHandler(filters.ChatType.GROUPS, private_only(equipment)),
            CommandHandler("start", in_turn(commands.start), _PRIVATE),
            CommandHandler("menu", in_turn(commands.menu), _PRIVATE),
            CommandHandler("language", in_turn(commands.language), _PRIVATE),
            CommandHandler("help", in_turn(commands.help_), _PRIVATE),
            CommandHandler("forget", in_turn(commands.forget), _PRIVATE),
            MessageHandler(_PRIVATE & filters.TEXT & _LONE_COMMAND, in_turn(commands.unknown)),
            CallbackQueryHandler(in_turn(pressed)),
            MessageHandler(_EDITED, in_line(edited)),
            MessageHandler(_PRIVATE & (filters.TEXT | filters.CAPTION), in_line(typed)),
            MessageHandler(_PRIVATE & ~filters.StatusUpdate.ALL, in_turn(no_text)),
            ChatMemberHandler(_membership(equipment, reception), ChatMemberHandler.MY_CHAT_MEMBER),
            MessageReactionHandler(in_turn(reaction)),
            TypeHandler(Update, _nothing_to_say(equipment)),
        ]
    )
    application.add_error_handler(LastResort(equipment))


def _membership(equipment: Equipment, reception: Reception) -> Any:
    in_private, in_group = reception.in_turn(membership), private_only(equipment)

    async def callback(update: Update, context: Context) -> None:
        await asyncio.gather(in_private(update, context), in_group(update, context))

    return callback


def _nothing_to_say(equipment: Equipment) -> Any:
    """Handle what nobody waits for: channel posts, pinned messages, closed polls, kinds yet to come."""

    async def callback(update: Update, context: Context) -> None:
        equipment.counters.add("updates_without_answer")

    return callback


def _equipment(settings: Settings, bot: ExtBot[Any], pace: Pace) -> Equipment:
    counters = Counters()
    vault = Vault.from_keys(settings.secret_key.get_secret_value())
    return Equipment(
        bot=bot,
        register=Register(Database(settings.database_url), vault, pace.database),
        rasa=RasaClient(settings.rasa_url),
        phrases=Phrases.load(),
        sender=Sender(bot, counters, pace),
        lines=Lines(pace),
        sessions=Sessions(),
        counters=counters,
        pace=pace,
        recent=Recent(),
        said=Once(),
        hear=hearing(),
    )
