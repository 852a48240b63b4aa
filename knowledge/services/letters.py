"""Letter n-grams of folded text: what survives typos, dialect endings and German compounds."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import HashingVectorizer

from language.normalise import normalise

WIDTH = 2**18
SKETCH_WIDTH = 2**11
LENGTHS = (2, 5)


class LetterFeatures:
    """Counts letter n-grams by hashing: without a vocabulary an edited article changes only its own rows."""

    def __init__(self) -> None:
        self._wide = _hasher(WIDTH, norm=None, alternate_sign=False)
        # A small dense form for the classifier; signs let n-grams that fall together cancel out instead of adding up.
        self._sketch = _hasher(SKETCH_WIDTH, norm="l2", alternate_sign=True)

    def counts(self, texts: Sequence[str]) -> csr_matrix:
        """Return an (n, 262144) matrix of damped counts, one row per text."""
        counted = csr_matrix(self._wide.transform(texts))
        counted.data = 1.0 + np.log(counted.data)
        return counted

    def sketch(self, texts: Sequence[str]) -> csr_matrix:
        """Return an (n, 2048) matrix, one row of length 1 per text."""
        return csr_matrix(self._sketch.transform(texts))


def rarity(counts: csr_matrix) -> np.ndarray:
    """Return each n-gram's weight: the fewer texts have it, the more it says (smoothed inverse document frequency)."""
    met = np.bincount(counts.indices, minlength=counts.shape[1])
    return (np.log((1 + counts.shape[0]) / (1 + met)) + 1).astype(np.float32)


def weighted(counts: csr_matrix, rarities: np.ndarray) -> csr_matrix:
    """Return the rows weighted by rarity and brought to length 1; rows without letters stay empty."""
    data = counts.data * rarities[counts.indices]
    rows = np.repeat(np.arange(counts.shape[0]), np.diff(counts.indptr))
    lengths = np.sqrt(np.bincount(rows, weights=data**2, minlength=counts.shape[0]))
    return csr_matrix(
        ((data / lengths[rows]).astype(np.float32), counts.indices, counts.indptr), shape=counts.shape
    )


def _hasher(width: int, *, norm: str | None, alternate_sign: bool) -> HashingVectorizer:
    return HashingVectorizer(
        analyzer="char_wb", ngram_range=LENGTHS, n_features=width, norm=norm, alternate_sign=alternate_sign,
        preprocessor=normalise, dtype=np.float32,
    )  # fmt: skip
