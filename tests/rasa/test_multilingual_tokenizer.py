"""Words are cut by their language's rules, folded for comparing, and keep their places in the original."""

from __future__ import annotations

import pytest
from rasa.nlu.constants import TOKENS_NAMES
from rasa.nlu.tokenizers.tokenizer import Token
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.components.language_identifier import LANGUAGE
from bot.components.multilingual_tokenizer import MultilingualTokenizer


def tokens(text: str, language: str | None) -> list[Token]:
    message = Message({TEXT: text})
    if language:
        message.set(LANGUAGE, {"pred": language})
    MultilingualTokenizer(MultilingualTokenizer.get_default_config()).process([message])
    return message.get(TOKENS_NAMES[TEXT])


@pytest.mark.parametrize(
    ("language", "text", "originals"),
    [
        ("ar", "أريدُ مدرسةً لابني.", ["أريدُ", "مدرسةً", "لابني", "."]),
        ("fa", "می‌خواهم كار کنم!", ["می‌خواهم", "كار", "کنم", "!"]),
        ("en", "I don't have papers.", ["I", "do", "n't", "have", "papers", "."]),
        ("de", "Für meine Söhne, bitte!", ["Für", "meine", "Söhne", ",", "bitte", "!"]),
    ],
)
def test_offsets_are_those_of_the_original(language: str, text: str, originals: list[str]) -> None:
    assert [text[token.start : token.end] for token in tokens(text, language)] == originals


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("ar", "مدرسةً", "مدرسه"),
        ("fa", "كتاب", "کتاب"),
        ("en", "School", "school"),
        ("de", "Söhne", "Soehne"),
    ],
)
def test_spellings_of_a_word_are_one_token(language: str, one: str, other: str) -> None:
    assert [token.text for token in tokens(one, language)] == [
        token.text for token in tokens(other, language)
    ]


def test_signs_keep_a_token_of_their_own() -> None:
    assert [token.text for token in tokens("Hallo !!", "de")][-1] == "!"


@pytest.mark.parametrize("language", [None, "ar-Latn", "fa-Latn", "tr", "none"])
def test_other_languages_are_cut_at_spaces(language: str | None) -> None:
    text = "biddi at3allam almani"
    assert [text[token.start : token.end] for token in tokens(text, language)] == text.split()
