"""A Bot API on loopback and the persons who write through it.

Every object is built with python-telegram-bot's own classes, so that a wrong shape fails in the test.
Requests are answered in threads: the gateway may run in the test's event loop or as a process.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import queue
import re
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html import unescape
from html.parser import HTMLParser
from typing import Any

import httpx
from pytest_httpserver import HTTPServer
from telegram import (
    Animation,
    Audio,
    CallbackQuery,
    Chat,
    ChatMemberBanned,
    ChatMemberMember,
    ChatMemberUpdated,
    Contact,
    Dice,
    Document,
    InlineKeyboardMarkup,
    Location,
    Message,
    MessageEntity,
    MessageOriginUser,
    MessageReactionUpdated,
    PhotoSize,
    Poll,
    PollOption,
    ReactionTypeEmoji,
    Sticker,
    Story,
    Update,
    User,
    Venue,
    Video,
    VideoNote,
    Voice,
)
from werkzeug import Request, Response

TOKEN = "123456:TEST-token"  # noqa: S105
BOT = User(99, "Wegweiser", is_bot=True, username="wegweiser_test_bot")
LONGEST_POLL = 0.3  # seconds; the real one waits longer, which tests cannot
_TAGS = frozenset({"b", "i", "u", "s", "a", "code", "pre", "tg-spoiler", "blockquote"})


@dataclass(frozen=True)
class Call:
    """One request of the bot."""

    method: str
    data: dict[str, Any]


@dataclass(frozen=True)
class Heard:
    """A message as it reached a person."""

    message_id: int
    chat_id: int
    text: str
    html: str
    buttons: tuple[tuple[str, str], ...]
    rows: tuple[int, ...]  # how many buttons each row has


@dataclass
class _Failure:
    method: str
    status: int
    body: dict[str, Any]
    chat_id: int | None
    times: int


@dataclass
class FakeTelegram:
    """Keeps updates until they are fetched (or posts them to the webhook), and records what the bot does."""

    server: HTTPServer | None = None  # one that runs already and is cleared by its owner; or an own one
    calls: list[Call] = field(default_factory=list)
    heard: list[Heard] = field(default_factory=list)
    webhook_statuses: list[int] = field(default_factory=list)
    blocked_by: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._server = self.server or HTTPServer(threaded=True)
        self._server.expect_request(re.compile(r"^/bot[^/]+/\w+$")).respond_with_handler(self._respond)
        self._news = threading.Condition()
        self._pending: list[dict[str, Any]] = []
        self._again: list[dict[str, Any]] = []
        self._failures: list[_Failure] = []
        self._numbers = itertools.count(1000)
        self._webhook: tuple[str, str | None] | None = None
        self._posts: queue.Queue[dict[str, Any] | None] = queue.Queue()
        self._closing = False

    @property
    def url(self) -> str:
        """The address for TELEGRAM_API_URL."""
        return self._server.url_for("").rstrip("/")

    @contextmanager
    def open(self) -> Iterator[FakeTelegram]:
        """Serve until the block ends."""
        if self.server is None:
            self._server.start()
        poster = threading.Thread(target=self._post_all, daemon=True)
        poster.start()
        try:
            yield self
        finally:
            self._closing = True
            self._posts.put(None)
            with self._news:
                self._news.notify_all()
            poster.join(5)
            if self.server is None:
                self._server.stop()

    def next_number(self) -> int:
        """Return a fresh number for an update or a message."""
        return next(self._numbers)

    def deliver(self, **content: Any) -> Update:
        """Hand an update to the bot, built from the fields of telegram.Update."""
        update = Update(self.next_number(), **content)
        self.deliver_again(update, first=True)
        return update

    def deliver_again(self, update: Update | dict[str, Any], *, first: bool = False) -> None:
        """Hand the same update over once more, as Telegram does after trouble."""
        data = update.to_dict() if isinstance(update, Update) else update
        with self._news:
            if self._webhook is not None:
                self._posts.put(data)
            else:
                (self._pending if first else self._again).append(data)
            self._news.notify_all()

    def fail(
        self,
        method: str,
        status: int,
        *,
        times: int = 1,
        retry_after: int | None = None,
        chat_id: int | None = None,
    ) -> None:
        """Let the next calls of a method fail: 429 with `retry_after`, 403, 5xx."""
        body: dict[str, Any] = {"ok": False, "error_code": status, "description": f"Injected {status}"}
        if retry_after is not None:
            body["parameters"] = {"retry_after": retry_after}
        self._failures.append(_Failure(method, status, body, chat_id, times))

    def calls_of(self, method: str) -> list[dict[str, Any]]:
        """Return the data of all calls of a method."""
        return [call.data for call in list(self.calls) if call.method == method]

    def heard_by(self, chat_id: int) -> list[Heard]:
        """Return everything that reached a chat."""
        return [heard for heard in list(self.heard) if heard.chat_id == chat_id]

    # --- the Bot API ---

    def _respond(self, request: Request) -> Response:
        method = request.path.rsplit("/", 1)[1]
        if f"/bot{TOKEN}/" not in request.path:
            return _refusal(401, "Unauthorized")
        data = _fields(request)
        self.calls.append(Call(method, data))
        failure = self._failure(method, data)
        if failure is not None:
            return Response(json.dumps(failure.body), failure.status, content_type="application/json")
        answer = getattr(self, f"_on_{method}", None)
        if answer is None:
            return _refusal(404, "Not Found")
        try:
            result = answer(data)
        except _Refused as refused:
            return _refusal(refused.status, refused.description)
        return Response(json.dumps({"ok": True, "result": result}), content_type="application/json")

    def _failure(self, method: str, data: dict[str, Any]) -> _Failure | None:
        for failure in self._failures:
            wanted = failure.chat_id is None or failure.chat_id == int(data.get("chat_id", 0))
            if failure.method == method and wanted and failure.times > 0:
                failure.times -= 1
                return failure
        return None

    def _on_getMe(self, data: dict[str, Any]) -> dict[str, Any]:
        return BOT.to_dict()

    def _on_getUpdates(self, data: dict[str, Any]) -> list[dict[str, Any]]:
        offset = int(data.get("offset", 0))
        deadline = time.monotonic() + min(float(data.get("timeout", 0)), LONGEST_POLL)
        with self._news:
            self._pending = [update for update in self._pending if update["update_id"] >= offset]
            while not (self._pending or self._again or self._closing):
                left = deadline - time.monotonic()
                if left <= 0:
                    break
                self._news.wait(left)
            again, self._again = self._again, []
            return again + self._pending

    def _on_setWebhook(self, data: dict[str, Any]) -> bool:
        with self._news:
            self._webhook = (data["url"], data.get("secret_token"))
            for update in self._pending:
                self._posts.put(update)
            self._pending = []
        return True

    def _on_deleteWebhook(self, data: dict[str, Any]) -> bool:
        with self._news:
            self._webhook = None
        return True

    def _on_setMyCommands(self, data: dict[str, Any]) -> bool:
        return True

    def _on_sendChatAction(self, data: dict[str, Any]) -> bool:
        return True

    def _on_answerCallbackQuery(self, data: dict[str, Any]) -> bool:
        return True

    def _on_sendMessage(self, data: dict[str, Any]) -> dict[str, Any]:
        chat_id = int(data["chat_id"])
        if chat_id in self.blocked_by:
            raise _Refused(403, "Forbidden: bot was blocked by the user")
        html = data["text"]
        text = _plain(html) if data.get("parse_mode") == "HTML" else html
        if not text.strip():
            raise _Refused(400, "Bad Request: message text is empty")
        if len(text.encode("utf-16-le")) // 2 > 4096:
            raise _Refused(400, "Bad Request: message is too long")
        keyboard = (
            InlineKeyboardMarkup.de_json(data["reply_markup"], None) if data.get("reply_markup") else None
        )  # type: ignore[arg-type]
        rows = keyboard.inline_keyboard if keyboard else ()
        buttons = tuple((b.text, str(b.callback_data or b.url)) for row in rows for b in row)
        if any(len(payload.encode()) > 64 for _, payload in buttons):
            raise _Refused(400, "Bad Request: BUTTON_DATA_INVALID")
        message_id = self.next_number()
        self.heard.append(Heard(message_id, chat_id, text, html, buttons, tuple(len(row) for row in rows)))
        chat = Chat(chat_id, Chat.PRIVATE if chat_id > 0 else Chat.SUPERGROUP)
        return Message(message_id, datetime.now(UTC), chat, BOT, text=text, reply_markup=keyboard).to_dict()

    def _post_all(self) -> None:
        with httpx.Client(trust_env=False, timeout=5) as http:
            while (update := self._posts.get()) is not None:
                if self._webhook is None:
                    continue
                url, secret = self._webhook
                headers = {"X-Telegram-Bot-Api-Secret-Token": secret} if secret else {}
                for _ in range(20):
                    try:
                        self.webhook_statuses.append(http.post(url, json=update, headers=headers).status_code)
                        break
                    except httpx.TransportError:
                        time.sleep(0.05)


class TelegramPerson:
    """Somebody with a phone."""

    def __init__(self, telegram: FakeTelegram, chat_id: int, language_code: str | None = "en") -> None:
        self.telegram = telegram
        self.chat = Chat(chat_id, Chat.PRIVATE, first_name="Somebody")
        self.user = User(chat_id, "Somebody", is_bot=False, language_code=language_code)
        self._read = 0

    def say(self, text: str, **more: Any) -> Message:
        """Write a message."""
        command = re.match(r"/[A-Za-z0-9_]+(@\w+)?", text)
        if command:
            more["entities"] = [MessageEntity(MessageEntity.BOT_COMMAND, 0, command.end())]
        return self.send(text=text, **more)

    def send(self, **content: Any) -> Message:
        """Send a message with any content, as named in telegram.Message."""
        message = self._message(**content)
        self.telegram.deliver(message=message)
        return message

    def edit(self, message: Message, text: str) -> None:
        """Change a message that was sent."""
        edited = Message(
            message.message_id, message.date, self.chat, self.user, text=text, edit_date=datetime.now(UTC)
        )
        self.telegram.deliver(edited_message=edited)

    def press(self, button: str, under: Heard | None = None) -> None:
        """Press a button by what it says or sends, under the latest message that has one."""
        messages = [under] if under else reversed(self.telegram.heard_by(self.chat.id))
        for heard in messages:
            for title, payload in heard.buttons:
                if button in (title, payload):
                    return self.press_payload(payload, heard)
        raise AssertionError(f"No button {button!r} in this chat.")

    def press_payload(self, payload: str, under: Heard | None = None) -> None:
        """Press a button that sends this, whether it was ever shown or not."""
        message = None
        if under is not None:
            message = Message(under.message_id, datetime.now(UTC), self.chat, BOT, text=under.text)
        query = CallbackQuery(
            str(self.telegram.next_number()), self.user, "instance", data=payload, message=message
        )
        self.telegram.deliver(callback_query=query)

    def send_voice(self) -> Message:
        """Send a voice note."""
        return self.send(voice=Voice("f", "u", 3))

    def send_photo(self, caption: str | None = None, album: str | None = None) -> Message:
        """Send a picture, with words below it if wanted."""
        return self.send(photo=[PhotoSize("f", "u", 10, 10)], caption=caption, media_group_id=album)

    def send_location(self) -> Message:
        """Send a place on the map."""
        return self.send(location=Location(8.68, 50.11))

    def forward(self, text: str) -> Message:
        """Forward what somebody else wrote."""
        origin = MessageOriginUser(datetime.now(UTC), User(5, "Else", is_bot=False))
        return self.send(text=text, forward_origin=origin)

    def react(self, emoji: str = "👍") -> None:
        """React to a message of the bot."""
        reaction = MessageReactionUpdated(
            self.chat, 1, datetime.now(UTC), (), (ReactionTypeEmoji(emoji),), user=self.user
        )
        self.telegram.deliver(message_reaction=reaction)

    def block(self) -> None:
        """Block the bot."""
        self.telegram.blocked_by.add(self.chat.id)
        self.telegram.deliver(my_chat_member=membership(self.chat, self.user, ChatMemberBanned(BOT, _NEVER)))

    def unblock(self) -> None:
        """Let the bot in again."""
        self.telegram.blocked_by.discard(self.chat.id)
        self.telegram.deliver(my_chat_member=membership(self.chat, self.user, ChatMemberMember(BOT)))

    async def replies(self, count: int = 1, within: float = 10.0) -> list[Heard]:
        """Return the next messages, at least `count` of them; what came was read then."""
        async with asyncio.timeout(within):
            while len(self.telegram.heard_by(self.chat.id)) < self._read + count:
                await asyncio.sleep(0.005)
        new = self.telegram.heard_by(self.chat.id)[self._read :]
        self._read += len(new)
        return new

    async def reply(self, within: float = 10.0) -> Heard:
        """Return the next message, and only that one."""
        (only,) = await self.replies(1, within)
        return only

    def _message(self, **content: Any) -> Message:
        return Message(self.telegram.next_number(), datetime.now(UTC), self.chat, self.user, **content)


_NEVER = datetime.fromtimestamp(0, UTC)


def membership(chat: Chat, by: User, now: ChatMemberBanned | ChatMemberMember) -> ChatMemberUpdated:
    """Return the news that the bot's place in a chat changed."""
    return ChatMemberUpdated(chat, by, datetime.now(UTC), ChatMemberMember(BOT), now)


