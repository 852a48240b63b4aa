"""Sentence vectors of our own texts (phrasings, training examples), kept on disk: encoding all takes a minute, reading a moment."""

from __future__ import annotations

import hashlib
import os
import threading
import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from language.vectors import WIDTH, SentenceEncoder

BATCH = 256


class VectorCache:
    """Gives vectors for texts; those it has met before come from the file. Safe to delete at any time."""

    def __init__(self, encoder: SentenceEncoder, path: Path | None) -> None:
        self._encoder = encoder
        self._path = path
        self._vectors: dict[bytes, np.ndarray] = _read(path)

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """Return an (n, 512) float32 array, a unit vector per text."""
        keys = [_key(text) for text in texts]
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in self._vectors}
        if missing:
            self._encode(missing)
        if not keys:
            return np.zeros((0, WIDTH), dtype=np.float32)
        return np.stack([self._vectors[key] for key in keys]).astype(np.float32)

    def encode_question(self, text: str) -> np.ndarray:
        """Return the vector of a person's question; it is never written to the file."""
        known = self._vectors.get(_key(text))
        return self._encoder.encode([text])[0] if known is None else known.astype(np.float32)

    def save(self) -> None:
        """Write what is known to the file; whole or not at all, so that a crash leaves the old one."""
        if self._path is None or not self._vectors:
            return
        self._path.parent.mkdir(parents=True, exist_ok=True)
        # One per thread: two edits soon after each other save at the same time.
        fresh = self._path.with_suffix(f".{os.getpid()}-{threading.get_ident()}.tmp")
        with fresh.open("wb") as file:
            np.savez(
                file,
                keys=np.array(list(self._vectors), dtype="S20"),
                vectors=np.stack(list(self._vectors.values())),
            )
        fresh.replace(self._path)

    def _encode(self, missing: dict[bytes, str]) -> None:
        # Texts of a like length go together: a batch is as slow as its longest text.
        ordered = sorted(missing.items(), key=lambda pair: len(pair[1]))
        for start in range(0, len(ordered), BATCH):
            batch = ordered[start : start + BATCH]
            vectors = self._encoder.encode([text for _, text in batch])
            # Half precision, also when fresh: the same text gives the same numbers after a restart.
            self._vectors.update(zip((key for key, _ in batch), vectors.astype(np.float16), strict=True))


def _key(text: str) -> bytes:
    # Half characters (lone surrogates) are replaced as the encoder does. "S20" arrays drop trailing zero bytes, hence the replacement.
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=20).digest().replace(b"\0", b"\1")


def _read(path: Path | None) -> dict[bytes, np.ndarray]:
    if path is None or not path.exists():
        return {}
    try:
        with np.load(path, allow_pickle=False) as file:
            return dict(zip(file["keys"].tolist(), file["vectors"], strict=True))
    except (OSError, EOFError, ValueError, KeyError, zipfile.BadZipFile, zlib.error):
        return {}  # a damaged cache is only a slower start
