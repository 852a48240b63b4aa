"""The processes of a running Wegweiser: how each is started, and when it is ready."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from processes.endpoints import endpoints
from settings import ROOT, STATE, Settings

MODEL = ROOT / "models" / "wegweiser.tar.gz"
RASA_PYTHON = ROOT / ".venv-rasa" / "bin" / "python"
PATIENCE = 120.0  # seconds until a process must be ready; Rasa takes about ten on a quiet machine


class CannotStart(Exception):
    """Something stands in the way of a start; the message says what to do."""


@dataclass(frozen=True)
class Process:
    """One process: its command, its environment, and the address that answers once it is ready."""

    name: str
    command: tuple[str, ...]
    environment: dict[str, str]
    health: str | None

    def ready(self) -> bool:
        """Return whether the process answers."""
        if self.health is None:
            return True
        try:
            return httpx.get(self.health, timeout=2).status_code == 200
        except httpx.HTTPError:
            return False


def processes(settings: Settings) -> list[Process]:
    """Return the processes these settings ask for; the gateway only with a Telegram token."""
    found = [actions(settings), rasa(settings), desk(settings)]
    if settings.telegram_token is not None:
        found.append(
            Process("gateway", (sys.executable, "-m", "bot.gateway"), rasa_environment(settings), None)
        )
    return found


def actions(settings: Settings) -> Process:
    """Return the action server's process."""
    health = f"http://127.0.0.1:{settings.actions_port}/health"
    return Process("actions", (sys.executable, "-m", "actions"), rasa_environment(settings), health)


def rasa(settings: Settings) -> Process:
    """Return Rasa's process: on loopback, in its own environment."""
    command = (
        str(RASA_PYTHON), "-m", "bot.components", "run", "-i", "127.0.0.1", "-p", str(settings.rasa_port),
        "--model", str(MODEL), "--endpoints", str(endpoints(settings)), "--credentials", "credentials.yml",
    )  # fmt: skip
    return Process("rasa", command, rasa_environment(settings), f"http://127.0.0.1:{settings.rasa_port}/")


def desk(settings: Settings) -> Process:
    """Return the desk's process."""
    health = f"http://127.0.0.1:{settings.desk_port}/health"
    return Process("desk", (sys.executable, "-m", "desk"), rasa_environment(settings), health)


def rasa_environment(settings: Settings | None = None) -> dict[str, str]:
    """Return the environment Rasa runs in; endpoints.yml takes its addresses from it."""
    actions = settings.actions_port if settings is not None else 5055
    return {**os.environ, "ACTIONS_URL": f"http://127.0.0.1:{actions}", "PYTHONUNBUFFERED": "1"}


def wait_until_ready(waiting: list[Process], check: Callable[[], None] = lambda: None) -> Iterator[Process]:
    """Give each process as soon as it is ready; raise CannotStart if one takes too long.

    `check` is called at every look and may raise what stands in the way.
    """
    deadline = time.monotonic() + PATIENCE
    waiting = list(waiting)
    while waiting:
        check()
        for process in [process for process in waiting if process.ready()]:
            waiting.remove(process)
            yield process
        if waiting and time.monotonic() > deadline:
            raise CannotStart(
                f"{waiting[0].name} did not answer within {PATIENCE:.0f} seconds. Its log lines say why."
            )
        time.sleep(0.2)


@contextmanager
def running(
    wanted: list[Process], logs: Path = STATE / "logs"
) -> Iterator[dict[str, subprocess.Popen[bytes]]]:
    """Run these processes in the background, ready when the block begins, stopped when it ends; their lines go to log files."""
    logs.mkdir(parents=True, exist_ok=True)
    started: dict[str, subprocess.Popen[bytes]] = {}
    try:
        for process in wanted:
            with (logs / f"{process.name}.log").open("ab") as log:
                started[process.name] = subprocess.Popen(
                    process.command,
                    cwd=ROOT,
                    env=process.environment,
                    stdout=log,
                    stderr=log,
                    start_new_session=True,
                )
        for _ in wait_until_ready(wanted, lambda: _check_alive(started, logs)):
            pass
        yield started
    finally:
        stop(list(started.values()))


def _check_alive(started: dict[str, subprocess.Popen[bytes]], logs: Path) -> None:
    for name, process in started.items():
        if process.poll() is not None:
            raise CannotStart(f"{name} stopped while starting; {logs / f'{name}.log'} says why.")


def stop(processes: list[subprocess.Popen[bytes]], patience: float = 10.0) -> None:
    """Ask the processes to end, and end those that don't."""
    for process in processes:
        process.terminate()
    for process in processes:
        try:
            process.wait(patience)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
