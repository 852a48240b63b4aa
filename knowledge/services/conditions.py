"""For whom a variant of an answer holds: conditions on a person's situation, as data."""

from __future__ import annotations

import math
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

Status = Literal[
    "gestattung", "duldung", "duldung-60b", "recognised", "ban-25-3", "ukraine-24", "eu", "family", "skilled", "other",
]  # fmt: skip
Land = Literal[
    "bw", "by", "be", "bb", "hb", "hh", "he", "mv", "ni", "nw", "rp", "sl", "sn", "st", "sh", "th",
]  # fmt: skip
Employment = Literal["none", "working", "training"]
Benefits = Literal["sgb2", "sgb12", "asylblg", "none"]


class Bounds(BaseModel):
    """A span of whole years or months: from (included) and under (not included); either may be missing."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    at_least: int | None = Field(default=None, alias="from", ge=0)
    under: int | None = Field(default=None, ge=1)

    @model_validator(mode="after")
    def _spans_something(self) -> Bounds:
        if self.at_least is None and self.under is None:
            raise ValueError("give `from`, `under` or both")
        if self.at_least is not None and self.under is not None and self.at_least >= self.under:
            raise ValueError("`from` must be smaller than `under`")
        return self


class When(BaseModel):
    """All conditions given must hold; those left out do not matter."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    status: tuple[Status, ...] | None = None
    centre: bool | None = None  # obliged to live in a reception centre
    safe_country: bool | None = None  # comes from a "safe country of origin"
    age: Bounds | None = None  # years of the person
    child_age: Bounds | None = None  # years of the child the question is about
    land: tuple[Land, ...] | None = None
    months: Bounds | None = None  # months in Germany
    employment: tuple[Employment, ...] | None = None
    benefits: tuple[Benefits, ...] | None = None

    @model_validator(mode="after")
    def _says_something(self) -> When:
        if not self.model_fields_set:
            raise ValueError("a variant without conditions would hide the general answer")
        return self

    def covers(self, other: When) -> bool:
        """Return whether every situation that meets the other's conditions meets these too."""
        return all(_covers(getattr(self, name), getattr(other, name)) for name in self.model_fields_set)


def _covers(wide: Any, narrow: Any) -> bool:
    """Return whether one condition holds wherever another does; None holds always."""
    if wide is None or narrow is None:
        return wide is None
    if isinstance(wide, Bounds):
        return (wide.at_least or 0) <= (narrow.at_least or 0) and (wide.under or math.inf) >= (
            narrow.under or math.inf
        )
    return set(narrow) <= set(wide) if isinstance(wide, tuple) else wide == narrow
