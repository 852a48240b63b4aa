"""Sets up the two environments, with nothing but a Python's own library: `python3 bootstrap.py`.

`.venv` (Python 3.11 or newer) holds the app, `.venv-rasa` (Python 3.10) holds Rasa. Both are filled from lock files with hashes. What
is done already is skipped. docs/decisions/0001-two-environments.md says why there are two.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
OWN_UV = ROOT / ".tools" / "bin" / "uv"
ENVIRONMENTS = (
    # name, lock file, Python versions it may have (best first), who needs it
    (".venv", "requirements.lock", ("3.11", "3.12", "3.13"), "the app"),
    (".venv-rasa", "requirements-rasa.lock", ("3.10",), "Rasa 3.6"),
)


class CannotSetUp(Exception):
    """Something the machine must have is missing; the message says what to do."""


def main() -> None:
    """Make both environments what the lock files say."""
    try:
        for name, lock, versions, purpose in ENVIRONMENTS:
            set_up(ROOT / name, ROOT / lock, versions, purpose)
    except CannotSetUp as error:
        sys.exit(f"Set-up stopped: {error}")


def set_up(environment: Path, lock: Path, versions: tuple[str, ...], purpose: str) -> None:
    """Make one environment; skip it if its stamp already carries the lock file's checksum."""
    stamp = environment / "wegweiser-stamp"
    wanted = hashlib.sha256(lock.read_bytes()).hexdigest()
    python = environment / "bin" / "python"
    if stamp.exists() and stamp.read_text() == wanted and python.exists():
        return
    uv = find_uv()
    if not runs(python, "-c", "pass"):
        interpreter = find_python(uv, versions, purpose)
        say(f"Making {environment.name} with Python {version_of(interpreter)} for {purpose} …")
        run("make the environment", uv, "venv", "-q", "--clear", "--python", interpreter, environment)
    count = lock.read_text().count("==")
    say(f"Installing {count} packages for {purpose} (the first time this takes some minutes) …")
    run("install packages", uv, "pip", "sync", "-q", "--python", python, "--require-hashes", lock)
    stamp.write_text(wanted)


def find_uv() -> str:
    """Return a uv that works; make one in .tools if there is none."""
    # Presence is not enough: a uv of another pyenv version is found but refuses to run.
    for candidate in (shutil.which("uv"), OWN_UV):
        if candidate and runs(candidate, "--version"):
            return str(candidate)
    say("Installing uv into .tools …")
    run("make .tools", sys.executable, "-m", "venv", "--clear", ROOT / ".tools")
    run(
        "install uv",
        OWN_UV.parent / "python",
        "-m",
        "pip",
        "install",
        "-q",
        "--disable-pip-version-check",
        "uv",
    )
    return str(OWN_UV)


def find_python(uv: str, versions: tuple[str, ...], purpose: str) -> str:
    """Return an interpreter of one of these versions: this one, one on PATH, pyenv's, or one uv knows or can fetch."""
    for version in versions:
        for candidate in (sys.executable, shutil.which(f"python{version}"), *pyenv_pythons(version)):
            if candidate and version_of(str(candidate)) == version:
                return str(candidate)
    for version in versions:
        if runs(uv, "python", "find", version):
            return version
    if runs(uv, "python", "install", "-q", versions[0], timeout=300):
        return versions[0]
    raise CannotSetUp(
        f"{purpose} needs Python {' or '.join(versions)} and none was found. "
        f"Install it (for example `pyenv install {versions[0]}` or `uv python install {versions[0]}`) and start again."
    )


def pyenv_pythons(version: str) -> list[Path]:
    """Return pyenv's interpreters of a version: its shims answer only for the versions a folder has chosen."""
    root = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    return sorted(root.glob(f"versions/{version}.*/bin/python{version}"), reverse=True)


def version_of(python: str) -> str | None:
    """Return an interpreter's version, such as 3.11; None if it does not run."""
    code = "import sys; print('%d.%d' % sys.version_info[:2])"
    try:
        done = subprocess.run([python, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    except OSError:
        return None
    return done.stdout.strip() if done.returncode == 0 else None


def runs(*command: object, timeout: float = 60) -> bool:
    """Return whether a command ends well."""
    try:
        done = subprocess.run([str(c) for c in command], capture_output=True, timeout=timeout, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def run(what: str, *command: object) -> None:
    """Run a step of the set-up; raise CannotSetUp with its own words if it fails."""
    # UV_PYTHON would send packages into another interpreter.
    environment = {
        name: value for name, value in os.environ.items() if name not in ("UV_PYTHON", "VIRTUAL_ENV")
    }
    # Trust whom the machine trusts: behind an office's proxy uv's own certificates are not enough (older uvs know the first name).
    environment |= {"UV_NATIVE_TLS": "1", "UV_SYSTEM_CERTS": "1"}
    done = subprocess.run(
        [str(c) for c in command], capture_output=True, text=True, env=environment, check=False
    )
    if done.returncode != 0:
        raise CannotSetUp(f"could not {what}.\n{(done.stderr or done.stdout).strip()[-2000:]}")


def say(line: str) -> None:
    """Print a line of progress."""
    print(line, flush=True)


if __name__ == "__main__":
    main()
