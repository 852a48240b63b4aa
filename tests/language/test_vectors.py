import numpy as np
import pytest

from language.vectors import WIDTH, SentenceEncoder

GERMAN = "Wo finde ich einen Deutschkurs?"
ENGLISH = "Where can I find a German course?"
ARABIC = "أين أجد دورة لغة ألمانية؟"
OTHER = "Wie kündige ich meine Wohnung?"
# Measured in both environments; they must not drift apart.
REFERENCE = {
    (GERMAN, ENGLISH): 0.78388,
    (GERMAN, ARABIC): 0.75845,
    (ENGLISH, ARABIC): 0.79927,
    (GERMAN, OTHER): 0.32162,
}


class CountingModel:
    """Stands in for the encoder and counts its calls."""

    def __init__(self):
        self.calls = []

    def encode(self, texts):
        self.calls.append(list(texts))
        return np.ones((len(texts), WIDTH), dtype=np.float32)


@pytest.fixture(scope="module")
def encoder():
    return SentenceEncoder.load()


def test_vectors_are_the_same_in_both_environments(encoder):
    measured = {pair: float(np.dot(*encoder.encode(pair))) for pair in REFERENCE}

    assert measured == pytest.approx(REFERENCE, abs=1e-4)


def test_vectors_have_unit_length(encoder):
    vectors = encoder.encode([GERMAN, ARABIC])

    assert (vectors.shape, vectors.dtype) == ((2, 512), np.float32)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)


def test_order_is_kept_when_some_are_remembered(encoder):
    alone = {text: encoder.encode([text])[0] for text in (GERMAN, OTHER, ENGLISH)}

    together = encoder.encode([ENGLISH, "", GERMAN, OTHER, GERMAN])

    assert together == pytest.approx(
        np.stack([alone[ENGLISH], np.zeros(WIDTH), alone[GERMAN], alone[OTHER], alone[GERMAN]]), abs=1e-5
    )


@pytest.mark.parametrize("text", ["", "  \n"])
def test_empty_text_gives_zeros(encoder, text):
    assert not encoder.encode([text]).any()


def test_no_text_gives_no_rows(encoder):
    assert encoder.encode([]).shape == (0, 512)


def test_half_a_character_is_no_reason_to_stop(encoder):
    assert np.isfinite(encoder.encode(["\ud83d Hallo"])).all()


def test_new_texts_are_encoded_once_in_one_call():
    model = CountingModel()
    encoder = SentenceEncoder(model)

    encoder.encode(["a", "b", "a"])
    encoder.encode(["b", "c"])

    assert model.calls == [["a", "b"], ["c"]]


def test_oldest_text_is_forgotten_first():
    model = CountingModel()
    encoder = SentenceEncoder(model, cache_size=2)
    for text in ("a", "b", "a", "c"):
        encoder.encode([text])

    encoder.encode(["a"])
    encoder.encode(["b"])

    assert model.calls == [["a"], ["b"], ["c"], ["b"]]


def test_more_texts_than_are_remembered_all_get_their_vector():
    assert SentenceEncoder(CountingModel(), cache_size=2).encode(["a", "b", "c"]).all()


def test_changing_a_result_does_not_change_what_is_remembered():
    encoder = SentenceEncoder(CountingModel())
    encoder.encode(["a"])[:] = 7

    assert encoder.encode(["a"]).max() == 1
