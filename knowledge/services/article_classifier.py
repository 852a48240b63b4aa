"""Which article do these features look like? A softmax regression over all articles, trained over all four languages together."""

from __future__ import annotations

from collections.abc import Set

import numpy as np
from sklearn.neural_network import MLPClassifier

EPOCHS = 12


class ArticleClassifier:
    """Scores articles for a row of features."""

    def __init__(self, articles: list[str], regression: MLPClassifier | None) -> None:
        self._places = {name: place for place, name in enumerate(articles)}
        self._regression = regression

    @classmethod
    def learnt(cls, articles: list[str], rows: np.ndarray, owners: np.ndarray) -> ArticleClassifier:
        """Return a classifier for these rows; `owners` are their places in `articles`."""
        return cls(articles, _regression(rows, owners) if len(articles) > 1 else None)

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


def _regression(rows: np.ndarray, owners: np.ndarray) -> MLPClassifier:
    # No hidden layer: a plain softmax regression, with Adam and large batches because that is a hundred times faster than LBFGS here.
    regression = MLPClassifier(
        hidden_layer_sizes=(), learning_rate_init=1e-2, batch_size=min(512, len(rows)), alpha=1e-4, random_state=1
    )  # fmt: skip
    classes = np.unique(owners)
    for _ in range(EPOCHS):
        regression.partial_fit(rows, owners, classes=classes)
    return regression
