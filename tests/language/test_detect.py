import pytest

from language.detect import Detection, LanguageDetector

MESSAGES = {
    "de": [
        "Hallo", "Danke", "ja", "Tschüss", "Guten Tag, ich suche einen Deutschkurs für meine Frau.",
        "wo kann ich mich anmelden", "HALLO ICH BRAUCHE HILFE",
        "ich habe brief bekommen von jobcenter was machen", "fuer meine Tochter eine Kita",
    ],
    "en": [
        "hello", "Hi", "thanks", "yes", "HOW MUCH",
        "How do I get an Aufenthaltserlaubnis?", "what is Anmeldung",
        "I have an appointment at the Ausländerbehörde tomorrow, what do I bring",
        "Can I work with a Duldung?",
        "i got letter from jobcenter dont understand",
    ],
    "ar": [
        "مرحبا", "شكرا", "نعم", "مساعدة",
        "وين فيني سجل ابني بالمدرسة", "بغيت نتعلم الالمانية فابور",
        "عندي موعد في Ausländerbehörde شو لازم جيب معي", "شلون اقدم على Wohngeld", "Jobcenter ما بيرد عليي",
    ],
    "fa": [
        "ممنون", "خداحافظ", "بله", "کمک", "می‌خواهم پسرم را در مدرسه ثبت نام کنم", "ده المان کار کده میتانم؟",
        "برای Jobcenter چه مدارکی لازم است", "Anmeldung چیست؟", "مکتب برای اطفال",
    ],
    "ar-Latn": [
        "mar7aba", "shukran", "shu lazem a3mel ma3 el jobcenter", "biddi at3allam almani",
        "3andi maw3ed bukra", "wen fini sajel ibni bel madrase",
    ],
    "fa-Latn": [
        "khodahafez", "man duldung daram mitonam kar konam?", "baraye pesaram madrese mikham", "komak lotfan",
        "chand ta madrak lazem ast",
    ],
    "tr": ["merhaba", "Merhaba, Almanca kursu arıyorum", "çocuğum için okul nerede"],
    "uk": ["дякую", "Привіт, де я можу вивчити німецьку?"],
    "ru": ["спасибо", "Здравствуйте, где курсы немецкого?"],
    "fr": ["merci beaucoup", "Bonjour, je cherche un cours d'allemand"],
    "ku": ["rojbaş", "ez kurdî diaxivim alîkariya min bikin"],
    "ckb": ["سوپاس", "سڵاو چۆنی دەمەوێت فێری زمانی ئەڵمانی بم"],
    "ur": ["آپ کیسے ہیں", "میں جرمن زبان سیکھنا چاہتا ہوں"],
    "ps": ["تاسو څنګه یاست", "زه غواړم جرمني ژبه زده کړم"],
    "ti": ["ሰላም ከመይ ኣለኹም"],
    "am": ["ሰላም እንዴት ነህ"],
    "ka": ["გამარჯობა"],
    "none": ["", "12345", "👍👍", "?!", "030 123 456", "https://bamf.de/hallo", "\u202e"],
}  # fmt: skip
OURS = {"ar", "fa", "en", "de", "ar-Latn", "fa-Latn"}


@pytest.fixture(scope="module")
def detector():
    return LanguageDetector.load()


@pytest.mark.parametrize(
    ("language", "text"), [(code, text) for code, texts in MESSAGES.items() for text in texts]
)
def test_language_of_a_message_is_named(detector, language, text):
    found = detector.detect(text)

    assert (found.pred, found.us) == (language, language in OURS)
    assert 0 < found.confidence <= 1


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ar", "کیف اسجل فی دوره لغه"),
        ("ar", "ارید تمدید الاقامه"),
        ("fa", "كجا ميتوانم كار پيدا كنم"),
        ("fa", "تشكر از كمك شما"),
    ],
)
def test_the_keyboard_does_not_decide_the_language(detector, language, text):
    assert detector.detect(text).pred == language


@pytest.mark.parametrize("prior", ["ar", "fa"])
def test_stored_language_decides_a_greeting_of_both(detector, prior):
    assert detector.detect("سلام", prior).pred == prior


@pytest.mark.parametrize("prior", ["ar", "fa", "en", "de"])
def test_an_office_word_alone_keeps_the_stored_language(detector, prior):
    assert detector.detect("Jobcenter", prior) == Detection(prior, 0.5, us=True)


@pytest.mark.parametrize("prior", ["ar", "fa", "en"])
def test_a_clear_message_wins_over_the_stored_language(detector, prior):
    assert detector.detect("Ich möchte bitte einen Deutschkurs machen", prior).pred == "de"


@pytest.mark.parametrize("prior", [None, "xx", "", "none"])
def test_unknown_stored_language_is_ignored(detector, prior):
    assert detector.detect("Jobcenter", prior).pred == "de"


@pytest.mark.parametrize(
    "text", ["\ud83d", "\ud83d سلام", "\x00", "a" * 10_000, "ا" * 10_000, "a\nb\r\nc", "'" * 100]
)
def test_weird_text_is_no_reason_to_stop(detector, text):
    assert detector.detect(text).pred
