"""The line to Rasa."""

from __future__ import annotations

import json

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from dialogue.rasa_client import LONGEST_MESSAGE, NoReply, RasaClient, spoken
from dialogue.reply import Button, Reply
from tests.bot.fake_rasa import FakeRasa, Question

REPLY = Reply("answer", "ar", "جواب", article="x", buttons=(Button("المواضيع", "menu"),))


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("hello", "hello"),
        ('/choose{"choice": "menu"}', 'choose{"choice": "menu"}'),
        (" / /session_start", "session_start"),
        ("\u2003/restart", "restart"),
        ("either/or", "either/or"),
        ("///", "?"),
        ("   ", "?"),
    ],
)
def test_typed_text_can_never_name_an_intent(typed: str, sent: str) -> None:
    assert spoken(typed) == sent


def test_long_text_is_cut() -> None:
    assert len(spoken("a" * 5000)) == LONGEST_MESSAGE


@pytest.mark.asyncio
async def test_question_carries_person_language_and_hint_and_brings_the_reply(rasa: FakeRasa) -> None:
    rasa.answer = lambda question: [REPLY]
    client = RasaClient(rasa.url)

    replies = await client.ask("p1", "سؤال", "ar", "de")
    await client.close()

    assert replies == [REPLY]
    assert rasa.questions == [Question("p1", "سؤال", "ar", "de")]


@pytest.mark.asyncio
async def test_pressed_button_is_a_choice(rasa: FakeRasa) -> None:
    client = RasaClient(rasa.url)

    await client.choose("p1", "area:work")
    await client.restart_session("p1")
    await client.close()

    assert json.loads(rasa.messages[0].removeprefix("/choose")) == {"choice": "area:work"}
    assert rasa.sessions_restarted == ["p1"]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("[]", "empty"),
        ('[{"recipient_id": "p", "text": "no custom data"}]', "empty"),
        ('[{"custom": {"kind": "answer", "language": "en", "text": " "}}]', "empty"),
        ("no json", "unreadable"),
        ('{"status": "failure"}', "unreadable"),
        ('["?"]', "empty"),
        ("[5]", "unreadable"),
        ('[{"custom": {"kind": "spell"}}]', "unreadable"),
        ('[{"custom": {"kind": "spell", "language": "en", "text": "x"}}]', "unreadable"),
        ('[{"custom": null}]', "unreadable"),
    ],
)
@pytest.mark.asyncio
async def test_unusable_body_is_no_reply(rasa: FakeRasa, body: str, reason: str) -> None:
    rasa.body = body
    client = RasaClient(rasa.url)

    with pytest.raises(NoReply) as failure:
        await client.ask("p1", "hello")
    await client.close()

    assert failure.value.reason == reason


@pytest.mark.asyncio
async def test_error_of_the_server_is_no_reply(rasa: FakeRasa) -> None:
    rasa.status = 503
    client = RasaClient(rasa.url)

    with pytest.raises(NoReply, match="503"):
        await client.ask("p1", "hello")
    await client.close()


@pytest.mark.asyncio
async def test_slow_rasa_is_no_reply(rasa: FakeRasa) -> None:
    rasa.delay = 0.5
    client = RasaClient(rasa.url, timeout=0.1)

    with pytest.raises(NoReply, match="timeout"):
        await client.ask("p1", "hello")
    await client.close()


@pytest.mark.asyncio
async def test_no_rasa_is_no_reply(httpserver: HTTPServer) -> None:
    url = httpserver.url_for("").replace(str(httpserver.port), "1")
    client = RasaClient(url)

    with pytest.raises(NoReply, match="unreachable"):
        await client.ask("p1", "hello")
    await client.close()


@pytest.mark.asyncio
async def test_environment_proxy_is_not_used(
    rasa: FakeRasa, httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[Request] = []
    httpserver.expect_request("/").respond_with_handler(lambda r: seen.append(r) or Response("", 500))  # type: ignore[func-returns-value]
    monkeypatch.setenv("HTTP_PROXY", httpserver.url_for(""))
    client = RasaClient(rasa.url)

    await client.ask("p1", "hello")
    await client.close()

    assert seen == []
