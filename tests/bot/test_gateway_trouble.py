"""When something fails: nobody is left in silence, and nobody is answered twice."""

from __future__ import annotations

import asyncio
import logging

import httpx
import pytest
from pydantic import SecretStr

from bot.gateway.equipment import Equipment
from bot.gateway.running import CannotRun, running
from language.phrases import Phrases
from people.services.outbox import Outbox
from people.services.persons import PersonService
from people.services.updates import UpdateLog
from settings import Settings
from storage.base import Base
from storage.encryption import Vault
from storage.engine import Database
from tests.bot.conftest import QUICK, impatient
from tests.bot.fake_rasa import FakeRasa, Question, usual_answer
from tests.bot.fake_telegram import FakeTelegram, TelegramPerson

pytestmark = pytest.mark.asyncio


def failure(phrases: Phrases, language: str) -> str:
    return phrases.say("gateway_failure", language, hotlines=phrases.say("gateway_hotlines", language))


async def test_too_many_requests_is_waited_for(
    gateway: Equipment, person: TelegramPerson, telegram: FakeTelegram, phrases: Phrases
) -> None:
    telegram.fail("sendMessage", 429, retry_after=1)
    person.send_voice()

    assert (await person.reply()).text == phrases.say("gateway_voice", "en")
    assert gateway.counters.of("telegram_RetryAfter") == 1


async def test_server_errors_are_tried_again(
    gateway: Equipment, person: TelegramPerson, telegram: FakeTelegram, phrases: Phrases
) -> None:
    telegram.fail("sendMessage", 502, times=3)
    person.send_voice()

    assert (await person.reply()).text == phrases.say("gateway_voice", "en")


async def test_answer_that_telegram_could_not_take_comes_later(
    gateway: Equipment, person: TelegramPerson, telegram: FakeTelegram, phrases: Phrases
) -> None:
    telegram.fail("sendMessage", 500, times=6)
    person.send_voice()

    assert (await person.reply()).text == phrases.say("gateway_voice", "en")
    assert gateway.counters.of("messages_promised") == 1


async def test_wrong_request_is_not_repeated(
    gateway: Equipment, person: TelegramPerson, telegram: FakeTelegram, phrases: Phrases
) -> None:
    telegram.fail("sendMessage", 400)
    person.send_voice()
    person.send_location()

    assert (await person.reply()).text == phrases.say("gateway_location", "en")


async def test_person_who_blocked_us_is_marked_not_retried_and_welcome_again(
    gateway: Equipment,
    person: TelegramPerson,
    telegram: FakeTelegram,
    database: Database,
    vault: Vault,
    phrases: Phrases,
) -> None:
    telegram.blocked_by.add(person.chat.id)
    person.send_voice()
    other = TelegramPerson(telegram, 7009)
    async with asyncio.timeout(10):
        while not _is_blocked(database, vault):
            await asyncio.sleep(0.01)
    tries = [call for call in telegram.calls_of("sendMessage") if call["chat_id"] == "7001"]

    telegram.blocked_by.clear()
    person.send_location()
    said = await person.reply()
    other.send_voice()
    await other.reply()

    assert len(tries) == 1
    assert said.text == phrases.say("gateway_location", "en")
    assert not _is_blocked(database, vault)


async def test_news_of_a_block_is_noted(
    gateway: Equipment, person: TelegramPerson, database: Database, vault: Vault
) -> None:
    person.block()
    async with asyncio.timeout(10):
        while not _is_blocked(database, vault):
            await asyncio.sleep(0.01)
    person.unblock()
    person.send_voice()
    await person.reply()

    assert not _is_blocked(database, vault)


async def test_too_many_messages_get_one_friendly_sentence(
    settings: Settings, person: TelegramPerson, telegram: FakeTelegram, phrases: Phrases
) -> None:
    async with running(settings.model_copy(update={"rate_limit_per_minute": 2}), QUICK):
        for _ in range(5):
            person.send_voice()
        other = TelegramPerson(telegram, 7003)
        heard = await person.replies(3)
        other.send_voice()
        await other.reply()

    assert [message.text for message in heard] == [
        phrases.say(f"gateway_{kind}", "en") for kind in ("voice", "voice", "too_many")
    ]
    assert len(telegram.heard_by(person.chat.id)) == 3


