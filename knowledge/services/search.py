"""From a question to the article that answers it, with an honest measure of certainty.

The index follows the shelf, and the shelf the knowledge base: before each question it takes in what changed, so an edit is live on the
next question in every process. Only what is learnt from the whole follows in the background; until it has, letters and meaning alone
decide about what changed.
"""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

import numpy as np

from knowledge.services.articles import ArticleView
from knowledge.services.calibration import Calibration, calibrations
from knowledge.services.content import REFERRALS
from knowledge.services.evidence import Evidence, EvidenceIndex, standardised
from knowledge.services.learning import Lesson, learn
from knowledge.services.shelf import Shelf
from language.vector_cache import VectorCache
from language.vectors import SentenceEncoder
from settings import STATE

log = logging.getLogger(__name__)

SHOWN = 5  # articles in a finding
LOOKED_AT = 8  # articles and referrals that may be among them


class Verdict(Enum):
    """What to do with a finding."""

    ANSWER = "answer"
    OFFER = "offer"
    REFER = "refer"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Found:
    """A candidate: an article and the chance that it is the right one."""

    article: str
    score: float


@dataclass(frozen=True)
class Reason:
    """What each kind of evidence adds to the sum of an article or a referral, in standard deviations over all of them."""

    article: str
    letters: float
    meaning: float
    classifier: float


@dataclass(frozen=True)
class Finding:
    """The best articles, best first, the nearest referral if it is among the best, what to do, and why."""

    verdict: Verdict
    candidates: tuple[Found, ...]
    referral: str | None = None
    chance: float = 0.0  # that the first of all is right
    reasons: tuple[Reason, ...] = ()


class Search:
    """The search over one knowledge base. Safe to use from several threads."""

    def __init__(self, shelf: Shelf, state: Path | None = STATE / "search") -> None:
        self._shelf = shelf
        self._state = state
        self._vectors = VectorCache(SentenceEncoder.load(), None if state is None else state / "vectors.npz")
        self._index = EvidenceIndex(self._vectors)
        self._lesson = Lesson()
        self._unlearnt: set[str] = set()  # articles that changed since the lesson
        self._articles: dict[str, ArticleView] = {}
        self._clock = 0
        self._lock = threading.Lock()
        self._learner: threading.Thread | None = None

    def refresh(self, patience: float | None = None) -> None:
        """Take in everything that changed, and wait until it is learnt too, or for so many seconds."""
        with self._lock:
            self._follow()
        if self._learner is not None:
            self._learner.join(patience)

    def find(self, question: str, language: str) -> Finding:
        """Return the articles that may answer the question, judged with the language's own measure."""
        with self._lock:
            self._follow()
            if not self._index.articles:
                return Finding(Verdict.UNKNOWN, ())
            evidence = self._index.of(question, language)
            classified = self._lesson.classifier.scores(evidence.row, self._index.articles, self._unlearnt)
            measure = calibrations()[language]
            return self._judged(evidence, classified, measure)

    def _judged(self, evidence: Evidence, classified: np.ndarray, measure: Calibration) -> Finding:
        parts = weighted_parts(evidence, classified, measure)
        sums = parts.sum(axis=0)
        order = np.argsort(-sums, kind="stable")[:LOOKED_AT]
        chance = measure.chance(signs(sums[order], evidence))
        # Those behind the best share what it leaves, by their sums.
        scores = chance * np.exp(sums[order] - sums[order[0]])
        best = [Found(self._index.articles[i], float(s)) for i, s in zip(order, scores, strict=True)]
        referrals = [found.article for found in best if self._is_referral(found.article)]
        return Finding(
            self._verdict(best[0].article, chance, measure),
            tuple(found for found in best if found.article not in referrals)[:SHOWN],
            referrals[0] if referrals else None,
            chance,
            tuple(Reason(self._index.articles[i], *map(float, parts[:, i])) for i in order),
        )

    def _verdict(self, best: str, chance: float, measure: Calibration) -> Verdict:
        if chance < measure.offer:
            return Verdict.UNKNOWN
        if self._is_referral(best):
            return Verdict.REFER
        enough = measure.answer_sensitive if self._articles[best].sensitive else measure.answer
        return Verdict.ANSWER if chance >= enough else Verdict.OFFER

    def _is_referral(self, article_id: str) -> bool:
        return self._articles[article_id].area == REFERRALS

    def _follow(self) -> None:
        """Bring the index to the knowledge base's newest state."""
        clock = self._shelf.follow()
        if clock == self._clock:
            return
        articles, gone = self._shelf.changed_after(self._clock)
        self._index.replace(articles, gone)
        self._unlearnt |= {article.id for article in articles}
        fresh = self._articles | {article.id: article for article in articles}
        self._articles = {name: fresh[name] for name in sorted(fresh) if name not in gone}
        self._clock = clock
        log.info("search follows the knowledge base", extra={"clock": clock, "articles": len(articles)})
        self._learn()

    def _learn(self) -> None:
        """Learn from the newest state, beside the questions that go on."""
        clock, articles, index = self._clock, list(self._articles.values()), self._index.frozen()
        if not articles:
            return

        def learn_it() -> None:
            lesson = learn(articles, index, self._vectors, self._state)
            self._vectors.save()
            crossed = index.across(lesson.bridges)
            with self._lock:
                if clock == self._clock:  # a newer state has its own learner
                    self._index, self._lesson, self._unlearnt = crossed, lesson, set()

        self._learner = threading.Thread(target=learn_it, name="search-learner", daemon=True)
        self._learner.start()


def weighted_parts(evidence: Evidence, classified: np.ndarray, measure: Calibration) -> np.ndarray:
    """Return what letters, meaning and classifier (rows) add to each article's sum (columns)."""
    return np.stack(
        [
            measure.letters * standardised(evidence.letters),
            measure.meaning * standardised(evidence.meaning),
            measure.classifier * standardised(classified),
        ]
    )


def signs(best_sums: np.ndarray, evidence: Evidence) -> np.ndarray:
    """Return what tells certainty: the best sum, its lead over the next, and how near the nearest texts are."""
    lead = best_sums[0] - best_sums[1] if len(best_sums) > 1 else best_sums[0]
    return np.array([best_sums[0], lead, evidence.nearest_letters, evidence.nearest_meaning])
