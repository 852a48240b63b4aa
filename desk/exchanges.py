"""What was said so far in a trial. The page itself carries it, signed, so that nothing of it is stored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import current_app
from itsdangerous import BadData, URLSafeSerializer

from dialogue.reply import BadReply, Reply

CARRIED = 3  # exchanges; older ones leave the page


@dataclass(frozen=True)
class Exchange:
    """What was typed or pressed, and what the bot said."""

    said: str
    replies: tuple[Reply, ...]


def carry(exchanges: Sequence[Exchange]) -> str:
    """Return the last exchanges as the value of a hidden field."""
    last = [(one.said, [reply.to_dict() for reply in one.replies]) for one in exchanges[-CARRIED:]]
    return str(_signer().dumps(last))


def carried(field: str) -> list[Exchange]:
    """Return the exchanges of a hidden field; none if it was changed or comes from another version."""
    try:
        return [
            Exchange(said, tuple(Reply.from_dict(data) for data in replies))
            for said, replies in _signer().loads(field)
        ]
    except (BadData, BadReply, ValueError, TypeError):
        return []


def _signer() -> URLSafeSerializer:
    newest, older = current_app.config["SECRET_KEY"], current_app.config["SECRET_KEY_FALLBACKS"]
    return URLSafeSerializer([*reversed(older), newest], salt="trial")  # signs with the last
