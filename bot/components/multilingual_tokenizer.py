"""Words of a message, by the rules of its own language."""

from __future__ import annotations

from typing import Any, Dict, List, Text

from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.training_data.message import Message

from bot.components.language_identifier import LANGUAGE
from language.tokenise import tokenise


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class MultilingualTokenizer(Tokenizer):
    """Tokenises with spaCy's rules for Arabic, Farsi, English and German; tokens are folded, offsets are the original's."""

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """Returns the component's default settings."""
        return {
            # Rasa's base class wants these three: intents are never split.
            "intent_tokenization_flag": False,
            "intent_split_symbol": "_",
            "token_pattern": None,
        }

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> MultilingualTokenizer:
        """Returns the component."""
        return cls(config)

    def tokenize(self, message: Message, attribute: Text) -> List[Token]:
        """Returns the words of the message."""
        language = (message.get(LANGUAGE) or {}).get("pred", "en")
        words = tokenise(message.get(attribute), language)
        return [
            Token(word.norm or word.text, word.start, word.end, lemma=word.norm or word.text)
            for word in words
        ]
