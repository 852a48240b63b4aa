"""Which language a message is in, for everything after it in the pipeline and for the actions."""

from __future__ import annotations

from typing import Any, Dict, List, Optional, Text

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import METADATA, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from language.codes import LANGUAGES
from language.detect import LanguageDetector

# Key in the message and in parse_data, where actions read it.
LANGUAGE = "language"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class LanguageIdentifier(GraphComponent):
    """Sets `language` on each message: `{"pred", "confidence", "us"}` as language.detect says it."""

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> LanguageIdentifier:
        """Returns the component with its detector loaded."""
        return cls(LanguageDetector.load())

    def __init__(self, detector: LanguageDetector) -> None:
        """Keeps the detector."""
        self._detector = detector

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Returns the data as it is: its files already say their language."""
        return training_data

    def process(self, messages: List[Message]) -> List[Message]:
        """Sets each message's language; the person's stored language decides where the words don't."""
        for message in messages:
            found = self._detector.detect(message.get(TEXT) or "", prior=_stored_language(message))
            language = {"pred": found.pred, "confidence": found.confidence, "us": found.us}
            message.set(LANGUAGE, language, add_to_output=True)
        return messages


def _stored_language(message: Message) -> Optional[Text]:
    metadata = message.get(METADATA) or {}
    # Telegram's own setting is only a hint, used where the person has not chosen yet.
    language = metadata.get("language") or (metadata.get("language_code") or "")[:2]
    return language if language in LANGUAGES else None
