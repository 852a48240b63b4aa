"""`python -m bot.gateway` as a process: killed, restarted, asked to stop."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from language.phrases import Phrases
from people.services.persons import PersonService
from settings import Settings
from storage.encryption import Vault
from storage.engine import Database
from tests.bot.conftest import SECRET_KEY
from tests.bot.fake_rasa import FakeRasa
from tests.bot.fake_telegram import TOKEN, FakeTelegram, TelegramPerson

ROOT = Path(__file__).resolve().parents[2]
Start = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def start(settings: Settings) -> Iterator[Start]:
    """Start the gateway; whatever still runs at the end of the test is killed."""
    started: list[subprocess.Popen[str]] = []

    def start(**environment: str) -> subprocess.Popen[str]:
        told = {
            "DATABASE_URL": settings.database_url,
            "SECRET_KEY": SECRET_KEY,
            "RASA_URL": settings.rasa_url,
            "TELEGRAM_TOKEN": TOKEN,
            "TELEGRAM_API_URL": settings.telegram_api_url,
            "TELEGRAM_MODE": "polling",
        }
        process = subprocess.Popen(  # noqa: S603
            [sys.executable, "-m", "bot.gateway"],
            cwd=ROOT,
            env=os.environ | told | environment,
            stderr=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.wait()
        if process.stderr:
            process.stderr.close()


@pytest.mark.asyncio
@pytest.mark.timeout(90)
async def test_killed_gateway_apologises_and_a_stopped_one_finishes_its_answers(
    start: Start,
    person: TelegramPerson,
    telegram: FakeTelegram,
    rasa: FakeRasa,
    database: Database,
    vault: Vault,
    phrases: Phrases,
) -> None:
    with database.session() as session:
        PersonService(session, vault).of_telegram(person.chat.id).language = "en"
    first = start()
    rasa.delay = 3.0
    person.say("my secret words")
    await _until(lambda: len(rasa.messages) == 1)
    first.kill()
    rasa.delay = 0.5

    second = start()
    sorry = (await person.replies(1, within=40))[0]
    person.say("my secret words again")
    await _until(lambda: len(rasa.messages) == 2)
    second.send_signal(signal.SIGTERM)
    answer = (await person.replies(1, within=40))[0]
    _, written = await asyncio.to_thread(second.communicate)

    assert sorry.text == phrases.say("gateway_interrupted", "en")
    assert answer.text == "Answer to my secret words again"
    assert second.returncode == 0
    assert "gateway stopped" in written
    for secret in ("secret words", "7001", "Somebody", "TEST-token"):
        assert secret not in written


@pytest.mark.parametrize(
    ("environment", "hint"),
    [
        ({"TELEGRAM_TOKEN": ""}, "TELEGRAM_TOKEN"),
        ({"TELEGRAM_TOKEN": "1:wrong"}, "TELEGRAM_TOKEN"),
        ({"TELEGRAM_MODE": "webhook"}, "WEBHOOK_URL"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY"),
    ],
)
def test_setting_that_cannot_work_ends_with_one_sentence(
    start: Start, environment: dict[str, str], hint: str
) -> None:
    process = start(**environment)

    _, written = process.communicate(timeout=60)

    assert process.returncode == 1
    assert hint in written.splitlines()[-1]
    assert "Traceback" not in written
    assert "1:wrong" not in written


async def _until(happened: Callable[[], bool]) -> None:
    async with asyncio.timeout(40):
        while not happened():
            await asyncio.sleep(0.01)
