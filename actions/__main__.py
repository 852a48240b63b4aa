"""The action server, on loopback only: `python -m actions`."""

from __future__ import annotations

import logging
import sys

from actions.server import action_server
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
    action_server().run(host=LOOPBACK, port=port, single_process=True, access_log=False, motd=False)


if __name__ == "__main__":
    main()
