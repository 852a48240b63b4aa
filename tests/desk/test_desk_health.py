"""Health for machines."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from desk import create_app
from storage.engine import Database
from tests.desk.conftest import Browser, made_settings


def test_desk_with_its_database_is_healthy(browser: Browser) -> None:
    answer = browser.open("/health")

    assert (answer.status_code, answer.json) == (200, {"status": "ok"})
    assert "Set-Cookie" not in answer.headers


def test_desk_without_tables_is_not_healthy(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'nothing.db'}")
    client = create_app(made_settings(), database).test_client()

    answer = client.get("/health")

    assert (answer.status_code, answer.json) == (503, {"status": "failing"})
    database.close()


@pytest.mark.parametrize("rasa_status", [200, 500])
def test_each_part_is_named(database: Database, rasa_status: int) -> None:
    with HTTPServer() as server:
        server.expect_request("/").respond_with_data("Hello", status=rasa_status)
        server.expect_request("/health").respond_with_json({"status": "ok"})
        settings = made_settings(rasa_url=server.url_for("").rstrip("/"), actions_port=server.port)

        answer = create_app(settings, database).test_client().get("/health/all")

    word = "ok" if rasa_status == 200 else "failing"
    assert answer.status_code == (200 if rasa_status == 200 else 503)
    assert answer.json == {"status": word, "parts": {"database": "ok", "rasa": word, "actions": "ok"}}
