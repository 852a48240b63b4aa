"""`python -m bot.gateway`: the Telegram gateway as a process."""

from __future__ import annotations

import asyncio
import signal
import sys
from contextlib import suppress

from bot.gateway.running import CannotRun, running
from logs import set_up_logs
from settings import BadSettings, Settings, read_settings
from storage.encryption import BadKey
from storage.engine import BadDatabaseUrl


async def serve(settings: Settings) -> None:
    """Run until the process is asked to stop; messages in work are still answered."""
    loop, this = asyncio.get_running_loop(), asyncio.current_task()
    for asked in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(asked, this.cancel if this else loop.stop)
    with suppress(asyncio.CancelledError):
        async with running(settings):
            await asyncio.Event().wait()


def main() -> int:
    """Run the gateway; return the exit code."""
    set_up_logs()
    try:
        asyncio.run(serve(read_settings()))
    except (BadSettings, BadKey, BadDatabaseUrl, CannotRun) as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
