import pytest

from language.codes import LANGUAGES
from language.phrases import Phrases, PhrasesInvalid, UnknownPhrase


@pytest.fixture
def folder(tmp_path):
    for language in LANGUAGES:
        (tmp_path / f"{language}.yml").write_text(
            f"hello: Hello in {language}\ncalls: Call {{number}} for {{name}}\n", encoding="utf-8"
        )
    return tmp_path


def rewrite(folder, language, text):
    (folder / f"{language}.yml").write_text(text, encoding="utf-8")


def test_sentence_is_said_in_the_language_asked_for(folder):
    assert Phrases.load(folder).say("hello", "fa") == "Hello in fa"


def test_placeholders_are_filled(folder):
    assert Phrases.load(folder).say("calls", "de", number="112", name="{x}") == "Call 112 for {x}"


def test_keys_are_known(folder):
    assert Phrases.load(folder).keys == {"hello", "calls"}


@pytest.mark.parametrize(
    ("key", "language", "message"),
    [
        ("bye", "en", "No phrase 'bye' in en.yml"),
        ("hello", "fr", "No phrases in 'fr'"),
        ("calls", "en", "name, number"),
    ],
)
def test_unknown_key_language_or_value_is_named(folder, key, language, message):
    with pytest.raises(UnknownPhrase) as caught:
        Phrases.load(folder).say(key, language)

    assert isinstance(caught.value, KeyError)
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("german", "message"),
    [
        ("hello: Hallo\n", "calls: missing in de"),
        ("hello: Hallo\ncalls: Ruf {number} an\n", "calls: different placeholders"),
        ("hello: 5\ncalls: Ruf {number} für {name}\n", "hello: the sentence must be text"),
        ("hello: ''\ncalls: Ruf {number} für {name}\n", "hello: the sentence must be text"),
        ("hello: Hallo\ncalls: Ruf {number für {name}\n", "calls: braces"),
        ("hello: Hallo\ncalls: Ruf {number.real} für {name}\n", "calls: placeholders look like {name}"),
        ("hello: Hallo\nhello: Hallo\n", "not readable YAML"),
        ("- hello\n", "must hold lines"),
        ("", "must hold lines"),
    ],
)
def test_files_that_do_not_fit_together_are_refused(folder, german, message):
    rewrite(folder, "de", german)

    with pytest.raises(PhrasesInvalid, match=message.replace("{", r"\{")):
        Phrases.load(folder)


def test_missing_file_is_named(folder):
    (folder / "ar.yml").unlink()

    with pytest.raises(PhrasesInvalid, match="ar.yml is missing"):
        Phrases.load(folder)


def test_words_that_yaml_could_mistake_stay_words(folder):
    for language in LANGUAGES:
        rewrite(folder, language, "answer: no\n")

    assert Phrases.load(folder).say("answer", "en") == "no"
