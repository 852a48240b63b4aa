"""What the tests about people share."""

from __future__ import annotations

import pytest

from storage.encryption import Vault


@pytest.fixture
def vault() -> Vault:
    """A vault with a key of its own."""
    return Vault.from_keys("k" * 40)
