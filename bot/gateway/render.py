"""Replies as Telegram shows them: direction marked, HTML escaped, short enough, buttons one a row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.gateway.splitting import LONGEST, split, units
from dialogue.reply import PAYLOAD, Button, Reply
from language.bidi import isolate
from language.codes import LANGUAGES, OWN_NAMES

LONGEST_PAYLOAD = 64  # bytes, Telegram's limit

LANGUAGE_BUTTONS = tuple(Button(OWN_NAMES[code], f"language:{code}") for code in LANGUAGES)


@dataclass(frozen=True)
class Part:
    """One Telegram message: its HTML, the same as plain text, and what goes under it."""

    html: str
    plain: str
    keyboard: InlineKeyboardMarkup | None = None


def rendered(reply: Reply) -> list[Part]:
    """Return a reply as Telegram messages, title in bold."""
    return parts_of(reply.text, reply.language, reply.buttons, reply.title)


def parts_of(
    text: str, language: str, buttons: Sequence[Button] = (), title: str | None = None
) -> list[Part]:
    """Return a text as Telegram messages; the buttons stand under the last one."""
    heading = title if title and not text.startswith(title) else None
    if title and heading is None:
        heading, text = title, text[len(title) :].lstrip()
    # Pieces are cut before directions are marked: no cut falls between a mark and its end.
    room = LONGEST - (units(isolate(heading, language)) + 2 if heading else 0)
    pieces = split(text, lambda piece: units(isolate(piece, language)) <= room) or [""]
    parts = []
    for number, piece in enumerate(pieces):
        html, plain = escape(isolate(piece, language), quote=False), piece
        if heading and number == 0:
            html = f"<b>{escape(isolate(heading, language), quote=False)}</b>\n\n{html}"
            plain = f"{heading}\n\n{plain}"
        last = number == len(pieces) - 1
        parts.append(Part(html.strip(), plain.strip(), keyboard(buttons, language) if last else None))
    return parts


def keyboard(buttons: Sequence[Button], language: str) -> InlineKeyboardMarkup | None:
    """Return the buttons one a row, which reads the same from the right and from the left."""
    rows = [
        [InlineKeyboardButton(_title(button, language), callback_data=button.payload)]
        for button in buttons
        if PAYLOAD.fullmatch(button.payload) and len(button.payload.encode()) <= LONGEST_PAYLOAD
    ]
    return InlineKeyboardMarkup(rows) if rows else None


def _title(button: Button, language: str) -> str:
    # A language names itself in its own script, whatever language the message is in.
    return button.title if button in LANGUAGE_BUTTONS else isolate(button.title, language)
