"""The action server: rasa-sdk's, made quiet about what people wrote."""

from __future__ import annotations

import warnings

from rasa_sdk.endpoint import create_app
from rasa_sdk.executor import ActionExecutor
from sanic import HTTPResponse, Request, Sanic, response


def action_server() -> Sanic:
    """Return the server of all actions in this package."""
    # Rasa 3.6.21 and this rasa-sdk speak the same protocol (tests/journeys); the SDK warns at every call all the same.
    warnings.filterwarnings("ignore", message="Your versions of rasa and rasa_sdk might not be compatible")
    executor = ActionExecutor()
    executor.register_package("actions")
    app = create_app(executor)
    app.on_response(wordless)
    return app


async def wordless(request: Request, answer: HTTPResponse) -> HTTPResponse | None:
    """Replace the answer to a failed call: rasa-sdk sends the whole request back in it, and Rasa writes that into its log."""
    return (
        response.json({"error": "the action failed"}, status=answer.status) if answer.status >= 500 else None
    )
