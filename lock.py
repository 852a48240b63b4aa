"""Renews both lock files from pyproject.toml: `make lock`. They hold hashes and no addresses, so that they fit any package index."""

from __future__ import annotations

import re
import subprocess
import sys

from bootstrap import ENVIRONMENTS, ROOT, find_uv

# What each environment is made of, and the Python it is resolved for.
GROUPS = {
    "requirements.lock": ("pyproject.toml", "--group", "dev"),
    "requirements-rasa.lock": ("--group", "rasa"),
}
PLATFORM = "x86_64-manylinux_2_28"
ADDRESS = re.compile(r"://")


def main() -> None:
    """Resolve, write, and refuse a lock file with an address in it."""
    uv = find_uv()
    for _, lock, versions, _ in ENVIRONMENTS:
        print(f"Resolving {lock} for Python {versions[0]} …", flush=True)
        subprocess.run(
            [
                uv, "pip", "compile", "-q", "--upgrade", *GROUPS[lock], "--python-version", versions[0], "--python-platform", PLATFORM,
                "--generate-hashes", "--no-header", "--no-annotate", "--no-emit-index-url", "-o", lock,
            ],
            cwd=ROOT,
            check=True,
        )  # fmt: skip
        if ADDRESS.search((ROOT / lock).read_text()):
            sys.exit(f"{lock} holds an address; it must not: it would tie everybody to one package index.")


if __name__ == "__main__":
    main()
