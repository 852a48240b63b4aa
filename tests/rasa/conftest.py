"""What the tests inside Rasa's environment share: a trained model, loaded once, and a way to ask it."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from rasa.core.agent import Agent

ROOT = Path(__file__).resolve().parents[2]
MODEL = ROOT / "models" / "wegweiser.tar.gz"
TRAIN = (
    sys.executable,
    "-m",
    "bot.components",
    "train",
    "--fixed-model-name",
    "wegweiser",
    "--out",
    "models",
)

Parse = Callable[..., dict[str, Any]]

collect_ignore_glob: list[str] = []
try:
    version("rasa")
except PackageNotFoundError:
    # These tests belong to the other environment; `make test` runs them there.
    collect_ignore_glob = ["test_*.py"]


def pytest_configure(config: pytest.Config) -> None:
    """Leave out what Rasa's dependencies say about their own future (bot/components/__main__.py does the same)."""
    if collect_ignore_glob:
        return
    os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
    import sanic  # noqa: F401 - puts a filter of its own in front of all others, once: now, not while tests are collected

    for kind in ("DeprecationWarning", "PendingDeprecationWarning", "FutureWarning"):
        config.addinivalue_line("filterwarnings", f"ignore::{kind}")
    config.addinivalue_line("filterwarnings", "ignore:Slot auto-fill has been removed:UserWarning")


@pytest.fixture(scope="session")
def model() -> Path:
    """A trained model: the project's own, trained now if there is none."""
    if not MODEL.exists():
        done = subprocess.run(TRAIN, cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
    return MODEL


@pytest.fixture(scope="session")
def agent(model: Path) -> Agent:
    """The model as Rasa runs it."""
    import logging

    from rasa.core.agent import load_agent
    from rasa.utils.log_utils import configure_structlog

    configure_structlog(logging.WARNING)
    loaded = asyncio.run(load_agent(model_path=str(model)))
    assert loaded.is_ready(), "Rasa could not load the model; `make train` makes a new one."
    return loaded


@pytest.fixture(scope="session")
def parse(agent: Agent) -> Parse:
    """Understand a message as it comes from the gateway: text and metadata in, Rasa's parse data out."""
    from rasa.core.channels import UserMessage

    def understood(text: str, **metadata: Any) -> dict[str, Any]:
        return asyncio.run(agent.processor.parse_message(UserMessage(text, metadata=metadata)))

    return understood
