"""The word lists in language/data: which languages a word speaks for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from language.codes import LANGUAGES
from language.normalise import normalise

FOLDER = Path(__file__).resolve().parent / "data"
OURS = frozenset({*LANGUAGES, "ar-Latn", "fa-Latn"})
_FOR_OURS = 0.8


class Lexicon:
    """Knows frequent words of many languages, and the German office words used in all of them."""

    def __init__(self, words: dict[str, set[str]], office: set[str]) -> None:
        self._office = frozenset(office)
        self._votes = {word: _share(codes) for word, codes in words.items()}

    @classmethod
    def load(cls, folder: Path = FOLDER) -> Lexicon:
        """Read the lists; words are folded, so that they are found on any keyboard."""
        words: dict[str, set[str]] = {}
        for code, line in _lines_with_codes(folder):
            for word in normalise(line).split():
                words.setdefault(word, set()).add(code)
        office = {word for line in _lines(folder / "office.txt") for word in normalise(line).split()}
        return cls(words, office)

    def votes(self, word: str) -> tuple[tuple[str, float], ...]:
        """Give the languages that have this (folded) word, each with its share of the vote."""
        return self._votes.get(word, ())

    def is_office_word(self, word: str) -> bool:
        """Tell whether people of all languages use this German word."""
        return word in self._office


def _share(codes: set[str]) -> tuple[tuple[str, float], ...]:
    """Share a word among its languages; people write to us mostly in ours, so these get the larger part."""
    ours, others = sorted(codes & OURS), sorted(codes - OURS)
    for_ours = 1.0 if not others else _FOR_OURS if ours else 0.0
    return tuple((code, for_ours / len(ours)) for code in ours) + tuple(
        (code, (1.0 - for_ours) / len(others)) for code in others
    )


def _lines_with_codes(folder: Path) -> Iterator[tuple[str, str]]:
    for code in sorted(OURS):
        yield from ((code, line) for line in _lines(folder / f"{code}.txt"))
    for line in _lines(folder / "others.txt"):
        code, _, words = line.partition(":")
        yield code, words


def _lines(path: Path) -> list[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]
