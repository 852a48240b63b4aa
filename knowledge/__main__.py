"""The knowledge base from the command line: `python -m knowledge check | report | load | export | why`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy.exc import OperationalError

from knowledge.services.check import problems
from knowledge.services.content import CONTENT, BadContent, read_articles, read_glossary
from knowledge.services.export import export_articles
from knowledge.services.load import load_articles, load_glossary
from knowledge.services.phrasings import PhrasingTaken
from knowledge.services.report import coverage_table, reading_table
from knowledge.services.review import due_on
from knowledge.services.search import Search
from knowledge.services.shelf import Shelf
from language.codes import LANGUAGES
from language.detect import LanguageDetector
from settings import ROOT, BadSettings, read_settings
from storage.base import now
from storage.engine import BadDatabaseUrl, Database
from storage.migrate import upgrade

app = typer.Typer(
    help="The knowledge base: check the article files, load them, write them back.", no_args_is_help=True
)

Folder = Annotated[Path, typer.Argument(help="The folder of the article files.")]


@app.command()
def check(folder: Folder = CONTENT) -> None:
    """Read every article file and print what is wrong; nothing is changed."""
    articles = read_articles(folder)
    found = list(
        problems(
            articles,
            read_glossary(folder),
            hosts=_lines(folder / "hosts.txt"),
            promised=_lines(folder / "catalogue.txt"),
            held_back=held_back_questions(),
        )
    )
    for problem in found:
        typer.echo(problem)
    typer.echo(f"{len(articles)} articles, {len(found)} problems.")
    if found:
        raise typer.Exit(1)


@app.command()
def load(folder: Folder = CONTENT) -> None:
    """Bring the article files into the database: all of them, or nothing if one is wrong."""
    articles, glossary = read_articles(folder), read_glossary(folder)
    with _database().session() as session:
        report = load_articles(session, articles)
        load_glossary(session, glossary)
    typer.echo(f"{len(report.new)} new, {len(report.changed)} changed, {len(report.unchanged)} unchanged.")
    for place in report.kept:
        typer.echo(f"Kept the desk's words, the file differs: {place}")


@app.command()
def export(folder: Annotated[Path, typer.Argument(help="Where the files go.")]) -> None:
    """Write every article as it stands in the database to files."""
    with _database().reading() as session:
        paths = export_articles(session, folder)
    typer.echo(f"{len(paths)} articles written to {folder}.")


@app.command()
def report(folder: Folder = CONTENT) -> None:
    """Print how complete and how readable the articles are, per area and language, and which are due for a check."""
    articles = read_articles(folder)
    typer.echo(coverage_table(articles))
    typer.echo("")
    typer.echo(reading_table(articles))
    typer.echo("")
    today = now().date()
    due = {article.id: due_on(article.checked, article.review_months) for article in articles}
    late = [article for article in articles if due[article.id] <= today]
    typer.echo(f"{len(late)} articles are older than their review interval.")
    for article in late:
        typer.echo(f"  {article.id}: checked {article.checked}, due {due[article.id]}")


@app.command()
def why(
    question: str,
    language: Annotated[str, typer.Option("--lang", help="ar, fa, en or de; else it is detected")] = "",
) -> None:
    """Print what the search finds for a question, and what each kind of evidence says for it."""
    if language and language not in LANGUAGES:
        raise typer.BadParameter(f"choose one of {', '.join(LANGUAGES)}", param_hint="--lang")
    typed = language or LanguageDetector.load().detect(question).pred.removesuffix("-Latn")
    spoken = typed if typed in LANGUAGES else "en"
    search = Search(Shelf(_database()))
    search.refresh()
    finding = search.find(question, spoken)
    typer.echo(
        f"{finding.verdict.value}, {finding.chance:.0%} sure that the first is right; judged as {spoken}"
    )
    typer.echo(f"{'':46}{'sum':>8}{'letters':>10}{'meaning':>10}{'classifier':>12}")
    for reason in finding.reasons:
        parts = (reason.letters, reason.meaning, reason.classifier)
        typer.echo(
            f"{reason.article:46}{sum(parts):>8.2f}{parts[0]:>10.2f}{parts[1]:>10.2f}{parts[2]:>12.2f}"
        )


def held_back_questions(folder: Path = ROOT / "evaluation") -> list[tuple[str, str]]:
    """Return language and text of the questions that judge the assistant, and of those that its certainty is measured on."""
    lines = [
        json.loads(line)
        for file in sorted(folder.glob("*/*.jsonl"))
        for line in file.open(encoding="utf-8")
        if line.strip()
    ]
    return [(line["lang"], line["text"]) for line in lines]


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").split() if path.exists() else []


def _database() -> Database:
    url = read_settings().database_url
    upgrade(url)
    return Database(url)


def main() -> None:
    """Run a command; turn known mistakes into one plain sentence."""
    try:
        app()
    except (BadContent, PhrasingTaken, BadSettings, BadDatabaseUrl) as error:
        typer.echo(str(error), err=True)
        raise SystemExit(1) from None
    except OperationalError as error:
        typer.echo(
            f"The database did not answer ({type(error.orig).__name__}). Is DATABASE_URL right and is it running?",
            err=True,
        )
        raise SystemExit(1) from None


if __name__ == "__main__":
    main()
