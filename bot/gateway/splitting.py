"""Long texts, cut where a reader would pause."""

from __future__ import annotations

import re
from collections.abc import Callable

LONGEST = 4096  # Telegram refuses longer messages

# From the kindest cut to the last resort. Each pattern ends a piece; Arabic and Persian signs included.
_CUTS = (
    re.compile(r"\n{2,}"),
    re.compile(r"\n"),
    re.compile(r"(?<=[.!?؟۔…])\s+"),
    re.compile(r"(?<=[,;:،؛])\s+"),
    re.compile(r"\s+"),
)


def units(text: str) -> int:
    """Return the length as Telegram counts it, in UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def split(text: str, fits: Callable[[str], bool]) -> list[str]:
    """Return the text in pieces that fit, cut between paragraphs, else lines, sentences, words."""
    return _split(text.strip(), fits, 0)


def _split(text: str, fits: Callable[[str], bool], cut: int) -> list[str]:
    if not text:
        return []
    if fits(text):
        return [text]
    if cut == len(_CUTS):
        middle = len(text) // 2
        return _split(text[:middle], fits, cut) + _split(text[middle:], fits, cut)
    pieces: list[str] = []
    start = 0
    while start < len(text):
        end = _furthest(text, start, fits, _CUTS[cut])
        if end is None:  # the next stretch alone is too long: cut it more finely
            stop = _next_cut(text, start, _CUTS[cut])
            pieces += _split(text[start:stop].strip(), fits, cut + 1)
            start = stop
        else:
            pieces.append(text[start:end].strip())
            start = end
    return [piece for piece in pieces if piece]


def _furthest(text: str, start: int, fits: Callable[[str], bool], cut: re.Pattern[str]) -> int | None:
    best = None
    for end in [match.end() for match in cut.finditer(text, start + 1)] + [len(text)]:
        if not fits(text[start:end].strip()):
            break
        best = end
    return best


def _next_cut(text: str, start: int, cut: re.Pattern[str]) -> int:
    match = cut.search(text, start + 1)
    return match.end() if match else len(text)