@pytest.mark.parametrize("body", ["not json", "{}", "[]", '[{"custom": {"kind": "?"}}]', '[{"text": "hi"}]'])
async def test_unusable_reply_of_rasa_is_answered_with_hotlines(
    gateway: Equipment, person: TelegramPerson, rasa: FakeRasa, phrases: Phrases, body: str
) -> None:
    rasa.body = body
    person.say("Was kostet ein Deutschkurs?")

    assert (await person.reply()).text == failure(phrases, "de")


async def test_slow_rasa_does_not_keep_the_person_waiting(
    settings: Settings, person: TelegramPerson, rasa: FakeRasa, phrases: Phrases
) -> None:
    rasa.delay = 1.5
    async with running(settings, impatient(answer_within=0.2, shortest_try=0.1)):
        person.say("What does a German course cost?")

        assert (await person.reply()).text == failure(phrases, "en")


@pytest.mark.parametrize(
    ("hint", "text", "language"),
    [("fa", "/help", "fa"), ("uk", "/help", "en"), ("en", "كم تكلف دورة اللغة الألمانية؟", "ar")],
)
async def test_broken_database_is_answered_with_hotlines_in_the_best_known_language(
    gateway: Equipment,
    telegram: FakeTelegram,
    database: Database,
    phrases: Phrases,
    hint: str,
    text: str,
    language: str,
) -> None:
    Base.metadata.drop_all(database.engine.execution_options(write=True))
    person = TelegramPerson(telegram, 7004, hint)
    person.say(text)

    said = await person.reply()

    bare = "".join(letter for letter in said.text if letter not in "\u200f\u2066\u2068\u2069")
    assert bare == failure(phrases, language)
    assert gateway.counters.of("failed_database") == 1


