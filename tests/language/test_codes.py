import pytest

from language.codes import LANGUAGES, OWN_NAMES, direction, is_right_to_left


def test_every_language_has_its_own_name():
    assert set(OWN_NAMES) == set(LANGUAGES)


@pytest.mark.parametrize(("code", "expected"), [("ar", "rtl"), ("fa", "rtl"), ("en", "ltr"), ("de", "ltr")])
def test_direction_is_what_pages_need(code, expected):
    assert direction(code) == expected


def test_romanised_arabic_reads_from_left_to_right():
    assert not is_right_to_left("ar-Latn")
