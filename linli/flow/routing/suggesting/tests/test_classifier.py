"""What the classifier learns, and how it is measured."""

import gzip
import json
import os
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.flow.routing.suggesting.classifier import Model, Written, cross_validated, judged, train
from linli.flow.routing.suggesting.classifier.grams import grams, said, tidy
from linli.flow.routing.suggesting.classifier.measuring import FOLDS, folds, folds_of
from linli.flow.routing.suggesting.classifier.model import joined
from linli.flow.routing.suggesting.classifier.rows import counted
from linli.flow.routing.suggesting.tests.texts import SUBJECTS, example

REAL = Path(os.environ.get("LINLI_DATA", "/none")) / "messages" / "messages_labelled_494.jsonl.gz"


def some(each=20):
    texts, labels = [], []
    for subject in SUBJECTS:
        for count in range(each):
            title, text = example(subject, count)
            texts.append(counted(Written(text, title)))
            labels.append(subject)
    return texts, labels


def test_the_same_texts_give_the_same_model_to_the_byte():
    texts, labels = some()
    first, second = train(texts, labels), train(texts, labels)
    assert first.to_bytes() == second.to_bytes()
    assert (first.weights == second.weights).all()


def test_it_tells_what_a_text_is_about_how_sure_it_is_and_why():
    model = train(*some())
    best, *others = model.guesses(Written("我家门口的水管漏水了，流了一地", "水管漏水"))
    assert best.label == "leak"
    assert best.confidence > max(other.confidence for other in others)
    assert sum(guess.confidence for guess in [best, *others]) == pytest.approx(1, abs=1e-3)
    assert any("漏水" in words for words in best.because)
    assert all(words in "水管漏水。我家门口的水管漏水了。流了一地" for words in best.because)


def test_a_model_comes_back_from_its_bytes():
    model = train(*some(), sharpness=3)
    again = Model.from_bytes(model.to_bytes())
    written = Written("半夜歌厅很吵")
    assert [guess.label for guess in again.guesses(written)] == [
        guess.label for guess in model.guesses(written)
    ]
    assert again.guesses(written)[0].confidence == pytest.approx(
        model.guesses(written)[0].confidence, abs=0.01
    )


def test_it_holds_no_text_only_pairs_that_two_texts_have():
    texts, labels = some()
    secret = counted(Written("壹贰叁肆伍陆柒捌"))
    model = train([*texts, secret], [*labels, "leak"])
    assert "贰叁" not in {said(int(key)) for key in model.known.keys}
    assert "漏水" in {said(int(key)) for key in model.known.keys}


def test_one_label_teaches_nothing():
    texts, _labels = some(each=3)
    with pytest.raises(ValueError, match="two labels"):
        train(texts, ["leak"] * len(texts))


@pytest.mark.parametrize("text", ["", "。", "😀", "a", "电话13800000001", "x" * 50_000])
def test_any_text_can_be_asked_about(text):
    guesses = train(*some()).guesses(Written(text))
    assert all(0 <= guess.confidence <= 1 for guess in guesses)


@given(st.text(max_size=200))
def test_every_pair_of_characters_can_be_read_back(text):
    kept = tidy(text)
    assert {said(int(key)) for key in grams(2, kept)} == set(kept) | {
        kept[at : at + 2] for at in range(len(kept) - 1)
    }


def test_numbers_and_codes_become_one_sign():
    assert tidy("Ａ3区 12栋，3.5米！13800000001") == "0区。0栋。0米。0"


def test_words_that_overlap_are_shown_as_one():
    assert joined(["漏水", "管道", "道漏", "三天"], "管道漏水三天了") == ("管道漏水", "三天")
    assert joined(["水管", "管道"], "水管和管道") == ("水管", "管道")


@given(st.lists(st.sampled_from("abc"), min_size=1, max_size=80), st.integers(0, 9))
def test_folds_are_even_within_each_label_and_the_same_each_time(labels, seed):
    fold = folds(labels, seed=seed)
    assert (fold == folds(labels, seed=seed)).all()
    assert np.ptp(np.bincount(fold, minlength=FOLDS)) <= 1
    for label in set(labels):
        own = fold[np.array(labels) == label]
        assert np.ptp(np.bincount(own, minlength=FOLDS)) <= 1


def test_texts_that_are_said_again_stay_in_one_fold():
    said_again = [counted(Written(f"{number}栋水管漏水")) for number in range(6)]
    others = [counted(Written(sentence)) for sentence in SUBJECTS["noise"][1]]
    fold = folds_of([*said_again, *others], ["leak"] * 6 + ["noise"] * 5)
    assert len(set(fold[:6].tolist())) == 1
    assert len(set(fold[6:].tolist())) == 5


def test_a_label_that_was_not_learned_counts_as_missed():
    texts, labels = some()
    measured = judged(texts[:40], labels[:40], texts, labels)
    assert measured.labels["refuse"] == 0
    assert measured.macro_f1 < 0.8
    assert measured.n == len(texts)


def test_texts_that_say_nothing_of_their_label_measure_as_chance():
    texts, labels = some(each=40)
    shuffled = list(np.random.default_rng(3).permutation(labels))
    assert cross_validated(texts, labels).macro_f1 > 0.95
    assert cross_validated(texts, shuffled).macro_f1 < 0.55


@pytest.mark.skipif(not REAL.exists(), reason="LINLI_DATA has no labelled messages")
def test_real_messages_are_told_apart_whatever_the_folds():
    with gzip.open(REAL, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    texts = [counted(Written(row["text"], row["title"])) for row in rows]
    scores = [cross_validated(texts, [row["label"] for row in rows], seed=seed).macro_f1 for seed in range(5)]
    assert scores[0] >= 0.86
    assert min(scores) >= 0.84
    assert sum(scores) / len(scores) >= 0.86
