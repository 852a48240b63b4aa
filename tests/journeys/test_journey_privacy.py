"""What people write stays between them and the assistant: not in any log, not in the database; Rasa knows no Telegram number.

Also when things go wrong, for that is when programs like to write down what they were just doing.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from tests.bot.fake_telegram import TelegramPerson
from tests.journeys.conftest import NAME, Newcomer
from tests.journeys.house import House
from tests.journeys.traces import found_in_database, found_in_logs

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

polling_only = pytest.mark.parametrize("telegram", ["polling"], indirect=True)

SOON = 30.0
WORD, ARABIC_WORD, PHONE = "zwirbelmops", "زقرطوفان", "+49 176 55512345"
TOLD = {
    "en": f"{WORD.title()} and {NAME} want to join a football club, call {PHONE}, how?",
    "ar": f"اسمي {ARABIC_WORD} ورقمي {PHONE}، كيف أدخل نادي كرة القدم؟",
}
SECRETS = {WORD, WORD.title(), ARABIC_WORD, PHONE, "55512345", NAME}
# Bodies that no gateway sends; each of them breaks something inside Rasa.
ODD = (
    {"sender": "odd-1", "message": {"text": TOLD["en"]}},
    {"sender": "odd-2", "message": TOLD["en"], "metadata": TOLD["ar"]},
    {"sender": "odd-3", "message": [TOLD["ar"]], "metadata": {"language": [TOLD["en"]]}},
)


@polling_only
@pytest.mark.asyncio
async def test_ordinary_journey_leaves_no_words_behind(newcomer: Newcomer, house: House) -> None:
    person = newcomer()

    await _tell_everything(person)
    told = house.python("bot.chat", "--once", TOLD["ar"])
    _try_at_the_desk(house, TOLD["en"])

    assert told.returncode == 0
    assert found_in_logs(house, SECRETS) == []
    assert found_in_database(house, SECRETS, person.chat.id) == []


@polling_only
@pytest.mark.asyncio
async def test_rasa_knows_the_words_of_a_session_but_not_whose_they_are(
    newcomer: Newcomer, house: House
) -> None:
    person = newcomer()

    await _tell_everything(person)
    tracker = house.tracker(person.chat.id)

    held = json.dumps(tracker, ensure_ascii=False)
    assert TOLD["ar"] in held
    assert str(person.chat.id) not in held
    assert f'"{NAME}"' not in held


@polling_only
@pytest.mark.asyncio
async def test_journey_with_actions_away_and_then_failing_leaves_no_words_behind(
    newcomer: Newcomer, house: House, tmp_path: Path
) -> None:
    person = newcomer()
    person.say("/start lang_en")
    await person.reply(SOON)
    copy = tmp_path / "copy.db"
    with closing(sqlite3.connect(house.folder / "house.db")) as whole, closing(sqlite3.connect(copy)) as part:
        whole.backup(part)

    house.kill("actions")
    person.say(TOLD["en"])
    away = await person.reply(SOON)
    house.start("actions", DATABASE_URL=f"sqlite:///{copy}")
    with closing(sqlite3.connect(copy)) as broken:
        broken.execute("DROP TABLE knowledge_change")
    person.say(TOLD["en"])
    failing = await person.reply(SOON)
    house.kill("actions")
    house.start("actions")

    assert "112" in away.text
    assert failing.text == away.text
    assert "OperationalError" in house.log("actions")
    assert found_in_logs(house, SECRETS) == []
    assert found_in_database(house, SECRETS, person.chat.id) == []


@pytest.mark.parametrize("body", ODD, ids=lambda body: str(body["sender"]))
def test_error_inside_rasa_leaves_no_words_behind(house: House, body: dict[str, object]) -> None:
    logged = house.log("rasa").count("exception")

    httpx.post(f"{house.settings.rasa_url}/webhooks/rest/webhook", content=json.dumps(body), timeout=30)

    assert house.log("rasa").count("exception") > logged
    assert found_in_logs(house, SECRETS) == []


async def _tell_everything(person: TelegramPerson) -> None:
    person.say("/start lang_en")
    await person.reply(SOON)
    for words in TOLD.values():
        message = person.say(words)
        await person.reply(SOON)
    person.edit(message, f"{TOLD['ar']} {TOLD['en']}")
    await person.reply(SOON)
    person.forward(TOLD["en"])
    await person.replies(2, SOON)
    person.send_photo(caption=TOLD["ar"])
    await person.replies(2, SOON)
    person.say(f"/{WORD}")
    await person.reply(SOON)


def _try_at_the_desk(house: House, words: str) -> None:
    with httpx.Client(base_url=f"http://127.0.0.1:{house.settings.desk_port}", timeout=30) as browser:
        token = browser.get("/try").text.split('name="csrf_token" value="')[1].split('"')[0]
        page = browser.post("/try", data={"csrf_token": token, "text": words})
        assert page.status_code == 200
        assert WORD in page.text.casefold()
