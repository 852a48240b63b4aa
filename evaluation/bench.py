"""How fast answers come, and what they cost in memory, beside a fresh `rasa init` bot under the same load: `make bench`.

Both are started for this run on free ports of the same machine, one after the other, and asked the same questions by 1, 8 and 32
persons at once. The ratio between them says more than the milliseconds: machines differ and are shared.
"""

from __future__ import annotations

import asyncio
import json
import os
import platform
import secrets
import socket
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from statistics import median, quantiles
from typing import Any

import httpx
import psutil

from evaluation.questions import BadQuestions, Question, read_questions
from processes.launch import RASA_PYTHON, Process, actions, rasa, rasa_environment, running
from processes.prepare import (
    CANNOT_START,
    build_search,
    fill_database,
    train_model,
)
from settings import ROOT, STATE, Settings, read_settings

PERSONS = (1, 8, 32)
MESSAGES = 160  # at each level
WARM_UP = 16
RESULTS = ROOT / "evaluation" / "results"


@dataclass(frozen=True)
class Level:
    """What was measured with so many persons writing at once."""

    persons: int
    messages: int
    failures: int
    p50_ms: float
    p95_ms: float
    per_second: float


def main() -> None:
    """Measure both bots, print the comparison and keep it with its date."""
    try:
        questions = read_questions(ROOT / "evaluation" / "questions")
        settings = _on_free_ports(read_settings())
        for prepare in (fill_database, build_search):
            prepare(settings, say)
        train_model(say)
    except (*CANNOT_START, BadQuestions) as error:
        sys.exit(str(error))
    texts = _spread(questions)
    say("Measuring Wegweiser …")
    ours = _measure([actions(settings), rasa(settings)], f"http://127.0.0.1:{settings.rasa_port}", texts)
    say("Measuring a fresh `rasa init` bot …")
    port = _free_port()
    theirs = _measure([_fresh_bot(port)], f"http://127.0.0.1:{port}", texts)
    report: dict[str, Any] = {
        "date": datetime.now(UTC).isoformat(timespec="minutes"),
        "commit": _output("git", "rev-parse", "--short", "HEAD"),
        "machine": f"{os.cpu_count()} cores, {psutil.virtual_memory().total >> 30} GiB, {platform.system()} {platform.machine()}",
        "wegweiser": ours,
        "rasa_init": theirs,
    }
    RESULTS.mkdir(parents=True, exist_ok=True)
    path = RESULTS / f"bench-{report['date'][:10]}.json"
    path.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    say(_table(ours, theirs))
    say(f"\nKept in {path.relative_to(ROOT)}")


def _measure(wanted: list[Process], url: str, texts: list[str]) -> dict[str, Any]:
    with running(wanted, logs=STATE / "logs" / "bench") as started:
        asyncio.run(_load(url, texts[:WARM_UP], 4))
        levels = [asyncio.run(_load(url, texts[:MESSAGES], persons)) for persons in PERSONS]
        memory = {name: _megabytes(process.pid) for name, process in started.items()}
    return {"levels": [asdict(level) for level in levels], "memory_mb": memory}


async def _load(url: str, texts: list[str], persons: int) -> Level:
    """Let so many persons write, each the next question as soon as the last one is answered."""
    waiting = iter(texts)
    times: list[float] = []
    failures = 0

    async def person(client: httpx.AsyncClient) -> None:
        nonlocal failures
        sender = secrets.token_hex(16)
        for text in waiting:
            begun = time.perf_counter()
            answer = await client.post("/webhooks/rest/webhook", json={"sender": sender, "message": text})
            times.append((time.perf_counter() - begun) * 1000)
            failures += not answer.json()

    begun = time.perf_counter()
    async with httpx.AsyncClient(base_url=url, timeout=120, trust_env=False) as client:
        await asyncio.gather(*(person(client) for _ in range(persons)))
    seconds = time.perf_counter() - begun
    p95 = quantiles(times, n=20)[-1]
    return Level(
        persons, len(times), failures, round(median(times), 1), round(p95, 1), round(len(times) / seconds, 1)
    )


def _spread(questions: list[Question]) -> list[str]:
    """Return questions of all languages in turn, always the same ones."""
    by_language: dict[str, list[str]] = {}
    for question in questions:
        by_language.setdefault(question.language, []).append(question.text)
    return [text for together in zip(*by_language.values(), strict=False) for text in together][:MESSAGES]


def _fresh_bot(port: int) -> Process:
    """Return the process of the bot that `rasa init` makes; made and trained at first use."""
    folder = STATE / "rasa-init"
    environment = rasa_environment() | {"PYTHONPATH": str(ROOT)}
    if not any(folder.glob("models/*.tar.gz")):
        say("  making it (some minutes, once) …")
        folder.mkdir(parents=True, exist_ok=True)
        command = [str(RASA_PYTHON), "-m", "bot.components", "init", "--no-prompt", "--init-dir", str(folder)]
        subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=True)
    command = [str(RASA_PYTHON), "-m", "bot.components", "run", "-i", "127.0.0.1", "-p", str(port)]
    names = {"--model": "models", "--endpoints": "endpoints.yml", "--credentials": "credentials.yml"}
    command += [part for option, name in names.items() for part in (option, str(folder / name))]
    return Process("rasa_init", tuple(command), environment, f"http://127.0.0.1:{port}/")


def _on_free_ports(settings: Settings) -> Settings:
    port = _free_port()
    fresh = {"rasa_port": port, "rasa_url": f"http://127.0.0.1:{port}", "actions_port": _free_port()}
    os.environ.update({name.upper(): str(value) for name, value in fresh.items()})
    return settings.model_copy(update=fresh)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _megabytes(pid: int) -> int:
    """Return the memory of a process and its children."""
    process = psutil.Process(pid)
    return round(sum(p.memory_info().rss for p in (process, *process.children(recursive=True))) / 1e6)


def _output(*command: str) -> str:
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stdout.strip()


def _table(ours: dict[str, Any], theirs: dict[str, Any]) -> str:
    lines = [f"\n{'persons':>8}{'':>12}{'p50 ms':>9}{'p95 ms':>9}{'a second':>10}{'failures':>10}"]
    for mine, other in zip(ours["levels"], theirs["levels"], strict=True):
        for name, level in (("Wegweiser", mine), ("rasa init", other)):
            lines.append(
                f"{level['persons']:>8}{name:>12}{level['p50_ms']:>9}{level['p95_ms']:>9}{level['per_second']:>10}{level['failures']:>10}"
            )
        lines.append(
            f"{'':>8}{'ratio':>12}{mine['p50_ms'] / other['p50_ms']:>9.2f}{mine['p95_ms'] / other['p95_ms']:>9.2f}"
        )
    lines.append(f"\nMemory (MB): {ours['memory_mb']} beside {theirs['memory_mb']}")
    return "\n".join(lines)


def say(line: str) -> None:
    """Print a line at once."""
    print(line, flush=True)


if __name__ == "__main__":
    main()
