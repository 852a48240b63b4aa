"""Rasa's endpoints for several Rasa processes side by side: conversations and locks shared in Redis.

Without REDIS_URL Rasa reads endpoints.yml as it stands. With it, the file is written here: Rasa takes values from the environment
only as words, and needs a real "no" for encryption.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from ruamel.yaml import YAML

from settings import ROOT, STATE, Settings

SILENCE = 3600  # seconds after which Redis drops a conversation nobody writes in


def endpoints(settings: Settings, folder: Path = STATE) -> Path:
    """Return the endpoints file for these settings; written, readable for us only, where Redis is used."""
    if settings.redis_url is None:
        return ROOT / "endpoints.yml"
    redis = {"type": "redis", **_redis(settings.redis_url)}
    data = {
        "action_endpoint": {"url": f"http://127.0.0.1:{settings.actions_port}/webhook"},
        "tracker_store": {**redis, "record_exp": SILENCE},
        "lock_store": redis,
    }
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "endpoints.redis.yml"
    path.touch(mode=0o600)
    with path.open("w", encoding="utf-8") as file:
        yaml = YAML(typ="safe")
        yaml.default_flow_style = False  # Rasa's older reader stumbles over addresses in {…}
        yaml.dump(data, file)
    return path


def _redis(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    found: dict[str, Any] = {
        "url": parts.hostname or "127.0.0.1",
        "port": parts.port or 6379,
        "db": int(parts.path.strip("/") or 0),
        "use_ssl": parts.scheme == "rediss",
    }
    names = {"username": parts.username, "password": parts.password}
    return found | {name: unquote(value) for name, value in names.items() if value}
