"""Each message gets one vector for its meaning; odd messages get a harmless one or none."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.components import sentence_vector_featurizer
from bot.components.sentence_vector_featurizer import SentenceVectorFeaturizer
from language.vectors import WIDTH, SentenceEncoder


@pytest.fixture
def featurizer(encoder: SentenceEncoder) -> SentenceVectorFeaturizer:
    return SentenceVectorFeaturizer("sentence_vector", encoder)


def vector(message: Message) -> np.ndarray | None:
    _, sentence = message.get_dense_features(TEXT, [])
    return None if sentence is None else sentence.features


def vector_of(featurizer: SentenceVectorFeaturizer, text: str) -> np.ndarray:
    message = Message({TEXT: text})
    featurizer.process([message])
    found = vector(message)
    assert found is not None
    return found[0]


@pytest.mark.parametrize(
    "text", ["Wo ist die Schule?", "Where is the school?", "أين المدرسة؟", "مدرسه کجاست؟"]
)
def test_a_message_gets_one_vector_of_length_one(featurizer: SentenceVectorFeaturizer, text: str) -> None:
    found = vector_of(featurizer, text)
    assert found.shape == (WIDTH,)
    assert np.linalg.norm(found) == pytest.approx(1.0, abs=1e-3)


def test_close_meanings_are_close_across_languages(featurizer: SentenceVectorFeaturizer) -> None:
    german = vector_of(featurizer, "Wo kann ich meinen Sohn in der Schule anmelden?")
    arabic = vector_of(featurizer, "أين أسجل ابني في المدرسة؟")
    other = vector_of(featurizer, "Wie wird das Wetter morgen?")
    assert german @ arabic > german @ other + 0.2


@pytest.mark.parametrize(
    "text", [" ", "😀😀", "\u200c\u200d", "؟؟؟", "((((((((", "\ud800", "\x00", "a" * 5000, "سسسسسس" * 500]
)
def test_odd_messages_get_finite_numbers(featurizer: SentenceVectorFeaturizer, text: str) -> None:
    found = vector_of(featurizer, text)
    assert found.shape == (WIDTH,)
    assert np.isfinite(found).all()


@pytest.mark.parametrize("text", ["", None])
def test_messages_without_text_pass_untouched(featurizer: SentenceVectorFeaturizer, text: str | None) -> None:
    message = Message({TEXT: text})
    assert featurizer.process([message]) == [message]
    assert vector(message) is None


def test_training_examples_get_the_same_vectors_as_messages(
    featurizer: SentenceVectorFeaturizer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sentence_vector_featurizer, "VECTORS", tmp_path / "vectors.npz")
    words = ["Guten Morgen", "صباح الخير", "صبح بخیر"]
    data = TrainingData([Message.build(text, "greet") for text in words])
    for _ in ("computed", "remembered from the training before"):
        trained = featurizer.process_training_data(data).training_examples
        for text, example in zip(words, trained, strict=True):
            found = vector(example)
            assert found is not None
            np.testing.assert_allclose(found[0], vector_of(featurizer, text), atol=1e-3)
        data = TrainingData([Message.build(text, "greet") for text in words])
