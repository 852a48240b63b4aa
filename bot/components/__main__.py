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


def main() -> None:
    """Run Rasa with the given arguments."""
    for name, value in QUIET.items():
        os.environ.setdefault(name, value)
    # Rasa's dependencies are old and warn a lot; their newest versions do not fit it.
    warnings.filterwarnings("ignore")
    import rasa.__main__

    from bot.components.wordless_logs import wordless

    rasa.__main__.configure_structlog = wordless(rasa.__main__.configure_structlog)
    # `import sanic` and Rasa's own logging put their filters in front of ours: no module may show a warning of a dependency.
    warnings.showwarning = _only_our_own
    sys.argv[0] = "rasa"
    rasa.__main__.main()


def _only_our_own(message, category, filename, lineno, file=None, line=None) -> None:  # type: ignore[no-untyped-def]
    """Show the warnings of Rasa and of our components, not those about their dependencies' future."""
    if issubclass(category, (DeprecationWarning, PendingDeprecationWarning, FutureWarning)):
        return
    print(f"{category.__name__}: {message}", file=sys.stderr)


if __name__ == "__main__":
    main()
