"""The last messages of each chat, to tell what it means when one of them is changed."""

from __future__ import annotations

from collections import OrderedDict, deque
from enum import Enum, auto

PER_CHAT = 5
CHATS = 5_000


class Change(Enum):
    """What an edit means."""

    NEW_WORDS = auto()
    SAME_WORDS = auto()  # Telegram also reports an edit when it adds a link preview
    LONG_AGO = auto()


class Recent:
    """Fingerprints of the last messages; the words cannot be read back from them."""

    def __init__(self) -> None:
        self._chats: OrderedDict[int, deque[tuple[int, int]]] = OrderedDict()

    def remember(self, chat_id: int, message_id: int, text: str) -> None:
        """Remember what a message says now."""
        messages = self._chats.setdefault(chat_id, deque(maxlen=PER_CHAT))
        self._chats.move_to_end(chat_id)
        for known in [m for m in messages if m[0] == message_id]:
            messages.remove(known)
        messages.append((message_id, hash(text)))
        if len(self._chats) > CHATS:
            self._chats.popitem(last=False)

    def change(self, chat_id: int, message_id: int, text: str) -> Change:
        """Tell what the edit of a message means."""
        for known_id, fingerprint in self._chats.get(chat_id, ()):
            if known_id == message_id:
                return Change.SAME_WORDS if fingerprint == hash(text) else Change.NEW_WORDS
        return Change.LONG_AGO
