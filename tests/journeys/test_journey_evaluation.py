"""`python -m evaluation.evaluate` beside the running house."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.journeys.house import House
from tests.journeys.questions import QUESTIONS

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

PROMISED = {
    "id",
    "lang",
    "text",
    "kind",
    "expect",
    "also",
    "kind_of_reply",
    "label",
    "article",
    "candidates",
    "language",
    "ms",
}


def test_question_file_becomes_predictions_and_a_summary(house: House, tmp_path: Path) -> None:
    questions = tmp_path / "questions.jsonl"
    lines = [*_lines(), _line("thanks", "de", "Vielen Dank!", "chat", "thanks"),
             _line("pizza", "en", "Which pizza has the most cheese in Naples?", "out_of_scope", "out_of_scope")]  # fmt: skip
    questions.write_text("\n".join(lines), encoding="utf-8")
    out = tmp_path / "out"

    done = house.python("evaluation.evaluate", str(questions), str(out))

    assert done.returncode == 0, done.stderr
    predictions = [json.loads(line) for line in (out / "predictions.jsonl").read_text("utf-8").splitlines()]
    summary = json.loads((out / "summary.json").read_text("utf-8"))["all"]
    assert [prediction["id"] for prediction in predictions] == ["ar", "fa", "en", "de", "thanks", "pizza"]
    assert all(set(prediction) >= PROMISED for prediction in predictions)
    assert [prediction["article"] for prediction in predictions[:4]] == [
        asked.article for asked in QUESTIONS.values()
    ]
    assert predictions[4]["label"] == "thanks"
    assert (summary["n"], summary["failures"], summary["in_scope"]["hit@1"]) == (6, 0, 1.0)
    assert summary["out_of_scope"] == {"n": 1, "false_answers": 0.0}


@pytest.mark.parametrize(
    "bad", ['{"id": "x", "lang": "en"}', "no json", '["a", "list"]', '{"id": "x", "lang": 3}']
)
def test_bad_line_is_named_with_file_and_line(house: House, tmp_path: Path, bad: str) -> None:
    questions = tmp_path / "questions.jsonl"
    questions.write_text("\n".join([*_lines()[:2], bad]), encoding="utf-8")

    done = house.python("evaluation.evaluate", str(questions), str(tmp_path / "out"))

    assert done.returncode == 1
    assert f"{questions}:3:" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "out").exists()


def _lines() -> list[str]:
    return [_line(code, code, asked.text, "plain", asked.article) for code, asked in QUESTIONS.items()]


def _line(name: str, language: str, text: str, kind: str, expect: str) -> str:
    line = {"id": name, "lang": language, "text": text, "kind": kind, "expect": expect, "also": []}
    return json.dumps(line, ensure_ascii=False)
