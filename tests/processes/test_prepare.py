"""What is made ready before a start, and that it is skipped when done."""

from __future__ import annotations

import os
import re
import socket
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import SecretStr

from knowledge.services.articles import ArticleService
from processes import prepare
from processes.prepare import (
    CannotStart,
    check_ports,
    fill_database,
    fingerprint,
    train_model,
    write_secret_key,
)
from settings import ROOT, BadSettings, Settings
from storage.encryption import Vault
from storage.engine import Database
from tests.knowledge.made_articles import made, written


@pytest.fixture
def env_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where .env will be; the environment sets nothing."""
    monkeypatch.delenv("SECRET_KEY", raising=False)
    return tmp_path / ".env"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that stands for the project's."""
    monkeypatch.setattr(prepare, "ROOT", tmp_path)
    return tmp_path


def key_in(env_file: Path) -> str:
    """Return the SECRET_KEY of a file."""
    [key] = re.findall(r"^SECRET_KEY=(.*)$", env_file.read_text(), flags=re.MULTILINE)
    return str(key)


def test_first_start_writes_env_from_the_example(env_file: Path):
    assert write_secret_key(env_file)

    example = (ROOT / ".env.example").read_text().splitlines()
    assert [line for line in example if line != "SECRET_KEY="] == env_file.read_text().splitlines()[:-1]
    Vault.from_keys(key_in(env_file))


@pytest.mark.parametrize("before", [None, "SECRET_KEY=\nDESK_PORT=1\n"])
def test_key_is_readable_only_by_its_owner(env_file: Path, before: str | None):
    if before is not None:
        env_file.write_text(before)
        env_file.chmod(0o644)
    left_over = env_file.with_suffix(".new")
    left_over.touch(mode=0o644)

    write_secret_key(env_file)

    assert stat.S_IMODE(env_file.stat().st_mode) == 0o600
    assert not left_over.exists()


def test_other_lines_stay_as_they_are(env_file: Path):
    env_file.write_text("# mine\nDESK_PORT=8001\nSECRET_KEY=\n\nTELEGRAM_TOKEN=1:a=b\n")

    assert write_secret_key(env_file)

    assert (
        env_file.read_text()
        == f"# mine\nDESK_PORT=8001\n\nTELEGRAM_TOKEN=1:a=b\nSECRET_KEY={key_in(env_file)}\n"
    )


def test_second_start_leaves_the_key(env_file: Path):
    write_secret_key(env_file)
    before = env_file.read_text()

    assert not write_secret_key(env_file)
    assert env_file.read_text() == before


