"""Brings the knowledge base's phrasings into Rasa's training data, so that nobody copies them.

An article's phrasings are examples of a question to the knowledge base, a referral's of a matter it does not know.
"""

from __future__ import annotations

from pathlib import Path
from typing import Iterator, Text

from rasa.shared.exceptions import RasaException
from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

CONTENT = Path(__file__).resolve().parents[2] / "knowledge" / "content"
# Every question to the knowledge base has this one intent; which article it means is found by search, live.
ASK = "ask"
OUT_OF_SCOPE = "out_of_scope"
REFERRALS = "referrals"


class UnreadableArticle(RasaException):
    """An article file cannot be read; the message names the file and the line."""


class KnowledgeImporter(RasaFileImporter):
    """Reads Rasa's own files and adds the phrasings and titles of articles and referrals as examples of their intents."""

    def get_nlu_data(self, language: Text = "en") -> TrainingData:
        """Returns the NLU data of data/nlu together with the knowledge base's."""
        own = super().get_nlu_data(language)
        taken = {str(example.get("text")).casefold() for example in own.intent_examples}
        fresh = {words: intent for words, intent in phrasings() if words.casefold() not in taken}
        return own.merge(TrainingData([Message.build(words, intent) for words, intent in fresh.items()]))


def phrasings(folder: Path = CONTENT) -> Iterator[tuple[Text, Text]]:
    """Give the titles and phrasings of all article and referral files with their intents, in a fixed order."""
    reader = YAML(typ="safe")
    for path in sorted(folder.glob("*/*.yml")):
        try:
            article = reader.load(path.read_text(encoding="utf-8"))
        except YAMLError as error:
            raise UnreadableArticle(f"{path}: {error}. `python -m knowledge check` says more.") from error
        intent = OUT_OF_SCOPE if path.parent.name == REFERRALS else ASK
        for text in article.get("texts", {}).values():
            yield text["title"], intent
            for examples in text["phrasings"].values():
                yield from ((words, intent) for words in examples)
