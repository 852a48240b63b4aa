"""What the journeys share: the running house, a fake Telegram with the real gateway at it, newcomers."""

from __future__ import annotations

import asyncio
import itertools
import logging
from collections.abc import Callable, Iterator

import pytest
from telegram import Chat, User

from dialogue.rasa_client import NoReply, RasaClient
from language.phrases import Phrases
from tests.bot.fake_telegram import FakeTelegram, TelegramPerson
from tests.journeys.house import House, made_house
from tests.journeys.questions import QUESTIONS

NAME = "Quastelfranz"
Newcomer = Callable[..., TelegramPerson]
_chat_ids = itertools.count(7_312_345_001)  # more than 32 bits, as real ones


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Everything but the gateway, running and warm."""
    with made_house(tmp_path_factory.mktemp("house")).open() as house:
        asyncio.run(_warmed_up(house.settings.rasa_url))
        yield house


@pytest.fixture(scope="session")
def bot_api() -> Iterator[FakeTelegram]:
    """One Telegram for everything: it never uses the number of an update twice."""
    logging.getLogger("werkzeug").setLevel(
        logging.WARNING
    )  # a line for each poll would bury a failure's reason
    with FakeTelegram().open() as fake:
        yield fake


@pytest.fixture(scope="session", params=["polling", "webhook"])
def telegram(request: pytest.FixtureRequest, house: House, bot_api: FakeTelegram) -> Iterator[FakeTelegram]:
    """The Telegram where the real gateway listens, in one of both ways."""
    with house.gateway(bot_api, request.param):
        yield bot_api


@pytest.fixture
def newcomer(house: House, telegram: FakeTelegram) -> Newcomer:
    """Somebody who never wrote before."""

    def arrive(language_code: str | None = "en") -> TelegramPerson:
        person = TelegramPerson(telegram, next(_chat_ids), language_code)
        person.chat = Chat(person.chat.id, Chat.PRIVATE, first_name=NAME)
        person.user = User(person.chat.id, NAME, is_bot=False, language_code=language_code)
        house.secrets |= {NAME, str(person.chat.id)}
        return person

    return arrive


@pytest.fixture(scope="session")
def phrases() -> Phrases:
    """The fixed sentences."""
    return Phrases.load()


async def _warmed_up(rasa_url: str) -> None:
    """Ask in each language once: the first question opens what all others only use."""
    rasa = RasaClient(rasa_url, timeout=60)
    try:
        for language, question in QUESTIONS.items():
            await rasa.ask(f"warm-up-{language}", question.text)
    except NoReply as failure:
        pytest.fail(f"The house does not answer: {failure}")
    finally:
        await rasa.close()
