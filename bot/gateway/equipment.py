"""What every step of the gateway works with, and how it speaks."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from telegram import Bot

from bot.gateway.counters import Counters
from bot.gateway.edited import Recent
from bot.gateway.limits import Once
from bot.gateway.lines import Lines
from bot.gateway.pace import Pace
from bot.gateway.register import Register
from bot.gateway.render import Part, keyboard, parts_of, rendered
from bot.gateway.sending import Sender, Undelivered
from bot.gateway.sessions import Sessions
from bot.gateway.visit import Visit
from dialogue.rasa_client import NoReply, RasaClient
from dialogue.reply import Button, Reply
from language.bidi import isolate
from language.codes import LANGUAGES
from language.phrases import Phrases

T = TypeVar("T")


@dataclass(frozen=True)
class Equipment:
    """The gateway's things, made once and handed to each step."""

    bot: Bot
    register: Register
    rasa: RasaClient
    phrases: Phrases
    sender: Sender
    lines: Lines
    sessions: Sessions
    counters: Counters
    pace: Pace
    recent: Recent
    said: Once  # what is said once only, for example for an album of pictures
    hear: Callable[[str, str | None], str | None]  # the language of a text, if it is one of ours

    async def say(self, visit: Visit, key: str, buttons: Sequence[Button] = (), **values: object) -> None:
        """Say one of our own sentences in the person's language."""
        text = self.phrases.say(key, visit.language, **values)
        await self._deliver(visit, parts_of(text, visit.language, buttons), visit.language)

    async def say_in_all(self, visit: Visit, key: str, buttons: Sequence[Button] = ()) -> None:
        """Say one of our own sentences in the four languages, each in its own direction."""
        part = Part(self.in_all(key), self.in_all(key), keyboard(buttons, visit.language))
        await self._deliver(visit, [part], visit.language)

    def in_all(self, key: str) -> str:
        """Return a sentence in the four languages, one below the other. (Such sentences need no escaping.)"""
        return "\n\n".join(isolate(self.phrases.say(key, code), code) for code in LANGUAGES)

    async def show(self, visit: Visit, replies: Sequence[Reply]) -> None:
        """Show what Rasa replied."""
        for reply in replies:
            await self._deliver(visit, rendered(reply), reply.language)

    def menu_button(self, language: str) -> Button:
        """Return the button that opens the topics."""
        return Button(self.phrases.say("button_menu", language), "menu")

    async def in_time(self, visit: Visit, asking: Awaitable[T]) -> T:
        """Return what Rasa answers while the person may still be kept waiting; else raise NoReply."""
        left = visit.arrived + self.pace.answer_within - asyncio.get_running_loop().time()
        try:
            async with asyncio.timeout(max(left, self.pace.shortest_try)):
                return await asking
        except TimeoutError:
            raise NoReply("timeout") from None

    async def _deliver(self, visit: Visit, parts: Sequence[Part], language: str) -> None:
        for number, part in enumerate(parts):
            try:
                await self.sender.send(visit.chat_id, part)
            except Undelivered as failure:
                if visit.person_id is None or failure.retry_after is None:
                    return
                # Telegram is in trouble, not the message: it goes out as soon as that is over.
                self.counters.add("messages_promised")
                for rest in parts[number:]:
                    await self.register.promise(visit.person_id, rest.plain, language)
                return
