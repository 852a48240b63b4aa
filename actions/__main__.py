"""The action server, on loopback only: `python -m actions`."""

from __future__ import annotations

import sys

from actions.server import action_server
from actions.services import services
from logs import set_up_logs
from settings import BadSettings, read_settings

LOOPBACK = "127.0.0.1"
# Seconds to wait for what is learnt from the whole knowledge base; normally it was prepared and is only read.
PATIENCE = 30.0


def main() -> None:
    """Open the services, then serve the actions to Rasa."""
    set_up_logs()
    try:
        port = read_settings().actions_port
        services().search.refresh(PATIENCE)
    except BadSettings as error:
        sys.exit(str(error))
    action_server().run(host=LOOPBACK, port=port, single_process=True, access_log=False, motd=False)


if __name__ == "__main__":
    main()
