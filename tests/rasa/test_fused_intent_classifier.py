"""The classifier learns, keeps what it learnt, and answers the same every time."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from rasa.engine.graph import ExecutionContext
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.components.fused_intent_classifier import FusedIntentClassifier
from bot.components.sentence_vector_featurizer import SentenceVectorFeaturizer
from language.vectors import SentenceEncoder

EXAMPLES = {
    "greet": ["hello", "hello there", "good morning", "guten Morgen", "hallo zusammen", "مرحبا", "صباح الخير", "سلام"],
    "thanks": ["thank you", "thanks a lot", "many thanks", "vielen Dank", "danke schön", "شكرا", "شكرا جزيلا", "ممنون"],
    "ask": [
        "how do I find a German course", "where can I learn German", "wo finde ich einen Deutschkurs",
        "which school for my son", "welche Schule für meinen Sohn", "كيف أجد مدرسة لابني", "کلاس آلمانی کجاست",
    ],
    "choose": ["/choose", '/choose{"choice": "menu"}'],
}  # fmt: skip
NEW = ["hello good morning", "danke vielmals", "where is a course for German", "شكرا لك", "سلام صبح بخیر"]


@pytest.fixture
def featurizer(encoder: SentenceEncoder) -> SentenceVectorFeaturizer:
    return SentenceVectorFeaturizer("sentence_vector", encoder)


def trained(folder: Path, featurizer: SentenceVectorFeaturizer) -> FusedIntentClassifier:
    folder.mkdir(exist_ok=True)
    messages = [Message.build(text, intent) for intent, texts in EXAMPLES.items() for text in texts]
    place = (LocalModelStorage(folder), Resource("intents"))
    classifier = FusedIntentClassifier(FusedIntentClassifier.get_default_config(), *place)
    classifier.train(TrainingData(featurizer.process(messages)))
    return classifier


def answers(
    classifier: FusedIntentClassifier, featurizer: SentenceVectorFeaturizer
) -> list[list[dict[str, Any]]]:
    messages = featurizer.process([Message({TEXT: text}) for text in NEW])
    return [message.get("intent_ranking") for message in classifier.process(messages)]


def test_new_words_find_their_intent(tmp_path: Path, featurizer: SentenceVectorFeaturizer) -> None:
    best = [ranking[0]["name"] for ranking in answers(trained(tmp_path, featurizer), featurizer)]
    assert best == ["greet", "thanks", "ask", "thanks", "greet"]


def test_a_loaded_classifier_answers_as_the_trained_one(
    tmp_path: Path, featurizer: SentenceVectorFeaturizer
) -> None:
    classifier = trained(tmp_path, featurizer)
    loaded = FusedIntentClassifier.load(
        FusedIntentClassifier.get_default_config(),
        LocalModelStorage(tmp_path),
        Resource("intents"),
        ExecutionContext(None),  # type: ignore[arg-type]
    )
    assert answers(loaded, featurizer) == answers(classifier, featurizer)


def test_equal_data_give_an_equal_classifier(tmp_path: Path, featurizer: SentenceVectorFeaturizer) -> None:
    first, second = (trained(tmp_path / name, featurizer) for name in ("first", "second"))
    assert answers(first, featurizer) == answers(second, featurizer)


def test_ranking_falls_and_its_first_is_the_intent(
    tmp_path: Path, featurizer: SentenceVectorFeaturizer
) -> None:
    message = featurizer.process([Message({TEXT: "guten Morgen"})])[0]
    trained(tmp_path, featurizer).process([message])
    ranking = message.get("intent_ranking")
    assert message.get(INTENT) == ranking[0]
    confidences = [entry["confidence"] for entry in ranking]
    assert confidences == sorted(confidences, reverse=True)
    assert all(0.0 <= confidence <= 1.0 for confidence in confidences)


def test_pressed_buttons_are_not_learnt(tmp_path: Path, featurizer: SentenceVectorFeaturizer) -> None:
    message = featurizer.process([Message({TEXT: "choose menu"})])[0]
    trained(tmp_path, featurizer).process([message])
    assert {entry["name"] for entry in message.get("intent_ranking")} == {"greet", "thanks", "ask"}


def test_a_message_without_text_is_unclear(tmp_path: Path, featurizer: SentenceVectorFeaturizer) -> None:
    message = Message({TEXT: ""})
    trained(tmp_path, featurizer).process([message])
    assert message.get(INTENT)["name"] == "nlu_fallback"


@pytest.mark.parametrize("text", [" ", "😀", "؟؟", "\ud800", "x" * 5000])
def test_odd_messages_get_an_answer_too(
    tmp_path: Path, featurizer: SentenceVectorFeaturizer, text: str
) -> None:
    message = featurizer.process([Message({TEXT: text})])[0]
    trained(tmp_path, featurizer).process([message])
    assert message.get(INTENT)["name"] in EXAMPLES
