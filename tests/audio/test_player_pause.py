"""An answer that is held while somebody talks over it, and goes on where it was."""

from collections.abc import Iterator

import numpy as np
import pytest

from tests.audio.sounds import eventually, pcm
from tests.audio.test_player import Stage, loud
from voiceassistant.audio.playback import BACK_SECONDS
from voiceassistant.audio.ring import Samples


@pytest.fixture
def stage() -> Iterator[Stage]:
    stage = Stage()
    stage.player.open()
    yield stage
    stage.player.close()


def stairs(seconds: float) -> Samples:
    """Its value tells its place: it rises by 0.1 every half second."""
    return (0.2 + 0.1 * (np.arange(round(seconds * 24_000)) // 12_000)).astype(np.float32)


def place(block: Samples) -> float:
    """Where in the stairs the block's middle is, to half a second."""
    return round((float(np.median(block)) - 0.2) / 0.1) / 2


def test_it_is_silent_at_once_and_goes_on_a_little_before(stage: Stage) -> None:
    playback = stage.play(stairs(3.0))
    playback.finish()
    stage.tick_until(lambda: playback.heard_samples >= 1.5 * 24_000)
    heard = playback.heard_samples
    playback.pause()
    assert not loud(stage.speaker.tick())
    assert stage.speaker.stopped.wait(5)
    assert playback.heard_samples == heard
    assert not playback.ended
    playback.resume()
    assert stage.speaker.started.wait(5)
    rest = stage.tick_until(lambda: playback.ended)
    first = rest[np.abs(rest) > 0.1][:480]
    assert place(first) == 1.0  # a quarter of a second before the stair that had just begun
    assert playback.heard_samples == 3.0 * 24_000
    assert np.count_nonzero(np.abs(rest) > 0.1) / 48_000 == pytest.approx(1.5 + BACK_SECONDS, abs=0.05)


def test_what_arrives_meanwhile_waits(stage: Stage) -> None:
    playback = stage.play(stairs(1.0))
    stage.tick_until(lambda: playback.heard_samples >= 0.5 * 24_000)
    playback.pause()
    assert stage.speaker.stopped.wait(5)
    playback.write(pcm(stairs(1.0)))
    playback.finish()
    assert not stage.speaker.started.wait(0.1)
    playback.resume()
    assert stage.speaker.started.wait(5)
    stage.tick_until(lambda: playback.ended)
    assert playback.heard_samples == 2.0 * 24_000


def test_one_that_is_held_before_its_first_sound_begins_with_it(stage: Stage) -> None:
    playback = stage.player.begin()
    playback.pause()
    playback.write(pcm(stairs(1.0)))
    playback.finish()
    assert not stage.speaker.started.wait(0.1)
    assert playback.heard_samples == 0
    playback.resume()
    assert stage.speaker.started.wait(5)
    stage.tick_until(lambda: playback.ended)
    assert playback.heard_samples == 24_000


def test_it_can_be_held_again_and_again(stage: Stage) -> None:
    playback = stage.play(stairs(3.0))
    playback.finish()
    for seconds in (0.5, 1.0, 1.5):
        stage.tick_until(lambda until=seconds: playback.heard_samples >= until * 24_000)
        playback.pause()
        assert stage.speaker.stopped.wait(5)
        playback.resume()
        assert stage.speaker.started.wait(5)
    stage.tick_until(lambda: playback.ended)
    assert playback.heard_samples == 3.0 * 24_000
    assert playback.holes == 0


def test_a_held_answer_can_be_stopped(stage: Stage) -> None:
    playback = stage.play(stairs(3.0))
    stage.tick_until(lambda: playback.heard_samples >= 24_000)
    playback.pause()
    assert stage.speaker.stopped.wait(5)
    playback.stop()
    assert playback.ended
    heard = playback.heard_samples
    assert 24_000 <= heard <= 24_000 + 960  # what is to be heard again was heard
    playback.resume()
    assert not stage.speaker.started.wait(0.1)
    assert eventually(lambda: playback.heard_samples == heard)
