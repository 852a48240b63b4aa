"""The form of a text for comparing: one spelling for all keyboards, digits, capitals and umlauts.

Emoji and punctuation become spaces: they decorate any question and would only add noise to a search.
"""

import re
import unicodedata
from dataclasses import dataclass

from language import folding

_ARABIC = folding.ARABIC_SCRIPT
# Where Arabic letters meet Latin ones or digits a new word begins: "بالJobcenter" = "بال Jobcenter".
_WORD = re.compile(rf"[^\W{_ARABIC}]+(?:'[^\W{_ARABIC}]+)*|[^\W\d_a-z]+")
_STRETCHED = re.compile(r"([^\W\d_])\1{2,}")
_DECOMPOSED_UMLAUT = re.compile("[aouAOU]\u0308")
_CHARACTERS = re.compile("[aouAOU]\u0308|.", re.DOTALL)
_WESTERN = {
    code: str(unicodedata.decimal(chr(code)))
    for start in (0x0660, 0x06F0)
    for code in range(start, start + 10)
}


@dataclass(frozen=True)
class NormalisedWord:
    """A folded word and where it stands in the original text."""

    text: str
    start: int
    end: int


def western_digits(text: str) -> str:
    """Write Arabic-Indic and Persian digits as 0-9 and leave everything else, the length too, as it is."""
    return text.translate(_WESTERN)


def normalise(text: str, language: str | None = None) -> str:
    """Give the folded words of a text, parted by single spaces.

    For Arabic (`language="ar"`) the Persian letters پ چ ژ گ are folded as well.
    """
    folded = _compose_umlauts(text).translate(_table(language))
    return _tidy(" ".join(_WORD.findall(folded)))


def normalise_words(text: str, language: str | None = None) -> list[NormalisedWord]:
    """Give the folded words with their offsets in the text as it was written."""
    folded, origins = _fold_with_origins(text, _table(language))
    return [
        NormalisedWord(_tidy(match[0]), origins[match.start()][0], origins[match.end() - 1][1])
        for match in _WORD.finditer(folded)
    ]


def _table(language: str | None) -> folding.FoldTable:
    return folding.ARABIC if language == "ar" else folding.ANY_LANGUAGE


def _compose_umlauts(text: str) -> str:
    """Turn a + ¨ into ä; other accents are dropped anyway."""
    if "\u0308" not in text:
        return text
    return _DECOMPOSED_UMLAUT.sub(lambda match: unicodedata.normalize("NFC", match[0]), text)


def _fold_with_origins(text: str, table: folding.FoldTable) -> tuple[str, list[tuple[int, int]]]:
    """Fold a text and say for every folded character which stretch of the original it comes from."""
    pieces: list[str] = []
    origins: list[tuple[int, int]] = []
    end = 0
    for letters in _CHARACTERS.findall(text):
        start, end = end, end + len(letters)
        piece = table[ord(letters if len(letters) == 1 else _compose_umlauts(letters))]
        pieces.append(piece)
        origins.extend([(start, end)] * len(piece))
    return "".join(pieces), origins


def _tidy(words: str) -> str:
    """Take out apostrophes and stretched letters: "don't" -> "dont", "ساااعدوني" -> "ساعدوني"."""
    return _STRETCHED.sub(_shorten, words.replace("'", ""))


def _shorten(stretch: re.Match[str]) -> str:
    """Leave two letters in Latin script, where a double letter is a spelling, and in الله; else one."""
    letter = stretch[1]
    before = stretch.string[stretch.start() - 1 : stretch.start()]
    after = stretch.string[stretch.end() : stretch.end() + 1]
    in_allah = (before, letter, after) == ("ا", "ل", "ه")
    return letter * 2 if letter < "\u0590" or in_allah else letter
