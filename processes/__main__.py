"""Start Wegweiser: `python -m processes run`; or only train its model: `python -m processes train`."""

from __future__ import annotations

import shlex
import signal
import sys
import threading

from honcho.manager import Manager
from sqlalchemy.exc import OperationalError

from processes.launch import Process, processes, wait_until_ready
from processes.prepare import (
    CANNOT_START,
    CannotStart,
    build_search,
    check_ports,
    fill_database,
    train_model,
    write_secret_key,
)
from settings import Settings, read_settings

# How honcho says that it was interrupted from outside: Ctrl-C, or the machine's service manager.
ASKED_TO_STOP = (128 + signal.SIGINT, 128 + signal.SIGTERM)


def main() -> None:
    """Run the command; every known mistake is one plain sentence."""
    command = sys.argv[1] if len(sys.argv) > 1 else "run"
    try:
        if command == "train":
            say("Trained." if train_model(say) else "Nothing changed: the model is up to date.")
        elif command == "run":
            run()
        else:
            sys.exit("Say `python -m processes run` or `python -m processes train`.")
    except CANNOT_START as error:
        sys.exit(f"\n{error}")
    except OperationalError as error:
        sys.exit(
            f"\nThe database did not answer ({type(error.orig).__name__}). Is DATABASE_URL right and is it running?"
        )
    except KeyboardInterrupt:
        sys.exit("\nStopped.")


def run() -> None:
    """Prepare, start everything, and stay until Ctrl-C."""
    if write_secret_key():
        say("Wrote a fresh SECRET_KEY into .env.")
    settings = read_settings()
    check_ports(_ports(settings))
    fill_database(settings, say)
    build_search(settings, say)
    train_model(say)
    wanted = processes(settings)
    manager = PatientManager()
    for process in wanted:
        manager.add_process(process.name, shlex.join(process.command), env=process.environment)
    say("Starting " + ", ".join(process.name for process in wanted) + " …")
    problems: list[CannotStart] = []
    threading.Thread(target=_announce, args=(wanted, settings, problems), daemon=True).start()
    manager.loop()
    if problems:
        raise problems[0]
    if manager.returncode not in ASKED_TO_STOP:
        raise CannotStart(
            "A process stopped by itself, so the others were stopped too. Its last lines above say why."
        )
    say("All stopped.")


class PatientManager(Manager):
    """honcho's manager, made fit for a Ctrl-C that comes while it is still starting."""

    def terminate(self) -> None:
        """Stop everything, but not before all have started: honcho cannot reach a process whose number it does not know."""
        if self._all_started():
            super().terminate()
            return
        again = threading.Timer(0.1, self.terminate)
        again.daemon = True
        again.start()


def _announce(wanted: list[Process], settings: Settings, problems: list[CannotStart]) -> None:
    """Say when each process is ready, and then where to go; if one never is, keep the problem and stop everything."""
    try:
        for process in wait_until_ready(wanted):
            say(f"  {process.name} is ready.")
    except CannotStart as error:
        problems.append(error)
        signal.raise_signal(signal.SIGINT)
        return
    say(where_to_go(settings))


def where_to_go(settings: Settings) -> str:
    """Return what to do now that everything runs."""
    telegram = (
        "Telegram         the bot answers there now"
        if settings.telegram_token
        else "Telegram         put TELEGRAM_TOKEN=… (from @BotFather) into .env and start again"
    )
    return (
        "\nWegweiser is running.\n"
        f"  In the browser   http://{settings.desk_host}:{settings.desk_port}\n"
        "  In the terminal  make chat   (in a second terminal)\n"
        f"  {telegram}\n"
        "  Stop             Ctrl-C\n"
    )


def _ports(settings: Settings) -> dict[str, tuple[str, int]]:
    ports = {
        "RASA_PORT": ("127.0.0.1", settings.rasa_port),
        "ACTIONS_PORT": ("127.0.0.1", settings.actions_port),
        "DESK_PORT": (settings.desk_host, settings.desk_port),
    }
    if settings.telegram_token and settings.telegram_mode == "webhook":
        ports["WEBHOOK_PORT"] = (settings.webhook_host, settings.webhook_port)
    return ports


def say(line: str) -> None:
    """Print a line at once."""
    print(line, flush=True)


if __name__ == "__main__":
    main()
