"""Promised messages leave the house: volunteers' answers, apologies, what Telegram could not take."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from contextlib import suppress
from datetime import timedelta

from bot.gateway.equipment import Equipment
from bot.gateway.register import Delivery, RegisterDown
from bot.gateway.render import parts_of
from bot.gateway.sending import Blocked, Undelivered
from storage.encryption import BadKey

log = logging.getLogger(__name__)
LONGEST_WAIT = timedelta(hours=1)


class OutboxDelivery:
    """Carries promised messages to Telegram: each person's in order, each at least once."""

    def __init__(self, equipment: Equipment) -> None:
        self._equipment = equipment
        self._register = equipment.register
        self._attempts: Counter[int] = Counter()

    async def deliver_until(self, stopped: asyncio.Event) -> None:
        """Deliver what is due, again and again; what is on its way arrives before this ends."""
        while not stopped.is_set():
            try:
                more = await self.deliver_due()
            except (RegisterDown, BadKey) as error:
                reason, count = type(error).__name__, self._equipment.counters.add("outbox_unreadable")
                log.warning("the outbox cannot be read", extra={"reason": reason, "count": count})
                more = 0
            if not more:
                with suppress(TimeoutError):
                    async with asyncio.timeout(self._equipment.pace.outbox_every):
                        await stopped.wait()

    async def deliver_due(self) -> int:
        """Deliver the first waiting message of each person; return how many went out."""
        deliveries = await self._register.due()
        return sum(await asyncio.gather(*map(self._deliver, deliveries)))

    async def _deliver(self, delivery: Delivery) -> bool:
        try:
            # Not into the middle of an answer.
            async with self._equipment.lines.of(delivery.chat_id).turn():
                for part in parts_of(delivery.text, delivery.language):
                    await self._equipment.sender.send_once(delivery.chat_id, part)
        except Blocked:
            await self._register.mark_blocked(delivery.person_id)
            await self._register.failed(delivery.id, "blocked", None)
        except Undelivered as failure:
            await self._register.failed(delivery.id, failure.reason, self._next_try(delivery, failure))
        else:
            self._attempts.pop(delivery.id, None)
            await self._register.sent(delivery.id)
            return True
        return False

    def _next_try(self, delivery: Delivery, failure: Undelivered) -> timedelta | None:
        """Wait twice as long each time, to outlast a long disturbance; never shorter than Telegram asks."""
        if failure.retry_after is None:
            self._attempts.pop(delivery.id, None)
            return None
        own = timedelta(seconds=self._equipment.pace.outbox_retry) * 2 ** self._attempts[delivery.id]
        self._attempts[delivery.id] += 1
        return max(failure.retry_after, min(own, LONGEST_WAIT))


async def promise_apologies(equipment: Equipment) -> None:
    """Promise an honest sentence to everyone whose message was dropped when the process died."""

    def sentence(language: str | None) -> tuple[str, str]:
        if language is None:
            return equipment.in_all("gateway_interrupted"), "en"
        return equipment.phrases.say("gateway_interrupted", language), language

    with suppress(RegisterDown):
        lost = await equipment.register.promise_apologies(sentence)
        log.info("looked for interrupted updates", extra={"count": lost})
