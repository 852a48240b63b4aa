"""Article files: knowledge/content/<area>/<id>.yml, one article in four languages.

A referral is an article about a neighbouring matter: it says honestly that we don't know this, and who does. It needs fewer fields and
stands in content/referrals/.

`docs/writing-articles.md` explains the format to the people who write. Files are the seed and the readable copy; the database is
the live truth.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from knowledge.services.conditions import When
from language.codes import LANGUAGES
from settings import ROOT

CONTENT = ROOT / "knowledge" / "content"
AREAS = ("courses", "school", "recognition", "work", "status", "clubs", "support")
REFERRALS = "referrals"
FOLDERS = (*AREAS, REFERRALS)
PHRASING_KINDS = ("plain", "keyword", "colloquial", "situation", "mixed", "romanised")

Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=600)]
Answer = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=50)]


class BadContent(Exception):
    """A content file cannot be used; the message names file, line and reason."""


class Strict(BaseModel):
    """A part of an article file: unknown keys are mistakes."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class SourceLink(Strict):
    """Where facts come from."""

    name: Line
    url: Annotated[str, StringConstraints(pattern=r"^https://[^\s]+$", max_length=1000)]


class Variant(Strict):
    """An answer that differs for some people: for whom, as conditions."""

    id: Slug
    when: When


class VariantText(Strict):
    """The words of a variant in one language: for whom, and the answer."""

    for_whom: Line = Field(alias="for")
    text: Answer


class Phrasings(Strict):
    """How people ask in one language, by kind."""

    plain: tuple[Line, ...] = ()
    keyword: tuple[Line, ...] = ()
    colloquial: tuple[Line, ...] = ()
    situation: tuple[Line, ...] = ()
    mixed: tuple[Line, ...] = ()
    romanised: tuple[Line, ...] = ()

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Give each phrasing with its kind."""
        for kind in PHRASING_KINDS:
            for text in getattr(self, kind):
                yield kind, text


class ArticleText(Strict):
    """An article's words in one language."""

    title: Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=150)]
    short: Answer
    steps: Annotated[tuple[Line, ...], Field(min_length=2, max_length=6)]
    documents: tuple[Line, ...]
    cost: Line | None = None
    deadline: Line | None = None
    decides: Line | None = None
    variants: dict[str, VariantText]
    show: Line | None = None
    phrasings: Phrasings


class ArticleFile(Strict):
    """One article, as its file says it."""

    id: Slug
    area: Literal["courses", "school", "recognition", "work", "status", "clubs", "support"]
    sensitive: bool
    checked: date
    confidence: Literal["high", "medium", "low"]
    review_months: Annotated[int, Field(ge=1, le=24)]
    sources: Annotated[tuple[SourceLink, ...], Field(min_length=1)]
    related: tuple[Slug, ...]
    terms: tuple[Line, ...]
    review_notes: tuple[Line, ...]
    show_german: Line
    variants: tuple[Variant, ...]
    texts: dict[str, ArticleText]

    @model_validator(mode="after")
    def _complete(self) -> ArticleFile:
        if set(self.texts) != set(LANGUAGES):
            raise ValueError(
                f"texts must be in {', '.join(LANGUAGES)}; found {', '.join(sorted(self.texts))}"
            )
        declared = [variant.id for variant in self.variants]
        if len(set(declared)) != len(declared):
            raise ValueError("two variants share an id")
        for language, text in self.texts.items():
            if set(text.variants) != set(declared):
                raise ValueError(f"variants in {language} must be exactly: {', '.join(declared) or 'none'}")
        return self


class ReferralText(ArticleText):
    """A referral's words in one language."""

    steps: Annotated[tuple[Line, ...], Field(max_length=6)] = ()
    documents: tuple[Line, ...] = ()
    variants: dict[str, VariantText] = Field(default_factory=dict)


