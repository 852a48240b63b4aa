"""Which article do these features look like? A softmax regression over all articles, trained over all four languages together."""

from __future__ import annotations

import hashlib
import logging
import os
import warnings
from collections.abc import Set
from pathlib import Path

import joblib
import numpy as np
from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier

log = logging.getLogger(__name__)

EPOCHS = 20


class ArticleClassifier:
    """Scores articles for a row of features."""

    def __init__(self, articles: list[str], regression: MLPClassifier | None) -> None:
        self._places = {name: place for place, name in enumerate(articles)}
        self._regression = regression

    @classmethod
    def trained(
        cls, articles: list[str], rows: np.ndarray, owners: np.ndarray, folder: Path | None
    ) -> ArticleClassifier:
        """Return a classifier for these rows; from the folder if the same rows were learnt before."""
        if len(articles) < 2:
            return cls(articles, None)
        path = None if folder is None else folder / f"articles-{_fingerprint(articles, rows, owners)}.joblib"
        regression = _stored(path)
        if regression is None:
            regression = _train(rows, owners)
            _store(regression, path)
        return cls(articles, regression)

    def scores(self, row: np.ndarray, articles: list[str], unlearnt: Set[str] = frozenset()) -> np.ndarray:
        """Return the logarithm of each article's chance.

        Articles it has not learnt, or not as they stand now, are as good as the best of the others: so it has no say against
        them, and letters and meaning decide.
        """
        if self._regression is None:
            return np.zeros(len(articles))
        chances = np.log(self._regression.predict_proba(row[None, :])[0] + 1e-9)
        learnt = {a: chances[place] for a, place in self._places.items() if a not in unlearnt}
        best = max(learnt.values(), default=0.0)
        return np.array([learnt.get(a, best) for a in articles])


def _train(rows: np.ndarray, owners: np.ndarray) -> MLPClassifier:
    # No hidden layer: a plain softmax regression, with Adam instead of LBFGS because it is thirty times faster here.
    regression = MLPClassifier(
        hidden_layer_sizes=(),
        learning_rate_init=3e-3,
        batch_size=64,
        max_iter=EPOCHS,
        alpha=1e-4,
        random_state=1,
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # a fixed number of epochs is what we want
        regression.fit(rows.astype(np.float32), owners)
    return regression


def _fingerprint(articles: list[str], rows: np.ndarray, owners: np.ndarray) -> str:
    digest = hashlib.blake2b(digest_size=10)
    for part in (
        "\n".join(articles).encode(),
        np.ascontiguousarray(rows).tobytes(),
        owners.tobytes(),
        bytes([EPOCHS]),
    ):
        digest.update(part)
    return digest.hexdigest()


def _stored(path: Path | None) -> MLPClassifier | None:
    if path is None or not path.exists():
        return None
    try:
        return joblib.load(path)
    except Exception:  # a damaged pickle, or one of another version, fails in any way
        log.warning("A stored classifier was damaged and is trained again")
        return None


def _store(regression: MLPClassifier, path: Path | None) -> None:
    if path is None:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(f".{os.getpid()}.tmp")
    joblib.dump(regression, fresh)
    fresh.replace(path)
    # Older ones are of no use any more.
    for old in path.parent.glob("articles-*.joblib"):
        if old != path:
            old.unlink(missing_ok=True)
