"""A bridge into the sentence encoder's space for the scripts it reads badly: Farsi, which it never learnt, and Arabic dialect.

Every article stands in four languages, sentence by sentence. From these pairs a ridge regression learns where a text's letters lead:
to the vector of its English and German counterparts. So "گواهینامه" comes to lie beside "driving licence".
Measured in evaluation/results/2026-11-22-search.md.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from scipy.linalg import cho_factor, cho_solve
from scipy.sparse import csr_matrix

from knowledge.services.articles import ArticleView, TextView
from knowledge.services.letters import rarity, weighted

BRIDGED = ("ar", "fa")
TOWARDS = ("en", "de")

WIDTH = 2**14
DAMPING = 0.3


class Bridge:
    """Leads letter counts of one language to vectors of 512 numbers."""

    def __init__(self, rarities: np.ndarray, weights: np.ndarray, centre: np.ndarray) -> None:
        self._rarities = rarities
        self._weights = weights
        self._centre = centre

    @classmethod
    def learnt(cls, counts: csr_matrix, targets: np.ndarray) -> Bridge:
        """Return the bridge that leads these texts (rows of letter counts) to these vectors."""
        rarities, centre = rarity(counts), targets.mean(axis=0)
        rows = _narrow(weighted(counts, rarities))
        # Fewer texts than letter features: the dual form is the small one.
        likeness = np.asarray((rows @ rows.T).todense(), dtype=np.float32)
        likeness[np.diag_indices_from(likeness)] += DAMPING
        shares = cho_solve(cho_factor(likeness, overwrite_a=True), targets - centre)
        return cls(rarities, np.asarray(rows.T @ shares, dtype=np.float32), centre)

    def crossed(self, counts: csr_matrix, vectors: np.ndarray) -> np.ndarray:
        """Return unit vectors half from the encoder's own (n, 512) vectors, half from where the letters lead."""
        led = _narrow(weighted(counts, self._rarities)) @ self._weights + self._centre
        return unit(unit(vectors) + unit(led))


def parallel_texts(article: ArticleView, language: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Give the article's words part by part: in this language, and what they say in English and German."""
    if article.outdated(language) or language not in article.texts:
        return
    others = [
        _parts(article.texts[code])
        for code in TOWARDS
        if code in article.texts and not article.outdated(code)
    ]
    for name, words in _parts(article.texts[language]).items():
        counterparts = tuple(other[name] for other in others if name in other)
        if counterparts:
            yield words, counterparts


def unit(vectors: np.ndarray) -> np.ndarray:
    """Return the rows brought to length 1; a row of zeros stays."""
    return vectors / (np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9)


def _parts(text: TextView) -> dict[str, str]:
    """Return the parts of a text that have a counterpart in the other languages."""
    parts = {name: getattr(text, name) for name in ("title", "short", "cost", "deadline", "decides")}
    parts |= {f"step {i}": step for i, step in enumerate(text.steps)}
    parts |= {f"document {i}": document for i, document in enumerate(text.documents)}
    for name, variant in text.variants.items():
        parts |= {f"for {name}": variant["for"], f"variant {name}": variant["text"]}
    return {name: words for name, words in parts.items() if words}


def _narrow(rows: csr_matrix) -> csr_matrix:
    """Return the rows with their letter features folded together into fewer."""
    wide = rows.tocoo()
    return csr_matrix((wide.data, (wide.row, wide.col % WIDTH)), shape=(rows.shape[0], WIDTH))
