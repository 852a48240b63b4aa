"""The fixed sentences of the bot, one file per language: bot/phrases/<language>.yml."""

from __future__ import annotations

from pathlib import Path
from string import Formatter

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from language.codes import LANGUAGES

FOLDER = Path(__file__).resolve().parent.parent / "bot" / "phrases"


class PhrasesInvalid(ValueError):
    """The phrase files do not fit together; the message lists everything that is wrong."""


class UnknownPhrase(KeyError):
    """There is no such sentence, language or value."""

    def __str__(self) -> str:
        """Show the message as it is; KeyError would put it in quotes."""
        return str(self.args[0])


class Phrases:
    """Says a fixed sentence in one of the four languages."""

    def __init__(self, sentences: dict[str, dict[str, str]]) -> None:
        self._sentences = sentences

    @classmethod
    def load(cls, folder: Path = FOLDER) -> Phrases:
        """Read the four files and check that they have the same keys and placeholders (PhrasesInvalid)."""
        sentences = {language: _read(folder / f"{language}.yml") for language in LANGUAGES}
        problems = _differences(sentences)
        if problems:
            raise PhrasesInvalid(f"Phrases in {folder}:\n" + "\n".join(problems))
        return cls(sentences)

    @property
    def keys(self) -> frozenset[str]:
        """All sentences that can be said, the same in every language."""
        return frozenset(self._sentences[LANGUAGES[0]])

    def say(self, key: str, language: str, /, **values: object) -> str:
        """Give the sentence with its placeholders filled."""
        if language not in self._sentences:
            raise UnknownPhrase(f"No phrases in {language!r}: there are {', '.join(self._sentences)}.")
        if key not in self._sentences[language]:
            raise UnknownPhrase(f"No phrase {key!r} in {language}.yml: add it to all four files in {FOLDER}.")
        sentence = self._sentences[language][key]
        missing = sorted(_placeholders(sentence) - set(values))
        if missing:
            raise UnknownPhrase(f"Phrase {key!r} needs a value for {', '.join(missing)}.")
        return sentence.format(**values)


def _read(path: Path) -> dict[str, str]:
    """Read one file and check each of its sentences by itself."""
    try:
        content = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise PhrasesInvalid(f"{path} is missing: every language has its file.") from error
    except YAMLError as error:
        raise PhrasesInvalid(f"{path} is not readable YAML: {error}") from error
    if not isinstance(content, dict):
        raise PhrasesInvalid(f"{path} must hold lines of the form `key: sentence`.")
    flaws = {key: _flaw(key, sentence) for key, sentence in content.items()}
    problems = [f"{path.name}: {key}: {flaw}" for key, flaw in flaws.items() if flaw]
    if problems:
        raise PhrasesInvalid("\n".join(problems))
    return content


def _flaw(key: object, sentence: object) -> str | None:
    """Say what is wrong with one sentence, if anything."""
    if not isinstance(key, str):
        return "the key must be a word"
    if not isinstance(sentence, str) or not sentence.strip():
        return "the sentence must be text; put it in quotes if it looks like a number"
    try:
        fields = list(Formatter().parse(sentence))
    except ValueError as error:
        return f"braces: {error}"
    for _, name, form, conversion in fields:
        # Only {name}: a format such as {person.id} could reach into objects.
        if name is not None and (not name.isidentifier() or form or conversion):
            return f"placeholders look like {{name}}, not {{{name}}}"
    return None


def _placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


def _differences(sentences: dict[str, dict[str, str]]) -> list[str]:
    """List keys and placeholders that are not the same in all languages."""
    problems = []
    for key in sorted(set().union(*sentences.values())):
        missing = [language for language, phrases in sentences.items() if key not in phrases]
        if missing:
            problems.append(f"{key}: missing in {', '.join(missing)}")
            continue
        names = {language: sorted(_placeholders(phrases[key])) for language, phrases in sentences.items()}
        if len({tuple(n) for n in names.values()}) > 1:
            problems.append(f"{key}: different placeholders: {names}")
    return problems
