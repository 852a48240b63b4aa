"""Settings: what is refused, with which sentence, and that each is described for the person who runs Wegweiser."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from settings import ROOT, BadSettings, Settings, read_settings

EXAMPLE = (ROOT / ".env.example").read_text(encoding="utf-8")
NAMES = sorted(name.upper() for name in Settings.model_fields)


@pytest.fixture(autouse=True)
def env_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A .env of our own; nothing of this machine's environment is read."""
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
    path = tmp_path / ".env"
    monkeypatch.setitem(Settings.model_config, "env_file", path)
    return path


def test_everything_has_a_default():
    assert read_settings().database_url.startswith("sqlite:///")


def test_environment_wins_over_the_file(env_file: Path, monkeypatch: pytest.MonkeyPatch):
    env_file.write_text("DESK_PORT=8001\nRASA_PORT=5006\n")
    monkeypatch.setenv("DESK_PORT", "8002")

    settings = read_settings()

    assert (settings.desk_port, settings.rasa_port) == (8002, 5006)


@pytest.mark.parametrize("port", ["0", "65536", "-1", "abc", ""])
def test_bad_port_is_refused_by_name(env_file: Path, port: str):
    env_file.write_text(f"DESK_PORT={port}\n")

    with pytest.raises(BadSettings, match=r"^DESK_PORT in \.env .*cannot be used: .*See \.env\.example\.$"):
        read_settings()


@pytest.mark.parametrize("name", ["RASA_URL", "TELEGRAM_API_URL"])
@pytest.mark.parametrize("url", ["localhost:5005", "ftp://host", ""])
def test_bad_address_is_refused_by_name(env_file: Path, name: str, url: str):
    env_file.write_text(f"{name}={url}\n")

    with pytest.raises(BadSettings, match=f"^{name} .*must start with http:// or https://"):
        read_settings()


def test_every_bad_setting_has_its_own_line(env_file: Path):
    env_file.write_text("DESK_PORT=a\nRASA_PORT=b\nTELEGRAM_MODE=c\n")

    with pytest.raises(BadSettings) as caught:
        read_settings()

    assert sorted(line.split()[0] for line in str(caught.value).splitlines()) == [
        "DESK_PORT", "RASA_PORT", "TELEGRAM_MODE",
    ]  # fmt: skip


def test_sentence_never_shows_the_value(env_file: Path):
    # A token put behind the wrong name.
    token = "123456:AAE-s3cret"
    env_file.write_text("".join(f"{name}={token}\n" for name in NAMES))

    with pytest.raises(BadSettings) as caught:
        read_settings()

    assert "s3cret" not in str(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__


def test_secrets_are_not_shown_with_the_settings(env_file: Path):
    env_file.write_text("SECRET_KEY=s3cret\nTELEGRAM_TOKEN=s3cret\nWEBHOOK_SECRET=s3cret\n")

    assert "s3cret" not in repr(read_settings())


@pytest.mark.parametrize("name", ["TELEGRAM_TOKEN", "REDIS_URL", "WEBHOOK_URL", "WEBHOOK_SECRET"])
def test_empty_value_means_none(env_file: Path, name: str):
    env_file.write_text(f"{name}=\n")

    assert getattr(read_settings(), name.lower()) is None


def test_slash_behind_an_address_does_not_matter(env_file: Path):
    env_file.write_text("RASA_URL=http://rasa:5005/\n")

    assert read_settings().rasa_url == "http://rasa:5005"


def test_file_that_is_not_utf8_is_named(env_file: Path):
    env_file.write_bytes(b"DESK_HOST=\xff\n")

    with pytest.raises(BadSettings, match=r"\.env is not UTF-8 text"):
        read_settings()


def test_every_setting_is_described_in_the_example():
    described = sorted(set(re.findall(r"^#?([A-Z_]+)=", EXAMPLE, flags=re.MULTILINE)))

    assert described == NAMES


def test_example_can_be_used_as_it_is(env_file: Path):
    env_file.write_text(EXAMPLE)

    assert read_settings() == Settings(_env_file=None)  # type: ignore[call-arg]


def test_example_shows_the_defaults(env_file: Path):
    # Addresses that only a person can know are examples, and the database's path is written short.
    shown = [line.lstrip("#") for line in EXAMPLE.splitlines() if re.match(r"#[A-Z_]+=.", line)]
    shown = [line for line in shown if not line.startswith(("WEBHOOK_URL", "DATABASE_URL"))]
    env_file.write_text("\n".join(shown))

    assert read_settings() == Settings(_env_file=None)  # type: ignore[call-arg]
