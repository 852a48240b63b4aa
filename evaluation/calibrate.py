"""Measures how much each kind of evidence should count, and from which certainty on to answer: `make calibrate`.

The search, as it is, is asked the questions of evaluation/calibration: written apart from the phrasings and from
evaluation/questions, which judges the result and is not used here. From what it finds come the weights, a logistic
regression that says how certain an answer is, and the thresholds of each language.
"""

from __future__ import annotations

import itertools
import json
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from evaluation.questions import BadQuestions, read_questions
from knowledge.services.articles import ArticleService, ArticleView
from knowledge.services.calibration import PATH, Calibration
from knowledge.services.content import REFERRALS
from knowledge.services.evidence import Evidence, EvidenceIndex
from knowledge.services.learning import learn
from knowledge.services.search import signs, weighted_parts
from language.codes import LANGUAGES
from language.vector_cache import VectorCache
from language.vectors import SentenceEncoder
from settings import STATE, read_settings
from storage.engine import Database

QUESTIONS = Path(__file__).parent / "calibration"
# Of texts that have no answer, this share may get one from the search (Rasa's intent has stopped most of them before it is asked);
# of real questions, this share may be refused.
FALSE_ANSWERS = 0.06
REFUSED = 0.02
# A sensitive matter needs odds this many times better.
SENSITIVE_ODDS = 3.0
WEIGHTS = tuple(itertools.product((0.5, 1.0, 1.5), (0.5, 1.0, 1.5, 2.0), (1.0, 2.0, 3.0)))


@dataclass(frozen=True)
class Asked:
    """A text that the search was asked, and what it found."""

    language: str
    right: frozenset[int]  # the places of the articles that are right; empty if there is none
    evidence: Evidence
    classified: np.ndarray


def main() -> None:
    """Measure and write knowledge/calibration.json."""
    database = Database(read_settings().database_url)
    with database.reading() as session:
        articles = ArticleService(session).many()
    if not articles:
        sys.exit("The knowledge base is empty. Run `python -m knowledge load` first.")
    try:
        asked = list(_ask(articles))
    except BadQuestions as error:
        sys.exit(str(error))
    names = sorted(article.id for article in articles)
    referrals = {names.index(article.id) for article in articles if article.area == REFERRALS}
    common = _certainty(asked, _weights(asked))
    measured = {
        language: _thresholds([one for one in asked if one.language == language], common, referrals)
        for language in LANGUAGES
    }
    report = {
        "date": datetime.now(UTC).date().isoformat(),
        "articles": len(articles),
        "languages": {language: asdict(calibration) for language, (calibration, _) in measured.items()},
        "measured_on": {language: figures for language, (_, figures) in measured.items()},
    }
    PATH.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    for language, (_, figures) in measured.items():
        print(language, figures)


def _ask(articles: list[ArticleView]) -> Iterator[Asked]:
    vectors = VectorCache(SentenceEncoder.load(), STATE / "search" / "vectors.npz")
    plain = EvidenceIndex(vectors)
    plain.replace(articles)
    lesson = learn(articles, plain, vectors, STATE / "search")
    index = plain.across(lesson.bridges)
    places = {name: place for place, name in enumerate(index.articles)}
    for question in read_questions(QUESTIONS):
        evidence = index.of(question.text, question.language)
        right = frozenset(places[name] for name in question.right if name in places)
        yield Asked(
            question.language, right, evidence, lesson.classifier.scores(evidence.row, index.articles)
        )


def _weights(asked: list[Asked]) -> Calibration:
    """Return the weights that find most, over all languages together: one language has too few questions for choosing."""
    questions = [one for one in asked if one.right]
    candidates = [
        Calibration(*weights, coefficients=(), intercept=0.0, answer=1, answer_sensitive=1, offer=1)
        for weights in WEIGHTS
    ]
    return max(candidates, key=lambda c: _hits(questions, c, 1) + 0.5 * _hits(questions, c, 3))


def _certainty(asked: list[Asked], weights: Calibration) -> Calibration:
    """Add what tells the chance that the first one is right."""
    rows = np.array([_signs(one, weights) for one in asked])
    right = np.array([_ranks(one, weights)[0] in one.right for one in asked])
    fitted = LogisticRegression(C=1.0, max_iter=1000).fit(rows, right)
    return replace(
        weights,
        coefficients=tuple(round(float(c), 5) for c in fitted.coef_[0]),
        intercept=round(float(fitted.intercept_[0]), 5),
    )


def _thresholds(
    asked: list[Asked], common: Calibration, referrals: set[int]
) -> tuple[Calibration, dict[str, float]]:
    """Add one language's thresholds; return also how they do on the questions they were measured on."""
    chances = np.array([common.chance(_signs(one, common)) for one in asked])
    first = np.array([_ranks(one, common)[0] for one in asked])
    right = np.array([place in one.right for place, one in zip(first, asked, strict=True)])
    is_question = np.array([bool(one.right) for one in asked])
    # Nothing is asserted where a referral comes first.
    asserted = np.where(np.isin(first, list(referrals)), 0.0, chances)
    answer = max(0.5, float(np.quantile(asserted[~is_question], 1 - FALSE_ANSWERS)))
    offer = min(answer, float(np.quantile(chances[is_question], REFUSED)))
    odds = SENSITIVE_ODDS * answer / (1 - answer)
    calibration = replace(
        common,
        answer=round(answer, 4),
        offer=round(offer, 4),
        answer_sensitive=round(odds / (1 + odds), 4),
    )
    answered = asserted >= calibration.answer
    questions = [one for one in asked if one.right]
    return calibration, {
        "questions": len(questions),
        "hit@1": round(_hits(questions, calibration, 1), 3),
        "hit@3": round(_hits(questions, calibration, 3), 3),
        "answered": round(float(answered[is_question].mean()), 3),
        "answered_right": round(float(right[answered & is_question].mean()), 3),
        "without_answer": int((~is_question).sum()),
        "without_answer_answered": round(float(answered[~is_question].mean()), 3),
    }


def _ranks(one: Asked, calibration: Calibration) -> np.ndarray:
    return np.argsort(-_sums(one, calibration), kind="stable")


def _hits(questions: list[Asked], calibration: Calibration, depth: int) -> float:
    return float(np.mean([bool(one.right & set(_ranks(one, calibration)[:depth])) for one in questions]))


def _signs(one: Asked, calibration: Calibration) -> np.ndarray:
    return signs(np.sort(_sums(one, calibration))[::-1], one.evidence)


def _sums(one: Asked, calibration: Calibration) -> np.ndarray:
    return weighted_parts(one.evidence, one.classified, calibration).sum(axis=0)


if __name__ == "__main__":
    main()
