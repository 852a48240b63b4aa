"""The set-up finds its Pythons, or says which one to install; the lock files can be trusted."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

import bootstrap
from bootstrap import CannotSetUp, find_python, run, set_up, version_of

LOCKS = [lock for _, lock, _, _ in bootstrap.ENVIRONMENTS]
THIS = f"{sys.version_info[0]}.{sys.version_info[1]}"


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """A program that always fails, like a shim of another pyenv version."""
    path = tmp_path / "broken"
    path.write_text("#!/bin/sh\necho 'command not found here' >&2\nexit 127\n")
    path.chmod(0o755)
    return path


def test_interpreter_tells_its_version():
    assert version_of(sys.executable) == THIS


def test_what_does_not_run_has_no_version(broken: Path, tmp_path: Path):
    assert version_of(str(broken)) is None
    assert version_of(str(tmp_path / "nowhere")) is None


def test_this_interpreter_is_taken_if_it_fits(broken: Path):
    assert find_python(str(broken), ("9.9", THIS), "the app") == sys.executable


def test_missing_python_is_named_with_what_to_do(broken: Path):
    with pytest.raises(CannotSetUp) as caught:
        find_python(str(broken), ("9.9", "9.8"), "the app")

    assert str(caught.value).startswith("the app needs Python 9.9 or 9.8 and none was found.")
    assert "pyenv install 9.9" in str(caught.value)


def test_failed_step_is_named_with_its_own_words(broken: Path):
    with pytest.raises(CannotSetUp, match=r"could not install packages\.\ncommand not found here"):
        run("install packages", broken)


def test_environment_with_the_stamp_of_its_lock_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    lock = tmp_path / "some.lock"
    lock.write_text("package==1\n")
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "python").touch()
    checksum = bootstrap.hashlib.sha256(lock.read_bytes()).hexdigest()
    (tmp_path / "wegweiser-stamp").write_text(checksum)
    monkeypatch.setattr(bootstrap, "find_uv", lambda: pytest.fail("the set-up was not skipped"))

    set_up(tmp_path, lock, ("9.9",), "the app")

    assert (tmp_path / "wegweiser-stamp").read_text() == checksum


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_names_no_address(lock: str):
    assert "://" not in (bootstrap.ROOT / lock).read_text()


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_is_pinned_with_hashes(lock: str):
    text = re.sub(r"^\s*#.*\n", "", (bootstrap.ROOT / lock).read_text(), flags=re.MULTILINE)
    packages = re.sub(r" \\\n\s+", " ", text).splitlines()

    pinned = re.compile(r"[a-z0-9][a-z0-9._-]*==\S+( ; [^-]+)?( --hash=sha256:[0-9a-f]{64})+")
    assert len(packages) > 50
    assert [package[:80] for package in packages if not pinned.fullmatch(package.strip())] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_no_package_is_locked_twice(lock: str):
    names = re.findall(r"^([a-z0-9._-]+)==", (bootstrap.ROOT / lock).read_text(), flags=re.MULTILINE)

    assert sorted(set(names)) == sorted(names)
