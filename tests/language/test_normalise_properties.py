"""What holds for any text. Hypothesis is only in the app environment."""

import pytest

from language.normalise import normalise, normalise_words, western_digits

hypothesis = pytest.importorskip("hypothesis")
from hypothesis import given  # noqa: E402
from hypothesis import strategies as st  # noqa: E402

OUR_LETTERS = "abzäÄßéİıÆ'’-_ 13٣۴يیىئكکگةهۀأآءؤچپﷺﻻﬁ½Ⅳـ\u064e\u0308\u200c\u200d\u202e\u2066\n🙏🏽aaaaلللل"
any_text = st.text() | st.text(alphabet=OUR_LETTERS)


@given(any_text)
def test_words_and_text_agree(text):
    assert " ".join(word.text for word in normalise_words(text)) == normalise(text)


@given(any_text)
def test_folding_twice_changes_nothing(text):
    assert normalise(normalise(text)) == normalise(text)


@given(any_text)
def test_capitals_make_no_difference(text):
    assert normalise(text.upper().lower()) == normalise(text.upper())


@given(any_text)
def test_offsets_are_in_order_and_inside_the_text(text):
    words = normalise_words(text)

    assert all(0 <= word.start < word.end <= len(text) for word in words)
    assert [word.start for word in words] == sorted(word.start for word in words)


@given(any_text)
def test_words_are_never_empty_and_hold_no_spaces(text):
    assert all(word.text and not any(c.isspace() for c in word.text) for word in normalise_words(text))


@given(any_text)
def test_western_digits_keep_offsets(text):
    assert len(western_digits(text)) == len(text)
