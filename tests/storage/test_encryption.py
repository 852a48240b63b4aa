"""What the vault keeps secret, and how its key is changed."""

from __future__ import annotations

import pytest

from storage.encryption import BadKey, Vault, new_key

OLD, NEW = "o" * 32, "n" * 32


def test_locked_text_can_be_read_again():
    vault = Vault.from_keys(OLD)

    assert vault.unlock(vault.lock("سلام، 4711")) == "سلام، 4711"


def test_locked_text_cannot_be_read_by_others():
    locked = Vault.from_keys(OLD).lock("4711")

    assert b"4711" not in locked


def test_equal_texts_are_locked_differently():
    vault = Vault.from_keys(OLD)

    assert vault.lock("4711") != vault.lock("4711")


def test_wrong_key_says_what_to_do():
    locked = Vault.from_keys(OLD).lock("4711")

    with pytest.raises(BadKey, match="Put the old key behind the new one: new,old"):
        Vault.from_keys(NEW).unlock(locked)


def test_new_key_before_the_old_one_reads_old_text():
    locked = Vault.from_keys(OLD).lock("4711")

    assert Vault.from_keys(f"{NEW},{OLD}").unlock(locked) == "4711"


def test_new_key_before_the_old_one_locks_with_the_new_one():
    locked = Vault.from_keys(f"{NEW}, {OLD}").lock("4711")

    assert Vault.from_keys(NEW).unlock(locked) == "4711"


def test_digest_stays_the_same_while_keys_change():
    before = Vault.from_keys(OLD).digest("telegram:4711")

    assert Vault.from_keys(f"{NEW},{OLD}").digest("telegram:4711") == before


def test_digest_differs_by_key_and_by_text():
    digests = {
        Vault.from_keys(key).digest(text) for key in (OLD, NEW) for text in ("telegram:1", "telegram:2")
    }

    assert len(digests) == 4


@pytest.mark.parametrize("keys", ["", " , ", "short", f"{NEW},short"])
def test_missing_or_short_key_is_refused_without_being_shown(keys: str):
    with pytest.raises(BadKey, match="`make run` writes one") as caught:
        Vault.from_keys(keys)

    assert "short," not in str(caught.value)


def test_fresh_keys_are_long_enough_and_never_the_same():
    first, second = new_key(), new_key()

    Vault.from_keys(f"{first},{second}")
    assert first != second
