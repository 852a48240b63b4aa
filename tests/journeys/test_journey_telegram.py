"""A person on Telegram, through everything that is real: gateway, Rasa, action server, database."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import pytest
from telegram import Message

from language.codes import LANGUAGES, OWN_NAMES
from language.phrases import Phrases
from tests.bot.fake_telegram import FakeTelegram
from tests.journeys.conftest import Newcomer
from tests.journeys.house import House
from tests.journeys.questions import QUESTIONS, bare, marks, missing
from tests.journeys.traces import found_in_logs

pytestmark = [pytest.mark.slow, pytest.mark.asyncio, pytest.mark.timeout(300)]

SOON = 30.0  # seconds; a test machine may have more to do
HONEST_WITHIN = 10.0


@pytest.mark.parametrize("language", LANGUAGES)
async def test_first_contact_is_four_buttons_then_a_welcome(
    newcomer: Newcomer, phrases: Phrases, language: str
) -> None:
    person = newcomer()
    person.say("/start")
    asked = await person.reply(SOON)

    person.press(OWN_NAMES[language])
    welcome = await person.reply(SOON)

    assert asked.buttons == tuple((OWN_NAMES[code], f"language:{code}") for code in LANGUAGES)
    assert bare(welcome.text) == bare(phrases.say("gateway_welcome", language))


@pytest.mark.parametrize("language", LANGUAGES)
async def test_question_in_no_training_file_gets_the_right_article(
    newcomer: Newcomer, house: House, phrases: Phrases, language: str
) -> None:
    question = QUESTIONS[language]
    person = newcomer(language_code=None)

    person.say(question.text)
    answer, asked = await person.replies(2, SOON)

    assert missing(marks(house.article(question.article), language, phrases), answer.text) == []
    assert [payload for _, payload in asked.buttons] == [f"language:{code}" for code in LANGUAGES]


async def test_buttons_lead_from_the_menu_to_an_answer(
    newcomer: Newcomer, house: House, phrases: Phrases, telegram: FakeTelegram
) -> None:
    person = newcomer()
    person.say("/start lang_fa")
    await person.reply(SOON)
    presses = len(telegram.calls_of("answerCallbackQuery"))

    for button in ("menu", "area:clubs", "article:clubs-library"):
        person.press(button)
        heard = await person.reply(SOON)

    assert missing(marks(house.article("clubs-library"), "fa", phrases), heard.text) == []
    assert len(telegram.calls_of("answerCallbackQuery")) == presses + 3


async def test_edited_message_is_answered_in_its_new_words(
    newcomer: Newcomer, house: House, phrases: Phrases
) -> None:
    person = newcomer()
    person.say("/start lang_de")
    await person.reply(SOON)
    message = person.say(QUESTIONS["de"].text)
    await person.reply(SOON)

    person.edit(message, "Mein Sohn wird bald zwei, ab wann steht ihm ein Platz in der Kita zu?")
    answer = await person.reply(SOON)

    assert missing(marks(house.article("kita-legal-claim"), "de", phrases), answer.text) == []


async def test_voice_photo_and_location_get_their_sentences(newcomer: Newcomer, phrases: Phrases) -> None:
    person = newcomer()
    person.say("/start lang_ar")
    await person.reply(SOON)

    person.send_voice()
    person.send_photo()
    person.send_location()
    heard = await person.replies(3, SOON)

    expected = [phrases.say(f"gateway_{kind}", "ar") for kind in ("voice", "photo", "location")]
    assert [bare(message.text) for message in heard] == [bare(sentence) for sentence in expected]


async def test_ten_quick_messages_are_taken_together_and_what_follows_comes_after(
    newcomer: Newcomer, house: House, phrases: Phrases
) -> None:
    lines = ["hello", "I am new here", "I have two kids", "they like football", "so", "how", "can they", "join",
             "a sports club", "here?"]  # fmt: skip
    person = newcomer()
    person.say("/start lang_en")
    await person.reply(SOON)

    for line in lines:
        person.say(line)
    person.press("menu")
    answer, menu = await person.replies(2, SOON)

    said = [event["text"] for event in house.tracker(person.chat.id)["events"] if event["event"] == "user"]
    assert said == ["\n".join(lines), '/choose{"choice": "menu"}']
    assert missing(marks(house.article("clubs-sports-join"), "en", phrases), answer.text) == []
    assert menu.text == phrases.say("say_menu", "en")


async def test_update_that_comes_twice_is_answered_once(newcomer: Newcomer, telegram: FakeTelegram) -> None:
    person = newcomer()
    person.say("/start lang_en")
    await person.reply(SOON)
    question = Message(
        telegram.next_number(), datetime.now(UTC), person.chat, person.user, text=QUESTIONS["en"].text
    )

    update = telegram.deliver(message=question)
    telegram.deliver_again(update)
    answer = await person.reply(SOON)
    telegram.deliver_again(update)
    person.say("/help")
    helped = await person.reply(SOON)

    assert "football" not in helped.text
    assert [heard.text for heard in telegram.heard_by(person.chat.id)][1:] == [answer.text, helped.text]


async def test_answer_arrives_although_telegram_refuses_at_first(
    newcomer: Newcomer, telegram: FakeTelegram, house: House, phrases: Phrases
) -> None:
    person = newcomer()
    person.say("/start lang_en")
    await person.reply(SOON)
    telegram.fail("getUpdates", 502)
    telegram.fail("sendMessage", 429, retry_after=1, chat_id=person.chat.id)
    telegram.fail("sendMessage", 502, times=2, chat_id=person.chat.id)

    person.say(QUESTIONS["en"].text)
    answer = await person.reply(SOON)

    tried = [call for call in telegram.calls_of("sendMessage") if call["chat_id"] == str(person.chat.id)]
    assert missing(marks(house.article("clubs-sports-join"), "en", phrases), answer.text) == []
    assert len(tried) == 1 + 4  # the welcome, three refusals, the answer


@pytest.mark.parametrize("telegram", ["polling"], indirect=True)
async def test_rasa_that_hangs_means_an_honest_sentence_in_time(
    newcomer: Newcomer, house: House, phrases: Phrases
) -> None:
    person = newcomer()
    person.say("/start lang_fa")
    await person.reply(SOON)

    house.freeze("rasa")
    try:
        person.say(QUESTIONS["fa"].text)
        honest = await person.reply(HONEST_WITHIN)
    finally:
        house.thaw("rasa")

    assert bare(honest.text) == _honest_sentence(phrases, "fa")


async def test_rasa_killed_in_the_middle_means_an_honest_sentence_until_it_is_back(
    newcomer: Newcomer, house: House, phrases: Phrases
) -> None:
    person = newcomer()
    person.say("/start lang_ar")
    await person.reply(SOON)

    house.freeze("rasa")
    person.say(QUESTIONS["ar"].text)
    await asyncio.sleep(2)  # the gateway waits a moment for more words, then it asks
    house.kill("rasa")
    in_the_middle = await person.reply(HONEST_WITHIN)
    person.say(QUESTIONS["ar"].text)
    while_away = await person.reply(HONEST_WITHIN)
    house.start("rasa")
    person.say(QUESTIONS["ar"].text)
    answer = await person.reply(SOON)

    assert [bare(in_the_middle.text), bare(while_away.text)] == [_honest_sentence(phrases, "ar")] * 2
    assert missing(marks(house.article("work-minimum-wage"), "ar", phrases), answer.text) == []


async def test_all_these_journeys_left_nothing_in_any_log(house: House, telegram: FakeTelegram) -> None:
    assert len(telegram.heard) > 20
    assert found_in_logs(house, {question.text for question in QUESTIONS.values()}) == []


def _honest_sentence(phrases: Phrases, language: str) -> str:
    hotlines = phrases.say("gateway_hotlines", language)
    assert "112" in hotlines
    return bare(phrases.say("gateway_failure", language, hotlines=hotlines))
