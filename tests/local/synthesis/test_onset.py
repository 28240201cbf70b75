import numpy as np

from voiceassistant.local.synthesis.onset import KEPT, without_leading_silence

SPEECH = np.full(1_000, 0.5, np.float32)
SILENCE = np.full(2_000, 0.001, np.float32)


def heard(*pieces: np.ndarray) -> list[int]:
    return [len(piece) for piece in without_leading_silence(pieces)]


def test_what_comes_before_the_first_sound_is_left_out_but_for_a_moment() -> None:
    assert heard(np.concatenate((SILENCE, SPEECH)), SPEECH) == [KEPT + 1_000, 1_000]


def test_silence_may_come_in_pieces_of_its_own() -> None:
    assert heard(SILENCE, SILENCE, SPEECH) == [KEPT + 1_000]


def test_silence_within_stays() -> None:
    assert heard(SPEECH, SILENCE, SPEECH) == [1_000, 2_000, 1_000]


def test_a_sound_that_begins_at_once_is_whole() -> None:
    assert heard(SPEECH) == [1_000]


def test_silence_alone_is_nothing() -> None:
    assert heard(SILENCE, SILENCE) == []
