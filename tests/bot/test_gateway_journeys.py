"""A person on Telegram, by polling and by webhook."""

from __future__ import annotations

import pytest

from bot.gateway.equipment import Equipment
from dialogue.reply import Reply
from language.codes import LANGUAGES, OWN_NAMES
from language.phrases import Phrases
from tests.bot.fake_rasa import FakeRasa
from tests.bot.fake_telegram import FakeTelegram, TelegramPerson

pytestmark = [pytest.mark.asyncio, pytest.mark.usefixtures("gateway_both_ways")]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_first_contact_is_four_buttons_then_a_welcome_in_the_chosen_language(
    person: TelegramPerson, phrases: Phrases, telegram: FakeTelegram, language: str
) -> None:
    person.say("/start")
    asked = await person.reply()

    person.press(OWN_NAMES[language])
    welcome = await person.reply()

    assert asked.buttons == tuple((OWN_NAMES[code], f"language:{code}") for code in LANGUAGES)
    assert asked.rows == (1, 1, 1, 1)
    assert _bare(welcome.text) == phrases.say("gateway_welcome", language)
    assert welcome.buttons[0][1] == "menu"
    assert len(telegram.calls_of("answerCallbackQuery")) == 1


async def test_question_typed_first_is_answered_before_the_language_is_asked(
    person: TelegramPerson, rasa: FakeRasa
) -> None:
    person.say("كم تكلف دورة اللغة؟")
    answer, asked = await person.replies(2)
    person.say("وأين؟")
    second = await person.replies(1)

    assert "كم تكلف دورة اللغة؟" in answer.text
    assert [payload for _, payload in asked.buttons] == [f"language:{code}" for code in LANGUAGES]
    assert len(second) == 1
    assert [question.language for question in rasa.questions] == [None, "ar"]


async def test_language_is_asked_again_when_nothing_was_understood(
    person: TelegramPerson, rasa: FakeRasa
) -> None:
    rasa.answer = lambda question: [Reply("unknown", "en", "No answer.")]
    person.say("hm")
    await person.replies(2)
    person.say("hm hm")

    _, asked = await person.replies(2)

    assert [payload for _, payload in asked.buttons] == [f"language:{code}" for code in LANGUAGES]
    assert rasa.questions[-1].language is None


async def test_pressed_button_reaches_rasa_as_a_choice(person: TelegramPerson, rasa: FakeRasa) -> None:
    person.say("what does a course cost?")
    await person.replies(2)

    person.press("All topics")
    menu = await person.reply()

    assert menu.buttons == (("Work", "area:work"),)
    assert rasa.messages[-1] == '/choose{"choice": "menu"}'


async def test_edited_message_is_answered_once_in_its_new_words(
    person: TelegramPerson, rasa: FakeRasa
) -> None:
    message = person.say("what does a curse cost?")
    await person.replies(2)

    person.edit(message, "what does a course cost?")
    person.edit(message, "what does a course cost?")  # a link preview was added
    answer = await person.reply()
    person.say("thank you")
    await person.reply()

    assert answer.text == "Answer to what does a course cost?"
    assert rasa.messages == ["what does a curse cost?", "what does a course cost?", "thank you"]


async def test_quick_messages_are_answered_together(person: TelegramPerson, rasa: FakeRasa) -> None:
    lines = [f"word {number}" for number in range(10)]
    for line in lines:
        person.say(line)

    await person.replies(2)

    assert rasa.messages == ["\n".join(lines)]


async def test_duplicate_update_is_answered_once(
    person: TelegramPerson, rasa: FakeRasa, telegram: FakeTelegram
) -> None:
    update = telegram.deliver(message=person.say("only once"))
    await person.replies(2)
    answered = len(rasa.messages)

    telegram.deliver_again(update)
    person.say("next")
    await person.reply()

    assert rasa.messages[answered:] == ["next"]


async def test_killed_rasa_means_an_honest_sentence_and_then_its_return(
    person: TelegramPerson, rasa: FakeRasa, phrases: Phrases, gateway_both_ways: Equipment
) -> None:
    person.say("first")
    await person.replies(2)

    rasa.status = 502
    person.say("second")
    honest = await person.reply()
    rasa.status = 200
    person.say("third")
    answer = await person.reply()

    assert honest.text == phrases.say("gateway_failure", "en", hotlines=phrases.say("gateway_hotlines", "en"))
    assert answer.text == "Answer to third"
    assert gateway_both_ways.counters.of("failed_rasa_status 502") == 1


async def test_voice_photo_and_location_get_their_sentences(person: TelegramPerson, phrases: Phrases) -> None:
    person.send_voice()
    person.send_photo()
    person.send_location()

    heard = await person.replies(3)

    expected = [phrases.say(f"gateway_{kind}", "en") for kind in ("voice", "photo", "location")]
    assert [message.text for message in heard] == expected


def _bare(text: str) -> str:
    return "".join(letter for letter in text if letter not in "\u200f\u2066\u2068\u2069")
