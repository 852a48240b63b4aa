import pytest

from language.bidi import isolate

MARKS = {"⟦": "\u2066", "⟪": "\u2068", "⟧": "\u2069", "‹rlm›": "\u200f"}


def marked(text):
    """Write isolates as brackets that can be seen."""
    for seen, mark in MARKS.items():
        text = text.replace(mark, seen)
    return text


ARABIC = [
    ("اتصل على +49 30 123456 الآن", "اتصل على ⟦+49 30 123456⟧ الآن"),
    ("رقم (030) 123 456-0 هنا", "رقم ⟦(030) 123 456-0⟧ هنا"),
    ("رقم +49 (0)30 / 123 456", "رقم ⟦+49 (0)30 / 123 456⟧"),
    ("رقم ۰۳۰ ۱۲۳۴۵۶ هنا", "رقم ⟦۰۳۰ ۱۲۳۴۵۶⟧ هنا"),
    ("الثمن 13.90 € فقط", "الثمن ⟦13.90 €⟧ فقط"),
    ("الثمن € 13,90 فقط", "الثمن ⟦€ 13,90⟧ فقط"),
    ("قیمت ۱۳٫۹۰ یورو و ۵۰ ٪", "قیمت ⟦۱۳٫۹۰⟧ یورو و ⟦۵۰ ٪⟧"),
    ("راجع § 60a AufenthG من فضلك", "راجع ⟦§ 60a AufenthG⟧ من فضلك"),
    ("انظر §§ 25a, 25b AufenthG، ثم", "انظر ⟦§§ 25a, 25b AufenthG⟧، ثم"),
    ("حسب § 16g Abs. 1 Satz 2 AufenthG", "حسب ⟦§ 16g Abs. 1 Satz 2 AufenthG⟧"),
    ("الرابط https://www.bamf.de/a/?x=1&y=2/، شكرا", "الرابط ⟦https://www.bamf.de/a/?x=1&y=2/⟧، شكرا"),
    ("اكتب إلى info@caritas-berlin.de.", "اكتب إلى ⟦info@caritas-berlin.de⟧."),
    ("مكتب الأجانب (Ausländerbehörde) هنا", "مكتب الأجانب (⟦Ausländerbehörde⟧) هنا"),
    ("الـ BAMF (Bundesamt für Migration) هو", "الـ ⟦BAMF (Bundesamt für Migration)⟧ هو"),
    ("العنوان Straße 5, 10115 Berlin", "العنوان ⟦Straße 5, 10115 Berlin⟧"),
    ("مستوى A1, A2, B1", "مستوى ⟦A1⟧, ⟦A2⟧, ⟦B1⟧"),
    ("من 9:00 - 17:00", "من ⟦9:00⟧ - ⟦17:00⟧"),
    ("عام 2024. 3 أشهر", "عام ⟦2024⟧. ⟦3⟧ أشهر"),
    ("للـB1+ كورس", "للـ⟦B1+⟧ كورس"),
    ("هذا «Duldung» هنا", "هذا «⟦Duldung⟧» هنا"),
    ("اكتب /start هنا", "اكتب ⟦/start⟧ هنا"),
]


@pytest.mark.parametrize(("text", "expected"), ARABIC)
def test_what_runs_the_other_way_is_wrapped(text, expected):
    assert marked(isolate(text, "ar")) == expected


@pytest.mark.parametrize(("text", "_"), ARABIC)
def test_isolating_twice_changes_nothing(text, _):
    once = isolate(text, "fa")

    assert isolate(once, "fa") == once


def test_each_paragraph_begins_from_the_right():
    assert marked(isolate("BAMF هنا\r\nنعم\n\n• نقطة\n  \n2. ثم", "ar")) == (
        "‹rlm›⟦BAMF⟧ هنا\r\nنعم\n\n‹rlm›• نقطة\n  \n‹rlm›⟦2⟧. ثم"
    )


def test_no_isolate_reaches_over_a_line_end():
    assert marked(isolate("رقم 030\n123 هنا", "fa")) == "رقم ⟦030⟧\n‹rlm›⟦123⟧ هنا"


def test_direction_controls_from_outside_are_taken_out():
    assert marked(isolate("نص \u202eetouq\u202c \u2066a\u2067b \u200e\u061cنعم", "ar")) == "نص ⟦etouq ab⟧ نعم"


def test_unclosed_isolate_cannot_swallow_the_rest():
    result = isolate("\u2067\u2066 متن 5", "fa")

    assert result.count("\u2066") == result.count("\u2069") == 1


def test_arabic_inside_german_is_wrapped_and_its_numbers_too():
    assert marked(isolate("Das Wort موعد الساعة 15:00 غدا heißt Termin.", "de")) == (
        "Das Wort ⟪موعد الساعة ⟦15:00⟧ غدا⟧ heißt Termin."
    )


@pytest.mark.parametrize("language", ["de", "en"])
def test_plain_latin_text_is_left_alone(language):
    assert isolate("Tel. +49 30 123456, 13.90 €", language) == "Tel. +49 30 123456, 13.90 €"


@pytest.mark.parametrize("text", ["", "\n", "   "])
def test_empty_text_stays_empty(text):
    assert isolate(text, "ar") == text
