"""The whole of Wegweiser on free ports: Rasa, two action servers, the desk, and a database with the real content."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

import httpx

from knowledge.services.articles import ArticleService, ArticleView
from people.services.persons import PersonService
from processes import launch, prepare
from processes.launch import Process
from settings import ROOT, Settings, read_settings
from storage.encryption import Vault, new_key
from storage.engine import Database
from tests.bot.fake_telegram import TOKEN, FakeTelegram

OTHER_ACTIONS = "other-actions"  # the second action server, beside the one that Rasa asks


@dataclass
class House:
    """What runs, and what a test wants to know of it."""

    settings: Settings
    environment: dict[str, str]
    folder: Path
    other_actions_port: int
    secrets: set[str] = field(default_factory=set)  # names and chat ids of everybody who wrote so far
    _running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    _doors: ExitStack = field(default_factory=ExitStack)

    @property
    def logs(self) -> Path:
        """The folder with a log file for each process."""
        return self.folder / "logs"

    def log(self, name: str) -> str:
        """Return what a process has logged so far."""
        return (self.logs / f"{name}.log").read_text("utf-8", errors="replace")

    @contextmanager
    def open(self) -> Iterator[House]:
        """Prepare and start everything; stop it when the block ends."""
        # What was last prepared for the real database stays noted; vectors, classifiers and the model are shared.
        (self.folder / "search").mkdir(parents=True)
        with patch.object(prepare, "STATE", self.folder):
            prepare.fill_database(self.settings, print)
            prepare.build_search(self.settings, print)
        prepare.train_model(print)
        with self._doors:
            self.start("rasa", "actions", OTHER_ACTIONS, "desk")
            yield self

    def start(self, *names: str, **environment: str) -> None:
        """Start processes and wait until they are ready."""
        wanted = [self._process(name, environment) for name in names]
        self._running |= self._doors.enter_context(launch.running(wanted, self.logs))

    def kill(self, name: str) -> None:
        """End a process without giving it the time to say good-bye."""
        self._running[name].kill()
        self._running[name].wait()

    def freeze(self, name: str) -> None:
        """Let a process hang."""
        self._running[name].send_signal(signal.SIGSTOP)

    def thaw(self, name: str) -> None:
        """Let it go on."""
        self._running[name].send_signal(signal.SIGCONT)

    @contextmanager
    def gateway(self, telegram: FakeTelegram, mode: str) -> Iterator[None]:
        """Run the gateway, in contact with this Telegram, until the block ends."""
        own = self.environment | {"TELEGRAM_API_URL": telegram.url, "TELEGRAM_MODE": mode}
        process = Process(f"gateway-{mode}", (sys.executable, "-m", "bot.gateway"), own, None)
        listens = "getUpdates" if mode == "polling" else "setWebhook"
        before = len(telegram.calls_of(listens))
        with launch.running([process], self.logs):
            _until(lambda: len(telegram.calls_of(listens)) > before)
            yield

    def python(
        self, *arguments: str, patience: float = 120, **environment: str
    ) -> subprocess.CompletedProcess[str]:
        """Run `python -m …` beside the running house."""
        return subprocess.run(
            [sys.executable, "-m", *arguments],
            cwd=ROOT, env=self.environment | environment, capture_output=True, text=True, timeout=patience, check=False,
        )  # fmt: skip

    def article(self, article_id: str) -> ArticleView:
        """Return an article as it is now."""
        with self.database() as database, database.reading() as session:
            return ArticleService(session).get(article_id)

    def tracker(self, chat_id: int) -> dict[str, Any]:
        """Return everything that Rasa knows about a person."""
        with self.database() as database, database.session() as session:
            vault = Vault.from_keys(self.settings.secret_key.get_secret_value())
            person = PersonService(session, vault).of_telegram(chat_id).id
        address = f"{self.settings.rasa_url}/conversations/{person}/tracker"
        tracker: dict[str, Any] = httpx.get(address, params={"include_events": "ALL"}, timeout=30).json()
        return tracker

    @contextmanager
    def database(self) -> Iterator[Database]:
        """Open the house's database."""
        database = Database(self.settings.database_url)
        yield database
        database.close()

    def _process(self, name: str, environment: dict[str, str]) -> Process:
        """Return a process as `make run` starts it, with the house's own settings."""
        if name == OTHER_ACTIONS:
            port = self.other_actions_port
            process = launch.actions(self.settings.model_copy(update={"actions_port": port}))
            environment = environment | {"ACTIONS_PORT": str(port)}
        else:
            process = getattr(launch, name)(self.settings)
        own = process.environment | self.environment | environment
        # Without its HTTP interface nobody could look into Rasa's tracker.
        command = (*process.command, "--enable-api") if name == "rasa" else process.command
        return replace(process, name=name, command=command, environment=own)


def made_house(folder: Path) -> House:
    """Return a house in this folder that no .env and no other Wegweiser on this machine touches."""
    rasa, actions, other_actions, desk, webhook = _free_ports(5)
    own = {
        "DATABASE_URL": f"sqlite:///{folder / 'house.db'}",
        "SECRET_KEY": new_key(),
        "REDIS_URL": "",
        "RASA_URL": f"http://127.0.0.1:{rasa}",
        "RASA_PORT": str(rasa),
        "ACTIONS_URL": f"http://127.0.0.1:{actions}",
        "ACTIONS_PORT": str(actions),
        "DESK_HOST": "127.0.0.1",
        "DESK_PORT": str(desk),
        "TELEGRAM_TOKEN": TOKEN,
        "WEBHOOK_URL": f"http://127.0.0.1:{webhook}/telegram",
        "WEBHOOK_SECRET": "a-secret",
        "WEBHOOK_PORT": str(webhook),
        "PYTHONUNBUFFERED": "1",
    }
    with patch.dict(os.environ, own):
        return House(read_settings(), dict(os.environ), folder, other_actions)


def _free_ports(count: int) -> list[int]:
    with ExitStack() as all_open:
        listeners = [all_open.enter_context(socket.socket()) for _ in range(count)]
        for listener in listeners:
            listener.bind(("127.0.0.1", 0))
        return [int(listener.getsockname()[1]) for listener in listeners]


def _until(happened: Any, patience: float = 60.0) -> None:
    deadline = time.monotonic() + patience
    while not happened():
        if time.monotonic() > deadline:
            raise TimeoutError("The gateway did not make contact.")
        time.sleep(0.05)
