"""Direction inside a text: numbers, links and German words in Arabic script, and the reverse.

Without isolates "+49 30 123456" comes out as "123456 30 49+" in a right-to-left paragraph.
"""

import re
import unicodedata

from language.codes import is_right_to_left

LEFT_TO_RIGHT_ISOLATE = "\u2066"
FIRST_STRONG_ISOLATE = "\u2068"
POP_ISOLATE = "\u2069"
RIGHT_TO_LEFT_MARK = "\u200f"

_CONTROLS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_PARAGRAPH_END = re.compile("(\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029])")

# Hebrew to Arabic, without digits and the signs that belong to numbers (٪ ٫ ٬)
_RTL = "\u0590-\u065f\u066d-\u06ef\u06fa-\u08ff\ufb1d-\ufdff\ufe70-\ufeff"
_SPACE = "[ \u00a0\u202f]"
_SIGN = "[€$£%‰°٪]"
_LETTER = rf"[^\W{_RTL}][\u0300-\u036f]*"  # any left-to-right letter or digit, with its accents
# A word may hold signs between its letters: 13.90, a@b.de, Berlin-Mitte.
_INNER_SIGN = rf"[^\s\w{_RTL}\u0300-\u036f(){{}}\[\]<>«»„“”\"]"
_WORD = rf"{_LETTER}(?:{_INNER_SIGN}{{0,3}}{_LETTER})*"
_LINK = r"https?://[\x21-\x7e]*[\w/=&#%~+-]"
_DIALLING_CODE = rf"[+(]{{0,3}}\d{{1,6}}\)(?={_SPACE}?\d)"  # (030) 123456, +49 (0)30 123456
_BEFORE = rf"(?:(?<!\d{_SPACE})[§€$£]{{1,2}}{_SPACE}?)?[@#/+−-]?"
_AFTER = rf"(?:(?<=\d){_SPACE}?{_SIGN}|\+(?!\w))?"
_ITEM = rf"(?:{_LINK}|{_DIALLING_CODE}|{_BEFORE}{_WORD}{_AFTER})"
# What may stand between two items of one run. A comma or a dash between numbers parts them, so that
# "A1, A2" and "9:00 - 17:00" are read from the right; a German address stays together. No two of these
# may fit the same place: else an unclosed bracket takes exponential time.
_GAP = rf"(?:{_SPACE}+| [&/] |(?<=[^\W\d_])\. |(?<=[^\W\d_]) [-–—] |(?<=\d)/ (?=\d)|(?<=\))/|, (?=\d{{5}} ))"
_IN_BRACKETS = rf"\({_ITEM}(?:{_GAP}{_ITEM})*\)"
_PHRASE = rf"{_ITEM}(?:{_GAP}?{_IN_BRACKETS}|{_GAP}{_ITEM}|(?<=\)){_ITEM})*"
_LAW = rf"§+{_SPACE}?{_WORD}(?:(?:{_GAP}|,{_SPACE}){_ITEM})*"  # §§ 25a, 25b AufenthG
_LEFT_TO_RIGHT_RUN = re.compile(rf"{_LAW}|{_PHRASE}")

_RTL_WORD = rf"[{_RTL}][{_RTL}٠-٩۰-۹\u200c\u200d]*"
_RIGHT_TO_LEFT_RUN = re.compile(rf"{_RTL_WORD}(?:[\s\d,.:;!?()/-]+{_RTL_WORD})*")


def isolate(text: str, language: str) -> str:
    """Give the text with each stretch of the other direction wrapped, so that it reads in order.

    Direction controls already in the text are taken out first: nobody can turn our sentences round,
    and doing it twice changes nothing.
    """
    turn = _right_to_left_paragraph if is_right_to_left(language) else _left_to_right_paragraph
    parts = _PARAGRAPH_END.split(_CONTROLS.sub("", text))
    return "".join(part if _PARAGRAPH_END.fullmatch(part) else turn(part) for part in parts)


def _right_to_left_paragraph(text: str) -> str:
    isolated = _isolate_left_to_right(text)
    # Apps take the direction of a paragraph from its first strong character.
    if not isolated.strip() or unicodedata.bidirectional(isolated[0]) in ("R", "AL"):
        return isolated
    return RIGHT_TO_LEFT_MARK + isolated


def _isolate_left_to_right(text: str) -> str:
    return _LEFT_TO_RIGHT_RUN.sub(lambda run: f"{LEFT_TO_RIGHT_ISOLATE}{run.group()}{POP_ISOLATE}", text)


def _left_to_right_paragraph(text: str) -> str:
    return _RIGHT_TO_LEFT_RUN.sub(
        lambda run: f"{FIRST_STRONG_ISOLATE}{_isolate_left_to_right(run.group())}{POP_ISOLATE}", text
    )
