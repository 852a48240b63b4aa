"""Rasa as it is started for people, with a classifier that fails at one word: `python -m tests.rasa.failing_rasa run …`."""

from __future__ import annotations

from typing import Any

from rasa.shared.nlu.constants import TEXT

from bot.components.__main__ import main
from bot.components.fused_intent_classifier import FusedIntentClassifier

FAILS_AT = "fehlerwort"

_process = FusedIntentClassifier.process


def _fail(self: FusedIntentClassifier, messages: list[Any]) -> list[Any]:
    words_of_the_person = messages[0].get(TEXT)
    if FAILS_AT in words_of_the_person:
        raise ValueError(f"cannot read {words_of_the_person}")
    return _process(self, messages)


if __name__ == "__main__":
    FusedIntentClassifier.process = _fail  # type: ignore[method-assign]
    main()
