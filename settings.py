"""Every setting of the app, its environment variable and its default.

Values come from the environment, then from the file `.env` beside this one. `.env.example` describes each for the person who runs
Wegweiser; a test holds the two together.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent
STATE = ROOT / ".state"


class BadSettings(Exception):
    """A setting cannot be used; the message names it and says what to do."""


class Settings(BaseSettings):
    """What can be set, with defaults that run on one machine."""

    model_config = SettingsConfigDict(
        env_file=ROOT / ".env", env_file_encoding="utf-8", extra="ignore", frozen=True
    )

    database_url: str = f"sqlite:///{STATE / 'wegweiser.db'}"
    secret_key: SecretStr = SecretStr("")
    redis_url: str | None = None

    rasa_url: str = "http://127.0.0.1:5005"
    rasa_port: int = Field(default=5005, ge=1, le=65535)
    actions_port: int = Field(default=5055, ge=1, le=65535)
    desk_port: int = Field(default=8000, ge=1, le=65535)
    desk_host: str = "127.0.0.1"

    telegram_token: SecretStr | None = None
    telegram_api_url: str = "https://api.telegram.org"
    telegram_mode: Literal["polling", "webhook"] = "polling"
    webhook_url: str | None = None
    webhook_secret: SecretStr | None = None
    webhook_host: str = "127.0.0.1"
    webhook_port: int = Field(default=8443, ge=1, le=65535)
    rate_limit_per_minute: int = Field(default=20, ge=1)

    @field_validator("telegram_token", "redis_url", "webhook_url", "webhook_secret", mode="before")
    @classmethod
    def _empty_means_unset(cls, value: object) -> object:
        """`TELEGRAM_TOKEN=` in .env is how people leave a setting out."""
        return None if value == "" else value

    @field_validator("redis_url")
    @classmethod
    def _is_redis(cls, value: str | None) -> str | None:
        if value is not None and not value.startswith(("redis://", "rediss://")):
            raise ValueError("must start with redis:// or rediss://")
        return value

    @field_validator("rasa_url", "telegram_api_url")
    @classmethod
    def _is_http(cls, value: str) -> str:
        if not value.startswith(("http://", "https://")):
            raise ValueError("must start with http:// or https://")
        return value.rstrip("/")


def read_settings() -> Settings:
    """Return the settings; raise BadSettings with one plain sentence for each that cannot be used."""
    try:
        return Settings()
    except ValidationError as error:
        raise BadSettings("\n".join(_sentence(problem) for problem in error.errors())) from None
    except UnicodeDecodeError:
        raise BadSettings("The file .env is not UTF-8 text. Write it again from .env.example.") from None


def _sentence(problem: ErrorDetails) -> str:
    name = ".".join(str(part) for part in problem["loc"]).upper()
    # The value itself is not shown: it may be a token.
    return f"{name} in .env (or the environment) cannot be used: {problem['msg']}. See .env.example."
