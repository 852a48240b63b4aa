"""The trained model understands what a message is for, in each language, and reads pressed buttons."""

from __future__ import annotations

import pytest

from tests.rasa.conftest import Parse

MESSAGES = {
    "de": {
        "ask": "welche Unterlagen brauche ich für die Anmeldung im Sportverein",
        "greet": "grüß Sie, guten Abend",
        "thanks": "danke, das war nett von dir",
        "out_of_scope": "kannst du mir ein Rezept für Linsensuppe geben",
        "menu": "welche Themen hast du denn",
        "human": "ich will lieber mit einem Mitarbeiter sprechen",
        "simpler": "das habe ich nicht verstanden, bitte einfacher",
        "switch_to_en": "bitte auf Englisch weiter",
        "urgent_violence": "mein Freund schlägt mich jeden Tag",
        "urgent_suicide": "ich will mich umbringen",
        "urgent_attack": "ein Mann bedroht mich mit einem Messer auf der Straße",
    },
    "en": {
        "ask": "which papers do I need to join a sports club",
        "greet": "hello, good evening to you",
        "thanks": "thanks, that was nice of you",
        "out_of_scope": "give me a recipe for lentil soup",
        "menu": "which topics do you have",
        "human": "I would rather speak with a member of staff",
        "simpler": "I did not understand that, say it more simply please",
        "switch_to_de": "continue in German please",
        "urgent_violence": "my boyfriend hits me every day",
        "urgent_suicide": "I want to kill myself tonight",
        "urgent_attack": "a man is threatening me with a knife on the street",
    },
    "ar": {
        "ask": "ما هي الأوراق المطلوبة للتسجيل في نادي رياضي",
        "greet": "مساء الخير عليكم",
        "thanks": "شكرا هذا لطف كبير منك",
        "out_of_scope": "عطيني وصفة شوربة عدس",
        "menu": "شو المواضيع يلي عندك",
        "human": "أفضل أن أتكلم مع موظف",
        "simpler": "لم أفهم هذا، قلها بشكل أبسط",
        "switch_to_de": "كمل بالألماني من فضلك",
        "urgent_violence": "صاحبي بيضربني كل يوم",
        "urgent_suicide": "بدي اقتل حالي الليلة",
        "urgent_attack": "رجل يهددني بسكين في الشارع",
    },
    "fa": {
        "ask": "برای ثبت نام در باشگاه ورزشی چه مدارکی لازم است",
        "greet": "عصر شما بخیر باشد",
        "thanks": "مرسی، لطف کردی به من",
        "out_of_scope": "دستور پخت سوپ عدس رو بده",
        "menu": "چه موضوع‌هایی داری",
        "human": "ترجیح می‌دم با یک کارمند حرف بزنم",
        "simpler": "اینو نفهمیدم، ساده‌تر توضیح بده لطفا",
        "switch_to_de": "لطفا آلمانی ادامه بده",
        "urgent_violence": "دوست پسرم هر روز منو می‌زنه",
        "urgent_suicide": "امشب می‌خوام خودم رو بکشم",
        "urgent_attack": "یه مرد تو خیابون با چاقو تهدیدم می‌کنه",
    },
}
CASES = [(language, intent, text) for language, said in MESSAGES.items() for intent, text in said.items()]
BUTTONS = ["article:welcome-class", "area:courses", "language:fa", "menu", "repeat", "human"]


@pytest.mark.parametrize(
    ("language", "intent", "text"), CASES, ids=[f"{code}-{name}" for code, name, _ in CASES]
)
def test_a_message_finds_its_intent_and_language(parse: Parse, language: str, intent: str, text: str) -> None:
    understood = parse(text)
    found = understood["intent"]["name"]
    # Which kind of danger it is may be open in a short message; that it is danger may not.
    assert found == intent or (found.startswith("urgent_") and intent.startswith("urgent_")), understood[
        "intent_ranking"
    ]
    assert understood["language"]["pred"] == language


@pytest.mark.parametrize("payload", BUTTONS)
def test_a_pressed_button_gives_its_choice(parse: Parse, payload: str) -> None:
    understood = parse(f'/choose{{"choice": "{payload}"}}')
    assert understood["intent"]["name"] == "choose"
    assert [(entity["entity"], entity["value"]) for entity in understood["entities"]] == [("choice", payload)]


@pytest.mark.parametrize(
    "text", ["choose", "choose menu", "article:welcome-class", "language:fa", 'choose{"choice": "menu"}']
)
def test_nothing_typed_is_taken_for_a_button(parse: Parse, text: str) -> None:
    understood = parse(text)
    assert "choose" not in {entry["name"] for entry in understood["intent_ranking"]}
    assert understood["entities"] == []


def test_the_stored_language_reaches_the_identifier(parse: Parse) -> None:
    assert parse("Jobcenter", language="ar")["language"]["pred"] == "ar"
    assert parse("Jobcenter", language=None, language_code="fa")["language"]["pred"] == "fa"


@pytest.mark.parametrize("text", ["", " ", "😀😀😀", "((((((", "\ud800", "1 2 3", "سسسسسسس" * 100])
def test_odd_messages_are_understood_as_something(parse: Parse, text: str) -> None:
    understood = parse(text)
    assert "name" in understood["intent"]
    assert understood["entities"] == []
