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

_RTL = "\u0590-\u065f\u066a-\u06ef\u06fa-\u08ff\ufb1d-\ufdff\ufe70-\ufeff"  # Hebrew to Arabic, no digits
_SIGN = r"[€$£%‰°]"
# A word: Latin (any left-to-right) letters and digits, with signs inside it: 13.90, a@b.de, Berlin-Mitte
_LETTER = rf"[^\W{_RTL}]"
_WORD = rf"{_LETTER}[\u0300-\u036f]*(?:[^\s\w{_RTL}(){{}}\[\]<>«»„“”\"]{{0,3}}{_LETTER}|[\u0300-\u036f])*"
_LINK = r"https?://[\x21-\x7e]*[\w/=&#%~+-]"
_PHONE_START = r"[+(]*\d+\)(?=\s?\d)"  # "(030) 123", "+49(0)30"
_ITEM = rf"(?:{_LINK}|{_PHONE_START}|(?:[§€$£]+\s?)?[@#/+−-]?{_WORD}(?:[ \u00a0\u202f]?{_SIGN}|\+(?!\w))?)"
_GAP = r"(?:[ \u00a0\u202f]+|(?<=[^\W\d_])\. | & | / |(?<=[^\W\d_]) [-–—] |(?<=[\d)]) ?/ ?(?=\d))"
_IN_BRACKETS = rf"\({_ITEM}(?:{_GAP}{_ITEM})*\)"
_PHRASE = rf"{_ITEM}(?:{_GAP}?{_IN_BRACKETS}|{_GAP}{_ITEM}|(?<=\)){_ITEM})*"
_LAW = rf"§+\s?\d{_WORD}?(?:,? {_ITEM})*|§+\s?\d(?:,? {_ITEM})*"
_LEFT_TO_RIGHT_RUN = re.compile(rf"{_LAW}|{_PHRASE}")

_RTL_WORD = rf"[{_RTL}][{_RTL}\u0660-\u0669\u06f0-\u06f9\u200c\u200d]*"
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
    return _LEFT_TO_RIGHT_RUN.sub(
        lambda run: f"{LEFT_TO_RIGHT_ISOLATE}{run.group()}{POP_ISOLATE}", text
    )


def _left_to_right_paragraph(text: str) -> str:
    return _RIGHT_TO_LEFT_RUN.sub(
        lambda run: f"{FIRST_STRONG_ISOLATE}{_isolate_left_to_right(run.group())}{POP_ISOLATE}", text
    )
