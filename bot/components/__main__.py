"""Rasa's command line without its noise, without telemetry and without people's words in its logs.

`python -m bot.components train | run | data validate | test …`. Noise is silenced where it arises; errors stay visible.
"""

from __future__ import annotations

import os
import sys
import warnings

QUIET = {
    "RASA_TELEMETRY_ENABLED": "false",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "LOG_LEVEL": "WARNING",
    "LOG_LEVEL_LIBRARIES": "ERROR",
    # Otherwise the format of the lines would depend on the terminal.
    "FORCE_JSON_LOGGING": "true",
}
# Rasa's dependencies are old and warn of their own future; their newest versions do not fit it.
ABOUT_THE_FUTURE = (DeprecationWarning, PendingDeprecationWarning, FutureWarning, ImportWarning)


def main() -> None:
    """Run Rasa with the given arguments."""
    for name, value in QUIET.items():
        os.environ.setdefault(name, value)
    # Filters would not do: `import sanic` and Rasa's own logging put theirs in front of ours.
    warnings.showwarning = _warn_for_people if _serves_people(sys.argv) else _warn
    import rasa.__main__

    from bot.components.wordless_logs import wordless, wordless_records

    wordless_records()
    rasa.__main__.configure_structlog = wordless(rasa.__main__.configure_structlog)
    sys.argv[0] = "rasa"
    rasa.__main__.main()


def _serves_people(arguments: list[str]) -> bool:
    return "run" in arguments[1:2]


def _warn(message, category, filename, lineno, file=None, line=None) -> None:  # type: ignore[no-untyped-def]
    """Show the warnings of Rasa and of our components, not those about their dependencies' future."""
    if not issubclass(category, ABOUT_THE_FUTURE):
        print(f"{category.__name__}: {message}", file=sys.stderr)


def _warn_for_people(message, category, filename, lineno, file=None, line=None) -> None:  # type: ignore[no-untyped-def]
    """Show kind and place of a warning only: Rasa quotes messages it cannot read."""
    if not issubclass(category, ABOUT_THE_FUTURE):
        print(f"{category.__name__} at {filename.rsplit('/', 1)[-1]}:{lineno}", file=sys.stderr)


if __name__ == "__main__":
    main()
