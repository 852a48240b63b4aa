"""For whom a variant holds, in words that staff read."""

from __future__ import annotations

from desk.wording import Wording
from knowledge.services.conditions import Bounds, When

CHOICES = ("status", "land", "employment", "benefits")
YES_OR_NO = ("centre", "safe_country")
SPANS = ("age", "child_age", "months")


def in_words(when: When, wording: Wording, language: str) -> list[str]:
    """Return each condition as a short line; all of them must hold."""
    lines = []
    for name in CHOICES:
        if chosen := getattr(when, name):
            words = [wording.say(f"{name}_{value}", language) for value in chosen]
            lines.append(f"{wording.say(f'when_{name}', language)}: {' / '.join(words)}")
    for name in YES_OR_NO:
        if (value := getattr(when, name)) is not None:
            lines.append(wording.say(f"when_{name}_{'yes' if value else 'no'}", language))
    for name in SPANS:
        if (bounds := getattr(when, name)) is not None:
            lines.append(f"{wording.say(f'when_{name}', language)}: {_span(bounds, wording, language)}")
    return lines


def _span(bounds: Bounds, wording: Wording, language: str) -> str:
    if bounds.at_least is None:
        return wording.say("span_under", language, under=bounds.under)
    if bounds.under is None:
        return wording.say("span_from", language, at_least=bounds.at_least)
    return wording.say("span_from_under", language, at_least=bounds.at_least, under=bounds.under)
