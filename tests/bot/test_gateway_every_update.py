"""Whatever Telegram delivers: a fitting sentence, and nothing breaks."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from telegram import (
    BusinessConnection,
    Chat,
    ChatJoinRequest,
    ChatMemberMember,
    InlineQuery,
    Message,
    PollAnswer,
)

from bot.gateway.equipment import Equipment
from bot.gateway.unsupported import SENTENCES
from language.codes import LANGUAGES
from language.phrases import Phrases
from tests.bot.fake_rasa import FakeRasa
from tests.bot.fake_telegram import BOT, FakeTelegram, TelegramPerson, a_poll, membership, other_contents

pytestmark = [pytest.mark.asyncio, pytest.mark.usefixtures("gateway")]
GROUP = Chat(-1001, Chat.SUPERGROUP, title="Neighbours")


@pytest.mark.parametrize("kind", other_contents())
async def test_message_that_is_no_text_gets_its_own_sentence_and_a_way_on(
    person: TelegramPerson, phrases: Phrases, kind: str
) -> None:
    person.send(**other_contents()[kind])

    said = await person.reply()

    key = "gateway_location" if kind == "venue" else SENTENCES[kind]
    assert said.text == phrases.say(key, "en")
    assert [payload for _, payload in said.buttons] == ["menu"]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_sentence_comes_in_the_language_of_their_telegram_before_any_choice(
    telegram: FakeTelegram, phrases: Phrases, language: str
) -> None:
    person = TelegramPerson(telegram, 7002, language)
    person.send_voice()

    said = await person.reply()

    assert said.text.strip("\u200f") == phrases.say("gateway_voice", language)


async def test_words_under_a_picture_are_answered(person: TelegramPerson, phrases: Phrases) -> None:
    person.send_photo(caption="what is this letter?")

    note, answer, _ = await person.replies(3)

    assert note.text == phrases.say("gateway_caption", "en")
    assert answer.text == "Answer to what is this letter?"


async def test_album_gets_one_sentence(person: TelegramPerson, phrases: Phrases) -> None:
    for _ in range(3):
        person.send_photo(album="holiday")
    person.send_voice()

    heard = await person.replies(2)

    assert [message.text for message in heard] == [
        phrases.say(f"gateway_{k}", "en") for k in ("photo", "voice")
    ]


async def test_forwarded_message_is_taken_as_a_question(person: TelegramPerson, phrases: Phrases) -> None:
    person.forward("course places for sale")

    note, answer, _ = await person.replies(3)

    assert note.text == phrases.say("gateway_forwarded", "en")
    assert answer.text == "Answer to course places for sale"


async def test_very_long_message_is_read_in_part_and_the_person_is_told(
    person: TelegramPerson, phrases: Phrases, rasa: FakeRasa
) -> None:
    person.say("word " * 500)

    note, *_ = await person.replies(3)

    assert note.text == phrases.say("gateway_long", "en")
    assert len(rasa.messages[0]) <= 1000


async def test_changed_old_message_is_not_answered_again(
    person: TelegramPerson, phrases: Phrases, rasa: FakeRasa
) -> None:
    long_ago = Message(3, datetime.now(UTC), person.chat, person.user, text="old")
    person.edit(long_ago, "new")

    assert (await person.reply()).text == phrases.say("gateway_edited_long_ago", "en")
    assert rasa.messages == []


async def test_message_changed_before_its_answer_counts_in_its_new_words(
    person: TelegramPerson, rasa: FakeRasa
) -> None:
    message = person.say("curse")
    person.edit(message, "course")

    await person.replies(2)

    assert rasa.messages == ["course"]


async def test_group_is_told_once_that_we_work_in_private(
    person: TelegramPerson, telegram: FakeTelegram, phrases: Phrases, rasa: FakeRasa
) -> None:
    for text in ("hello", "is anybody there?"):
        message = Message(telegram.next_number(), datetime.now(UTC), GROUP, person.user, text=text)
        telegram.deliver(message=message)
    person.say("me")
    await person.replies(2)

    (said,) = telegram.heard_by(GROUP.id)
    assert all(phrases.say("gateway_private_only", code)[:10] in said.text for code in LANGUAGES)
    assert said.buttons == ((f"@{BOT.username}", f"https://t.me/{BOT.username}"),)
    assert rasa.messages == ["me"]


async def test_reaction_is_thanked_for_once(person: TelegramPerson, phrases: Phrases) -> None:
    person.react()
    person.react("❤")
    person.send_voice()

    heard = await person.replies(2)

    assert [message.text for message in heard] == [
        phrases.say(f"gateway_{kind}", "en") for kind in ("reaction", "voice")
    ]


async def test_what_nobody_waits_for_breaks_nothing(
    person: TelegramPerson, telegram: FakeTelegram, gateway: Equipment
) -> None:
    channel = Chat(-1002, Chat.CHANNEL, title="News")
    now = datetime.now(UTC)
    post = Message(1, now, channel, text="news")
    quiet: list[dict[str, Any]] = [
        {"channel_post": post},
        {"edited_channel_post": post},
        {"poll": a_poll(closed=True)},
        {"poll_answer": PollAnswer("1", (0,), person.user, option_persistent_ids=())},
        {"inline_query": InlineQuery("1", person.user, "course", "")},
        {"chat_join_request": ChatJoinRequest(GROUP, person.user, now, person.chat.id)},
        {"chat_member": membership(GROUP, person.user, ChatMemberMember(BOT))},
        {"business_connection": BusinessConnection("1", person.user, person.chat.id, now, True)},
        {"business_message": Message(2, now, person.chat, person.user, text="not for us")},
        {"message": Message(3, now, person.chat, person.user, pinned_message=post)},
    ]
    for update in quiet:
        telegram.deliver(**update)
    person.send_voice()

    await person.reply()

    assert len(telegram.heard) == 1
    assert [name for name in gateway.counters.as_dict() if name.startswith("error_")] == []


async def test_tampered_button_is_refused_and_nothing_reaches_rasa(
    person: TelegramPerson, telegram: FakeTelegram, phrases: Phrases, rasa: FakeRasa
) -> None:
    for payload in ('/delete_data{"a": 1}', "language:xx", "article:../etc", "menu\n", "x" * 64):
        person.press_payload(payload)

    heard = await person.replies(5)

    assert {message.text for message in heard} == {phrases.say("gateway_foreign_button", "en")}
    assert rasa.messages == []
    assert len(telegram.calls_of("answerCallbackQuery")) == 5


async def test_button_under_a_very_old_message_still_works(person: TelegramPerson, rasa: FakeRasa) -> None:
    person.press_payload("article:integration-course-cost")

    await person.replies(1)

    assert rasa.messages == ['/choose{"choice": "article:integration-course-cost"}']


async def test_update_that_cannot_be_read_stops_nobody(
    person: TelegramPerson, telegram: FakeTelegram, phrases: Phrases
) -> None:
    message = person.say("hello")
    from_the_future = message.to_dict() | {"message_id": 5, "poll": {"id": "a poll without its fields"}}
    telegram.deliver_again({"update_id": 900, "message": from_the_future}, first=True)
    telegram.deliver_again({"update_id": 901, "callback_query": {"id": 1}}, first=True)

    heard = await person.replies(3)

    assert phrases.say("gateway_other", "en") in [message.text for message in heard]


async def test_typing_is_shown_while_an_answer_is_looked_for(
    person: TelegramPerson, telegram: FakeTelegram
) -> None:
    person.say("hello")
    await person.replies(2)

    assert telegram.calls_of("sendChatAction")[0] == {"chat_id": "7001", "action": "typing"}
