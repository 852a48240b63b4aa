"""Secrets at rest: text that only the holder of the key can read, and keyed hashes to look it up."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets

from cryptography.fernet import Fernet, InvalidToken, MultiFernet


class BadKey(Exception):
    """SECRET_KEY is missing or does not fit the data; the message says what to do."""


class Vault:
    """Encrypts, decrypts and hashes with one master key; older keys may follow it, so that a key can be changed."""

    def __init__(self, keys: list[bytes]) -> None:
        self._fernet = MultiFernet(
            [Fernet(base64.urlsafe_b64encode(_derived(key, b"encrypt"))) for key in keys]
        )
        # The hash must stay the same while keys change, so it hangs on the oldest key.
        self._hash_key = _derived(keys[-1], b"hash")

    @classmethod
    def from_keys(cls, secret_key: str) -> Vault:
        """Return the vault for SECRET_KEY: one key, or several separated by commas, newest first."""
        keys = [key.strip() for key in secret_key.split(",") if key.strip()]
        if not keys or any(len(key) < 32 for key in keys):
            raise BadKey(
                "SECRET_KEY is missing or shorter than 32 characters. `make run` writes one into .env."
            )
        return cls([key.encode() for key in keys])

    def lock(self, text: str) -> bytes:
        """Return the text encrypted."""
        return self._fernet.encrypt(text.encode())

    def unlock(self, locked: bytes) -> str:
        """Return the text again; raise BadKey if it was locked with another key."""
        try:
            return self._fernet.decrypt(locked).decode()
        except InvalidToken:
            raise BadKey(
                "SECRET_KEY is not the key this database was written with. Put the old key behind the new one: new,old."
            ) from None

    def digest(self, text: str) -> str:
        """Return the keyed hash of the text, 64 hex digits: equal texts, equal hashes, no way back without the key."""
        return hmac.new(self._hash_key, text.encode(), hashlib.sha256).hexdigest()


def new_key() -> str:
    """Return a fresh random key for SECRET_KEY."""
    return secrets.token_urlsafe(48)


def _derived(key: bytes, purpose: bytes) -> bytes:
    # The master key has 384 random bits, so one HMAC is a sound key derivation (HKDF-Expand with one block).
    return hmac.new(key, b"wegweiser:" + purpose, hashlib.sha256).digest()
