from itertools import pairwise

import pytest

from voiceassistant.local.recognition.speech_runs import (
    KEPT_SILENCE_SECONDS,
    LONGEST_SECONDS,
    WINDOW_SECONDS,
    joined,
    pieces,
    speech_runs,
)

KEPT = KEPT_SILENCE_SECONDS


def test_runs_are_what_lies_between_silences() -> None:
    runs = speech_runs([0.0, 0.9, 0.3, 0.29, 0.5])
    assert runs == [(WINDOW_SECONDS, 3 * WINDOW_SECONDS), (4 * WINDOW_SECONDS, 5 * WINDOW_SECONDS)]
    assert speech_runs([]) == speech_runs([0.1] * 9) == []


def test_short_pauses_join() -> None:
    assert joined([(0.0, 1.0), (1.1, 2.0), (2.5, 3.0)], 0.15) == [(0.0, 2.0), (2.5, 3.0)]


def test_a_long_silence_always_parts_and_a_little_of_it_is_kept() -> None:
    assert pieces([(1.0, 2.0), (9.0, 10.0)], 10.1) == [(1.0 - KEPT, 2.0 + KEPT), (9.0 - KEPT, 10.1)]


def test_a_hesitation_parts_only_what_is_long_already() -> None:
    assert len(pieces([(0.0, 5.0), (6.0, 11.0)], 12.0)) == 1
    assert len(pieces([(0.0, 7.0), (8.0, 15.0)], 16.0)) == 2


def test_the_longest_pause_is_cut_and_shared() -> None:
    talk = [(0.0, 10.0), (10.1, 20.0), (20.4, 30.0)]
    assert pieces(talk, 30.0) == [(0.0, pytest.approx(20.2)), (pytest.approx(20.2), 30.0)]


def test_pieces_fit_the_model_as_long_as_there_is_any_pause() -> None:
    talk = [(second * 0.5, second * 0.5 + 0.45) for second in range(600)]
    found = pieces(talk, 300.0)
    assert max(end - begin for begin, end in found) <= LONGEST_SECONDS
    assert all(before[1] <= after[0] + 1e-9 for before, after in pairwise(found))
    assert pieces([(0.0, 100.0)], 100.0) == [(0.0, 100.0)]


def test_nobody_speaks() -> None:
    assert pieces([], 5.0) == []
