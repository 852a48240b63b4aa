"""What a message is for: a question to the knowledge base, a greeting, a call for help."""

from __future__ import annotations

from typing import Any, Dict, List, Optional, Text

import joblib
import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier as RasaIntentClassifier
from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME, INTENT_MESSAGE_PREFIX
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import SGDClassifier

from language.normalise import normalise

MODEL_FILE = "intents.joblib"
# For a message without text; without any intent Rasa's fallback would fail, and the person would get no reply.
UNCLEAR = {"name": DEFAULT_NLU_FALLBACK_INTENT_NAME, "confidence": 1.0}


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class FusedIntentClassifier(GraphComponent, RasaIntentClassifier):
    """Logistic regression over letter n-grams (spelling, dialect, typos) and the sentence vector (meaning) together."""

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """Returns the component's default settings."""
        return {
            # Lengths of the letter n-grams: 2 to 5 was best in the measurements of docs/decisions/0004.
            "shortest_ngram": 2,
            "longest_ngram": 5,
            # How much the sentence vector counts beside the n-grams, whose vectors also have length 1.
            "vector_weight": 1.0,
            # Strength of the regularisation: smaller follows the training data more closely.
            "alpha": 1e-5,
            "epochs": 20,
            # How many intents are reported.
            "ranking_length": 5,
            # Kinds of danger are easily taken for each other, so their chances are added up: from this sum on it is
            # danger, of the likeliest kind. Measured in docs/decisions/0004: a missed call for help weighs more than hotlines
            # that nobody needed.
            "danger_prefix": "urgent_",
            "danger_threshold": 0.5,
        }

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> FusedIntentClassifier:
        """Returns an untrained component."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> FusedIntentClassifier:
        """Returns the component as it was trained."""
        component = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            component._ngrams, component._regression = joblib.load(folder / MODEL_FILE)
        return component

    def __init__(self, config: Dict[Text, Any], model_storage: ModelStorage, resource: Resource) -> None:
        """Keeps settings and the place where the model goes."""
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._ngrams: Optional[TfidfVectorizer] = None
        self._regression: Optional[SGDClassifier] = None

    def train(self, training_data: TrainingData) -> Resource:
        """Learns the intents of the examples and stores the model."""
        # Pressed buttons (data/nlu/buttons.yml) are read by Rasa itself: nothing typed may be taken for one.
        typed = [example for example in training_data.intent_examples if example.get(TEXT)]
        examples = [example for example in typed if not example.get(TEXT).startswith(INTENT_MESSAGE_PREFIX)]
        self._ngrams = TfidfVectorizer(
            analyzer="char_wb",
            ngram_range=(self._config["shortest_ngram"], self._config["longest_ngram"]),
            preprocessor=normalise,
            sublinear_tf=True,
            min_df=2,
            dtype=np.float32,
        ).fit([example.get(TEXT) for example in examples])
        # Balanced: questions to the knowledge base are many times more than any other intent's examples.
        # Stochastic descent: eight times faster than a full solver here, and as good (docs/decisions/0004).
        self._regression = SGDClassifier(
            loss="log_loss",
            alpha=self._config["alpha"],
            max_iter=self._config["epochs"],
            tol=None,  # always all epochs: no early end that depends on chance, and no warning about it
            average=True,
            class_weight="balanced",
            random_state=1,
        ).fit(self._features(examples), [example.get(INTENT) for example in examples])
        with self._model_storage.write_to(self._resource) as folder:
            joblib.dump((self._ngrams, self._regression), folder / MODEL_FILE)
        return self._resource

    def process(self, messages: List[Message]) -> List[Message]:
        """Sets intent and ranking on each message."""
        for message in messages:
            ranking = self._ranking(self._chances(message)) if message.get(TEXT) else [dict(UNCLEAR)]
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
        return messages

    def _chances(self, message: Message) -> np.ndarray:
        assert self._regression is not None, "the component is trained or loaded before it is asked"
        return self._regression.predict_proba(self._features([message]))[0]

    def _ranking(self, chances: np.ndarray) -> List[Dict[Text, Any]]:
        """Returns the likeliest intents, danger first where there is enough sign of it."""
        assert self._regression is not None
        best = np.argsort(-chances, kind="stable")
        ranking = [{"name": str(self._regression.classes_[i]), "confidence": float(chances[i])} for i in best]
        danger = [entry for entry in ranking if entry["name"].startswith(self._config["danger_prefix"])]
        together = sum(entry["confidence"] for entry in danger)
        if danger and together >= self._config["danger_threshold"]:
            ranking.remove(danger[0])
            # Above the next one by more than the fallback's margin: it must not be taken for doubt.
            lead = ranking[0]["confidence"] + 0.2 if ranking else 0.0
            ranking.insert(0, {**danger[0], "confidence": min(1.0, max(together, lead, 0.5))})
        return ranking[: self._config["ranking_length"]]

    def _features(self, messages: List[Message]) -> csr_matrix:
        assert self._ngrams is not None
        letters = self._ngrams.transform([message.get(TEXT) for message in messages])
        vectors = np.vstack([_sentence_vector(message) for message in messages])
        return hstack([letters, csr_matrix(vectors * self._config["vector_weight"])], format="csr")


def _sentence_vector(message: Message) -> np.ndarray:
    _, sentence = message.get_dense_features(TEXT, [])
    assert sentence is not None, "the SentenceVectorFeaturizer comes before this component"
    return sentence.features
