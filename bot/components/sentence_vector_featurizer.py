"""What a message means, as one vector that is close for close meanings, across languages."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Dict, List, Text

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from language.vector_cache import VectorCache
from language.vectors import SentenceEncoder, encodable

VECTORS = Path(__file__).resolve().parents[2] / ".state" / "training-vectors.npz"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceVectorFeaturizer(GraphComponent):
    """Adds the sentence encoder's 512 numbers as the dense sentence feature."""

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """Returns the component's default settings."""
        return {"alias": "sentence_vector"}

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SentenceVectorFeaturizer:
        """Returns the component with its encoder loaded."""
        return cls(config["alias"], SentenceEncoder.load())

    def __init__(self, alias: Text, encoder: SentenceEncoder) -> None:
        """Keeps the encoder and the name under which its features go."""
        self._alias = alias
        self._encoder = encoder

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Adds vectors to all training examples; most are known from the training before."""
        spoken = [message for message in training_data.training_examples if message.get(TEXT)]
        cache = VectorCache(self._encoder, VECTORS)
        self._add(spoken, cache.encode([encodable(message.get(TEXT)) for message in spoken]))
        cache.save()
        return training_data

    def process(self, messages: List[Message]) -> List[Message]:
        """Adds a vector to each message that has text."""
        spoken = [message for message in messages if message.get(TEXT)]
        self._add(spoken, self._encoder.encode([encodable(message.get(TEXT)) for message in spoken]))
        return messages

    def _add(self, messages: List[Message], vectors: np.ndarray) -> None:
        for message, vector in zip(messages, vectors):
            message.add_features(Features(vector[None, :], FEATURE_TYPE_SENTENCE, TEXT, self._alias))
