"""What speaks for each language, added up: the language model, frequent words and spelling.

Scores are natural logarithms: 0.7 doubles the odds. The weights were set by hand on chat messages.
"""

import math

from language.lexicon import Lexicon
from language.lid import LanguageModel
from language.spelling import (
    Hints,
    arabic_text_hints,
    arabic_word_hints,
    latin_text_hints,
    latin_word_hints,
)

Scores = dict[str, float]

_WORD = 2.2  # one frequent word: nine to one
_FLOOR = 0.004  # the model's word against a language never weighs more than this probability
_ROMANISED = 0.04  # stands for the model's opinion on romanised Arabic and Persian, which it does not know
_SURE_AFTER = 24  # letters the model needs; on shorter texts it guesses

_ARABIC_KEYBOARD = str.maketrans("یکى", "يكي")
_PERSIAN_KEYBOARD = str.maketrans("يكى", "یکی")


def arabic_script_scores(text: str, words: list[str], model: LanguageModel, lexicon: Lexicon) -> Scores:
    """Weigh Arabic against Persian and the other languages of the script."""
    # Asked on both keyboards, the model cannot take Arabic with ی and ک for Persian.
    scores = _flattened(
        _mean(
            model.probabilities(text.translate(_ARABIC_KEYBOARD)),
            model.probabilities(text.translate(_PERSIAN_KEYBOARD)),
        ),
        _strength(words),
        ours=("ar", "fa"),
    )
    _add_votes(scores, words, lexicon)
    for word in words:
        listed = {language for language, _ in lexicon.votes(word)}
        hints = arabic_word_hints(word, bool(listed))
        # "الان" looks Arabic, but Persian has it too.
        _add(scores, {code: hint for code, hint in hints.items() if not listed or code in listed})
    _add(scores, arabic_text_hints(text))
    return scores


def latin_script_scores(text: str, words: list[str], model: LanguageModel, lexicon: Lexicon) -> Scores:
    """Weigh English and German, romanised Arabic and Persian, and all other languages in Latin letters."""
    text = text.lower()
    strength = _strength(words)
    scores = _flattened(model.probabilities(text), strength, ours=("en", "de"))
    scores["ar-Latn"] = scores["fa-Latn"] = strength * math.log(_ROMANISED)
    _add_votes(scores, words, lexicon)
    for word in words:
        _add(scores, latin_word_hints(word, bool(lexicon.votes(word))))
    _add(scores, latin_text_hints(text))
    return scores


def _strength(words: list[str]) -> float:
    """Say how far to trust the model: fully on a sentence, little on a word."""
    return min(1.0, 0.15 + sum(map(len, words)) / _SURE_AFTER)


def _mean(one: dict[str, float], other: dict[str, float]) -> dict[str, float]:
    return {code: (one.get(code, 0.0) + other.get(code, 0.0)) / 2 for code in {**one, **other}}


def _flattened(likely: dict[str, float], strength: float, ours: tuple[str, ...]) -> Scores:
    """Turn the model's probabilities into scores, flattened where it is not to be trusted.

    Flattening raises every small guess; together the other languages must not gain by being many.
    """
    others = {code: value**strength for code, value in likely.items() if code not in ours}
    together = sum(likely[code] for code in others) ** strength
    share = together / sum(others.values()) if others else 1.0
    scores = {code: math.log(value * share) for code, value in others.items()}
    for code in ours:
        scores[code] = strength * math.log(max(likely.get(code, 0.0), _FLOOR))
    return scores


def _add_votes(scores: Scores, words: list[str], lexicon: Lexicon) -> None:
    """Let each frequent word speak for its languages."""
    floor = math.log(_FLOOR) * _strength(words)
    for word in words:
        for language, share in lexicon.votes(word):
            scores[language] = scores.get(language, floor) + _WORD * share


def _add(scores: Scores, hints: Hints) -> None:
    for language, hint in hints.items():
        scores[language] = scores.get(language, math.log(_FLOOR)) + hint
