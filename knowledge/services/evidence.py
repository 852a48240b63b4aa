"""What speaks for each article: how near a question's letters and meaning are to the article's own phrasings and sentences."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix, vstack

from knowledge.services.articles import ArticleView
from knowledge.services.letters import LetterFeatures, rarity, weighted
from language.vector_cache import VectorCache
from language.vectors import encodable

# How strongly the nearest of an article's texts outweigh the others; measured (docs/decisions/0005).
LETTERS_SHARPNESS = 15.0
MEANING_SHARPNESS = 10.0


@dataclass(frozen=True)
class Evidence:
    """For one question: a score per article of `articles`, by letters and by meaning, and the row the classifier reads."""

    letters: np.ndarray
    meaning: np.ndarray
    nearest_letters: float
    nearest_meaning: float
    row: np.ndarray


@dataclass(frozen=True)
class _Chunk:
    """An article's own texts as rows."""

    counts: csr_matrix
    sketch: np.ndarray
    vectors: np.ndarray


class EvidenceIndex:
    """Rows of all articles' texts. `replace` changes some articles; the rest is kept."""

    def __init__(self, vectors: VectorCache) -> None:
        self._vectors = vectors
        self._letters = LetterFeatures()
        self._chunks: dict[str, _Chunk] = {}
        self.articles: list[str] = []

    def replace(self, articles: Iterable[ArticleView], gone: Iterable[str] = ()) -> None:
        """Take these articles' texts as they stand now, and drop those that are gone."""
        articles = list(articles)
        texts = {article.id: texts_of(article) for article in articles}
        # One call for all of them: batches are much faster than single texts.
        self._vectors.encode([encodable(text) for some in texts.values() for text in some])
        for name, own in texts.items():
            self._chunks[name] = _Chunk(
                self._letters.counts(own),
                self._letters.sketch(own),
                self._vectors.encode([encodable(text) for text in own]),
            )
        for name in gone:
            self._chunks.pop(name, None)
        self._assemble()

    def of(self, question: str) -> Evidence:
        """Return what speaks for each article."""
        counts = self._letters.counts([question])
        vector = self._vectors.encode_question(encodable(question))
        near_letters = self._near_letters(weighted(counts, self._rarity))
        near_meaning = self._centred @ _centred(vector[None, :], self._centre)[0]
        return Evidence(
            letters=self._pooled(near_letters, LETTERS_SHARPNESS),
            meaning=self._pooled(near_meaning, MEANING_SHARPNESS),
            nearest_letters=float(near_letters.max(initial=0.0)),
            nearest_meaning=float(near_meaning.max(initial=0.0)),
            row=np.concatenate([self._letters.sketch([question])[0], vector]),
        )

    def learning_rows(self) -> tuple[np.ndarray, np.ndarray]:
        """Return what the classifier learns from: (n, 2560) rows, and each row's place in `articles`."""
        chunks = [self._chunks[name] for name in self.articles]
        rows = np.vstack([np.hstack([chunk.sketch, chunk.vectors]) for chunk in chunks])
        return rows, np.repeat(np.arange(len(chunks)), [len(chunk.vectors) for chunk in chunks])

    def _assemble(self) -> None:
        self.articles = sorted(self._chunks)
        chunks = [self._chunks[name] for name in self.articles]
        self._starts = np.cumsum([0, *(len(chunk.vectors) for chunk in chunks)])[:-1]
        if not chunks:
            return
        counts = csr_matrix(vstack([chunk.counts for chunk in chunks]))
        self._rarity = rarity(counts)
        # By n-gram: a question has some hundred of the quarter million, and only their lists are read.
        self._lists = csr_matrix(weighted(counts, self._rarity).T)
        vectors = np.vstack([chunk.vectors for chunk in chunks])
        # Sentence vectors share a common direction that says nothing: what differs from the mean counts.
        self._centre = vectors.mean(axis=0)
        self._centred = _centred(vectors, self._centre)

    def _near_letters(self, question: csr_matrix) -> np.ndarray:
        """Return how near each text's letters are to the question's (cosine)."""
        return np.asarray(self._lists[question.indices].T @ question.data).ravel()

    def _pooled(self, near: np.ndarray, sharpness: float) -> np.ndarray:
        """Return one score per article: a soft maximum over its texts, so that several near texts count more than one."""
        sharp = near * sharpness
        best = np.maximum.reduceat(sharp, self._starts)
        lengths = np.diff(np.append(self._starts, len(near)))
        sums = np.add.reduceat(np.exp(sharp - np.repeat(best, lengths)), self._starts)
        return (best + np.log(sums / lengths)) / sharpness


def texts_of(article: ArticleView) -> list[str]:
    """Return the texts that stand for an article: its phrasings and its own sentences, in all languages."""
    texts = [phrasing for pairs in article.phrasings.values() for _, phrasing in pairs]
    for text in article.texts.values():
        texts += [text.title, text.short, *text.steps]
        texts += [f"{variant['for']} {variant['text']}" for variant in text.variants.values()]
    return texts


def _centred(vectors: np.ndarray, centre: np.ndarray) -> np.ndarray:
    moved = vectors - centre
    return moved / (np.linalg.norm(moved, axis=1, keepdims=True) + 1e-9)


def standardised(scores: np.ndarray) -> np.ndarray:
    """Return scores in standard deviations from their mean, so that kinds of evidence can be added up."""
    spread = scores.std()
    return (scores - scores.mean()) / spread if spread > 0 else np.zeros_like(scores)
