import numpy as np
import pytest

from tests.fakes.noises import at_level, pink_noise
from tests.fakes.room import Acoustics, Room
from voiceassistant.audio.coupling import Coupling
from voiceassistant.audio.ring import Samples

pytestmark = pytest.mark.slow

RATE, FRAME = 16_000, 160


def voice(seconds: float, level_dbfs: float, seed: int) -> Samples:
    """Loud and less loud by turns, as speech is."""
    noise = pink_noise(seconds, seed=seed)
    swell = 0.55 + 0.45 * np.sin(2 * np.pi * 2.3 * np.arange(len(noise)) / RATE + seed)
    return at_level((noise * swell).astype(np.float32), level_dbfs)


def judged(acoustics: Acoustics, said: Samples, *, seconds: float = 2.0, noise_dbfs: float = -55.0) -> Coupling:
    played = np.concatenate((np.zeros(RATE, np.float32), voice(seconds, -20.0, 1)))
    microphone = Room(acoustics, noise=pink_noise(3.0, noise_dbfs), rate=RATE).recording(played, said)
    coupling = Coupling()
    for start in range(0, len(played), 2 * FRAME):
        coupling.feed(microphone[start : start + 2 * FRAME], played[start : start + 2 * FRAME], FRAME)
    return coupling


NOBODY = np.zeros(0, np.float32)


def test_a_headset_is_known_after_a_second() -> None:
    assert judged(Acoustics(echo_db=None), NOBODY, seconds=1.0).open


def test_a_loudspeaker_is_heard() -> None:
    for rt60 in (0.15, 0.6):
        assert not judged(Acoustics(rt60=rt60), NOBODY, seconds=6.0).open
    assert not judged(Acoustics(echo_db=-25.0), NOBODY, seconds=6.0).open


@pytest.mark.parametrize("delay_seconds", [0.1, 0.25, 0.4])
def test_a_late_loudspeaker_is_heard_even_in_a_single_word(delay_seconds: float) -> None:
    """As one without wires: a word is over before its echo comes."""
    for seconds in (0.35, 1.0, 6.0):
        assert not judged(Acoustics(delay_seconds=delay_seconds), NOBODY, seconds=seconds).open


def test_in_a_noisy_room_it_stays_careful() -> None:
    assert not judged(Acoustics(echo_db=-10.0), NOBODY, seconds=6.0, noise_dbfs=-38.0).open


def test_who_speaks_in_a_headset_does_not_shut_it_again() -> None:
    said = np.concatenate((np.zeros(2 * RATE, np.float32), voice(2.0, -28.0, 2)))
    assert judged(Acoustics(echo_db=None), said, seconds=3.0).open


def test_a_microphone_that_hears_nothing_at_all_hears_no_echo() -> None:
    played, coupling = voice(1.0, -20.0, 1), Coupling()
    coupling.feed(np.zeros(len(played), np.float32), played, FRAME)
    assert coupling.open


def test_having_been_muted_does_not_make_the_room_quiet() -> None:
    coupling, noise, loud = Coupling(), pink_noise(1.0, -50.0), np.full(RATE, 0.2, np.float32)
    coupling.feed(np.zeros(RATE, np.float32), None, FRAME)
    coupling.feed(noise, None, FRAME)
    coupling.feed(noise, loud, FRAME)
    assert coupling.open


def test_before_anything_is_played_it_is_careful() -> None:
    coupling = Coupling()
    coupling.feed(pink_noise(2.0), None, FRAME)
    assert not coupling.open
