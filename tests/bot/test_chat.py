"""Talking to Wegweiser in the terminal."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
import typer
from typer.testing import CliRunner

from bot.chat import Conversation, main, pressed, shown
from dialogue.rasa_client import RasaClient
from dialogue.reply import Button, Reply
from language.phrases import Phrases
from tests.bot.fake_rasa import FakeRasa

BUTTONS = (Button("One", "article:one"), Button("Two", "menu"))


@pytest.fixture
def command(rasa: FakeRasa, monkeypatch: pytest.MonkeyPatch) -> typer.Typer:
    """`python -m bot.chat`, with RASA_URL set to the fake."""
    monkeypatch.setenv("RASA_URL", rasa.url)
    app = typer.Typer()
    app.command()(main)
    return app


@pytest.mark.parametrize("typed", ["2", "٢", "۲"])
def test_button_is_pressed_by_its_number_in_any_digits(typed: str) -> None:
    assert pressed(typed, BUTTONS) == BUTTONS[1]


@pytest.mark.parametrize("typed", ["0", "3", "two", "2a", "", "9" * 5000])
def test_anything_else_is_a_question(typed: str) -> None:
    assert pressed(typed, BUTTONS) is None


def test_reply_is_shown_with_title_and_numbered_buttons() -> None:
    reply = Reply("answer", "en", "It is free.", title="Costs", buttons=BUTTONS)

    assert shown(reply, bidi=True) == "Costs\n\nIt is free.\n\n[1] One\n[2] Two"


def test_directions_are_marked_only_if_wanted() -> None:
    reply = Reply("answer", "ar", "اتصل على 110")

    assert shown(reply, bidi=True) == "اتصل على \u2066110\u2069"
    assert shown(reply, bidi=False) == "اتصل على 110"


def test_once_prints_the_reply(command: typer.Typer, rasa: FakeRasa) -> None:
    result = CliRunner().invoke(command, ["--once", "what does it cost?", "--lang", "de"])

    assert result.exit_code == 0
    assert result.stdout == "Answer to what does it cost?\n\n[1] All topics\n"
    assert rasa.questions[0].language == "de"


def test_once_as_json_prints_exactly_the_reply(command: typer.Typer, rasa: FakeRasa) -> None:
    reply = Reply("answer", "fa", "جواب", article="x", buttons=BUTTONS)
    rasa.answer = lambda question: [reply]

    result = CliRunner().invoke(command, ["--once", "سؤال", "--json"])

    assert json.loads(result.stdout) == reply.to_dict()
    assert "جواب" in result.stdout


def test_each_run_is_a_fresh_person(command: typer.Typer, rasa: FakeRasa) -> None:
    for _ in range(2):
        CliRunner().invoke(command, ["--once", "hello"])

    first, second = rasa.questions
    assert first.sender != second.sender


def test_system_that_does_not_answer_is_one_clear_sentence(command: typer.Typer, rasa: FakeRasa) -> None:
    rasa.status = 500

    result = CliRunner().invoke(command, ["--once", "hello"])

    assert result.exit_code == 1
    assert result.stdout == ""
    assert "make run" in result.stderr
    assert result.stderr.count("\n") == 1


@pytest.mark.asyncio
async def test_conversation_chooses_a_language_asks_and_presses(rasa: FakeRasa, phrases: Phrases) -> None:
    said = await _talk(rasa, phrases, ["۴", "Was kostet das?", "1", "  "])

    assert "[2] فارسی" in said[0]
    assert said[1] == phrases.say("gateway_terminal", "de")
    assert [question.message for question in rasa.questions] == [
        "Was kostet das?",
        '/choose{"choice": "menu"}',
    ]
    assert {question.language for question in rasa.questions} == {"de"}


@pytest.mark.asyncio
async def test_conversation_goes_on_when_rasa_fails(rasa: FakeRasa, phrases: Phrases) -> None:
    rasa.status = 500

    said = await _talk(rasa, phrases, ["hello"], language="en")

    assert said[-1] == phrases.say("gateway_failure", "en", hotlines=phrases.say("gateway_hotlines", "en"))


async def _talk(rasa: FakeRasa, phrases: Phrases, lines: list[str], language: str | None = None) -> list[str]:
    said: list[str] = []
    client = RasaClient(rasa.url)
    await Conversation(client, phrases, said.append, language, bidi=True).run(_listener(iter(lines)))
    await client.close()
    return said


def _listener(lines: Iterator[str]):  # type: ignore[no-untyped-def]
    def listen(prompt: str) -> str:
        line = next(lines, None)
        if line is None:
            raise EOFError
        return line

    return listen
