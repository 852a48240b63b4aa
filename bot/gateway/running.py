"""The gateway from start to stop, by polling or by webhook."""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

from telegram.error import InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.gateway.application import WANTED, GatewayApplication, build
from bot.gateway.command_menu import publish
from bot.gateway.equipment import Equipment
from bot.gateway.outbox import OutboxDelivery, promise_apologies
from bot.gateway.pace import Pace
from settings import Settings

log = logging.getLogger(__name__)


class CannotRun(Exception):
    """The gateway cannot run with these settings; the message says what to change."""


@asynccontextmanager
async def running(settings: Settings, pace: Pace | None = None) -> AsyncIterator[Equipment]:
    """Run the gateway until the block ends; messages in work are answered before it stops."""
    _check(settings)
    # Waiting times as timedelta; python-telegram-bot looks each time it makes one.
    os.environ.setdefault("PTB_TIMEDELTA", "1")
    pace = pace or Pace()
    application, equipment = build(settings, pace)
    try:
        await _connect(application, pace)
        try:
            await promise_apologies(equipment)  # before the first new update
            await publish(equipment.bot, equipment.phrases)
            await application.start()
            await _listen(application, settings, equipment)
            async with _delivering(equipment):
                yield equipment
        finally:
            if application.updater and application.updater.running:
                await application.updater.stop()
            if application.running:
                await application.stop()
            await application.shutdown()
    finally:
        await equipment.rasa.close()
        equipment.register.close()
        log.info("gateway stopped", extra=equipment.counters.as_dict())


def _check(settings: Settings) -> None:
    if settings.telegram_token is None:
        raise CannotRun("No TELEGRAM_TOKEN. Get one from @BotFather in Telegram and put it into .env.")
    if settings.telegram_mode == "webhook" and not (settings.webhook_url and settings.webhook_secret):
        raise CannotRun("TELEGRAM_MODE=webhook needs WEBHOOK_URL and WEBHOOK_SECRET in .env.")


async def _connect(application: GatewayApplication, pace: Pace) -> None:
    """Make ourselves known to Telegram; wait as long as it cannot be reached."""
    while True:
        try:
            await application.initialize()
        except InvalidToken:
            # Not with the error itself: its text holds the token.
            raise CannotRun(
                "Telegram does not accept TELEGRAM_TOKEN. Copy it again from @BotFather into .env."
            ) from None
        except (NetworkError, RetryAfter) as error:
            log.warning("Telegram cannot be reached, trying again", extra={"reason": type(error).__name__})
            await asyncio.sleep(pace.startup_retry)
        else:
            return


async def _listen(application: GatewayApplication, settings: Settings, equipment: Equipment) -> None:
    updater = application.updater
    if updater is None:
        raise RuntimeError("The application was built without an updater.")

    def count(error: TelegramError) -> None:
        reason = type(error).__name__
        number = equipment.counters.add(f"polling_{reason}")
        log.warning("Telegram gave no updates", extra={"reason": reason, "count": number})

    if settings.telegram_mode == "polling":
        await updater.start_polling(allowed_updates=WANTED, bootstrap_retries=-1, error_callback=count)
    elif settings.webhook_url and settings.webhook_secret:
        await updater.start_webhook(
            listen=settings.webhook_host,
            port=settings.webhook_port,
            url_path=urlsplit(settings.webhook_url).path.strip("/"),
            webhook_url=settings.webhook_url,
            secret_token=settings.webhook_secret.get_secret_value(),
            allowed_updates=WANTED,
            bootstrap_retries=-1,
        )
    log.info("gateway listens", extra={"mode": settings.telegram_mode})


@asynccontextmanager
async def _delivering(equipment: Equipment) -> AsyncIterator[None]:
    stopped = asyncio.Event()
    task = asyncio.create_task(OutboxDelivery(equipment).deliver_until(stopped))
    try:
        yield
    finally:
        # Not cancelled: a message sent but not yet noted as sent would be sent again.
        stopped.set()
        await task
