"""Hands-free talk in simulated rooms; `python -m tests.scenarios.room_scenes` prints the exact scores.

The bounds are wider than the scores, by some windows of 32 ms: other versions of the models may see a little more or
less in the same sound. Time is virtual, so the machine's speed decides nothing.
"""

from collections.abc import Callable
from functools import cache

import numpy as np
import pytest

from tests.scenarios.room_scenes import HUNDRED, SCENES, Scene, Score, play
from voiceassistant.app import end_of_turn_model

pytestmark = pytest.mark.slow

NOTICED_SECONDS = 0.4  # two windows of silence, the echo canceller's delay, and the voice activity's own in noise
CLOSED_SECONDS = 2.6  # the longest wait that the settings allow


Play = Callable[[Scene], Score]


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Play:
    """Plays a scene, once."""
    model, folder = end_of_turn_model(), tmp_path_factory.mktemp("recordings")
    return cache(lambda scene: play(scene, folder, model))


def name(scene: Scene) -> str:
    return f"{scene.name}, {scene.room}, {scene.noise}"


def nothing_is_wrong(score: Score, scene: Scene) -> None:
    assert (score.loops, score.stops, score.false_questions) == (0, 0, 0)
    assert score.answers == scene.answers
    assert score.holds <= scene.holds
    assert score.cut_offs <= scene.cut_offs
    assert max(score.noticed, default=0.0) < NOTICED_SECONDS
    assert max(score.closed, default=0.0) < CLOSED_SECONDS
    assert max(score.silent, default=0.0) < scene.silent_seconds


@pytest.mark.parametrize("scene", SCENES, ids=name)
def test_a_scene(scene: Scene, played: Play) -> None:
    nothing_is_wrong(played(scene), scene)


@pytest.mark.timeout(300)
def test_it_never_answers_itself(played: Play) -> None:
    """Over an open loudspeaker whose echo is 10 dB below what is played, a hundred answers, and nobody there."""
    nothing_is_wrong(played(HUNDRED), HUNDRED)


def test_a_usual_question_is_over_soon(played: Play) -> None:
    """Most questions, not all: where the noise is loud the model may not be sure, and waits."""
    closed = [seconds for scene in SCENES if scene.name == "question" for seconds in played(scene).closed]
    assert np.median(closed) < 0.9


def test_who_talks_over_it_silences_it_soon(played: Play) -> None:
    scores = [played(scene) for scene in SCENES if scene.name.startswith("talked over")]
    silent = [seconds for score in scores for seconds in score.silent]
    assert len(silent) == len(scores)
    assert np.median(silent) < 0.25
