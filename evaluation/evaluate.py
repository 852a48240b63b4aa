"""Asks every question through the real path (Rasa and action server), a fresh person each, and counts what was right: `make evaluate`.

Writes predictions.jsonl and summary.json; README.md in this folder explains each figure.
"""

from __future__ import annotations

import asyncio
import json
import secrets
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from dialogue.rasa_client import NoReply, RasaClient
from evaluation.questions import BadQuestions, Question, read_questions
from evaluation.summary import summarise, table
from processes.ensure import ensure_running
from processes.launch import CannotStart
from settings import BadSettings, read_settings

AT_ONCE = 2  # as many as there are cores: more would only wait in Rasa's queue and spoil the times
PATIENCE = 30.0  # seconds for one question; the gateway itself gives up after eight


@dataclass(frozen=True)
class Prediction:
    """What came back for a question."""

    id: str
    lang: str
    text: str
    kind: str
    expect: str
    also: tuple[str, ...]
    kind_of_reply: str
    label: str | None
    article: str | None
    candidates: tuple[str, ...]
    offered: tuple[str, ...]
    language: str | None
    ms: float


def main() -> None:
    """Evaluate the questions named on the command line."""
    if len(sys.argv) != 3:
        sys.exit("Say: make evaluate QUESTIONS=<file or folder of .jsonl> [OUT=<folder>]")
    try:
        questions = read_questions(Path(sys.argv[1]))
        with ensure_running(read_settings()):
            predictions = asyncio.run(ask_all(questions, read_settings().rasa_url))
    except (BadQuestions, BadSettings, CannotStart) as error:
        sys.exit(str(error))
    out = Path(sys.argv[2])
    out.mkdir(parents=True, exist_ok=True)
    lines = [json.dumps(asdict(prediction), ensure_ascii=False) for prediction in predictions]
    (out / "predictions.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    summary = summarise(predictions)
    (out / "summary.json").write_text(
        json.dumps(summary, indent=2, ensure_ascii=False) + "\n", encoding="utf-8"
    )
    print(table(summary))
    for language, figures in summary.items():
        if figures["without_hit"]:
            print(f"{language}: never found: {', '.join(figures['without_hit'])}")
    if summary["all"]["failures"]:
        print(f"\n{summary['all']['failures']} questions got no reply at all: .state/logs says why.")
    print(f"\nWritten to {out}/predictions.jsonl and {out}/summary.json")


async def ask_all(questions: list[Question], rasa_url: str) -> list[Prediction]:
    """Return a prediction for each question, in their order."""
    client = RasaClient(rasa_url, timeout=PATIENCE)
    gate = asyncio.Semaphore(AT_ONCE)

    async def ask(question: Question) -> Prediction:
        async with gate:
            return await _ask(client, question)

    try:
        return list(await asyncio.gather(*(ask(question) for question in questions)))
    finally:
        await client.close()


async def _ask(client: RasaClient, question: Question) -> Prediction:
    begun = time.perf_counter()
    try:
        reply = (await client.ask(secrets.token_hex(16), question.text))[0]
    except NoReply as failure:
        reply = None
        reason = failure.reason
    ms = round((time.perf_counter() - begun) * 1000, 1)
    asked: dict[str, Any] = {
        "id": question.id, "lang": question.language, "text": question.text, "kind": question.kind,
        "expect": question.right[0], "also": question.right[1:], "ms": ms,
    }  # fmt: skip
    if reply is None:
        return Prediction(
            **asked,
            kind_of_reply=f"failure:{reason}",
            label=None,
            article=None,
            candidates=(),
            offered=(),
            language=None,
        )
    presses = [button.payload.partition(":") for button in reply.buttons]
    return Prediction(
        **asked,
        kind_of_reply=reply.kind,
        label=reply.label,
        article=reply.article,
        candidates=tuple(candidate.article for candidate in reply.candidates),
        # An answer's buttons lead to related matters; elsewhere they are what the person may have meant.
        offered=tuple(name for kind, _, name in presses if kind == "article")
        if reply.kind in ("choices", "unknown", "urgent")
        else (),
        language=reply.language,
    )


if __name__ == "__main__":
    main()
