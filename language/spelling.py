"""What the build of a word says about its language, when no list has the word.

All patterns are for folded words (language/normalise.py).
"""

import re

from language.scripts import FOREIGN_ARABIC_LETTERS

Hints = dict[str, float]

_PERSIAN_LETTERS = re.compile("[پچژگ]")
_ARABIC_ARTICLE = re.compile(r"(?:[وبفك]?ال|لل)[^\W\d]{3}")
_PERSIAN_FORM = re.compile("ن?مي.+(?:م|ند|يد|ين|ه|د)$|.{2,}(?:هاي|هايي|ترين)$")

# Digits for sounds: 3andi, mar7aba, la2. Not 1st, 2nd, 60a, 30km.
_ARABIZI = re.compile("[23579][a-z]{3,}$|(?=.{4})[a-z]+[235679][a-z][a-z235679]*$|[a-z]{2,}[37]$")
_NUMBER_WITH_UNIT = re.compile("[0-9]+(?:st|nd|rd|th|er|te|ten|ter|kg|km|mal|eur|euro)$")
_FINGLISH = re.compile(
    "(?:ne)?mi[a-z]{2,}(?:am|im|id|in|an|and|ad|eh|ane|are)$|[a-z]{2,}(?:hast|nist)(?:am|i|im)?$"
)
_THROAT = re.compile("kh|gh[aeiou]|q[^u]|[^s]sh$|aa|3|7")
_ENGLISH_FORM = re.compile(".*(?:ing|ness|ment|tion|tions|ally|ful|ght)$|th[aeiou]|wh")
_GERMAN_FORM = re.compile(
    ".*(?:ung|ungen|heit|keit|schaft|lich|liche|isch|ische|chen|tzt|cht|ieren|iert)$|ge[a-z]{3,}t$|sch|zw"
)
_LETTERS_OF_OTHERS = re.compile(r"[^\W\d_a-zäöüß]", re.IGNORECASE)


def arabic_word_hints(word: str, is_listed: bool) -> Hints:
    """Weigh a word in Arabic script that is not in the list of the language it would hint at."""
    hints: Hints = {}
    if not is_listed and _PERSIAN_LETTERS.search(word):
        hints["ar"] = -1.2  # Persian, Urdu, Kurdish, …; in Arabic only in some dialect words
    elif _ARABIC_ARTICLE.match(word):
        hints["ar"] = 0.9
    if _PERSIAN_FORM.match(word):
        hints["fa"] = 0.8
    return hints


def arabic_text_hints(text: str) -> Hints:
    """Weigh the letters of a text as they were typed; the keyboard is a hint and not more."""
    hints: Hints = {
        "ar": min(text.count("ة"), 3) * 1.0 + (0.9 if "ك" in text or "ي" in text else 0.0),
        "fa": min(text.count("\u200c"), 2) * 1.2 + (0.9 if "ک" in text or "ی" in text else 0.0),
    }
    for language, letters in FOREIGN_ARABIC_LETTERS:
        found = len(letters.findall(text))
        if found:
            hints[language] = min(found, 4) * 2.0
    return hints


def latin_word_hints(word: str, is_listed: bool) -> Hints:
    """Weigh a word in Latin letters."""
    if _ARABIZI.match(word) and not _NUMBER_WITH_UNIT.match(word):
        return {"ar-Latn": 1.8}
    if is_listed:
        return {}
    hints: Hints = {}
    if _THROAT.search(word):
        hints = {"ar-Latn": 0.4, "fa-Latn": 0.4}
    if _FINGLISH.match(word):
        hints["fa-Latn"] = hints.get("fa-Latn", 0.0) + 1.6
    if _ENGLISH_FORM.match(word):
        hints["en"] = 0.6
    if _GERMAN_FORM.match(word):
        hints["de"] = 0.6
    return hints


def latin_text_hints(text: str) -> Hints:
    """Weigh the letters of a text: ß and umlauts for German, é ş ł and the like against all of ours."""
    against = min(len(_LETTERS_OF_OTHERS.findall(text)), 4) * -0.8
    umlauts = sum(text.count(letter) for letter in "äöü")
    german = min(umlauts, 3) * 0.5 + (2.0 if "ß" in text else 0.0)
    return {"en": against, "de": against + german, "ar-Latn": against, "fa-Latn": against}
