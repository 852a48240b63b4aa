"""Export: the files say what the database says, and nothing else."""

from __future__ import annotations

from pathlib import Path

from knowledge.services.articles import ArticleService
from knowledge.services.content import ArticleFile, article_paths, read_article
from knowledge.services.export import export_articles
from storage.engine import Database


def test_exported_articles_are_the_ones_that_were_loaded(
    filled_database: Database, tmp_path: Path, real_articles: list[ArticleFile]
):
    with filled_database.reading() as session:
        paths = export_articles(session, tmp_path / "out")

    exported = {article.id: article for article in map(read_article, paths)}
    assert exported == {article.id: article for article in real_articles}


def test_files_lie_where_they_are_read_from(filled_database: Database, tmp_path: Path):
    with filled_database.reading() as session:
        paths = export_articles(session, tmp_path)

    assert sorted(paths) == sorted(article_paths(tmp_path))


def test_second_export_writes_the_same(filled_database: Database, tmp_path: Path):
    written = []
    for _ in range(2):
        with filled_database.reading() as session:
            written.append([path.read_bytes() for path in export_articles(session, tmp_path)])

    assert written[0] == written[1]


def test_words_that_yaml_would_misread_come_back(filled_database: Database, tmp_path: Path):
    words = ["no", "12:30", "# not a comment", "a: b", "- dash", " § 16g: “yes” 'no'", "س: ج"]
    with filled_database.session() as session:
        ArticleService(session).edit_text(
            "welcome-class", "en", "anna", small_fix=True, steps=words[:6], cost="null", deadline=words[6]
        )

    with filled_database.reading() as session:
        export_articles(session, tmp_path)

    text = read_article(tmp_path / "school" / "welcome-class.yml").texts["en"]
    assert text.steps == tuple(word.strip() for word in words[:6])
    assert (text.cost, text.deadline) == ("null", words[6])
