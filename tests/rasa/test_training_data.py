"""What the model learns from: the same intents in all languages, enough examples, nothing that stands for two things."""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import pytest
from rasa.shared.importers.importer import TrainingDataImporter
from rasa.shared.nlu.training_data.training_data import TrainingData
from ruamel.yaml import YAML

from bot.components.knowledge_importer import ASK, OUT_OF_SCOPE, UnreadableArticle, phrasings
from language.codes import LANGUAGES
from language.normalise import normalise
from tests.rasa.conftest import ROOT

NLU = ROOT / "data" / "nlu"
STORIES = ROOT / "tests" / "rasa" / "stories"
ENOUGH = 25
ARTICLE = """
id: test-article
texts:
  en: {title: "A title", phrasings: {formal: ["how do I test"], spoken: ["test how"]}}
  de: {title: "Ein Titel", phrasings: {formal: ["wie teste ich"]}}
"""


@pytest.fixture(scope="module")
def training_data() -> TrainingData:
    """All examples, those of the knowledge base too, read as Rasa reads them for training."""
    importer = TrainingDataImporter.load_from_config(
        str(ROOT / "config.yml"), str(ROOT / "domain.yml"), [str(ROOT / "data")]
    )
    return importer.get_nlu_data()


def examples(language: str) -> Counter[str]:
    """Count the examples of each intent in the files of one language."""
    counts: Counter[str] = Counter()
    for path in sorted((NLU / language).glob("*.yml")):
        for item in read(path)["nlu"]:
            counts[item["intent"]] += sum(bool(line.strip()) for line in item["examples"].splitlines())
    return counts


def read(path: Path) -> Any:
    return YAML(typ="safe").load(path.read_text(encoding="utf-8"))


def test_all_languages_have_the_same_intents() -> None:
    intents = {language: set(examples(language)) for language in LANGUAGES}
    assert all(found == intents["de"] for found in intents.values()), intents


def test_every_typed_intent_of_the_domain_has_examples() -> None:
    names = {
        next(iter(entry)) if isinstance(entry, dict) else entry
        for entry in read(ROOT / "domain.yml")["intents"]
    }
    assert names - {"choose"} == set(examples("de"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_intent_has_enough_examples(language: str) -> None:
    assert {intent: count for intent, count in examples(language).items() if count < ENOUGH} == {}


def test_no_example_stands_in_two_intents(training_data: TrainingData) -> None:
    intents = defaultdict(set)
    for example in training_data.intent_examples:
        intents[normalise(example.get("text"))].add(example.get("intent"))
    assert {text: found for text, found in intents.items() if len(found) > 1} == {}


def test_no_example_stands_twice_in_a_language() -> None:
    for language in LANGUAGES:
        texts = Counter(
            line
            for path in (NLU / language).glob("*.yml")
            for item in read(path)["nlu"]
            for line in item["examples"].splitlines()
        )
        assert [text for text, count in texts.items() if count > 1] == []


def test_phrasings_of_an_article_are_examples_of_ask(training_data: TrainingData) -> None:
    intents = {
        example.get("text").casefold(): example.get("intent") for example in training_data.intent_examples
    }
    texts = read(ROOT / "knowledge" / "content" / "school" / "welcome-class.yml")["texts"]
    brought = [words for text in texts.values() for said in text["phrasings"].values() for words in said]
    assert len(brought) > 20
    assert {words: intents.get(words.casefold()) for words in brought} == dict.fromkeys(brought, ASK)


def test_importer_reads_titles_and_phrasings_of_all_languages(tmp_path: Path) -> None:
    (tmp_path / "area").mkdir()
    (tmp_path / "area" / "test-article.yml").write_text(ARTICLE, encoding="utf-8")
    words = ["A title", "how do I test", "test how", "Ein Titel", "wie teste ich"]
    assert list(phrasings(tmp_path)) == [(words, ASK) for words in words]


def test_phrasings_of_a_referral_are_out_of_scope(tmp_path: Path) -> None:
    (tmp_path / "referrals").mkdir()
    (tmp_path / "referrals" / "test-article.yml").write_text(ARTICLE, encoding="utf-8")
    assert {intent for _, intent in phrasings(tmp_path)} == {OUT_OF_SCOPE}


def test_an_unreadable_article_is_named(tmp_path: Path) -> None:
    (tmp_path / "area").mkdir()
    (tmp_path / "area" / "broken.yml").write_text("id: [", encoding="utf-8")
    with pytest.raises(UnreadableArticle, match=r"broken\.yml"):
        list(phrasings(tmp_path))


@pytest.mark.parametrize("language", LANGUAGES)
def test_stories_use_words_that_are_not_in_the_training_data(
    training_data: TrainingData, language: str
) -> None:
    known = {normalise(example.get("text")) for example in training_data.intent_examples}
    said = [
        step["user"].strip()
        for story in read(STORIES / f"test_{language}.yml")["stories"]
        for step in story["steps"]
        if "user" in step and not step["user"].startswith("/")
    ]
    assert len(said) > 20
    assert [text for text in said if normalise(text) in known] == [], "Say it differently in the story."


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_stories_over_all_actions(language: str) -> None:
    stories = read(STORIES / f"test_{language}.yml")["stories"]
    taken = {step["action"] for story in stories for step in story["steps"] if "action" in step}
    assert len(stories) >= 8
    assert taken == set(read(ROOT / "domain.yml")["actions"])
