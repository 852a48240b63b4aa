"""A Rasa on loopback that says what the test wants, and remembers what it was asked."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from dialogue.reply import Button, Reply


@dataclass(frozen=True)
class Question:
    """What reached Rasa."""

    sender: str
    message: str
    language: str | None
    language_code: str | None


class FakeRasa:
    """Answers each question with `answer`, which tests may replace."""

    def __init__(self, server: HTTPServer | None = None) -> None:
        self.questions: list[Question] = []
        self.sessions_restarted: list[str] = []
        self.answer: Callable[[Question], list[Reply]] = usual_answer
        self.status = 200
        self.body: str | None = None  # instead of replies
        self.delay = 0.0
        self._owns_server = server is None  # else one that runs already and is cleared by its owner
        self._server = server or HTTPServer(threaded=True)
        self._server.expect_request("/webhooks/rest/webhook", method="POST").respond_with_handler(
            self._respond
        )

    @property
    def url(self) -> str:
        """The address for RASA_URL."""
        return self._server.url_for("").rstrip("/")

    @property
    def messages(self) -> list[str]:
        """The messages that reached Rasa."""
        return [question.message for question in self.questions]

    @contextmanager
    def open(self) -> Iterator[FakeRasa]:
        """Serve until the block ends."""
        if self._owns_server:
            self._server.start()
        try:
            yield self
        finally:
            if self._owns_server:
                self._server.stop()

    def _respond(self, request: Request) -> Response:
        data: dict[str, Any] = request.get_json()
        metadata = data["metadata"]
        question = Question(data["sender"], data["message"], metadata["language"], metadata["language_code"])
        if question.message == "/session_start":
            self.sessions_restarted.append(question.sender)
            return Response("[]", content_type="application/json")
        self.questions.append(question)
        delay, status = self.delay, self.status
        if delay:
            time.sleep(delay)
        if self.body is not None or status != 200:
            return Response(self.body or "", status, content_type="application/json")
        replies = [{"recipient_id": question.sender, "custom": r.to_dict()} for r in self.answer(question)]
        return Response(json.dumps(replies), content_type="application/json")


def usual_answer(question: Question) -> list[Reply]:
    """Answer everything; Arabic letters in Arabic, unless a language is stored."""
    language = question.language or ("ar" if re.search(r"[\u0600-\u06ff]", question.message) else "en")
    if '"menu"' in question.message:
        return [Reply("menu", language, "Topics", buttons=(Button("Work", "area:work"),))]
    return [
        Reply(
            "answer",
            language,
            f"Answer to {question.message}",
            article="course-cost",
            buttons=(Button("All topics", "menu"),),
        )
    ]
