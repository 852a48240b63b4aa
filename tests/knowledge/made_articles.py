"""Articles made for tests: complete, small, and like no real one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from knowledge.services.content import REFERRALS, ArticleFile
from language.codes import LANGUAGES

COUNTS = {"plain": 4, "keyword": 2, "colloquial": 3, "situation": 4, "mixed": 1}
Change = Callable[[dict[str, Any]], object]


def data(name: str = "lost-key", area: str = "support") -> dict[str, Any]:
    """Return what an article's file holds."""
    return {
        "id": name,
        "area": area,
        "sensitive": False,
        "checked": "2026-08-19",
        "confidence": "high",
        "review_months": 6,
        "sources": [{"name": "Office of keys", "url": "https://keys.example.org"}],
        "related": [],
        "terms": [],
        "review_notes": [],
        "show_german": "Ich habe meinen Schlüssel verloren.",
        "variants": [{"id": "under-18", "when": {"age": {"under": 18}}}],
        "texts": {language: _text(name, language) for language in LANGUAGES},
    }


def _text(name: str, language: str) -> dict[str, Any]:
    kinds = COUNTS | ({"romanised": 2} if language in ("ar", "fa") else {})
    text = {
        "title": f"Title of {name} in {language}",
        "short": f"Short answer of {name} in {language}: it costs 15 €.",
        "steps": ["First step.", "Second step."],
        "documents": ["Passport"],
        "cost": "15 €",
        "variants": {"under-18": {"for": "You are under 18", "text": "Bring a parent."}},
        "show": None if language == "de" else "I have lost my key.",
        "phrasings": {
            kind: [f"{kind} phrasing {i} of {name} {language}" for i in range(1, count + 1)]
            for kind, count in kinds.items()
        },
    }
    return {key: value for key, value in text.items() if value is not None}


def referral_data(name: str = "referral-key") -> dict[str, Any]:
    """Return what a referral's file holds."""
    referral = data(name, REFERRALS)
    for field in ("sensitive", "terms", "review_notes", "variants"):
        del referral[field]
    for text in referral["texts"].values():
        for field in ("steps", "documents", "cost", "variants"):
            del text[field]
    return referral


def made(name: str = "lost-key", area: str = "support", change: Change = lambda data: None) -> ArticleFile:
    """Return a made article, changed as wanted."""
    wanted = data(name, area)
    change(wanted)
    return ArticleFile.model_validate(wanted)


def written(
    folder: Path, name: str = "lost-key", area: str = "support", change: Change = lambda data: None
) -> Path:
    """Write a made article's file, changed as wanted, to its place below a folder."""
    wanted = data(name, area)
    change(wanted)
    path = folder / area / f"{name}.yml"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8") as file:
        YAML().dump(wanted, file)
    return path
