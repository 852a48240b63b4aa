"""How kinds of evidence add up, and from which certainty on we answer, offer, or admit not to know.

The numbers are measured, not chosen: `make calibrate` works them out on held-back phrasings and writes knowledge/calibration.json.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from settings import ROOT

PATH = ROOT / "knowledge" / "calibration.json"


@dataclass(frozen=True)
class Calibration:
    """The measured numbers of one language."""

    # Weights of letters, meaning and classifier in the sum that ranks articles.
    letters: float
    meaning: float
    classifier: float
    # Logistic regression from (best sum, its lead, nearest letters, nearest meaning) to the chance of being right.
    coefficients: tuple[float, ...]
    intercept: float
    # Chances from which we answer, from which we answer a sensitive matter, and from which we offer.
    answer: float
    answer_sensitive: float
    offer: float

    def chance(self, signs: np.ndarray) -> float:
        """Return the chance (0 to 1) that the best article is the right one."""
        return float(1 / (1 + np.exp(-(np.dot(self.coefficients, signs) + self.intercept))))


@cache
def calibrations(path: Path = PATH) -> dict[str, Calibration]:
    """Return the measured numbers by language."""
    measured = json.loads(path.read_text(encoding="utf-8"))
    return {
        language: Calibration(**{**values, "coefficients": tuple(values["coefficients"])})
        for language, values in measured["languages"].items()
    }
