"""The desk as a process: `python -m desk`."""

from __future__ import annotations

import logging
import sys

from waitress import serve  # type: ignore[import-untyped]

from desk import create_app
from settings import BadSettings, read_settings
from storage.encryption import BadKey
from storage.engine import BadDatabaseUrl

THREADS = 8  # a question to Rasa holds one for up to eight seconds


def main() -> int:
    """Serve the desk until the process is asked to stop; return the exit code."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    for name in ("httpx", "httpcore"):
        logging.getLogger(name).setLevel(logging.WARNING)
    try:
        settings = read_settings()
        app = create_app(settings)
    except (BadSettings, BadKey, BadDatabaseUrl) as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    try:
        serve(app, host=settings.desk_host, port=settings.desk_port, threads=THREADS, ident=None)
    except OSError:
        place = f"{settings.desk_host}:{settings.desk_port}"
        sys.stderr.write(f"The desk cannot listen on {place}. Set DESK_HOST or DESK_PORT in .env.\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
