"""The bridge leads texts of a language that the encoder cannot read to where their meaning lies."""

from __future__ import annotations

import numpy as np
import pytest

from knowledge.services.articles import ArticleService, ArticleView
from knowledge.services.bridge import Bridge, parallel_texts
from knowledge.services.evidence import bridge_needed
from knowledge.services.letters import LetterFeatures
from storage.engine import Database

# Words of a made-up tongue and what they mean, as directions.
MEANINGS = {"zorbat": 0, "melkin": 1, "fuvanu": 2, "drasti": 3}


@pytest.fixture
def article(filled_database: Database) -> ArticleView:
    """A real article."""
    with filled_database.reading() as session:
        return ArticleService(session).get("kita-legal-claim")


def direction(*words: str) -> np.ndarray:
    """Return the vector of some words' meaning."""
    vector = np.zeros(512, dtype=np.float32)
    vector[[MEANINGS[word] for word in words]] = 1 / np.sqrt(len(words))
    return vector


def test_words_it_learnt_lead_to_their_meaning():
    letters = LetterFeatures()
    texts = [(one, other) for one in MEANINGS for other in MEANINGS if one != other]
    bridge = Bridge.learnt(
        letters.counts([" ".join(words) for words in texts]), np.stack([direction(*words) for words in texts])
    )

    unread = np.zeros((1, 512), dtype=np.float32)  # what an encoder knows of this tongue
    [led] = bridge.crossed(letters.counts(["zorbat zorbat"]), unread)

    likeness = {word: float(led @ direction(word)) for word in MEANINGS}
    assert max(likeness, key=lambda word: likeness[word]) == "zorbat"
    assert np.linalg.norm(led) == pytest.approx(1, abs=1e-4)


def test_parts_of_an_article_are_paired_with_their_counterparts(article: ArticleView):
    pairs = dict(parallel_texts(article, "fa"))

    farsi, english, german = (article.texts[code] for code in ("fa", "en", "de"))
    assert pairs[farsi.title] == (english.title, german.title)
    assert pairs[farsi.steps[-1]] == (english.steps[-1], german.steps[-1])


@pytest.mark.parametrize(
    ("text", "language", "bridge"),
    [
        ("گواهینامه", "fa", "fa"),
        ("گواهینامه", "en", "fa"),  # an Iranian who has chosen English
        ("شهادة", "de", "ar"),
        ("شهادة", "fa", "fa"),
        ("govahiname mikham", "fa", ""),
        ("driving licence", "en", ""),
        ("", "ar", ""),
    ],
)
def test_bridge_is_chosen_by_script_and_language(text: str, language: str, bridge: str):
    assert bridge_needed(text, language) == bridge
