"""In which of our languages something was typed, for sentences of our own before any language was chosen."""

from __future__ import annotations

from collections.abc import Callable

from bot.gateway.visit import nearest_language
from language.detect import LanguageDetector


def hearing() -> Callable[[str, str | None], str | None]:
    """Return a function (text, language of the app) → our language, or None if it is none of ours."""
    detector = LanguageDetector.load()

    def hear(text: str, hint: str | None) -> str | None:
        detection = detector.detect(text, prior=nearest_language(hint))
        # ar-Latn and fa-Latn are answered in ar and fa.
        return nearest_language(detection.pred) if detection.us else None

    return hear
