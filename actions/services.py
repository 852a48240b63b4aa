"""What every action of this process shares: articles, search and fixed sentences, opened at the first question."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from knowledge.services.search import Search
from knowledge.services.shelf import Shelf
from language.phrases import Phrases
from settings import read_settings
from storage.engine import Database


@dataclass(frozen=True)
class Services:
    """The rooms below, ready to use."""

    shelf: Shelf
    search: Search
    phrases: Phrases


@cache
def services() -> Services:
    """Return this process's services; the first call opens them."""
    shelf = Shelf(Database(read_settings().database_url))
    return Services(shelf, Search(shelf), Phrases.load())
