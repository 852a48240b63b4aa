"""The action server: rasa-sdk's, made quiet about what people wrote."""

from __future__ import annotations

import logging
import traceback
import warnings

from rasa_sdk.endpoint import create_app
from rasa_sdk.executor import ActionExecutor
from sanic import HTTPResponse, Request, Sanic, response

log = logging.getLogger(__name__)


def action_server() -> Sanic:
    """Return the server of all actions in this package."""
    # Rasa 3.6.21 and this rasa-sdk speak the same protocol (tests/journeys); the SDK warns at every call all the same.
    warnings.filterwarnings("ignore", message="Your versions of rasa and rasa_sdk might not be compatible")
    executor = ActionExecutor()
    executor.register_package("actions")
    app = create_app(executor)
    # rasa-sdk's own handler answers with the whole request, and Rasa writes that into its log.
    app.error_handler.add(Exception, wordless_failure)
    return app


def wordless_failure(request: Request, failure: Exception) -> HTTPResponse:
    """Log where an action failed, and answer without a word of the conversation."""
    places = [f"{step.filename}:{step.lineno} {step.name}" for step in traceback.extract_tb(failure.__traceback__)]
    log.error("an action failed: %s at %s", type(failure).__name__, " < ".join(places[-4:]))
    return response.json({"error": type(failure).__name__}, status=500)
