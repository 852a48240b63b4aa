"""The shape of everything the assistant says: what the actions send and gateway, terminal, desk and evaluation read."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, field
from typing import Any

KINDS = (
    "answer", "choices", "ask_situation", "places", "unknown", "urgent", "smalltalk", "menu", "handover", "privacy",
)  # fmt: skip

# What a button may send back. Anything else did not come from us.
PAYLOAD = re.compile(r"^(article:[a-z0-9-]{1,50}|area:[a-z]{1,20}|language:(ar|fa|en|de)|menu|repeat|human)$")


class BadReply(Exception):
    """A message is not a reply of ours."""


@dataclass(frozen=True)
class Button:
    """A button under a message: what it shows and what pressing it sends."""

    title: str
    payload: str


@dataclass(frozen=True)
class Candidate:
    """An article that might be meant, with how sure we are (0 to 1)."""

    article: str
    score: float


@dataclass(frozen=True)
class Reply:
    """One message to a person. `text` is plain and complete; paragraphs are separated by blank lines."""

    kind: str
    language: str
    text: str
    label: str | None = None
    article: str | None = None
    variant: str | None = None
    title: str | None = None
    candidates: tuple[Candidate, ...] = ()
    buttons: tuple[Button, ...] = field(default=())

    def to_dict(self) -> dict[str, Any]:
        """Return the reply as the `custom` data that travels through Rasa."""
        return asdict(self) | {
            "candidates": [asdict(candidate) for candidate in self.candidates],
            "buttons": [asdict(button) for button in self.buttons],
        }

    @classmethod
    def from_dict(cls, data: object) -> Reply:
        """Return the reply that `to_dict` wrote; raise BadReply for anything else."""
        try:
            fields = dict(data)  # type: ignore[call-overload]
            fields["candidates"] = tuple(Candidate(**candidate) for candidate in fields.get("candidates", ()))
            fields["buttons"] = tuple(Button(**button) for button in fields.get("buttons", ()))
            reply = cls(**fields)
        except (TypeError, ValueError) as error:
            raise BadReply(f"Not a reply: {type(error).__name__}") from None
        if reply.kind not in KINDS or not isinstance(reply.text, str):
            raise BadReply("Not a reply: unknown kind or no text")
        return reply
