"""What speaks for each article: how near a question's letters and meaning are to the article's own phrasings and sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass, replace

import numpy as np
from scipy.sparse import csr_matrix, vstack

from knowledge.services.articles import ArticleView, TextView
from knowledge.services.bridge import BRIDGED, Bridge
from knowledge.services.letters import LetterFeatures, rarity, weighted
from language.folding import ARABIC_SCRIPT
from language.vector_cache import VectorCache
from language.vectors import encodable

# How strongly the nearest of an article's texts outweigh the others; measured (docs/decisions/0005).
LETTERS_SHARPNESS = 15.0
MEANING_SHARPNESS = 10.0

_ARABIC_SCRIPT = re.compile(f"[{ARABIC_SCRIPT}]")
_PERSIAN_LETTERS = re.compile("[پچژگکی]")


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
    sketch: csr_matrix
    encoded: np.ndarray  # as the encoder gives them
    bridges: np.ndarray  # the language whose bridge a row needs, or ""
    vectors: np.ndarray  # with the bridges crossed


class EvidenceIndex:
    """Rows of all articles' texts. `replace` changes some articles; the rest is kept."""

    def __init__(self, vectors: VectorCache) -> None:
        self._vectors = vectors
        self._letters = LetterFeatures()
        self._bridges: Mapping[str, Bridge] = {}
        self._chunks: dict[str, _Chunk] = {}
        self.articles: list[str] = []

    def replace(self, articles: Iterable[ArticleView], gone: Iterable[str] = ()) -> None:
        """Take these articles' texts as they stand now, and drop those that are gone."""
        articles = list(articles)
        texts = {article.id: texts_of(article) for article in articles}
        # One call for all of them: batches are much faster than single texts.
        self._vectors.encode([encodable(text) for some in texts.values() for _, text in some])
        fresh = {name: self._chunk(own) for name, own in texts.items()}
        # A new dictionary: another thread may be reading the old one.
        self._chunks = {
            name: chunk for name, chunk in (self._chunks | fresh).items() if name not in set(gone)
        }
        self._assemble()

    def across(self, bridges: Mapping[str, Bridge]) -> EvidenceIndex:
        """Return an index of the same texts that brings them, and questions, across these bridges."""
        crossed = copy(self)
        crossed._bridges = bridges
        crossed._chunks = {
            name: replace(chunk, vectors=_crossed(chunk, bridges)) for name, chunk in self._chunks.items()
        }
        crossed._assemble()
        return crossed

    def frozen(self) -> EvidenceIndex:
        """Return the index as it stands, for another thread to read while this one goes on."""
        return copy(self)

    def of(self, question: str, language: str) -> Evidence:
        """Return what speaks for each article; `language` is the one the person most likely writes."""
        counts = self._letters.counts([question])
        vector = self._vectors.encode_question(encodable(question))
        if bridge := self._bridges.get(bridge_needed(question, language)):
            vector = bridge.crossed(counts, vector[None, :])[0]
        near_letters = self._near_letters(weighted(counts, self._rarity))
        near_meaning = self._centred @ _centred(vector[None, :], self._centre)[0]
        return Evidence(
            letters=self._pooled(near_letters, LETTERS_SHARPNESS),
            meaning=self._pooled(near_meaning, MEANING_SHARPNESS),
            nearest_letters=float(near_letters.max(initial=0.0)),
            nearest_meaning=float(near_meaning.max(initial=0.0)),
            row=np.concatenate([self._letters.sketch([question]).toarray()[0], vector]),
        )

    def learning_rows(self, bridges: Mapping[str, Bridge]) -> tuple[np.ndarray, np.ndarray]:
        """Return what the classifier learns from: (n, 2560) rows across these bridges, and each row's place in `articles`."""
        chunks = [self._chunks[name] for name in self.articles]
        rows = np.vstack([np.hstack([chunk.sketch.toarray(), _crossed(chunk, bridges)]) for chunk in chunks])
        return rows, np.repeat(np.arange(len(chunks)), [len(chunk.vectors) for chunk in chunks])

    def _chunk(self, texts: list[tuple[str, str]]) -> _Chunk:
        words = [text for _, text in texts]
        encoded = self._vectors.encode([encodable(text) for text in words])
        needed = np.array([bridge_needed(text, language) for language, text in texts])
        chunk = _Chunk(self._letters.counts(words), self._letters.sketch(words), encoded, needed, encoded)
        return replace(chunk, vectors=_crossed(chunk, self._bridges))

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


def texts_of(article: ArticleView) -> list[tuple[str, str]]:
    """Return the texts that stand for an article, each with its language: its phrasings and its own sentences."""
    return [
        *((language, text) for language, pairs in article.phrasings.items() for _, text in pairs),
        *((language, sentence) for language, text in article.texts.items() for sentence in _sentences(text)),
    ]


def _sentences(text: TextView) -> Iterator[str]:
    yield from (text.title, text.short, *text.steps)
    yield from (f"{variant['for']} {variant['text']}" for variant in text.variants.values())


def bridge_needed(text: str, language: str) -> str:
    """Return the language whose bridge a text needs, or "": romanised Arabic and Farsi have none."""
    if not _ARABIC_SCRIPT.search(text):
        return ""
    if language in BRIDGED:
        return language
    return "fa" if _PERSIAN_LETTERS.search(text) else "ar"


def _crossed(chunk: _Chunk, bridges: Mapping[str, Bridge]) -> np.ndarray:
    vectors = chunk.encoded.copy()
    for language, bridge in bridges.items():
        rows = np.flatnonzero(chunk.bridges == language)
        if len(rows):
            vectors[rows] = bridge.crossed(chunk.counts[rows], vectors[rows])
    return vectors


def _centred(vectors: np.ndarray, centre: np.ndarray) -> np.ndarray:
    moved = vectors - centre
    return moved / (np.linalg.norm(moved, axis=1, keepdims=True) + 1e-9)


def standardised(scores: np.ndarray) -> np.ndarray:
    """Return scores in standard deviations from their mean, so that kinds of evidence can be added up."""
    spread = scores.std()
    return (scores - scores.mean()) / spread if spread > 0 else np.zeros_like(scores)