async def test_error_nobody_foresaw_is_counted_and_the_person_is_told(
    gateway: Equipment, person: TelegramPerson, phrases: Phrases, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> bool:
        raise ZeroDivisionError

    monkeypatch.setattr(gateway.said, "first", broken)
    person.react()

    assert (await person.reply()).text == failure(phrases, "en")
    assert gateway.counters.of("error_ZeroDivisionError") == 1


async def test_update_answered_before_a_restart_is_not_answered_again(
    settings: Settings, person: TelegramPerson, telegram: FakeTelegram, rasa: FakeRasa
) -> None:
    async with running(settings, QUICK):
        update = telegram.deliver(message=person.say("only once"))
        await person.replies(2)
    before = len(rasa.messages)
    async with running(settings, QUICK):
        telegram.deliver_again(update)
        person.say("next")
        await person.reply()

    assert rasa.messages[before:] == ["next"]


async def test_person_is_told_when_a_crash_swallowed_their_message(
    settings: Settings, person: TelegramPerson, database: Database, vault: Vault, phrases: Phrases
) -> None:
    with database.session() as session:
        somebody = PersonService(session, vault).of_telegram(person.chat.id)
        somebody.language = "de"
        UpdateLog(session).begin(1, somebody.id)

    async with running(settings, QUICK):
        assert (await person.reply()).text == phrases.say("gateway_interrupted", "de")
    async with running(settings, QUICK):
        person.send_voice()
        assert (await person.reply()).text == phrases.say("gateway_voice", "de")


async def test_promised_messages_arrive_in_order(
    gateway: Equipment, person: TelegramPerson, database: Database, vault: Vault, telegram: FakeTelegram
) -> None:
    telegram.fail("sendMessage", 500)
    with database.session() as session:
        somebody = PersonService(session, vault).of_telegram(person.chat.id)
        for text in ("first", "second", "third"):
            Outbox(session, vault).put(somebody.id, text, "en")

    heard = await person.replies(3)

    assert [message.text for message in heard] == ["first", "second", "third"]


async def test_promise_to_someone_who_blocked_us_ends_with_the_reason(
    gateway: Equipment, person: TelegramPerson, database: Database, vault: Vault, telegram: FakeTelegram
) -> None:
    telegram.blocked_by.add(person.chat.id)
    with database.session() as session:
        somebody = PersonService(session, vault).of_telegram(person.chat.id)
        Outbox(session, vault).put(somebody.id, "hello", "en")

    async with asyncio.timeout(10):
        while not _is_blocked(database, vault):
            await asyncio.sleep(0.01)
        while True:
            with database.session() as session:
                if not Outbox(session, vault).due():
                    break
            await asyncio.sleep(0.01)

    assert len(telegram.calls_of("sendMessage")) == 1


async def test_messages_of_one_person_are_answered_in_order_while_others_go_on(
    gateway: Equipment, person: TelegramPerson, telegram: FakeTelegram, rasa: FakeRasa
) -> None:
    other = TelegramPerson(telegram, 7005)

    def slow_first(question: Question) -> list:  # type: ignore[type-arg]
        rasa.delay = 0.0
        return usual_answer(question)

    rasa.answer, rasa.delay = slow_first, 0.5
    person.say("slow")
    async with asyncio.timeout(10):
        while not rasa.messages:
            await asyncio.sleep(0.005)
    rasa.delay = 0.0
    person.press_payload("menu")
    person.say("after the menu")
    other.say("quick")
    await other.replies(2)
    heard_before = telegram.heard_by(person.chat.id)
    heard = await person.replies(4)

    assert heard_before == []
    answers = [message.text for message in heard if len(message.buttons) == 1]
    assert answers == ["Answer to slow", "Topics", "Answer to after the menu"]


async def test_session_of_rasa_is_begun_anew_now_and_then(
    settings: Settings, person: TelegramPerson, rasa: FakeRasa
) -> None:
    async with running(settings.model_copy(update={"rate_limit_per_minute": 100}), QUICK):
        person.say("/start lang_en")
        await person.reply()
        for number in range(20):
            person.press_payload("menu" if number % 2 else "repeat")
        await person.replies(20)
        person.say("one more")
        await person.reply()

    assert rasa.sessions_restarted == [rasa.questions[0].sender]


async def test_wrong_webhook_secret_is_refused(
    settings: Settings, telegram: FakeTelegram, rasa: FakeRasa
) -> None:
    async with (
        running(settings.model_copy(update={"telegram_mode": "webhook"}), QUICK),
        httpx.AsyncClient(trust_env=False) as http,
    ):
        url = str(settings.webhook_url)
        wrong = await http.post(url, json={"update_id": 1}, headers={"X-Telegram-Bot-Api-Secret-Token": "no"})
        missing = await http.post(url, json={"update_id": 1})

    assert [wrong.status_code, missing.status_code] == [403, 403]


async def test_refused_token_is_one_clear_sentence_without_the_token(settings: Settings) -> None:
    bad = settings.model_copy(update={"telegram_token": SecretStr("1:wrong")})

    with pytest.raises(CannotRun, match="TELEGRAM_TOKEN") as problem:
        async with running(bad, QUICK):
            pass

    assert "1:wrong" not in str(problem.value)


async def test_telegram_out_of_reach_at_the_start_is_waited_for(
    settings: Settings, telegram: FakeTelegram, person: TelegramPerson, phrases: Phrases
) -> None:
    telegram.fail("getMe", 502, times=2)
    async with running(settings, QUICK):
        person.send_voice()

        assert (await person.reply()).text == phrases.say("gateway_voice", "en")


async def test_logs_quote_no_text_no_name_no_number_and_no_token(
    settings: Settings,
    person: TelegramPerson,
    telegram: FakeTelegram,
    rasa: FakeRasa,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO)
    async with running(settings, QUICK):
        person.say("my secret words")
        await person.replies(2)
        rasa.status, telegram_fails = 500, 2
        telegram.fail("sendMessage", 502, times=telegram_fails)
        person.say("my secret words")
        await person.reply()

    ours = [r for r in caplog.records if r.name.split(".")[0] in ("bot", "people", "storage")]
    written = " ".join(str(vars(record)) for record in ours)
    assert ours
    for secret in ("secret words", "7001", "Somebody", "TEST-token"):
        assert secret not in written


def _is_blocked(database: Database, vault: Vault) -> bool:
    with database.session() as session:
        return PersonService(session, vault).of_telegram(7001).blocked_at is not None
