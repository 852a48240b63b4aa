"""Loading article files into the database.

The database is the live truth: `load` adds what is new in the files, never overwrites an edit made at the desk, and says
which it left alone.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from knowledge.models import (
    PUBLISHED,
    SEED,
    Article,
    ArticleRevision,
    GlossaryExplanation,
    GlossaryTerm,
    Source,
    TextRevision,
)
from knowledge.services.articles import WORDS
from knowledge.services.clock import tick
from knowledge.services.content import ArticleFile, ArticleText
from knowledge.services.phrasings import add_phrasings, drop_phrasings

COMMON = (
    "sensitive",
    "checked",
    "confidence",
    "review_months",
    "related",
    "terms",
    "review_notes",
    "show_german",
    "variants",
)


@dataclass
class LoadReport:
    """What a load did, by article id."""

    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    # "id (what)": the file changed, but so did the desk: the desk's words stay.
    kept: list[str] = field(default_factory=list)


def load_articles(session: Session, files: list[ArticleFile]) -> LoadReport:
    """Bring the files' articles into the database and report what happened. The caller's transaction holds it all."""
    report = LoadReport()
    known = {article.id: article for article in session.scalars(select(Article))}
    changed = {file.id: _load_words(session, file, known.get(file.id), report) for file in files}
    # Only now: a phrasing may have moved from one article to another.
    for file in files:
        changed[file.id] |= add_phrasings(session, file)
    for name, differs in changed.items():
        (report.new if name not in known else report.changed if differs else report.unchanged).append(name)
    tick(session, report.new + report.changed, "load")
    return report


def load_glossary(session: Session, glossary: dict[str, dict[str, str]]) -> None:
    """Make the glossary what the file says."""
    known = {term.term: term for term in session.scalars(select(GlossaryTerm))}
    for word, sentences in glossary.items():
        term = known.get(word)
        if term is None:
            term = GlossaryTerm(term=word)
            session.add(term)
        term.explanations = [
            GlossaryExplanation(language=code, text=text) for code, text in sentences.items()
        ]


def _load_words(session: Session, file: ArticleFile, article: Article | None, report: LoadReport) -> bool:
    """Bring in everything but new phrasings; return whether anything changed."""
    moved = article is not None and article.area != file.area
    if article is None:
        session.add(Article(id=file.id, area=file.area))
        session.flush()
    elif moved:
        article.area = file.area
    changes = [
        moved,
        _load_common(session, file, report),
        *(_load_text(session, file.id, language, text, report) for language, text in file.texts.items()),
        drop_phrasings(session, file),
    ]
    return any(changes)


def _load_common(session: Session, file: ArticleFile, report: LoadReport) -> bool:
    wanted = file.model_dump(mode="json", by_alias=True, exclude_none=True, include={*COMMON, "sources"})
    newest, seed = _last_two(session, ArticleRevision, ArticleRevision.article_id == file.id)
    if newest is not None and (
        _common(newest) == wanted or _desk_wins(newest, seed, wanted, _common, file.id, report)
    ):
        return False
    values = {name: wanted[name] for name in COMMON} | {"checked": file.checked}
    sources = [Source(position=i, name=source.name, url=source.url) for i, source in enumerate(file.sources)]
    session.add(ArticleRevision(article_id=file.id, origin=SEED, sources=sources, **values))
    return True


def _load_text(
    session: Session, article_id: str, language: str, text: ArticleText, report: LoadReport
) -> bool:
    wanted = _words_of_file(text)
    where = (TextRevision.article_id == article_id, TextRevision.language == language)
    newest, seed = _last_two(session, TextRevision, *where)
    place = f"{article_id} ({language})"
    if newest is not None and (
        _words(newest) == wanted or _desk_wins(newest, seed, wanted, _words, place, report)
    ):
        return False
    meaning = newest.meaning if newest is not None else _meaning(session, article_id)
    session.add(
        TextRevision(article_id=article_id, language=language, origin=SEED, meaning=meaning, **wanted)
    )
    return True


def _last_two(session: Session, model: Any, *where: Any) -> tuple[Any, Any]:
    """Return the newest revision and the newest one that came from a file."""
    query = select(model).where(*where).order_by(model.id.desc())
    return session.scalar(query.limit(1)), session.scalar(query.where(model.origin == SEED).limit(1))


def _desk_wins(
    newest: Any, seed: Any, wanted: dict[str, Any], shape: Any, place: str, report: LoadReport
) -> bool:
    if newest.origin == SEED:
        return False
    if seed is None or shape(seed) != wanted:
        report.kept.append(place)
    return True


def _meaning(session: Session, article_id: str) -> int:
    """Return the meaning a first seed text takes: that of the languages already there."""
    newest = select(func.max(TextRevision.meaning)).where(
        TextRevision.article_id == article_id, TextRevision.status == PUBLISHED
    )
    return session.scalar(newest) or 1


def _common(revision: ArticleRevision) -> dict[str, Any]:
    values = {name: getattr(revision, name) for name in COMMON}
    sources = [{"name": source.name, "url": source.url} for source in revision.sources]
    return values | {"checked": revision.checked.isoformat(), "sources": sources}


def _words(revision: TextRevision) -> dict[str, Any]:
    return {name: getattr(revision, name) for name in WORDS}


def _words_of_file(text: ArticleText) -> dict[str, Any]:
    return text.model_dump(mode="json", by_alias=True, exclude={"phrasings"})
