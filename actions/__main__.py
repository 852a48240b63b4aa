"""The action server, on loopback only: `python -m actions`."""

from __future__ import annotations

import logging
import sys

from rasa_sdk.endpoint import create_app
from rasa_sdk.executor import ActionExecutor

from actions.services import services
from settings import BadSettings, read_settings

LOOPBACK = "127.0.0.1"


def main() -> None:
    """Open the services, then serve the actions to Rasa."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(name)s %(levelname)s %(message)s")
    try:
        port = read_settings().actions_port
        services().search.refresh()
    except BadSettings as error:
        sys.exit(str(error))
    app = create_app("actions")
    app.run(host=LOOPBACK, port=port, single_process=True, access_log=False, motd=False)


if __name__ == "__main__":
    main()
