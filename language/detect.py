"""Which language a message is written in: ours, a romanised form of ours, another one, or none."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from language.evidence import Scores, arabic_script_scores, latin_script_scores
from language.lexicon import OURS, Lexicon
from language.lid import LanguageModel
from language.normalise import normalise
from language.scripts import ARABIC, LATIN, language_by_letters, script_of

NO_LANGUAGE = "none"
OTHER = "other"

_LONGEST = 600  # characters; more would not change the answer
_NOT_WORDS = re.compile(r"https?://\S+|www\.\S+|\S+@\S+|(?<!\S)[@#/]\w+")
_LATIN_RUN = re.compile(r"[a-zA-ZÀ-ɏ]+")
_ARABIC_RUN = re.compile(r"[\u0600-\u08ff\ufb50-\ufdff\ufe70-\ufefc]+")
_UNSURE = 0.5
_NAMEABLE = 0.25
_PRIOR = 1.0  # how much the person's stored language weighs, in natural logarithms
_PRIOR_WITHOUT_WORDS = 2.5  # when no word of the message is known


@dataclass(frozen=True)
class Detection:
    """The language of a message, how sure we are, and whether it is one of ours."""

    pred: str
    confidence: float
    us: bool


class LanguageDetector:
    """Weighs words, letters and a language model; the stored language decides what they leave open."""

    def __init__(self, model: LanguageModel, lexicon: Lexicon) -> None:
        self._model = model
        self._lexicon = lexicon

    @classmethod
    def load(cls) -> LanguageDetector:
        """Load the language model and the word lists."""
        return cls(LanguageModel.load(), Lexicon.load())

    def detect(self, text: str, prior: str | None = None) -> Detection:
        """Name the language of a message; `prior` is the person's stored language, if there is one."""
        line = _clean(text)
        words = [word for word in normalise(line).split() if not word.isdigit()]
        if not words:
            return Detection(NO_LANGUAGE, 1.0, us=False)
        speaking = [word for word in words if not self._lexicon.is_office_word(word)]
        if not speaking:  # only "Jobcenter" or "B1": said in every language
            return _ours(prior, 0.5) if prior in OURS else _ours("de", 0.6)
        script = _main_script(speaking)
        if script == ARABIC:
            return self._detect_arabic_script(line, speaking, prior)
        if script == LATIN:
            return self._detect_latin_script(line, speaking, prior)
        return self._detect_other_script(line, speaking, script)

    def _detect_arabic_script(self, line: str, words: list[str], prior: str | None) -> Detection:
        words = [word for word in words if script_of(word) == ARABIC]
        scores = arabic_script_scores(_LATIN_RUN.sub(" ", line), words, self._model, self._lexicon)
        return _decide(scores, prior, self._knows_any(words))

    def _detect_latin_script(self, line: str, words: list[str], prior: str | None) -> Detection:
        words = [word for word in words if script_of(word) == LATIN]
        knows_words = self._knows_any(words)
        if knows_words:  # then the model shall not hear the office words
            is_office_word = self._lexicon.is_office_word
            line = " ".join(word for word in line.split() if not is_office_word(normalise(word)))
        scores = latin_script_scores(_ARABIC_RUN.sub(" ", line), words, self._model, self._lexicon)
        romanised = {"ar": "ar-Latn", "fa": "fa-Latn"}
        return _decide(scores, romanised.get(prior or "", prior), knows_words)

    def _detect_other_script(self, line: str, words: list[str], script: str) -> Detection:
        known = [language for word in words for language, _ in self._lexicon.votes(word)]
        language = max(known, key=known.count) if known else language_by_letters(line, script)
        if language:
            return Detection(language, 1.0, us=False)
        likely = self._model.probabilities(line)
        best = max(likely, key=lambda code: likely[code], default=OTHER)
        if best in OURS or likely.get(best, 0.0) < _UNSURE:
            return Detection(OTHER, 1.0, us=False)
        return Detection(best, likely[best], us=False)

    def _knows_any(self, words: list[str]) -> bool:
        return any(self._lexicon.votes(word) for word in words)


def _clean(text: str) -> str:
    """Give the beginning of a message as one line without links, addresses and half characters."""
    whole = text[:_LONGEST].encode("utf-8", "ignore").decode("utf-8")
    return " ".join(_NOT_WORDS.sub(" ", whole).split())


def _main_script(words: list[str]) -> str:
    """Name the script that carries the sentence.

    People mix German words into Arabic and Persian sentences, hardly the reverse: a third is enough.
    """
    counts: dict[str, int] = {}
    for word in words:
        script = script_of(word)
        counts[script] = counts.get(script, 0) + 1
    if counts.get(ARABIC, 0) * 3 >= len(words):
        return ARABIC
    return max(counts, key=lambda script: counts[script])


def _ours(language: str, confidence: float) -> Detection:
    return Detection(language, confidence, us=True)


def _decide(scores: Scores, prior: str | None, knows_words: bool) -> Detection:
    """Choose ours or another language first, then the best of them."""
    if prior in scores:
        scores[prior] += _PRIOR if knows_words else _PRIOR_WITHOUT_WORDS
    highest = max(scores.values())
    weights = {code: math.exp(score - highest) for code, score in scores.items()}
    total = sum(weights.values())
    for_us = sum(weight for code, weight in weights.items() if code in OURS) / total
    us = for_us >= _UNSURE
    best = max((code for code in weights if (code in OURS) == us), key=lambda code: weights[code])
    confidence = weights[best] / total
    if confidence < _UNSURE and prior in OURS and prior in weights:
        return _ours(prior, weights[prior] / total)
    if not us:  # sure that it is not ours, but not always which one it is
        return Detection(best if confidence >= _NAMEABLE else OTHER, 1.0 - for_us, us=False)
    return _ours(best, confidence)
