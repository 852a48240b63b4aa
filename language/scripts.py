"""Which script a text is written in, and what its letters say about the language."""

import re
import unicodedata

ARABIC = "ARABIC"
LATIN = "LATIN"

# One main language per script is enough to say "not one of ours"; None leaves it to the language model.
_LANGUAGE_OF_SCRIPT = {
    "ETHIOPIC": "am", "CYRILLIC": None, "GREEK": "el", "HEBREW": "he", "DEVANAGARI": "hi", "BENGALI": "bn",
    "GURMUKHI": "pa", "GUJARATI": "gu", "TAMIL": "ta", "TELUGU": "te", "KANNADA": "kn", "MALAYALAM": "ml",
    "SINHALA": "si", "THAI": "th", "LAO": "lo", "TIBETAN": "bo", "MYANMAR": "my", "GEORGIAN": "ka",
    "ARMENIAN": "hy", "KHMER": "km", "HANGUL": "ko", "HIRAGANA": "ja", "KATAKANA": "ja", "CJK": "zh",
    "SYRIAC": "syr", "THAANA": "dv", "TIFINAGH": "ber",
}  # fmt: skip
_LETTERS_OF = (
    ("ti", re.compile("[ኣኽቐ-ቝዀ-ዅ]|ናይ|ኢዩ|እዩ")),
    ("uk", re.compile("[іїєґІЇЄҐ]")),
    ("ru", re.compile("[ыэёъЫЭЁЪ]")),
)
# Letters that Arabic and Persian do not have.
FOREIGN_ARABIC_LETTERS = (
    ("ur", re.compile("[ٹڈڑںےہھ]")),
    ("ps", re.compile("[ټډړږښځڅڼېۍګ]")),
    ("ckb", re.compile("[ێۆڕڵەۊ]")),
    ("sd", re.compile("[ڀٻٿٽڄڃڇڏڌڊڍڙڳڱڻ۾]")),
    ("ug", re.compile("[ۇۈۋڭې]")),
)


def script_of(word: str) -> str:
    """Name the script of a folded word by its first letter: ARABIC, LATIN, CYRILLIC, …"""
    first = word[0]
    if first < "\u0250":
        return LATIN
    return ARABIC if "\u0600" <= first <= "\u08ff" else unicodedata.name(first, "UNKNOWN").split()[0]


def language_by_letters(text: str, script: str) -> str | None:
    """Name the language of a text in neither Arabic nor Latin script, if its letters are enough."""
    for language, letters in _LETTERS_OF:
        if letters.search(text):
            return language
    return _LANGUAGE_OF_SCRIPT.get(script)
