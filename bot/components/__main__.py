"""Rasa's command line without its noise and without telemetry: `python -m bot.components train | run | data | test …`.

Noise is silenced where it arises; errors stay visible. What people wrote never enters a log: Rasa's own anonymisation hook blanks it.
"""

from __future__ import annotations

import os
import sys
import warnings
from typing import Any

import pluggy

QUIET = {
    "RASA_TELEMETRY_ENABLED": "false",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "LOG_LEVEL": "WARNING",
    "LOG_LEVEL_LIBRARIES": "ERROR",
}


class NoWords:
    """Rasa asks this before it logs anything a person wrote or was answered."""

    def log_run(self, data: Any) -> str:
        """Return what stands in the log instead."""
        return "(not logged)"


class PrivacyPlugin:
    """Plugs NoWords into Rasa's logging."""

    @pluggy.HookimplMarker("rasa")
    def get_anonymization_pipeline(self) -> NoWords:
        """Return what blanks words in log lines."""
        return NoWords()


def main() -> None:
    """Run Rasa with the given arguments."""
    for name, value in QUIET.items():
        os.environ.setdefault(name, value)
    warnings.filterwarnings("ignore")
    from rasa.plugin import plugin_manager

    plugin_manager().register(PrivacyPlugin())
    import rasa.__main__

    # `import sanic` puts its own warning filter in front; Rasa's dependencies are old and warn a lot.
    warnings.filterwarnings("ignore")
    sys.argv[0] = "rasa"
    rasa.__main__.main()


if __name__ == "__main__":
    main()
