"""Misspelt German office words inside Arabic and Farsi texts: there nobody notices a missing letter, at the counter everybody does."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from rapidfuzz import fuzz, process

LATIN_WORD = re.compile(r"[A-Za-zÄÖÜäöüß][A-Za-zÄÖÜäöüß-]{5,}")
# Nearer than this to a known word, and yet not it: a slip. Measured on our own texts: inflected forms lie below.
SLIP = 86.0


def misspelt(words: str, known: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Give each Latin word that is nearly a known one, with the one it should be. Capitals and endings are let pass."""
    right = {word.casefold(): word for word in known}
    for word in dict.fromkeys(LATIN_WORD.findall(words)):
        folded = word.casefold()
        if folded in right or any(folded.startswith(k) or k.startswith(folded) for k in right):
            continue
        nearest = process.extractOne(folded, right.keys(), scorer=fuzz.ratio, score_cutoff=SLIP)
        if nearest is not None:
            yield word, right[nearest[0]]


def german_words(texts: Iterable[str]) -> set[str]:
    """Return the words of six letters and more in some texts."""
    return {word for text in texts for word in LATIN_WORD.findall(text)}
