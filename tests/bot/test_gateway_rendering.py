"""How a reply looks on Telegram."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.gateway.render import LANGUAGE_BUTTONS, parts_of, rendered
from bot.gateway.splitting import LONGEST, split, units
from dialogue.reply import Button, Reply
from tests.bot.fake_telegram import _plain as read_html

SENTENCE = "Die Kosten sind 2,29 Euro (229 Cent) für eine Stunde. "


def test_title_is_bold_and_signs_of_html_are_escaped() -> None:
    (part,) = rendered(Reply("answer", "en", "a < b & c", title="Costs <here>"))

    assert part.html == "<b>Costs &lt;here&gt;</b>\n\na &lt; b &amp; c"


def test_title_that_the_text_begins_with_is_not_said_twice() -> None:
    (part,) = rendered(Reply("answer", "en", "Costs\n\nIt is free.", title="Costs"))

    assert part.html == "<b>Costs</b>\n\nIt is free."


def test_numbers_and_german_words_are_isolated_in_arabic() -> None:
    (part,) = rendered(
        Reply("answer", "ar", "اتصل على +49 30 123456 واسأل عن Wohnsitzauflage.", title="هاتف")
    )

    assert "\u2066+49 30 123456\u2069" in part.html
    assert "\u2066Wohnsitzauflage\u2069" in part.html
    assert part.html.startswith("<b>هاتف</b>")


def test_buttons_stand_one_a_row_under_the_last_part() -> None:
    buttons = [Button("One", "article:one"), Button("Two", "menu")]

    *others, last = parts_of((SENTENCE * 20 + "\n\n") * 8, "de", buttons)

    assert others
    assert all(part.keyboard is None for part in others)
    assert last.keyboard is not None
    assert [[b.callback_data for b in row] for row in last.keyboard.inline_keyboard] == [
        ["article:one"],
        ["menu"],
    ]


def test_button_that_telegram_would_refuse_is_left_out() -> None:
    (part,) = parts_of("x", "en", [Button("Long", "article:" + "x" * 60), Button("Evil", "/restart")])

    assert part.keyboard is None


def test_language_buttons_are_in_their_own_script_without_marks() -> None:
    (part,) = parts_of("سلام", "fa", LANGUAGE_BUTTONS)

    assert part.keyboard is not None
    assert [row[0].text for row in part.keyboard.inline_keyboard] == [
        "العربية",
        "فارسی",
        "English",
        "Deutsch",
    ]


def test_long_text_is_cut_between_sentences() -> None:
    pieces = split(SENTENCE * 30, lambda piece: units(piece) <= 200)

    assert all(piece.endswith("Stunde.") for piece in pieces)
    assert " ".join(pieces) == (SENTENCE * 30).strip()


def test_paragraphs_stay_whole_when_they_fit() -> None:
    text = "\n\n".join([SENTENCE.strip()] * 5)

    pieces = split(text, lambda piece: units(piece) <= 120)

    assert pieces == [f"{SENTENCE.strip()}\n\n{SENTENCE.strip()}"] * 2 + [SENTENCE.strip()]


def test_length_is_counted_as_telegram_counts_it() -> None:
    assert units("a😀") == 3


@pytest.mark.parametrize("language", ["ar", "de"])
@given(text=st.text(alphabet=st.sampled_from("aب1😀. \n<&؟"), min_size=1, max_size=300))
def test_every_text_comes_in_parts_that_telegram_takes_and_loses_no_letter(language: str, text: str) -> None:
    long = text * 60
    parts = parts_of(long, language)

    visible = [read_html(part.html) for part in parts]
    assert all(units(piece) <= LONGEST for piece in visible)
    bare = "".join(letter for letter in "".join(visible) if letter in "aب1😀<&؟.")
    assert bare == "".join(letter for letter in long if letter in "aب1😀<&؟.")