class ReferralFile(ArticleFile):
    """One referral, as its file says it."""

    area: Literal["referrals"]  # type: ignore[assignment]
    sensitive: bool = False
    terms: tuple[Line, ...] = ()
    review_notes: tuple[Line, ...] = ()
    variants: tuple[Variant, ...] = ()
    texts: dict[str, ReferralText]  # type: ignore[assignment]


def read_article(path: Path) -> ArticleFile:
    """Return the article or referral a file holds; raise BadContent naming file, line and reason."""
    data = _read_yaml(path)
    kind = ReferralFile if path.parent.name == REFERRALS else ArticleFile
    try:
        article = kind.model_validate(data)
    except ValidationError as error:
        problems = [
            f"{path}:{_line_of(path, p['loc'])}: {_place(p['loc'])}{p['msg']}" for p in error.errors()
        ]
        raise BadContent("\n".join(problems)) from None
    if path.stem != article.id or path.parent.name != article.area:
        raise BadContent(f"{path}:1: belongs in {article.area}/{article.id}.yml (by its `area` and `id`)")
    return article


def article_paths(folder: Path = CONTENT) -> list[Path]:
    """Return the paths of all article and referral files below a folder, in a fixed order."""
    if not folder.is_dir():
        raise BadContent(f"{folder}: no such folder")
    return [path for area in FOLDERS for path in sorted((folder / area).glob("*.yml"))]


def read_articles(folder: Path = CONTENT) -> list[ArticleFile]:
    """Return all articles below a folder; raise BadContent with every problem found in any file."""
    articles: dict[str, ArticleFile] = {}
    problems = []
    for path in article_paths(folder):
        try:
            article = read_article(path)
        except BadContent as error:
            problems.append(str(error))
            continue
        if other := articles.get(article.id):
            problems.append(f"{path}:1: {article.id} is already an article in {other.area}")
        articles[article.id] = article
    if problems:
        raise BadContent("\n".join(problems))
    return list(articles.values())


def read_glossary(folder: Path = CONTENT) -> dict[str, dict[str, str]]:
    """Return the glossary: German term → language → one sentence."""
    path = folder / "glossary.yml"
    if not path.exists():
        return {}
    glossary = _read_yaml(path) or {}
    if not isinstance(glossary, dict):
        raise BadContent(f"{path}:1: not a list of terms, each with its sentences")
    for term, sentences in glossary.items():
        if not _is_complete(sentences):
            raise BadContent(
                f"{path}:{_line_of(path, (term,))}: {term} needs one sentence in {', '.join(LANGUAGES)}"
            )
    return glossary


def _is_complete(sentences: object) -> bool:
    """Return whether these are a sentence in each of our languages."""
    return (
        isinstance(sentences, dict)
        and set(sentences) == set(LANGUAGES)
        and all(isinstance(sentence, str) and sentence.strip() for sentence in sentences.values())
    )


def _read_yaml(path: Path) -> Any:
    try:
        return YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError:
        raise BadContent(f"{path}:1: not UTF-8 text") from None
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise BadContent(f"{path}:{mark.line + 1 if mark else 1}: {error.problem or error.context}") from None
    except YAMLError as error:
        raise BadContent(f"{path}:1: not YAML ({type(error).__name__})") from None
    except ValueError as error:
        # YAML itself reads dates; it does not say where it met one that does not exist.
        raise BadContent(f"{path}:1: a value cannot be read: {error}") from None


def _line_of(path: Path, place: tuple[int | str, ...]) -> int:
    """Return the line on which a place in the file stands, or its nearest parent; only called for errors, it reads slowly."""
    node: Any = YAML(typ="rt").load(path.read_text(encoding="utf-8"))
    line = 1
    for step in place:
        try:
            marks = node.lc
            line = (marks.key(step) if isinstance(node, dict) else marks.item(step))[0] + 1
            node = node[step]
        except (AttributeError, KeyError, IndexError, TypeError):
            break
    return line


def _place(place: tuple[int | str, ...]) -> str:
    return ".".join(str(step) for step in place) + ": " if place else ""
