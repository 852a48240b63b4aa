"""Tables of what the house knows. Nothing personal lives here."""

from knowledge.models.article import (
    DESK,
    DRAFT,
    PUBLISHED,
    REVIEW,
    SEED,
    Article,
    ArticleRevision,
    Phrasing,
    Source,
    TextRevision,
)
from knowledge.models.change import Change, Clock
from knowledge.models.glossary import GlossaryExplanation, GlossaryTerm

__all__ = [
    "DESK",
    "DRAFT",
    "PUBLISHED",
    "REVIEW",
    "SEED",
    "Article",
    "ArticleRevision",
    "Change",
    "Clock",
    "GlossaryExplanation",
    "GlossaryTerm",
    "Phrasing",
    "Source",
    "TextRevision",
]
