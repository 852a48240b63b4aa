"""Article files: what is read, and how a mistake is named."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from knowledge.services.content import (
    CONTENT,
    BadContent,
    article_paths,
    read_article,
    read_articles,
    read_glossary,
)
from tests.knowledge.made_articles import Change, written


def set_at(*place: Any, value: Any) -> Change:
    """Return a change that puts a value at a place in the file."""

    def change(data: Any) -> None:
        for step in place[:-1]:
            data = data[step]
        data[place[-1]] = value

    return change


def line_of(path: Path, words: str) -> int:
    """Return the number of the first line that holds these words."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if words in line)


def test_article_is_read_with_its_words(tmp_path: Path):
    article = read_article(written(tmp_path))

    assert (article.id, article.area) == ("lost-key", "support")
    assert article.texts["de"].phrasings.plain[0] == "plain phrasing 1 of lost-key de"


@pytest.mark.parametrize(
    ("change", "line", "reason"),
    [
        (set_at("colour", value="red"), "colour: red", "colour: Extra inputs are not permitted"),
        (set_at("area", value="cooking"), "area: cooking", "area: Input should be 'courses'"),
        (set_at("checked", value="soon"), "checked: soon", "checked: Input should be a valid date"),
        (
            set_at("sources", 0, "url", value="http://keys.example.org"),
            "url: http",
            "sources.0.url: String should match pattern",
        ),
        (
            set_at("variants", 0, "when", value={"mood": ["good"]}),
            "mood:",
            "variants.0.when.mood: Extra inputs are not permitted",
        ),
        (
            set_at("variants", 0, "when", value={"land": ["bavaria"]}),
            "- bavaria",
            "variants.0.when.land.0: Input should be 'bw'",
        ),
        (
            set_at("variants", 0, "when", value={"age": {"from": 18, "under": 18}}),
            "age:",
            "`from` must be smaller than `under`",
        ),
        (set_at("variants", 0, "when", value={}), "when: {}", "would hide the general answer"),
        (
            set_at("texts", "de", "short", value="x" * 501),
            "x" * 50,
            "texts.de.short: String should have at most 500 characters",
        ),
        (
            set_at("texts", "de", "steps", value=["Only one."]),
            "Only one.",
            "texts.de.steps: Tuple should have at least 2 items",
        ),
    ],
)
def test_mistake_is_named_with_file_line_and_reason(tmp_path: Path, change: Change, line: str, reason: str):
    path = written(tmp_path, change=change)

    with pytest.raises(BadContent) as caught:
        read_article(path)

    message = str(caught.value)
    place, _, words = message.removeprefix(f"{path}:").partition(": ")
    assert message.startswith(f"{path}:")
    assert reason in words
    # A list that is too short is named by its own line, one above its first item.
    assert int(place) in (line_of(path, line), line_of(path, line) - 1)


def test_every_mistake_of_a_file_has_its_own_line(tmp_path: Path):
    def two_mistakes(data: dict[str, Any]) -> None:
        data["sensitive"] = "perhaps"
        data["texts"]["fa"]["title"] = ""

    path = written(tmp_path, change=two_mistakes)

    with pytest.raises(BadContent) as caught:
        read_article(path)

    assert [line.split(": ")[1] for line in str(caught.value).splitlines()] == ["sensitive", "texts.fa.title"]


def test_missing_language_is_named(tmp_path: Path):
    path = written(tmp_path, change=lambda data: data["texts"].pop("fa"))

    with pytest.raises(BadContent, match="texts must be in ar, fa, en, de; found ar, de, en"):
        read_article(path)


def test_variant_declared_twice_is_named(tmp_path: Path):
    path = written(
        tmp_path, change=lambda data: data["variants"].append({"id": "under-18", "when": {"centre": True}})
    )

    with pytest.raises(BadContent, match="two variants share an id"):
        read_article(path)


