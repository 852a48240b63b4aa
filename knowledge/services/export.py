"""Writing the knowledge base back to article files: the readable copy for git, translators and backups."""

from __future__ import annotations

from io import StringIO
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from sqlalchemy.orm import Session

from knowledge.services.articles import ArticleService, ArticleView
from knowledge.services.content import PHRASING_KINDS, REFERRALS

REFERRAL_MAY_LACK = ("sensitive", "terms", "review_notes", "variants", "steps", "documents")
LANGUAGE_ORDER = ("en", "de", "ar", "fa")  # the order in which files are written and reviewed


def export_articles(session: Session, folder: Path) -> list[Path]:
    """Write every article as it stands now to <folder>/<area>/<id>.yml and return the paths."""
    paths = []
    for article in ArticleService(session).many():
        path = folder / article.area / f"{article.id}.yml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(article_yaml(article), encoding="utf-8")
        paths.append(path)
    return paths


def article_yaml(article: ArticleView) -> str:
    """Return an article in the file format."""
    data: dict[str, Any] = {
        "id": article.id,
        "area": article.area,
        "sensitive": article.sensitive,
        "checked": article.checked,
        "confidence": article.confidence,
        "review_months": article.review_months,
        "sources": [{"name": source.name, "url": source.url} for source in article.sources],
        "related": list(article.related),
        "terms": list(article.terms),
        "review_notes": list(article.review_notes),
        "show_german": article.show_german,
        "variants": [
            {"id": name, "when": when.model_dump(mode="json", by_alias=True, exclude_none=True)}
            for name, when in article.variants
        ],
        "texts": {code: _text_data(article, code) for code in LANGUAGE_ORDER if code in article.texts},
    }
    if article.area == REFERRALS:
        data = _without_empty(data) | {
            "texts": {code: _without_empty(text) for code, text in data["texts"].items()}
        }
    yaml = YAML()
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.width = 110
    out = StringIO()
    yaml.dump(data, out)
    return out.getvalue()


def _without_empty(data: dict[str, Any]) -> dict[str, Any]:
    """Leave out what a referral need not have."""
    return {name: value for name, value in data.items() if value or name not in REFERRAL_MAY_LACK}


def _text_data(article: ArticleView, language: str) -> dict[str, Any]:
    text = article.texts[language]
    data: dict[str, Any] = {"title": text.title, "short": text.short, "steps": list(text.steps)}
    data["documents"] = list(text.documents)
    data |= {
        name: value for name in ("cost", "deadline", "decides") if (value := getattr(text, name)) is not None
    }
    data["variants"] = {name: dict(words) for name, words in text.variants.items()}
    if text.show is not None:
        data["show"] = text.show
    phrasings = article.phrasings.get(language, ())
    data["phrasings"] = {
        kind: [words for this, words in phrasings if this == kind]
        for kind in PHRASING_KINDS
        if any(this == kind for this, _ in phrasings)
    }
    return data
