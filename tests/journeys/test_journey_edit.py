"""A staff edit is live on the next question, in every process, without a restart."""

from __future__ import annotations

import asyncio

import httpx
import pytest

from dialogue.rasa_client import RasaClient
from dialogue.reply import Reply
from knowledge.services.articles import ArticleService
from tests.journeys.house import House
from tests.journeys.questions import QUESTIONS

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

NEW_WORDS = "Ab morgen leiht Ihnen der rote Bücherbus am Marktplatz alles ohne Ausweis."


def test_edited_article_is_answered_in_its_new_words_by_both_action_servers(house: House) -> None:
    question, ports = QUESTIONS["de"], (house.settings.actions_port, house.other_actions_port)
    before = [_asked(port, question.text) for port in ports]

    with house.database() as database, database.session() as session:
        ArticleService(session).edit_text(
            question.article, "de", "a colleague", small_fix=True, short=NEW_WORDS
        )
    after = [_asked(port, question.text) for port in ports]
    through_rasa = asyncio.run(_asked_through_rasa(house, question.text))

    assert [reply.article for reply in (*before, *after, through_rasa)] == [question.article] * 5
    assert not any(NEW_WORDS in reply.text for reply in before)
    assert all(NEW_WORDS in reply.text for reply in (*after, through_rasa))


def _asked(port: int, question: str) -> Reply:
    """Ask an action server as Rasa does."""
    said = {"text": question, "intent": {"name": "ask"}, "entities": [], "metadata": {"language": "de"}}
    call = {
        "next_action": "action_answer",
        "sender_id": "somebody",
        "tracker": {"sender_id": "somebody", "slots": {}, "latest_message": said, "events": []},
        "domain": {},
    }
    answer = httpx.post(f"http://127.0.0.1:{port}/webhook", json=call, timeout=60)
    return Reply.from_dict(answer.json()["responses"][0]["custom"])


async def _asked_through_rasa(house: House, question: str) -> Reply:
    rasa = RasaClient(house.settings.rasa_url, timeout=60)
    try:
        return (await rasa.ask("somebody-else", question))[0]
    finally:
        await rasa.close()
