"""Rasa as it is started for people, with a classifier that fails at one word: `python -m tests.rasa.failing_rasa run …`."""

from __future__ import annotations

import os
from typing import Any

from bot.components.__main__ import QUIET, main

os.environ.update(QUIET)  # before the imports below: TensorFlow, which comes with them, reads it at once

from rasa.shared.nlu.constants import TEXT  # noqa: E402

from bot.components.fused_intent_classifier import FusedIntentClassifier  # noqa: E402

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