def a_poll(closed: bool = False) -> Poll:
    """Return a poll."""
    options = [PollOption("a", 0, persistent_id="a"), PollOption("b", 0, persistent_id="b")]
    return Poll(
        "1",
        "Which?",
        options,
        0,
        closed,
        True,
        Poll.REGULAR,
        False,
        allows_revoting=False,
        members_only=False,
    )


def other_contents() -> dict[str, dict[str, Any]]:
    """Return a message content of each kind that is no text, by name."""
    return {
        "voice": {"voice": Voice("f", "u", 3)},
        "video_note": {"video_note": VideoNote("f", "u", 10, 3)},
        "audio": {"audio": Audio("f", "u", 3)},
        "photo": {"photo": [PhotoSize("f", "u", 10, 10)]},
        "video": {"video": Video("f", "u", 10, 10, 3)},
        "animation": {
            "animation": Animation("f", "u", 10, 10, 3),
            "document": Document("f", "u"),
        },
        "document": {"document": Document("f", "u", file_name="x.pdf")},
        "sticker": {"sticker": Sticker("f", "u", 10, 10, False, False, Sticker.REGULAR)},
        "dice": {"dice": Dice(3, "🎲")},
        "location": {"location": Location(8.68, 50.11)},
        "venue": {
            "venue": Venue(Location(8.68, 50.11), "Rathaus", "Markt 1"),
            "location": Location(8.68, 50.11),
        },
        "contact": {"contact": Contact("+4930123456", "Somebody")},
        "poll": {"poll": a_poll()},
        "story": {"story": Story(Chat(5, Chat.PRIVATE), 1)},
    }


