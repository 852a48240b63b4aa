import pytest

from language.normalise import NormalisedWord, normalise, normalise_words, western_digits

SAME = [
    ("Straße", "STRASSE"),
    ("Ausländerbehörde", "auslaenderbehoerde"),
    ("A\u0308rztin", "Ärztin"),
    ("café", "cafe"),
    ("I don’t know", "i dont know"),
    ("Wie geht's?", "wie gehts"),
    ("كيف الحال", "کیف الحال"),
    ("مدرسة", "مدرسه"),
    ("إلى", "الى"),
    ("إلى", "الي"),
    ("الاقامة", "الإقامَة"),
    ("شيء", "شي"),
    ("مسؤول", "مسوول"),
    ("العربـــية", "العربية"),
    ("می‌خواهم", "می خواهم"),
    ("كتاب‌هاي من", "کتاب های من"),
    ("خانۀ ما", "خانه ما"),
    ("٢٠٢٥", "2025"),
    ("۲۰۲۵", "2025"),
    ("ساااعدوني", "ساعدوني"),
    ("heeeeelp", "heelp"),
    ("والللللله", "والله"),
    ("ﻻ", "لا"),
    ("Hallo 👋🏽 !!!", "hallo"),
    ("\u202eHallo\u202c", "hallo"),
    ("Deutsch\u00adkurs", "Deutschkurs"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_two_spellings_compare_equal(one, other):
    assert normalise(one) == normalise(other)


@pytest.mark.parametrize("word", ["neue", "frauen", "aktuell", "schule", "abc 1000"])
def test_plain_words_stay_as_they_are(word):
    assert normalise(word) == word


def test_persian_letters_keep_words_apart_in_persian_and_are_folded_in_arabic():
    assert normalise("پر", "fa") != normalise("بر", "fa")
    assert normalise("پاسپورت", "ar") == normalise("باسبورت", "ar")


def test_german_word_glued_to_an_arabic_article_is_a_word_of_its_own():
    assert normalise("بالJobcenter") == "بال jobcenter"


@pytest.mark.parametrize("text", ["", "   ", "🙏🙏", "?!…", "\u200f", "ء"])
def test_text_without_words_becomes_empty(text):
    assert (normalise(text), normalise_words(text)) == ("", [])


@pytest.mark.parametrize(
    ("text", "folded", "original"),
    [
        ("die Straße hier", "strasse", "Straße"),
        ("die U\u0308bung hier", "uebung", "U\u0308bung"),
        ("ﷺ نعم", "نعم", "نعم"),
        ("عن مُحَمَّد هنا", "محمد", "مُحَمَّد"),
        ("من ساااعدوني الآن", "ساعدوني", "ساااعدوني"),
        ("عمر ۱۸ سال", "18", "۱۸"),
        ("I don’t know", "dont", "don’t"),
    ],
)
def test_offsets_point_into_the_original(text, folded, original):
    word = next(word for word in normalise_words(text) if word.text == folded)

    assert text[word.start : word.end] == original


def test_ligature_of_four_words_keeps_one_place():
    assert normalise_words("ﷺ") == [NormalisedWord(word, 0, 1) for word in ("صلي", "الله", "عليه", "وسلم")]


def test_western_digits_keep_the_length_and_the_rest():
    assert western_digits("هاتف ٠٣٠، ۱۲۳ Ab") == "هاتف 030، 123 Ab"
