"""Alembic's entry: runs migrations over the connection that storage.migrate hands in, or over DATABASE_URL."""

from importlib import import_module

from alembic import context

from storage.base import Base

MODELS = ("knowledge.models", "people.models")  # by name: storage imports nothing above it


def run(connection) -> None:  # type: ignore[no-untyped-def]
    """Run the migrations; batch mode because SQLite cannot alter tables in place."""
    for name in MODELS:
        import_module(name)
    context.configure(
        connection=connection, target_metadata=Base.metadata, render_as_batch=True, compare_type=True
    )
    with context.begin_transaction():
        context.run_migrations()


run(context.config.attributes["connection"])
