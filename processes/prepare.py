"""What must be there before anything starts: settings, free ports, a filled database, a trained model. Each is skipped when done."""

from __future__ import annotations

import errno
import hashlib
import os
import socket
import subprocess
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from knowledge.services.clock import newest
from knowledge.services.content import CONTENT, BadContent, read_articles, read_glossary
from knowledge.services.load import load_articles, load_glossary
from knowledge.services.phrasings import PhrasingTaken
from knowledge.services.search import Search
from knowledge.services.shelf import Shelf
from processes.launch import MODEL, RASA_PYTHON, CannotStart, rasa_environment
from settings import ROOT, STATE, BadSettings, Settings
from storage.encryption import new_key
from storage.engine import BadDatabaseUrl, Database
from storage.migrate import upgrade

# What the model is made of: if none of it changed, it is not trained again.
MODEL_INPUTS = ("config.yml", "domain.yml", "data", "bot/components", "language", "knowledge/content")

Say = Callable[[str], None]


# Everything that can stop a start and says itself what to do.
CANNOT_START = (CannotStart, BadSettings, BadContent, PhrasingTaken, BadDatabaseUrl)


def write_secret_key(env_file: Path = ROOT / ".env") -> bool:
    """Put a fresh SECRET_KEY into .env if it has none; return whether one was written."""
    try:
        lines = env_file.read_text(encoding="utf-8").splitlines() if env_file.exists() else []
    except UnicodeDecodeError:
        raise BadSettings("The file .env is not UTF-8 text. Write it again from .env.example.") from None
    if os.environ.get("SECRET_KEY") or any(_value(line, "SECRET_KEY") for line in lines):
        return False
    if not env_file.exists():
        lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    lines = [line for line in lines if _value(line, "SECRET_KEY") is None]
    fresh = env_file.with_suffix(".new")
    fresh.unlink(missing_ok=True)  # of a start that was interrupted, perhaps readable by others
    fresh.touch(mode=0o600)
    fresh.write_text("\n".join([*lines, f"SECRET_KEY={new_key()}", ""]), encoding="utf-8")
    fresh.replace(env_file)
    return True


def _value(line: str, name: str) -> str | None:
    key, sign, value = line.partition("=")
    return value.strip() if sign and key.strip() == name else None


def check_ports(ports: dict[str, tuple[str, int]]) -> None:
    """Raise CannotStart if somebody else listens on one of these: setting → (host, port)."""
    for setting, (host, port) in ports.items():
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError as error:
                if error.errno != errno.EADDRINUSE:
                    raise CannotStart(
                        f"{setting}: cannot listen on {host}, port {port} ({error.strerror}). Change it in .env."
                    ) from None
                raise CannotStart(
                    f"Port {port} is in use, perhaps by a Wegweiser that already runs. "
                    f"Stop it, or set {setting} in .env to a free port."
                ) from None


def fill_database(settings: Settings, say: Say) -> None:
    """Bring the database to the newest schema and the article files into it; skipped if neither changed."""
    upgrade(settings.database_url)
    database = Database(settings.database_url)
    with database.reading() as session:
        is_empty = (
            newest(session) == 0
        )  # perhaps a new file in the place of the one the stamp was written for
    stamp = STATE / "content-stamp"
    wanted = fingerprint([CONTENT]) + hashlib.sha256(settings.database_url.encode()).hexdigest()
    if not is_empty and stamp.exists() and stamp.read_text() == wanted:
        database.close()
        return
    say("Loading the knowledge base …")
    with database.session() as session:
        report = load_articles(session, read_articles())
        load_glossary(session, read_glossary())
    database.close()
    say(
        f"  {len(report.new)} articles new, {len(report.changed)} changed, {len(report.unchanged)} unchanged."
    )
    for place in report.kept:
        say(f"  Kept the desk's words, the file differs: {place}")
    STATE.mkdir(exist_ok=True)
    stamp.write_text(wanted)


def build_search(settings: Settings, say: Say) -> None:
    """Work out the search's vectors and classifier ahead, so that the action servers only read them."""
    database = Database(settings.database_url)
    stamp = STATE / "search" / "stamp"
    with database.reading() as session:
        # A checksum: the address may hold a password.
        wanted = f"{hashlib.sha256(settings.database_url.encode()).hexdigest()} {newest(session)}"
    if not (stamp.exists() and stamp.read_text() == wanted):
        say("Building the search index …")
        Search(Shelf(database)).refresh()
        stamp.parent.mkdir(parents=True, exist_ok=True)
        stamp.write_text(wanted)
    database.close()


def train_model(say: Say) -> bool:
    """Train Rasa's model if anything it is made of changed; return whether it was trained."""
    stamp = MODEL.with_suffix(".stamp")
    wanted = fingerprint(ROOT / name for name in MODEL_INPUTS)
    if MODEL.exists() and stamp.exists() and stamp.read_text() == wanted:
        return False
    say("Training the model (about a minute, only when data, config or domain changed) …")
    command = [
        RASA_PYTHON,
        "-m",
        "bot.components",
        "train",
        "--fixed-model-name",
        "wegweiser",
        "--out",
        "models",
    ]
    done = subprocess.run(
        [str(part) for part in command],
        cwd=ROOT,
        env=rasa_environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise CannotStart(f"Rasa could not train the model:\n{(done.stdout + done.stderr).strip()[-3000:]}")
    stamp.write_text(wanted)
    return True


def fingerprint(places: Iterable[Path]) -> str:
    """Return a checksum over the names and contents of files and folders."""
    digest = hashlib.sha256()
    for path in _files(places):
        digest.update(str(path.relative_to(ROOT)).encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _files(places: Iterable[Path]) -> Iterator[Path]:
    for place in places:
        yield from (
            [place]
            if place.is_file()
            else sorted(
                path for path in place.rglob("*") if path.is_file() and "__pycache__" not in path.parts
            )
        )
