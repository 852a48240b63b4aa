"""How complete and how readable the articles are, as tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from statistics import mean, quantiles

from knowledge.services.content import FOLDERS, ArticleFile, ArticleText
from language.codes import LANGUAGES

SENTENCE_END = re.compile(r"(?<=[.!?؟])\s+|\n")
LONG_SENTENCE = 20  # words; plain-language guides draw the line between 15 and 20


def coverage_table(articles: list[ArticleFile]) -> str:
    """Return articles, variants, and phrasings per article in each language, by area."""
    head = f"{'area':14}{'articles':>9}{'variants':>9}" + "".join(
        f"{f'{code} phrasings':>14}" for code in LANGUAGES
    )
    lines = [head]
    for name in (*FOLDERS, "all"):
        here = [article for article in articles if name in (article.area, "all")]
        if here:
            counts = "".join(
                f"{mean(_phrasings(article, code) for article in here):>14.1f}" for code in LANGUAGES
            )
            lines.append(
                f"{name:14}{len(here):>9}{sum(len(article.variants) for article in here):>9}{counts}"
            )
    return "\n".join(lines)


def reading_table(articles: list[ArticleFile]) -> str:
    """Return how long sentences and short answers are, by language."""
    lines = [
        f"{'language':10}{'words a sentence':>17}{'95 % below':>12}{'over ' + str(LONG_SENTENCE):>9}{'letters a short answer':>24}"
    ]
    for code in LANGUAGES:
        texts = [article.texts[code] for article in articles]
        lengths = [len(sentence.split()) for text in texts for sentence in sentences(text)]
        over = sum(length > LONG_SENTENCE for length in lengths) / len(lengths)
        short = mean(len(text.short) for text in texts)
        longest = quantiles(lengths, n=20)[-1] if len(lengths) > 1 else lengths[0]
        lines.append(f"{code:10}{mean(lengths):>17.1f}{longest:>12.0f}{over:>9.1%}{short:>24.0f}")
    return "\n".join(lines)


def sentences(text: ArticleText) -> Iterator[str]:
    """Give the sentences of an answer."""
    for words in (text.short, *text.steps, *(variant.text for variant in text.variants.values())):
        yield from (sentence for sentence in SENTENCE_END.split(words) if sentence.strip())


def _phrasings(article: ArticleFile, language: str) -> int:
    return sum(1 for _ in article.texts[language].phrasings.pairs())
