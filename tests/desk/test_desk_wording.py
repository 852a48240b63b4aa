"""The desk's own words."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest

from desk.wording import FOLDER, INTERFACE_LANGUAGES, Wording, WordingInvalid, _read

DESK = FOLDER.parent


def test_both_languages_have_the_same_keys_and_placeholders() -> None:
    german, english = (_placeholders(_read(FOLDER / f"{code}.yml")) for code in INTERFACE_LANGUAGES)

    assert german == english


def test_every_word_a_template_says_exists() -> None:
    said = {
        key
        for template in DESK.glob("templates/**/*.html")
        for key in re.findall(r"say\('([\w-]+)'[,)]", template.read_text(encoding="utf-8"))
    }

    assert said
    assert said <= Wording.load().keys


def test_missing_word_is_named(tmp_path: Path) -> None:
    (tmp_path / "de.yml").write_text('one: "eins"\ntwo: "zwei"\n', encoding="utf-8")
    (tmp_path / "en.yml").write_text('one: "one"\n', encoding="utf-8")

    with pytest.raises(WordingInvalid, match="two"):
        Wording.load(tmp_path)


def _placeholders(words: dict[str, str]) -> dict[str, set[str]]:
    return {key: {name for _, name, _, _ in Formatter().parse(text) if name} for key, text in words.items()}
