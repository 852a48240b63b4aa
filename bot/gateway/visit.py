"""One update of one person: who it is from and which language to speak."""

from __future__ import annotations

from dataclasses import dataclass

from telegram import Message, Update

from language.codes import LANGUAGES

# What Telegram calls the app's language, where it is a close relative of one of ours.
_RELATIVES = {"prs": "fa", "arz": "ar", "apc": "ar", "ary": "ar", "acm": "ar", "gsw": "de", "nds": "de"}
_FALLBACK = "en"


@dataclass(frozen=True)
class Visit:
    """An update of a person in their private chat."""

    update: Update
    chat_id: int
    arrived: float  # the event loop's clock
    person_id: str | None = None  # None while the database cannot be reached
    chosen: str | None = None  # the language the person chose
    heard: str | None = None  # the language of what was typed
    hint: str | None = None  # the language of the person's Telegram app, as Telegram says it

    @property
    def language(self) -> str:
        """The language for our own sentences."""
        return self.chosen or self.heard or nearest_language(self.hint) or _FALLBACK

    @property
    def message(self) -> Message | None:
        """The new or edited message, if this is one."""
        return self.update.message or self.update.edited_message


def nearest_language(code: str | None) -> str | None:
    """Return our language for a code such as `de-AT` or `prs`; None if we do not speak it."""
    if not code:
        return None
    main = code.lower().replace("_", "-").split("-")[0]
    main = _RELATIVES.get(main, main)
    return main if main in LANGUAGES else None


def words_of(message: Message | None) -> str | None:
    """Return what the person wrote: the text, or the caption of a picture or file."""
    if message is None:
        return None
    return message.text or message.caption
