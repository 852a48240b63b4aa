"""What the search learns from the whole knowledge base: the bridges and the classifier. Learnt once for each state, then kept on disk."""

from __future__ import annotations

import hashlib
import logging
import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import joblib
import numpy as np

from knowledge.services import article_classifier, bridge
from knowledge.services.article_classifier import ArticleClassifier
from knowledge.services.articles import ArticleView
from knowledge.services.bridge import BRIDGED, Bridge, parallel_texts
from knowledge.services.evidence import EvidenceIndex, texts_of
from knowledge.services.letters import LetterFeatures
from language.vector_cache import VectorCache
from language.vectors import encodable

log = logging.getLogger(__name__)

# Fewer pairs teach more accidents than words.
FEWEST_PAIRS = 200


@dataclass(frozen=True)
class Lesson:
    """What was learnt from one state of the knowledge base."""

    bridges: dict[str, Bridge] = field(default_factory=dict)
    classifier: ArticleClassifier = field(default_factory=lambda: ArticleClassifier([], None))


def learn(
    articles: Sequence[ArticleView], index: EvidenceIndex, vectors: VectorCache, folder: Path | None
) -> Lesson:
    """Return what these articles teach; from the folder if the same ones taught before.

    `index` holds the articles' texts; it is read, not changed.
    """
    path = None if folder is None else folder / f"lesson-{_fingerprint(articles)}.joblib"
    lesson = _stored(path)
    if lesson is None:
        bridges = learn_bridges(articles, vectors)
        names = list(index.articles)
        lesson = Lesson(bridges, ArticleClassifier.learnt(names, *index.learning_rows(bridges)))
        _store(lesson, path)
    return lesson


def learn_bridges(articles: Sequence[ArticleView], vectors: VectorCache) -> dict[str, Bridge]:
    """Return a bridge for each language that needs one and has enough to learn from."""
    letters = LetterFeatures()
    bridges = {}
    for language in BRIDGED:
        pairs = [pair for article in articles for pair in parallel_texts(article, language)]
        if len(pairs) < FEWEST_PAIRS:
            continue
        counterparts = [words for _, words in pairs]
        encoded = vectors.encode([encodable(text) for words in counterparts for text in words])
        starts = np.cumsum([0, *(len(words) for words in counterparts)])[:-1]
        lengths = np.array([len(words) for words in counterparts], dtype=np.float32)[:, None]
        targets = np.add.reduceat(encoded, starts) / lengths
        bridges[language] = Bridge.learnt(letters.counts([text for text, _ in pairs]), targets)
    return bridges


def _fingerprint(articles: Sequence[ArticleView]) -> str:
    digest = hashlib.blake2b(digest_size=10)
    digest.update(f"{article_classifier.EPOCHS} {bridge.WIDTH} {bridge.DAMPING}".encode())
    for article in articles:
        digest.update(article.id.encode())
        for language, text in texts_of(article):
            digest.update(f"\0{language}\0{text}".encode("utf-8", "replace"))
        for language in BRIDGED:
            digest.update(repr(list(parallel_texts(article, language))).encode("utf-8", "replace"))
    return digest.hexdigest()


def _stored(path: Path | None) -> Lesson | None:
    if path is None or not path.exists():
        return None
    try:
        return joblib.load(path)
    except Exception:  # a damaged pickle, or one of another version, fails in any way
        log.warning("A stored lesson was damaged and is learnt again")
        return None


def _store(lesson: Lesson, path: Path | None) -> None:
    if path is None:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(f".{os.getpid()}.tmp")
    joblib.dump(lesson, fresh)
    fresh.replace(path)
    # Older ones are of no use any more.
    for old in path.parent.glob("lesson-*.joblib"):
        if old != path:
            old.unlink(missing_ok=True)
