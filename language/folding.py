"""One character at a time: the form in which spellings of the same word compare equal.

The Arabic script is folded to the Arabic letters (ي ك ه), not the Persian ones, because the sentence
encoder knows only those. German umlauts are written out (ä -> ae); the reverse would spoil words
such as "neue" or "aktuell".
"""

import unicodedata

ARABIC_SCRIPT = "\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufeff"

_TATWEEL = "\u0640"
_DROPPED = "\u00ad\u0621" + _TATWEEL  # soft hyphen, lone hamza (شيء = شي), tatweel
_SPACES = "\u200b\u200c"  # zero-width space and non-joiner: می‌خواهم = می خواهم
_APOSTROPHES = "'’‘ʼʿʾ`´′"

_LETTERS = {
    **dict.fromkeys("أإآٱٲٳٵ", "ا"),
    **dict.fromkeys("ىیېےئۍێﯨﯩ", "ي"),
    **dict.fromkeys("کڪګﮎ", "ك"),
    **dict.fromkeys("ةۀہھەۂۃ", "ه"),
    **dict.fromkeys("ؤۆۇۈۋ", "و"),
    "ں": "ن",
    "ä": "ae",
    "æ": "ae",
    "ö": "oe",
    "ø": "oe",
    "œ": "oe",
    "ü": "ue",
    "ı": "i",
}
# Arabic has no پ چ ژ گ ڤ: they are dialect or a Persian keyboard (پاسپورت = باسبورت). Persian needs them.
_ARABIC_ONLY = {"پ": "ب", "چ": "ج", "ژ": "ز", "گ": "ك", "ڤ": "ف"}


def _is_dropped(character: str) -> bool:
    """Accents, tashkeel, variation selectors, joiners and direction controls leave no trace."""
    return character in _DROPPED or unicodedata.category(character) in ("Mn", "Me", "Cf")


def _fold_plain(character: str) -> str:
    """Fold one character that compatibility forms and capitals are already taken from."""
    if character in _LETTERS:
        return _LETTERS[character]
    bare = "".join(c for c in unicodedata.normalize("NFD", character) if not _is_dropped(c))
    bare = unicodedata.normalize("NFC", bare)
    return "".join(_fold_bare(c) for c in bare)


def _fold_bare(character: str) -> str:
    """Fold a letter without accents, a digit or a sign."""
    if character in _LETTERS:
        return _LETTERS[character]
    if unicodedata.category(character) == "Nd":
        return str(unicodedata.decimal(character))
    # Punctuation, symbols and emoji part words and mean nothing for comparing: the same 🙏 stands
    # under any question.
    return character if character.isalnum() else " "


def fold_character(character: str) -> str:
    """Give the folded form of one character: "" (dropped), " " (parts words) or letters and digits."""
    if character in _APOSTROPHES:
        return "'"  # decided by its neighbours: "don't" = "dont"
    if character in _SPACES:
        return " "
    plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", character).casefold())
    return "".join(_fold_plain(c) for c in plain)


class FoldTable(dict[int, str]):
    """A table for `str.translate` that works out each character when it first meets it."""

    def __init__(self, extra: dict[str, str] | None = None) -> None:
        super().__init__()
        self._extra = str.maketrans(extra or {})

    def __missing__(self, codepoint: int) -> str:
        """Fold a character that was not met before."""
        folded = fold_character(chr(codepoint)).translate(self._extra)
        self[codepoint] = folded
        return folded


ANY_LANGUAGE = FoldTable()
ARABIC = FoldTable(_ARABIC_ONLY)
