"""Measures how much each kind of evidence should count, and from which certainty on to answer: `make calibrate`.

Every phrasing of the knowledge base is held back once (five folds): the search is built without it and asked for it. Texts
that have no answer (data/nlu/*/out_of_scope.yml, and the phrasings of referrals) are asked as well. From the results come, per
language, the weights, a logistic regression that says how certain an answer is, and the thresholds. evaluation/questions is not
used here: it judges the result.
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
from ruamel.yaml import YAML
from sklearn.linear_model import LogisticRegression

from knowledge.services.article_classifier import ArticleClassifier
from knowledge.services.articles import ArticleService, ArticleView
from knowledge.services.calibration import PATH, Calibration
from knowledge.services.content import REFERRALS
from knowledge.services.evidence import Evidence, EvidenceIndex
from knowledge.services.learning import learn_bridges
from knowledge.services.search import fused, signs
from language.codes import LANGUAGES
from language.vector_cache import VectorCache
from language.vectors import SentenceEncoder
from settings import ROOT, STATE, read_settings
from storage.engine import Database

FOLDS = 5
# Of texts that have no answer, this share may get one; of real questions, this share may be refused.
FALSE_ANSWERS = 0.03
REFUSED = 0.02
# A sensitive matter needs odds this many times better.
SENSITIVE_ODDS = 3.0
WEIGHTS = tuple(itertools.product((0.5, 1.0, 1.5), (0.5, 1.0, 1.5, 2.0), (1.0, 2.0, 3.0)))


@dataclass(frozen=True)
class Asked:
    """A text that the search was asked, and what it found."""

    language: str
    right: int | None  # the right article's or referral's place; None if there is none
    answerable: bool  # whether an article, not a referral, is right
    evidence: Evidence
    classified: np.ndarray


def main() -> None:
    """Measure and write knowledge/calibration.json."""
    database = Database(read_settings().database_url)
    with database.reading() as session:
        articles = ArticleService(session).many()
    if not articles:
        sys.exit("The knowledge base is empty. Run `python -m knowledge load` first.")
    asked = list(_ask(articles))
    names = sorted(article.id for article in articles)
    referrals = {names.index(article.id) for article in articles if article.area == REFERRALS}
    measured = {
        language: _measured([one for one in asked if one.language == language], referrals)
        for language in LANGUAGES
    }
    report = {
        "date": datetime.now(UTC).date().isoformat(),
        "articles": len(articles),
        "languages": {language: asdict(calibration) for language, (calibration, _) in measured.items()},
        "held_back": {language: figures for language, (_, figures) in measured.items()},
    }
    PATH.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    for language, (_, figures) in measured.items():
        print(language, figures)


def _ask(articles: list[ArticleView]) -> Iterator[Asked]:
    vectors = VectorCache(SentenceEncoder.load(), STATE / "search" / "vectors.npz")
    # They learn from the articles' own sentences only, so that no phrasing needs to be held back from them.
    bridges = learn_bridges(articles, vectors)
    referrals = {article.id for article in articles if article.area == REFERRALS}
    for fold in range(FOLDS):
        plain = EvidenceIndex(vectors)
        plain.replace([_without(article, fold) for article in articles])
        index = plain.across(bridges)
        classifier = ArticleClassifier.learnt(index.articles, *index.learning_rows(bridges))
        places = {name: place for place, name in enumerate(index.articles)}
        for language, text, name in _texts(articles, fold):
            evidence = index.of(text, language)
            right = places[name] if name is not None else None
            answerable = name is not None and name not in referrals
            scores = classifier.scores(evidence.row, index.articles)
            yield Asked(language, right, answerable, replace(evidence, row=evidence.row[:0]), scores)
        print(f"fold {fold + 1} of {FOLDS} asked", file=sys.stderr, flush=True)
    vectors.save()


def _without(article: ArticleView, fold: int) -> ArticleView:
    kept = {
        code: tuple(p for i, p in enumerate(pairs) if i % FOLDS != fold)
        for code, pairs in article.phrasings.items()
    }
    return replace(article, phrasings=kept)


def _texts(articles: list[ArticleView], fold: int) -> Iterator[tuple[str, str, str | None]]:
    """Give what is asked in a fold: language, text, the right article."""
    for article in articles:
        for language, pairs in article.phrasings.items():
            yield from (
                (language, text, article.id) for i, (_, text) in enumerate(pairs) if i % FOLDS == fold
            )
    for language in LANGUAGES:
        texts = _out_of_scope(ROOT / "data" / "nlu" / language / "out_of_scope.yml")
        yield from ((language, text, None) for i, text in enumerate(texts) if i % FOLDS == fold)


def _out_of_scope(path: Path) -> list[str]:
    data = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    return [
        line[2:].strip()
        for part in data["nlu"]
        for line in part["examples"].splitlines()
        if line.startswith("- ")
    ]


def _measured(asked: list[Asked], referrals: set[int]) -> tuple[Calibration, dict[str, float]]:
    """Return one language's numbers, and how they do on the texts they were measured on."""
    questions = [one for one in asked if one.answerable]
    weights = max(WEIGHTS, key=lambda w: _hits(questions, _with(w), 1) + 0.5 * _hits(questions, _with(w), 3))
    calibration = _with(weights)
    rows = np.array([_signs(one, calibration) for one in asked])
    right = np.array([_ranks(one, calibration)[0] == one.right for one in asked])
    fitted = LogisticRegression(C=1.0, max_iter=1000).fit(rows, right)
    calibration = replace(
        calibration,
        coefficients=tuple(round(float(c), 5) for c in fitted.coef_[0]),
        intercept=round(float(fitted.intercept_[0]), 5),
    )
    chances = np.array([calibration.chance(row) for row in rows])
    is_question = np.array([one.answerable for one in asked])
    # Nothing is asserted where a referral comes first.
    asserting = np.array([_ranks(one, calibration)[0] not in referrals for one in asked])
    answer = max(0.5, float(np.quantile(np.where(asserting, chances, 0)[~is_question], 1 - FALSE_ANSWERS)))
    offer = min(answer, float(np.quantile(chances[is_question], REFUSED)))
    odds = SENSITIVE_ODDS * answer / (1 - answer)
    calibration = replace(
        calibration,
        answer=round(answer, 4),
        offer=round(offer, 4),
        answer_sensitive=round(odds / (1 + odds), 4),
    )
    answered = (chances >= calibration.answer) & asserting
    return calibration, {
        "questions": len(questions),
        "hit@1": round(_hits(questions, calibration, 1), 3),
        "hit@3": round(_hits(questions, calibration, 3), 3),
        "answered": round(float(answered[is_question].mean()), 3),
        "answered_right": round(float(right[answered & is_question].mean()), 3),
        "out_of_scope_answered": round(float(answered[~is_question].mean()), 3),
        "out_of_scope_offered": round(
            float((~answered & (chances >= calibration.offer))[~is_question].mean()), 3
        ),
    }


def _with(weights: tuple[float, float, float]) -> Calibration:
    return Calibration(
        *weights, coefficients=(0.0, 0.0, 0.0, 0.0), intercept=0.0, answer=1, answer_sensitive=1, offer=1
    )


def _ranks(one: Asked, calibration: Calibration) -> np.ndarray:
    return np.argsort(-fused(one.evidence, one.classified, calibration), kind="stable")


def _hits(questions: list[Asked], calibration: Calibration, depth: int) -> float:
    return float(np.mean([one.right in _ranks(one, calibration)[:depth] for one in questions]))


def _signs(one: Asked, calibration: Calibration) -> np.ndarray:
    return signs(np.sort(fused(one.evidence, one.classified, calibration))[::-1], one.evidence)


if __name__ == "__main__":
    main()
