"""What a message means, as one vector that is close for close meanings, across languages."""

from __future__ import annotations

from typing import Any, Dict, List, Text

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from language.vectors import SentenceEncoder


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceVectorFeaturizer(GraphComponent):
    """Adds the sentence encoder's 512 numbers as the dense sentence feature."""

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """Returns the component's default settings."""
        return {"alias": "sentence_vector"}

    @classmethod
    def create(
        cls, config: Dict[Text, Any], model_storage: ModelStorage, resource: Resource, execution_context: ExecutionContext
    ) -> SentenceVectorFeaturizer:
        """Returns the component with its encoder loaded."""
        return cls(config["alias"], SentenceEncoder.load())

    def __init__(self, alias: Text, encoder: SentenceEncoder) -> None:
        """Keeps the encoder and the name under which its features go."""
        self._alias = alias
        self._encoder = encoder

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Adds vectors to all training examples, in one batch."""
        self.process(training_data.training_examples)
        return training_data

    def process(self, messages: List[Message]) -> List[Message]:
        """Adds a vector to each message that has text."""
        spoken = [message for message in messages if message.get(TEXT)]
        for message, vector in zip(spoken, self._encoder.encode([message.get(TEXT) for message in spoken])):
            message.add_features(Features(vector[None, :], FEATURE_TYPE_SENTENCE, TEXT, self._alias))
        return messages
