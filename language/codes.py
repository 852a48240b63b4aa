"""The four languages of the house, what they call themselves and which way they are written."""

from typing import Literal

LANGUAGES = ("ar", "fa", "en", "de")
OWN_NAMES = {"ar": "العربية", "fa": "فارسی", "en": "English", "de": "Deutsch"}

_RIGHT_TO_LEFT = frozenset({"ar", "fa", "ckb", "he", "ps", "sd", "ug", "ur", "yi"})


def is_right_to_left(code: str) -> bool:
    """Tell whether a language is written from right to left; `ar-Latn` and `fa-Latn` are not."""
    return code in _RIGHT_TO_LEFT


def direction(code: str) -> Literal["rtl", "ltr"]:
    """Give the value of the HTML attribute `dir` for a language."""
    return "rtl" if is_right_to_left(code) else "ltr"
