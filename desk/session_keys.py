"""The keys that sign what browsers keep for us, derived from SECRET_KEY."""

from __future__ import annotations

import hashlib
import hmac

from storage.encryption import BadKey

_SHORTEST = 32
_PURPOSE = b"wegweiser:desk-session"  # a signature of the desk must open nothing else


def session_keys(secret_key: str) -> list[str]:
    """Return the signing keys, newest first: SECRET_KEY holds one, or several separated by commas."""
    keys = [key.strip() for key in secret_key.split(",") if key.strip()]
    if not keys or any(len(key) < _SHORTEST for key in keys):
        raise BadKey("SECRET_KEY is missing or shorter than 32 characters. `make run` writes one into .env.")
    return [hmac.new(key.encode(), _PURPOSE, hashlib.sha256).hexdigest() for key in keys]
