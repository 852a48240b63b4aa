"""The ways people ask for an article: brought from its file into the database, each belonging to one article only."""

from __future__ import annotations

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from knowledge.models import SEED, Phrasing
from knowledge.services.content import ArticleFile, ArticleText
from language.normalise import normalise


class PhrasingTaken(Exception):
    """Two articles claim the same phrasing in one language; the message names both."""


def phrasing_key(text: str) -> str:
    """Return the folded form by which two phrasings count as the same."""
    return normalise(text)[:500]


def drop_phrasings(session: Session, file: ArticleFile) -> bool:
    """Drop phrasings that came from a file and stand in it no more."""
    gone = [
        phrasing.id
        for language, text in file.texts.items()
        for key, phrasing in _phrasings(session, file.id, language).items()
        if phrasing.origin == SEED and key not in _keyed(text)
    ]
    if gone:
        session.execute(delete(Phrasing).where(Phrasing.id.in_(gone)))
    return bool(gone)


def add_phrasings(session: Session, file: ArticleFile) -> bool:
    """Add what is new, and take over what is only written a little differently."""
    changed = False
    for language, text in file.texts.items():
        known = _phrasings(session, file.id, language)
        wanted = _keyed(text)
        fresh = {key: value for key, value in wanted.items() if key not in known}
        _refuse_taken(session, file.id, language, fresh)
        for key, (kind, words) in fresh.items():
            session.add(
                Phrasing(article_id=file.id, language=language, kind=kind, text=words, key=key, origin=SEED)
            )
        for key, phrasing in known.items():
            if phrasing.origin == SEED and key in wanted and (phrasing.kind, phrasing.text) != wanted[key]:
                phrasing.kind, phrasing.text = wanted[key]
                changed = True
        changed = changed or bool(fresh)
    session.flush()
    return changed


def _phrasings(session: Session, article_id: str, language: str) -> dict[str, Phrasing]:
    here = (Phrasing.article_id == article_id, Phrasing.language == language)
    return {phrasing.key: phrasing for phrasing in session.scalars(select(Phrasing).where(*here))}


def _keyed(text: ArticleText) -> dict[str, tuple[str, str]]:
    return {phrasing_key(words): (kind, words) for kind, words in text.phrasings.pairs()}


def _refuse_taken(
    session: Session, article_id: str, language: str, fresh: dict[str, tuple[str, str]]
) -> None:
    taken = session.execute(
        select(Phrasing.text, Phrasing.article_id).where(
            Phrasing.language == language, Phrasing.key.in_(fresh)
        )
    ).first()
    if taken is not None:
        raise PhrasingTaken(
            f"{article_id}: the phrasing “{taken.text}” ({language}) already belongs to {taken.article_id}. Word one differently."
        )
