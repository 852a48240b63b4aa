"""What every action of this process shares: database, search and fixed sentences, opened at the first question."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from knowledge.services.search import Search
from language.phrases import Phrases
from settings import read_settings
from storage.engine import Database


@dataclass(frozen=True)
class Services:
    """The rooms below, ready to use."""

    database: Database
    search: Search
    phrases: Phrases


@cache
def services() -> Services:
    """Return this process's services; the first call opens them."""
    database = Database(read_settings().database_url)
    return Services(database, Search(database), Phrases.load())
