"""Commands, links from posters and the choice of a language."""

from __future__ import annotations

import pytest

from bot.gateway.commands import linked
from bot.gateway.visit import nearest_language
from dialogue.reply import Reply
from language.codes import LANGUAGES
from language.phrases import Phrases
from people.services.persons import PersonService
from storage.encryption import Vault
from storage.engine import Database
from tests.bot.fake_rasa import FakeRasa
from tests.bot.fake_telegram import FakeTelegram, TelegramPerson

journey = pytest.mark.usefixtures("gateway")


@pytest.mark.parametrize(
    ("text", "payload"),
    [
        ("/start area_work", "area:work"),
        ("/start article_integration-course-cost", "article:integration-course-cost"),
        ("/start lang_fa", "language:fa"),
        ("/start", None),
        ("/start lang_xx", None),
        ("/start area_", None),
        ("/start <script>", None),
        ("/start menu", None),
    ],
)
def test_start_payload_becomes_a_button_of_ours_or_nothing(text: str, payload: str | None) -> None:
    assert linked(text) == payload


@pytest.mark.parametrize(
    ("code", "language"),
    [("de-AT", "de"), ("prs", "fa"), ("ar", "ar"), ("en_GB", "en"), ("uk", None), ("", None), (None, None)],
)
def test_telegram_language_leads_to_the_nearest_of_ours(code: str | None, language: str | None) -> None:
    assert nearest_language(code) == language


@journey
@pytest.mark.asyncio
async def test_link_on_a_poster_opens_its_topic(person: TelegramPerson, rasa: FakeRasa) -> None:
    person.say("/start area_work")

    await person.replies(1)

    assert rasa.messages == ['/choose{"choice": "area:work"}']


@journey
@pytest.mark.asyncio
async def test_link_with_a_language_needs_no_question(person: TelegramPerson, phrases: Phrases) -> None:
    person.say("/start lang_de")

    assert (await person.reply()).text == phrases.say("gateway_welcome", "de")


@journey
@pytest.mark.asyncio
async def test_bad_link_is_like_no_link(person: TelegramPerson, rasa: FakeRasa) -> None:
    person.say("/start nonsense_%%")

    asked = await person.reply()

    assert len(asked.buttons) == 4
    assert rasa.messages == []


@journey
@pytest.mark.asyncio
async def test_start_of_a_known_person_keeps_the_other_languages_in_reach(person: TelegramPerson) -> None:
    person.say("/start lang_en")
    await person.reply()
    person.say("/start")

    welcome = await person.reply()

    assert [payload for _, payload in welcome.buttons] == [
        "menu", "language:ar", "language:fa", "language:de",
    ]  # fmt: skip


@journey
@pytest.mark.asyncio
async def test_language_help_and_start_work_while_rasa_is_down(
    person: TelegramPerson, rasa: FakeRasa, phrases: Phrases
) -> None:
    rasa.status = 500
    for command in ("/start", "/language", "/help"):
        person.say(command)
    await person.replies(3)

    person.press("language:de")
    await person.reply()
    person.say("/help")
    helped = await person.reply()
    person.say("/menu")
    failed = await person.reply()

    assert helped.text == phrases.say("gateway_help", "de")
    assert failed.text == phrases.say("gateway_failure", "de", hotlines=phrases.say("gateway_hotlines", "de"))


@journey
@pytest.mark.asyncio
async def test_changed_language_offers_the_last_answer_again(
    person: TelegramPerson, rasa: FakeRasa, phrases: Phrases
) -> None:
    person.say("what does a course cost?")
    await person.replies(2)

    person.press("language:de")
    changed = await person.reply()
    person.press("repeat")
    await person.reply()

    assert changed.text == phrases.say("say_language_changed", "de")
    assert rasa.questions[-1].message == '/choose{"choice": "repeat"}'
    assert rasa.questions[-1].language == "de"


@journey
@pytest.mark.asyncio
async def test_language_asked_for_in_words_is_kept(person: TelegramPerson, rasa: FakeRasa) -> None:
    rasa.answer = lambda question: [Reply("smalltalk", "de", "Gern.", label="switch_language:de")]
    person.say("deutsch bitte")
    await person.reply()
    person.say("danke")
    await person.reply()

    assert rasa.questions[-1].language == "de"


@journey
@pytest.mark.asyncio
async def test_unknown_command_says_which_there_are(
    person: TelegramPerson, rasa: FakeRasa, phrases: Phrases
) -> None:
    person.say("/settings")

    assert (await person.reply()).text == phrases.say("gateway_unknown_command", "en")
    assert rasa.messages == []


@journey
@pytest.mark.asyncio
async def test_typed_intent_reaches_rasa_as_mere_words(person: TelegramPerson, rasa: FakeRasa) -> None:
    person.say('/delete_data{"language":"xx"}')

    await person.replies(2)

    assert rasa.messages == ['delete_data{"language":"xx"}']


@journey
@pytest.mark.asyncio
async def test_commands_are_published_in_each_language_and_follow_the_choice(
    person: TelegramPerson, telegram: FakeTelegram, phrases: Phrases
) -> None:
    published = {call.get("language_code"): call["commands"] for call in telegram.calls_of("setMyCommands")}
    person.say("/start lang_fa")
    await person.reply()

    assert set(published) == {None, *LANGUAGES}
    assert published["ar"][0]["description"] == phrases.say("gateway_command_menu", "ar")
    own = telegram.calls_of("setMyCommands")[-1]
    assert own["scope"] == {"type": "chat", "chat_id": 7001}
    assert own["commands"][0]["description"] == phrases.say("gateway_command_menu", "fa")


@journey
@pytest.mark.asyncio
async def test_forgotten_person_begins_anew(
    person: TelegramPerson, phrases: Phrases, database: Database, vault: Vault
) -> None:
    person.say("/start lang_de")
    await person.reply()
    with database.session() as session:
        before = PersonService(session, vault).of_telegram(7001).id
    person.say("/forget")
    said = await person.reply()
    person.say("/start")
    asked = await person.reply()

    with database.session() as session:
        after = PersonService(session, vault).of_telegram(7001)
        assert after.id != before
        assert after.language is None
    assert said.text == phrases.say("say_forgotten", "de")
    assert len(asked.buttons) == 4
