"""The words of the desk's own pages, in German and English: desk/words/<language>.yml."""

from __future__ import annotations

from pathlib import Path

from ruamel.yaml import YAML

FOLDER = Path(__file__).resolve().parent / "words"
INTERFACE_LANGUAGES = ("de", "en")


class WordingInvalid(ValueError):
    """The word files do not fit together; the message says which keys differ."""


class Wording:
    """Says what stands on a page."""

    def __init__(self, words: dict[str, dict[str, str]]) -> None:
        self._words = words

    @classmethod
    def load(cls, folder: Path = FOLDER) -> Wording:
        """Read both files; raise WordingInvalid if one has a key that the other lacks."""
        words = {code: _read(folder / f"{code}.yml") for code in INTERFACE_LANGUAGES}
        different = set.symmetric_difference(*(set(of_one) for of_one in words.values()))
        if different:
            raise WordingInvalid(f"Only in one of the files in {folder}: {', '.join(sorted(different))}")
        return cls(words)

    @property
    def keys(self) -> frozenset[str]:
        """Everything that can be said, the same in both languages."""
        return frozenset(self._words[INTERFACE_LANGUAGES[0]])

    def say(self, key: str, language: str, **values: object) -> str:
        """Return the words with their placeholders filled."""
        return self._words[language][key].format(**values)


def _read(path: Path) -> dict[str, str]:
    content = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    if not isinstance(content, dict) or not all(isinstance(words, str) for words in content.values()):
        raise WordingInvalid(
            f"{path} must hold lines of the form `key: words`; put numbers and yes/no in quotes."
        )
    return content
