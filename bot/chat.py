"""`python -m bot.chat`: talk to the running Wegweiser in the terminal, or ask it one question."""

from __future__ import annotations

import asyncio
import json
import secrets
import sys
from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import Annotated

import typer

from dialogue.rasa_client import NoReply, RasaClient
from dialogue.reply import Button, Reply
from language.bidi import isolate
from language.codes import LANGUAGES, OWN_NAMES
from language.phrases import Phrases
from processes.ensure import ensure_running
from processes.launch import CannotStart
from settings import BadSettings, read_settings

_FALLBACK = "en"

Language = StrEnum("Language", {code: code for code in LANGUAGES})  # type: ignore[misc]


def main(
    once: Annotated[str | None, typer.Option(help="Ask this one question, print the reply and end.")] = None,
    lang: Annotated[Language | None, typer.Option(help="The language you want the answers in.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="With --once: print the reply as JSON.")] = False,
    bidi: Annotated[
        bool, typer.Option(help="Mark directions, for terminals that can write from right to left.")
    ] = True,
) -> None:
    """Talk to Wegweiser in the terminal."""
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    try:
        settings = read_settings()
        language = lang.value if lang else None
        with ensure_running(settings):
            if once is None:
                asyncio.run(_talk(settings.rasa_url, language, bidi))
            else:
                typer.echo(asyncio.run(_ask_once(settings.rasa_url, once, language, bidi, as_json)))
    except (BadSettings, CannotStart) as problem:
        typer.echo(str(problem), err=True)
        raise typer.Exit(1) from None
    except NoReply as problem:
        typer.echo(f"Wegweiser does not answer ({problem.reason}). Start it with `make run`.", err=True)
        raise typer.Exit(1) from None


async def _ask_once(rasa_url: str, question: str, language: str | None, bidi: bool, as_json: bool) -> str:
    rasa = RasaClient(rasa_url)
    try:
        replies = await rasa.ask(new_person(), question, language)
    finally:
        await rasa.close()
    if as_json:  # one object, as programs expect; several replies to one question are rare
        return json.dumps(replies[0].to_dict(), ensure_ascii=False)
    return "\n\n".join(shown(reply, bidi) for reply in replies)


async def _talk(rasa_url: str, language: str | None, bidi: bool) -> None:
    rasa = RasaClient(rasa_url)
    try:
        await Conversation(rasa, Phrases.load(), typer.echo, language, bidi).run(input)
    finally:
        await rasa.close()


class Conversation:
    """One person at the terminal."""

    def __init__(
        self,
        rasa: RasaClient,
        phrases: Phrases,
        say: Callable[[str], object],
        language: str | None,
        bidi: bool,
    ) -> None:
        self._rasa = rasa
        self._phrases = phrases
        self._say = say
        self._language = language
        self._bidi = bidi
        self._person = new_person()
        self._buttons: Sequence[Button] = ()

    async def run(self, listen: Callable[[str], str]) -> None:
        """Greet, then answer line by line until the input ends."""
        if self._language is None:
            self._ask_language()
        else:
            self._own_sentence("gateway_terminal")
        while True:
            try:
                line = listen("> ").strip()
            except (EOFError, KeyboardInterrupt):
                return
            if line:
                await self._answer(line)

    async def _answer(self, line: str) -> None:
        button = pressed(line, self._buttons)
        if button and button.payload.startswith("language:"):
            self._language = button.payload.removeprefix("language:")
            self._buttons = ()
            self._own_sentence("gateway_terminal")
            return
        try:
            if button:
                replies = await self._rasa.choose(self._person, button.payload, self._language)
            else:
                replies = await self._rasa.ask(self._person, line, self._language)
        except NoReply:
            hotlines = self._phrases.say("gateway_hotlines", self._language or _FALLBACK)
            self._own_sentence("gateway_failure", hotlines=hotlines)
            return
        for reply in replies:
            self._say("\n" + shown(reply, self._bidi) + "\n")
            self._keep_wish(reply)
        self._buttons = replies[-1].buttons

    def _keep_wish(self, reply: Reply) -> None:
        label = reply.label or ""
        if label.startswith("switch_language:") and label.removeprefix("switch_language:") in LANGUAGES:
            self._language = label.removeprefix("switch_language:")

    def _ask_language(self) -> None:
        self._buttons = [Button(OWN_NAMES[code], f"language:{code}") for code in LANGUAGES]
        questions = [
            directed(self._phrases.say("gateway_choose_language", code), code, self._bidi)
            for code in LANGUAGES
        ]
        self._say("\n".join([*questions, "", *numbered(self._buttons, _FALLBACK, bidi=False)]))

    def _own_sentence(self, key: str, **values: object) -> None:
        language = self._language or _FALLBACK
        self._say(directed(self._phrases.say(key, language, **values), language, self._bidi))


def new_person() -> str:
    """Return a fresh random person id, so that no conversation hangs on an earlier one."""
    return secrets.token_hex(16)


def shown(reply: Reply, bidi: bool) -> str:
    """Return a reply as the terminal shows it: title, text, numbered buttons."""
    text = reply.text
    if reply.title and not text.startswith(reply.title):
        text = f"{reply.title}\n\n{text}"
    lines = [directed(text, reply.language, bidi)]
    if reply.buttons:
        lines += ["", *numbered(reply.buttons, reply.language, bidi)]
    return "\n".join(lines)


def numbered(buttons: Sequence[Button], language: str, bidi: bool) -> list[str]:
    """Return a line for each button: its number and what it says."""
    return [directed(f"[{n}] {button.title}", language, bidi) for n, button in enumerate(buttons, start=1)]


def pressed(line: str, buttons: Sequence[Button]) -> Button | None:
    """Return the button whose number was typed, as 2, ٢ or ۲; None for anything else."""
    if not line.isdecimal() or len(line) > 3 or not 1 <= int(line) <= len(buttons):
        return None
    return buttons[int(line) - 1]


def directed(text: str, language: str, bidi: bool) -> str:
    """Return the text with its directions marked, if the terminal can make use of that."""
    return isolate(text, language) if bidi else text


if __name__ == "__main__":
    typer.run(main)
