"""When words begin, as a voice's own model has it."""

import numpy as np
import pytest

from voiceassistant.local.synthesis.durations import TimedHibari, with_output, word_starts

VOCABULARY = {letter: number for number, letter in enumerate(" .,ˈabcd", 1)}


def test_a_word_begins_with_its_first_sound() -> None:
    #            before  ˈ  a  b  ,  ␣  c  .  behind
    durations = [2, 1, 1, 2, 3, 1, 4, 1, 5]
    starts = word_starts("ˈab, c.", VOCABULARY, np.array(durations, np.float32), seconds=2.0)
    assert starts == pytest.approx((0.3, 1.0))  # of 20 units in 2 s; the stress mark and the pause are of no word


def test_sounds_that_the_model_lacks_have_no_duration() -> None:
    assert word_starts("aXb c", VOCABULARY, np.ones(6, np.float32), seconds=6.0) == pytest.approx((1.0, 4.0))


def test_marks_alone_are_no_words() -> None:
    assert word_starts("., .", VOCABULARY, np.ones(6, np.float32), seconds=6.0) == ()


def test_an_output_is_a_message_behind_the_model() -> None:
    assert with_output(b"model", "/n") == b"model" + bytes([0x3A, 6, 0x62, 4, 0x0A, 2]) + b"/n"


@pytest.mark.local
def test_hibari_tells_when_its_words_begin() -> None:
    speech = TimedHibari().say("Nobody answered the telephone, so I went there myself.")
    assert len(speech.starts) == 9
    assert list(speech.starts) == sorted(speech.starts)
    first_sound = float(np.flatnonzero(np.abs(speech.samples) > 0.02)[0]) / 24_000
    assert speech.starts[0] == pytest.approx(first_sound, abs=0.1)
    assert speech.starts[-1] < len(speech.samples) / 24_000 - 0.3
