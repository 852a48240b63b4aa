"""German office words and what they mean."""

from __future__ import annotations

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.base import Base


class GlossaryTerm(Base):
    """A German word people must recognise at the counter."""

    __tablename__ = "glossary_term"

    id: Mapped[int] = mapped_column(primary_key=True)
    term: Mapped[str] = mapped_column(String(100), unique=True)
    explanations: Mapped[list[GlossaryExplanation]] = relationship(cascade="all, delete-orphan")


class GlossaryExplanation(Base):
    """One sentence that explains a term in one language."""

    __tablename__ = "glossary_explanation"

    term_id: Mapped[int] = mapped_column(ForeignKey("glossary_term.id", ondelete="CASCADE"), primary_key=True)
    language: Mapped[str] = mapped_column(String(2), primary_key=True)
    text: Mapped[str] = mapped_column(Text)
