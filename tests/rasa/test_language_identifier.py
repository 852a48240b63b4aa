"""Each message gets its language; the person's stored one and Telegram's hint only decide what the words leave open."""

from __future__ import annotations

from typing import Any

import pytest
from rasa.shared.nlu.constants import METADATA, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.components.language_identifier import LANGUAGE, LanguageIdentifier
from language.detect import LanguageDetector


@pytest.fixture(scope="module")
def identifier() -> LanguageIdentifier:
    return LanguageIdentifier(LanguageDetector.load())


def language(
    identifier: LanguageIdentifier, text: str | None, metadata: dict[str, Any] | None = None
) -> dict[str, Any]:
    message = Message({TEXT: text, METADATA: metadata})
    identifier.process([message])
    return message.get(LANGUAGE)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("أين أستطيع أن أتعلم الألمانية؟", "ar"),
        ("کجا می‌توانم آلمانی یاد بگیرم؟", "fa"),
        ("Where can I learn German?", "en"),
        ("Wo kann ich Deutsch lernen?", "de"),
    ],
)
def test_each_language_is_named(identifier: LanguageIdentifier, text: str, expected: str) -> None:
    found = language(identifier, text)
    assert (found["pred"], found["us"]) == (expected, True)
    assert found["confidence"] > 0.8


@pytest.mark.parametrize("stored", ["ar", "fa", "en", "de"])
def test_stored_language_decides_for_a_word_of_every_language(
    identifier: LanguageIdentifier, stored: str
) -> None:
    assert language(identifier, "Jobcenter", {"language": stored})["pred"] == stored


def test_telegrams_hint_counts_where_no_language_is_stored(identifier: LanguageIdentifier) -> None:
    assert language(identifier, "Jobcenter", {"language": None, "language_code": "fa-IR"})["pred"] == "fa"


def test_stored_language_outweighs_telegrams_hint(identifier: LanguageIdentifier) -> None:
    assert language(identifier, "Jobcenter", {"language": "ar", "language_code": "en"})["pred"] == "ar"


def test_clear_words_outweigh_the_stored_language(identifier: LanguageIdentifier) -> None:
    assert (
        language(identifier, "Wo kann ich meinen Sohn für die Schule anmelden?", {"language": "fa"})["pred"]
        == "de"
    )


@pytest.mark.parametrize(
    "metadata", [None, {}, {"language": "xx"}, {"language_code": "uk"}, {"language_code": ""}]
)
def test_missing_and_foreign_hints_are_ignored(
    identifier: LanguageIdentifier, metadata: dict[str, Any] | None
) -> None:
    assert language(identifier, "Where can I learn German?", metadata)["pred"] == "en"


@pytest.mark.parametrize("text", [None, "", "   ", "😀", "12345", "\ud800", "https://example.org"])
def test_messages_without_words_have_no_language_of_ours(
    identifier: LanguageIdentifier, text: str | None
) -> None:
    assert language(identifier, text)["us"] is False


def test_language_is_part_of_what_actions_read(identifier: LanguageIdentifier) -> None:
    message = Message({TEXT: "Guten Morgen"})
    identifier.process([message])
    assert LANGUAGE in message.as_dict(only_output_properties=True)


def test_training_data_stays_as_it_is(identifier: LanguageIdentifier) -> None:
    data = TrainingData([Message.build("Guten Morgen", "greet")])
    assert identifier.process_training_data(data).training_examples[0].get(LANGUAGE) is None