def test_key_from_the_environment_is_enough(env_file: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("SECRET_KEY", "k" * 40)

    assert not write_secret_key(env_file)
    assert not env_file.exists()


def test_env_that_is_not_utf8_is_a_sentence(env_file: Path):
    env_file.write_bytes(b"DESK_HOST=\xff\n")

    with pytest.raises(BadSettings, match=r"\.env is not UTF-8 text"):
        write_secret_key(env_file)


@pytest.fixture
def busy_port() -> Iterator[int]:
    """A port somebody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def test_busy_port_is_named_with_its_setting(busy_port: int):
    with pytest.raises(CannotStart, match=f"Port {busy_port} is in use.*set DESK_PORT in .env"):
        check_ports({"DESK_PORT": ("127.0.0.1", busy_port)})


def test_free_port_is_fine(busy_port: int):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        free = probe.getsockname()[1]

    check_ports({"DESK_PORT": ("127.0.0.1", free)})

    with pytest.raises(CannotStart, match="RASA_PORT"):
        check_ports({"DESK_PORT": ("127.0.0.1", free), "RASA_PORT": ("127.0.0.1", busy_port)})


def test_address_that_is_not_ours_is_not_called_busy():
    with pytest.raises(CannotStart, match=r"DESK_PORT: cannot listen on 192\.0\.2\.1"):
        check_ports({"DESK_PORT": ("192.0.2.1", 8000)})


def test_fingerprint_changes_with_content_and_name(root: Path):
    (root / "data").mkdir()
    file = root / "data" / "a.yml"
    prints = set()

    for content in ("one", "two"):
        file.write_text(content)
        prints.add(fingerprint([root / "data"]))
    file.rename(root / "data" / "b.yml")
    prints.add(fingerprint([root / "data"]))
    (root / "data" / "c.yml").touch()
    prints.add(fingerprint([root / "data"]))

    assert len(prints) == 4


def test_fingerprint_does_not_change_with_caches_and_dates(root: Path):
    file = root / "data" / "deep" / "a.yml"
    file.parent.mkdir(parents=True)
    file.write_text("one")
    before = fingerprint([root / "data"])

    (file.parent / "__pycache__").mkdir()
    (file.parent / "__pycache__" / "a.pyc").write_text("cached")
    os.utime(file, (1, 1))

    assert fingerprint([root / "data"]) == before


def test_fingerprint_takes_files_and_folders(root: Path):
    (root / "config.yml").write_text("one")
    before = fingerprint([root / "config.yml"])

    (root / "config.yml").write_text("two")

    assert fingerprint([root / "config.yml"]) != before


@pytest.fixture
def rasa(root: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A Rasa that only notes that it was called; returns where."""
    calls = root / "calls"
    python = root / "python"
    python.write_text(
        "#!/bin/sh\n"
        f'echo "$@" >> {calls}\n'
        'echo "no data" >&2\n'
        f"test ! -e {root}/broken && touch {root}/models/wegweiser.tar.gz\n"
    )
    python.chmod(0o755)
    (root / "models").mkdir()
    (root / "config.yml").write_text("one")
    monkeypatch.setattr(prepare, "RASA_PYTHON", python)
    monkeypatch.setattr(prepare, "MODEL", root / "models" / "wegweiser.tar.gz")
    return calls


def trainings(rasa: Path) -> int:
    """Return how often the model was trained."""
    return len(rasa.read_text().splitlines()) if rasa.exists() else 0


def test_model_is_trained_once(rasa: Path):
    done = [train_model(str) for _ in range(2)]

    assert done == [True, False]
    assert trainings(rasa) == 1


def test_model_is_trained_again_when_its_config_changed(rasa: Path, root: Path):
    train_model(str)
    (root / "config.yml").write_text("two")

    assert train_model(str)
    assert trainings(rasa) == 2


def test_model_that_was_deleted_is_trained_again(rasa: Path, root: Path):
    train_model(str)
    (root / "models" / "wegweiser.tar.gz").unlink()

    assert train_model(str)


def test_failed_training_shows_rasas_words_and_is_tried_again(rasa: Path, root: Path):
    (root / "broken").touch()

    for _ in range(2):
        with pytest.raises(CannotStart, match=r"(?s)could not train.*no data"):
            train_model(str)

    assert trainings(rasa) == 2


@pytest.fixture
def settings(root: Path, database_url: str, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Settings for an empty database and one article file."""
    written(root / "content")
    monkeypatch.setattr(prepare, "CONTENT", root / "content")
    monkeypatch.setattr(prepare, "STATE", root / "state")
    monkeypatch.setattr(prepare, "read_articles", lambda: [made()])
    monkeypatch.setattr(prepare, "read_glossary", dict)
    return Settings(_env_file=None, database_url=database_url, secret_key=SecretStr("k" * 40))  # type: ignore[call-arg]


def fill(settings: Settings) -> list[str]:
    """Fill the database; return what was said."""
    said: list[str] = []
    fill_database(settings, said.append)
    return said


def test_database_is_filled_once(settings: Settings):
    first, second = fill(settings), fill(settings)

    assert first == ["Loading the knowledge base …", "  1 articles new, 0 changed, 0 unchanged."]
    assert second == []


def test_database_is_filled_again_when_a_file_changed(settings: Settings, root: Path):
    fill(settings)
    written(root / "content", "another")

    assert "  0 articles new, 0 changed, 1 unchanged." in fill(settings)


def test_deleted_database_is_filled_again(settings: Settings, root: Path):
    fill(settings)
    for path in root.glob("test.db*"):
        path.unlink()

    fill(settings)

    database = Database(settings.database_url)
    with database.reading() as session:
        assert ArticleService(session).ids() == ["lost-key"]
    database.close()


def test_words_of_the_desk_are_reported_at_the_start(
    settings: Settings, root: Path, monkeypatch: pytest.MonkeyPatch
):
    fill(settings)
    database = Database(settings.database_url)
    with database.session() as session:
        ArticleService(session).edit_text("lost-key", "en", "anna", small_fix=True, title="The desk's title")
    database.close()
    written(root / "content", "another")
    monkeypatch.setattr(
        prepare,
        "read_articles",
        lambda: [made(change=lambda data: data["texts"]["en"].update(title="Another title"))],
    )

    assert fill(settings)[-1] == "  Kept the desk's words, the file differs: lost-key (en)"
