"""What every page works with, opened once per process."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask, current_app

from desk.asking import Rasa
from desk.catalogue import Catalogue
from desk.wording import Wording
from language.phrases import Phrases
from settings import Settings
from storage.engine import Database

_NAME = "wegweiser"


@dataclass(frozen=True)
class Equipment:
    """The rooms below and the desk's own words, ready to use."""

    settings: Settings
    database: Database
    rasa: Rasa
    phrases: Phrases
    wording: Wording
    catalogue: Catalogue


def equip(app: Flask, equipment: Equipment) -> None:
    """Give an application its equipment."""
    app.extensions[_NAME] = equipment


def equipment() -> Equipment:
    """Return the equipment of the application that answers this request."""
    found: Equipment = current_app.extensions[_NAME]
    return found
