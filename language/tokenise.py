"""Words of a text with their places, cut by spaCy's rules for its language."""

from __future__ import annotations

import re
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

from language.codes import LANGUAGES
from language.normalise import normalise

if TYPE_CHECKING:
    from spacy.language import Language

_RULES_FOR_OTHERS = "en"  # also for romanised Arabic and Persian: Latin letters, spaces between words
# spaCy takes quadratic time for a long run of signs ("((((((").
_PIECE = re.compile(r"\S{1,200}")
_HALF_CHARACTERS = re.compile("[\ud800-\udfff]")
# spaCy keeps every word it ever meets. At this many it starts anew: it shall neither grow for ever nor
# remember what people wrote. (Its own memory zones do this for each text, but take 0.5 ms.)
_MOST_WORDS = 30_000

_pipelines: dict[str, Language] = {}
_lock = threading.Lock()


@dataclass(frozen=True)
class Token:
    """A piece of a text, its place in it, and its folded form for comparing ("" for punctuation)."""

    text: str
    start: int
    end: int
    norm: str


def tokenise(text: str, language: str) -> list[Token]:
    """Cut a text into tokens; any text will do, and text[token.start:token.end] is always token.text."""
    with _lock:
        tokenizer = _pipeline(language).tokenizer
        # spaCy refuses half characters; a sign in their place keeps the offsets.
        places = [
            (piece.start() + word.idx, piece.start() + word.idx + len(word))
            for piece in _PIECE.finditer(_HALF_CHARACTERS.sub("\ufffd", text))
            for word in tokenizer(piece[0])
            if not word.is_space
        ]
    return [Token(text[start:end], start, end, normalise(text[start:end], language)) for start, end in places]


def _pipeline(language: str) -> Language:
    """Give the rules of a language, loaded when they are first needed."""
    rules = language if language in LANGUAGES else _RULES_FOR_OTHERS
    pipeline = _pipelines.get(rules)
    if pipeline is None or len(pipeline.vocab.strings) > _MOST_WORDS:
        import spacy

        pipeline = _pipelines[rules] = spacy.blank(rules)
    return pipeline