class _Refused(Exception):
    def __init__(self, status: int, description: str) -> None:
        super().__init__(description)
        self.status = status
        self.description = description


def _refusal(status: int, description: str) -> Response:
    body = {"ok": False, "error_code": status, "description": description}
    return Response(json.dumps(body), status, content_type="application/json")


def _fields(request: Request) -> dict[str, Any]:
    """Read the parameters; those that are JSON come out as what they mean, texts as they are."""
    data: dict[str, Any] = dict(request.form)
    for key in ("reply_markup", "commands", "scope", "link_preview_options", "allowed_updates"):
        if key in data:
            data[key] = json.loads(data[key])
    return data


class _Html(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.text = ""
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        if tag not in _TAGS:
            raise _Refused(400, f"Bad Request: can't parse entities: unsupported start tag {tag}")
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            raise _Refused(400, "Bad Request: can't parse entities: unexpected end tag")

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_entityref(self, name: str) -> None:
        self.text += unescape(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.text += unescape(f"&#{name};")


def _plain(html: str) -> str:
    """Return what is read of an HTML message; raise as Telegram does if it is not in order."""
    reader = _Html()
    reader.feed(html)
    reader.close()
    if reader.open or "<" in re.sub(r"</?[a-z-]+( [^<>]*)?>", "", html):
        raise _Refused(400, "Bad Request: can't parse entities")
    return reader.text
