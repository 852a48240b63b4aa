import pytest

from language import tokenise as tokenise_module
from language.tokenise import Token, tokenise


def texts(tokens):
    return [token.text for token in tokens]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Wo ist z.B. das Amt?", "de", ["Wo", "ist", "z.B.", "das", "Amt", "?"]),
        ("I can't go.", "en", ["I", "ca", "n't", "go", "."]),
        ("وين المدرسة؟", "ar", ["وين", "المدرسة", "؟"]),
        ("می‌خواهم کار کنم.", "fa", ["می‌خواهم", "کار", "کنم", "."]),
        ("mar7aba kifak", "ar-Latn", ["mar7aba", "kifak"]),
        ("bonjour toi", "fr", ["bonjour", "toi"]),
    ],
)
def test_text_is_cut_by_the_rules_of_its_language(text, language, expected):
    assert texts(tokenise(text, language)) == expected


def test_token_has_its_place_and_its_folded_form():
    assert tokenise("die Straße", "de") == [Token("die", 0, 3, "die"), Token("Straße", 4, 10, "strasse")]


def test_punctuation_folds_to_nothing():
    assert tokenise("نعم؟", "ar")[-1].norm == ""


@pytest.mark.parametrize("language", ["ar", "fa", "en", "de", "fa-Latn"])
@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\t",
        "\x00\x1b[0m",
        "\ud83d lone",
        "hi\ud83d\ude00",
        "a" * 10_000,
        "ا" * 10_000,
        "(" * 5_000,
        "\u202e\u2066",
        "😀‍👩‍👧",
    ],
    ids=range(10),
)
def test_offsets_hold_for_weird_text(text, language):
    tokens = tokenise(text, language)

    assert all(text[token.start : token.end] == token.text for token in tokens)
    assert "".join(texts(tokens)).split() == "".join(text.split()).split()


def test_words_of_people_are_forgotten_after_a_while(monkeypatch):
    monkeypatch.setattr(tokenise_module, "_MOST_WORDS", 0)
    tokenise("geheimeswort", "de")

    tokenise("anderes", "de")

    assert "geheimeswort" not in tokenise_module._pipelines["de"].vocab.strings