def test_variant_without_words_in_one_language_is_named(tmp_path: Path):
    path = written(tmp_path, change=lambda data: data["texts"]["ar"]["variants"].clear())

    with pytest.raises(BadContent, match="variants in ar must be exactly: under-18"):
        read_article(path)


def test_key_written_twice_is_named_with_its_line(tmp_path: Path):
    path = written(tmp_path)
    path.write_text(path.read_text() + "sensitive: true\n")

    with pytest.raises(BadContent, match=rf"{path}:\d+: found duplicate key"):
        read_article(path)


def test_file_in_the_wrong_folder_is_sent_to_the_right_one(tmp_path: Path):
    path = written(tmp_path)
    (tmp_path / "work").mkdir()
    moved = path.rename(tmp_path / "work" / path.name)

    with pytest.raises(BadContent, match="belongs in support/lost-key.yml"):
        read_article(moved)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"id: lost-key\nshort: \xff\n", "1: not UTF-8 text"),
        (b"id: [lost-key\narea: support\n", "2: expected ',' or ']'"),
        (b"id: lost-key\n\tarea: support\n", "2: found character"),
        (b"id: \x01\n", "1: not YAML"),
        (b"id: lost-key\nchecked: 2026-13-45\n", "1: a value cannot be read: month must be in 1..12"),
        (b"", "1: Input should be a valid dictionary"),
        (b"- lost-key\n", "1: Input should be a valid dictionary"),
    ],
)
def test_broken_file_is_named_with_line_and_reason(tmp_path: Path, content: bytes, reason: str):
    path = tmp_path / "lost-key.yml"
    path.write_bytes(content)

    with pytest.raises(BadContent) as caught:
        read_article(path)

    assert str(caught.value).startswith(f"{path}:{reason.split(':')[0]}:")
    assert reason.split(": ", 1)[1] in str(caught.value)


def test_mistakes_of_all_files_are_named_at_once(tmp_path: Path):
    first = written(tmp_path, "first", change=set_at("colour", value="red"))
    written(tmp_path, "second")
    third = written(tmp_path, "third", "work", change=set_at("colour", value="red"))

    with pytest.raises(BadContent) as caught:
        read_articles(tmp_path)

    named = {line.split(":")[0] for line in str(caught.value).splitlines()}
    assert named == {str(first), str(third)}


def test_id_used_in_two_areas_is_named(tmp_path: Path):
    written(tmp_path, area="work")
    written(tmp_path, area="support")

    with pytest.raises(BadContent, match="lost-key is already an article in work"):
        read_articles(tmp_path)


def test_missing_folder_is_named(tmp_path: Path):
    with pytest.raises(BadContent, match="no such folder"):
        read_articles(tmp_path / "nowhere")


def test_no_article_file_lies_outside_the_areas():
    assert sorted(CONTENT.glob("*/*.yml")) == sorted(article_paths())


def test_glossary_gives_a_sentence_in_every_language(tmp_path: Path):
    (tmp_path / "glossary.yml").write_text("Amt: {en: An office., de: Ein Amt., ar: دائرة., fa: اداره.}\n")

    assert read_glossary(tmp_path)["Amt"]["en"] == "An office."


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (
            "Bescheid: {en: A, de: A, ar: A, fa: A}\nAmt: {en: An office.}\n",
            "2: Amt needs one sentence in ar, fa, en, de",
        ),
        ("Amt: An office.\n", "1: Amt needs one sentence in ar, fa, en, de"),
        ("Amt: {en: 1, de: A, ar: A, fa: A}\n", "1: Amt needs one sentence in ar, fa, en, de"),
        ("- Amt\n", "1: not a list of terms, each with its sentences"),
    ],
)
def test_mistake_in_the_glossary_is_named_with_its_line(tmp_path: Path, content: str, reason: str):
    path = tmp_path / "glossary.yml"
    path.write_text(content)

    with pytest.raises(BadContent) as caught:
        read_glossary(tmp_path)

    assert str(caught.value) == f"{path}:{reason}"
