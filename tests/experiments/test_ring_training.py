"""Deep networks on two rings: the points, who learns, and the record that the lesson shows."""

import json

import numpy as np
import pytest

from relu_notes.experiments import ring_training
from relu_notes.experiments.ring_training import DEPTHS, SETTINGS, has_trained, recorded, rings, train_rings


def test_rings_are_two_rings():
    inputs, targets = rings(50, rng=np.random.default_rng(0))
    np.testing.assert_allclose(np.hypot(*inputs.T), np.where(targets.ravel() == 1, 1.0, 0.5))
    assert targets.sum() == 25
    many, _ = rings(5000, rng=np.random.default_rng(0))
    angles = np.arctan2(many[:, 1], many[:, 0])
    for turns in (1, 2):  # the whole circle, evenly: a half or a cross has a mean far from 0
        assert abs(np.exp(1j * turns * angles).mean()) < 5 / np.sqrt(5000)


def test_deep_relu_networks_train_with_he_and_stall_with_xavier():
    """Small enough for a test: 30 layers of 24 units. Twelve seeds each, so chance does not turn the order round."""

    def trained(weight_variance, learning_rate):
        losses = train_rings(
            "relu",
            depth=30,
            width=24,
            steps=120,
            points=32,
            weight_variance=weight_variance,
            learning_rate=learning_rate,
            rng=np.random.default_rng(0),
        )
        assert losses.shape == (121, 12)
        return has_trained(losses[-1]).sum()

    assert trained(2.0, 0.01) >= trained(1.0, 0.02) + 4


def test_sigmoid_stays_at_guessing_when_deep_and_trains_when_shallow():
    def losses(depth, learning_rate):
        return train_rings(
            "sigmoid",
            depth=depth,
            weight_variance=1.0,
            learning_rate=learning_rate,
            networks=4,
            width=32,
            rng=np.random.default_rng(0),
        )

    assert losses(10, 0.1)[-1] == pytest.approx(np.log(2), abs=0.01)
    assert has_trained(losses(1, 1.0)[-1]).all()


def test_nan_has_not_trained():
    assert has_trained(np.array([np.nan, np.inf, 0.7, 0.3])).tolist() == [False, False, False, True]


# ------------------------------------------------------------------------------------------------ the record


def test_the_record_is_what_training_gives():
    """One setting anew, with other draws: its mean lies within the scatter of the stored ones."""
    for setting, depth in ((SETTINGS[0], 10), (SETTINGS[2], 22)):
        stored = recorded(setting, depth)
        again = ring_training.record(setting, depth, stored.learning_rate, draws=2, seed=7)
        last = stored.learned[-1]
        error = max(last.std(ddof=1) / np.sqrt(2), 0.5)
        assert abs(again.learned[-1].mean() - last.mean()) < 4.5 * error


def test_the_record_says_what_the_lesson_says():
    learned = {(s.title, d): recorded(s, d).learned[-1] for s in SETTINGS for d in DEPTHS}
    he, xavier, torch, tanh, sigmoid = (s.title for s in SETTINGS)
    assert learned[he, 30].mean() > 11 and learned[he, 22].mean() > 11, "nearly all"
    assert learned[xavier, 30].mean() < 2, "hardly any"
    assert np.ptp(learned[xavier, 22]) >= 4, "one draw alone would mislead"
    assert 1 < learned[tanh, 30].mean() < 10, "some"
    assert learned[torch, 10].mean() < 1 and not learned[sigmoid, 22].any()


def test_the_record_is_whole(monkeypatch, tmp_path):
    content = json.loads(ring_training._STORE.read_text(encoding="utf-8"))
    assert set(content) == {ring_training.key_of(setting, depth) for setting in SETTINGS for depth in DEPTHS}
    monkeypatch.setattr(ring_training, "_STORE", tmp_path / "again.json")
    one = recorded(SETTINGS[0], 10)
    ring_training.store({ring_training.key_of(SETTINGS[0], 10): one})
    recorded.cache_clear()
    assert recorded(SETTINGS[0], 10).learned.tolist() == one.learned.tolist()
    recorded.cache_clear()
