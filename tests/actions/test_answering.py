"""Questions and buttons: the article with its source, a choice, or an honest "I don't know"."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from actions.services import Services
from knowledge.models import Article
from knowledge.services.articles import ArticleService
from knowledge.services.clock import tick
from knowledge.services.content import CONTENT, read_article
from knowledge.services.search import Finding, Found, Search, Verdict
from language.codes import LANGUAGES
from storage.base import now
from storage.engine import Database
from tests.actions.conftest import Said

FLAT = read_article(CONTENT / "referrals" / "referral-flat.yml")
SPORTS = read_article(CONTENT / "clubs" / "clubs-sports-join.yml")


def found(
    monkeypatch: pytest.MonkeyPatch, verdict: Verdict, *articles: str, referral: str | None = None
) -> None:
    """Let the search find these."""
    candidates = tuple(Found(article, 0.9 / (i + 1)) for i, article in enumerate(articles))
    finding = Finding(verdict, candidates, referral)
    monkeypatch.setattr(Search, "find", lambda self, question, language: finding)


@pytest.mark.parametrize("language", LANGUAGES)
def test_answer_is_complete(
    say: Callable[..., Said], house: Services, monkeypatch: pytest.MonkeyPatch, language: str
):
    found(monkeypatch, Verdict.ANSWER, SPORTS.id)

    reply = say("action_answer", "?", language=language).reply

    month = house.phrases.say(f"month_{SPORTS.checked.month}", language)
    text, source = SPORTS.texts[language], SPORTS.sources[0]
    assert (reply.kind, reply.article, reply.language, reply.title) == (
        "answer",
        SPORTS.id,
        language,
        text.title,
    )
    for words in (
        text.short,
        *text.steps,
        text.cost,
        source.name,
        source.url,
        month,
        str(SPORTS.checked.year),
    ):
        assert str(words) in reply.text


@pytest.mark.parametrize(
    ("language", "written"),
    [("en", "19 August 2026"), ("de", "19. August 2026"), ("ar", "19 "), ("fa", "19 ")],
)
def test_checked_date_is_written_as_people_write_it(
    say: Callable[..., Said], own_house: Services, own_database: Database, language: str, written: str
):
    checked = own_house.shelf.article(SPORTS.id).checked

    reply = say("action_choose", choice=f"article:{SPORTS.id}", language=language).reply

    wanted = written.replace("19", str(checked.day), 1)
    month = own_house.phrases.say(f"month_{checked.month}", language)
    [line] = [line for line in reply.text.splitlines() if month in line and str(checked.year) in line]
    assert wanted.split()[0] in line
    assert checked.isoformat() not in reply.text


def test_real_question_is_answered(say: Callable[..., Said]):
    said = say("action_answer", SPORTS.texts["de"].phrasings.plain[0], language="de")

    assert said.reply.candidates[0].article == SPORTS.id
    assert said.reply.kind in ("answer", "choices")


def test_edit_is_answered_in_its_new_words(
    say: Callable[..., Said], own_house: Services, own_database: Database
):
    before = say("action_choose", choice=f"article:{SPORTS.id}").reply

    with own_database.session() as session:
        ArticleService(session).edit_text(SPORTS.id, "en", "anna", small_fix=True, short="New words.")

    after = say("action_choose", choice=f"article:{SPORTS.id}").reply
    assert before.text.startswith(SPORTS.texts["en"].short)
    assert after.text.startswith("New words.")


def test_answer_is_remembered_as_the_article_in_hand(say: Callable[..., Said]):
    first = say("action_choose", choice=f"article:{SPORTS.id}")
    again = say("action_choose", choice=f"article:{SPORTS.id}", article=SPORTS.id)

    assert [(event["name"], event["value"]) for event in first.events] == [("article", SPORTS.id)]
    assert again.events == []


def test_answer_offers_related_articles_that_exist(say: Callable[..., Said], house: Services):
    reply = say("action_choose", choice=f"article:{SPORTS.id}").reply

    related = [button.payload for button in reply.buttons if button.payload.startswith("article:")]
    assert related == [f"article:{name}" for name in SPORTS.related if house.shelf.titles([name], "en")][:2]


def test_unsure_search_offers_the_nearest(say: Callable[..., Said], monkeypatch: pytest.MonkeyPatch):
    found(monkeypatch, Verdict.OFFER, "welcome-class", "kita-legal-claim", SPORTS.id, "work-permit-duldung")

    said = say("action_answer", "?")

    assert said.reply.kind == "choices"
    assert [button.payload for button in said.reply.buttons] == [
        "article:welcome-class", "article:kita-legal-claim", f"article:{SPORTS.id}", "menu", "human",
    ]  # fmt: skip
    assert said.events == []


def test_unsure_search_offers_the_referral_last(say: Callable[..., Said], monkeypatch: pytest.MonkeyPatch):
    found(monkeypatch, Verdict.OFFER, "welcome-class", referral=FLAT.id)

    reply = say("action_answer", "?").reply

    assert [button.payload for button in reply.buttons] == [
        "article:welcome-class", f"article:{FLAT.id}", "menu", "human",
    ]  # fmt: skip
    assert [candidate.article for candidate in reply.candidates] == ["welcome-class"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("action", ["action_answer", "action_out_of_scope"])
def test_neighbouring_matter_is_referred_and_asserts_no_article(
    say: Callable[..., Said], monkeypatch: pytest.MonkeyPatch, action: str, language: str
):
    found(monkeypatch, Verdict.REFER, "welcome-class", referral=FLAT.id)

    said = say(action, "?", language=language)

    assert (said.reply.kind, said.reply.label, said.reply.article) == ("unknown", "out_of_scope", None)
    assert said.reply.text.startswith(FLAT.texts[language].short)
    assert FLAT.sources[0].url in said.reply.text
    assert [button.payload for button in said.reply.buttons] == ["article:welcome-class", "menu", "human"]
    assert said.events == []


def test_chosen_referral_is_given_with_its_related_articles(say: Callable[..., Said], house: Services):
    reply = say("action_choose", choice=f"article:{FLAT.id}").reply

    near = [name for name in FLAT.related if house.shelf.titles([name], "en")]
    assert (reply.kind, reply.article) == ("unknown", None)
    assert [button.payload for button in reply.buttons] == [
        *(f"article:{name}" for name in near),
        "menu",
        "human",
    ]


def test_other_matter_never_asserts_an_article(say: Callable[..., Said], monkeypatch: pytest.MonkeyPatch):
    found(monkeypatch, Verdict.ANSWER, "welcome-class")

    reply = say("action_out_of_scope", "?").reply

    assert (reply.kind, reply.article) == ("unknown", None)
    assert [button.payload for button in reply.buttons] == ["article:welcome-class", "menu", "human"]


def test_question_about_a_flat_is_referred(say: Callable[..., Said]):
    reply = say("action_answer", FLAT.texts["de"].phrasings.plain[0], language="de").reply

    assert reply.text.startswith(FLAT.texts["de"].short)


def test_unknown_says_so_and_offers_the_nearest(
    say: Callable[..., Said], house: Services, monkeypatch: pytest.MonkeyPatch
):
    found(monkeypatch, Verdict.UNKNOWN, "welcome-class")

    reply = say("action_answer", "?", language="de").reply

    assert (reply.kind, reply.label, reply.article) == ("unknown", "out_of_scope", None)
    assert reply.text == "\n\n".join(
        house.phrases.say(key, "de") for key in ("say_unknown", "say_unknown_nearest")
    )
    assert [button.payload for button in reply.buttons] == ["article:welcome-class", "menu", "human"]


def test_unknown_without_anything_near_offers_menu_and_person(
    say: Callable[..., Said], house: Services, monkeypatch: pytest.MonkeyPatch
):
    found(monkeypatch, Verdict.UNKNOWN)

    reply = say("action_answer", "?").reply

    assert reply.text == house.phrases.say("say_unknown", "en")
    assert [button.payload for button in reply.buttons] == ["menu", "human"]


def test_article_retired_between_search_and_answer_is_no_failure(
    say: Callable[..., Said], monkeypatch: pytest.MonkeyPatch
):
    found(monkeypatch, Verdict.ANSWER, "retired-meanwhile")

    assert say("action_answer", "?").reply.kind == "menu"


def test_area_button_shows_the_questions_of_the_area(say: Callable[..., Said], house: Services):
    reply = say("action_choose", choice="area:school", language="fa").reply

    assert [(button.payload, button.title) for button in reply.buttons] == [
        ("article:kita-legal-claim", house.shelf.article("kita-legal-claim").texts["fa"].title),
        ("article:welcome-class", house.shelf.article("welcome-class").texts["fa"].title),
        ("menu", house.phrases.say("button_menu", "fa")),
    ]


@pytest.mark.parametrize(
    "choice", ["article:nothing", "area:nowhere", "area:recognition", "language:xx", "nonsense"]
)
def test_button_that_leads_nowhere_shows_the_menu(say: Callable[..., Said], choice: str):
    said = say("action_choose", choice=choice)

    assert (said.reply.kind, said.reply.label) == ("menu", "menu")
    assert said.events == []


def test_button_of_a_retired_article_shows_the_menu(
    say: Callable[..., Said], own_house: Services, own_database: Database
):
    with own_database.session() as session:
        session.get_one(Article, SPORTS.id).retired_at = now()
        tick(session, [SPORTS.id], "retired")

    assert say("action_choose", choice=f"article:{SPORTS.id}").reply.kind == "menu"
    assert say("action_repeat", intent="repeat", article=SPORTS.id).reply.kind == "menu"


@pytest.mark.parametrize("language", LANGUAGES)
def test_language_button_goes_on_in_that_language(say: Callable[..., Said], house: Services, language: str):
    reply = say("action_choose", choice=f"language:{language}", language="de").reply

    assert (reply.language, reply.label) == (language, f"switch_language:{language}")
    assert reply.text == house.phrases.say("say_language_changed", language)


def test_person_button_hands_over(say: Callable[..., Said]):
    reply = say("action_choose", choice="human").reply

    assert (reply.kind, reply.label) == ("handover", "human")


@pytest.mark.parametrize("by", ["word", "button"])
def test_repeat_gives_the_article_in_hand_again(say: Callable[..., Said], by: str):
    said = repeat(say, by, article=SPORTS.id)

    assert (said.reply.kind, said.reply.article) == ("answer", SPORTS.id)
    assert said.events == []


@pytest.mark.parametrize("by", ["word", "button"])
def test_repeat_without_article_in_hand_says_so(say: Callable[..., Said], house: Services, by: str):
    said = repeat(say, by, article=None)

    assert said.reply.text == house.phrases.say("say_repeat_nothing", "en")
    assert said.reply.label == "repeat"


def repeat(say: Callable[..., Said], by: str, article: str | None) -> Said:
    """Ask for the last answer again."""
    if by == "word":
        return say("action_repeat", "again please", intent="repeat", article=article)
    return say("action_choose", intent="choose", choice="repeat", article=article)
