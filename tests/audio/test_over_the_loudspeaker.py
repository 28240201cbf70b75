"""The whole way from the loudspeaker to the decision that the user speaks, in simulated rooms."""

from pathlib import Path

import numpy as np
import pytest

from tests.fakes import noises
from tests.fakes.echo_scene import speaking_at, windows
from tests.fakes.room import Acoustics, Room
from voiceassistant.audio.files import load
from voiceassistant.audio.ring import Samples

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
RATE = 16_000
ROOMS = {
    "study": Acoustics(rt60=0.15, seed=2),
    "living room": Acoustics(rt60=0.35, seed=3, drive=0.2),
    "hall": Acoustics(rt60=0.7, seed=4, delay_seconds=0.012),
}
HEADSET = Acoustics(echo_db=None)
NOISES = {
    "quiet": noises.pink_noise(3.0, -65.0),
    "fan": noises.pink_noise(3.0, -50.0),
    "hum": noises.mains_hum(3.0, -45.0),
}
ECHO_DBFS = -30.0  # of an answer at -20 dBFS


def assistant(seconds: float) -> Samples:
    """A voice that speaks all the time."""
    speech = load(ROOT / "resources/samples/question-calculation.wav")
    return np.resize(noises.at_level(speech, -20.0), round(seconds * RATE))


def user(level_dbfs: float) -> Samples:
    speech = noises.at_level(load(ROOT / "tests/local/recordings/korean.flac"), level_dbfs)
    return speech[int(np.argmax(np.abs(speech) > 0.1 * np.abs(speech).max())) :][: round(1.5 * RATE)]


def room(acoustics: Acoustics, noise: str) -> Room:
    return Room(acoustics, noise=NOISES[noise], rate=RATE)


@pytest.mark.parametrize("noise", NOISES)
@pytest.mark.parametrize("acoustics", ROOMS)
def test_its_own_voice_is_not_the_user(acoustics: str, noise: str) -> None:
    assert speaking_at(windows(room(ROOMS[acoustics], noise), assistant(6.0))) == []


@pytest.mark.parametrize("above_echo_db", [0.0, 5.0, 10.0])
@pytest.mark.parametrize("acoustics", ROOMS)
def test_who_speaks_over_it_is_noticed_soon(acoustics: str, above_echo_db: float) -> None:
    seen = windows(room(ROOMS[acoustics], "fan"), assistant(5.0), user(ECHO_DBFS + above_echo_db), at=3.0)
    assert 0.0 < speaking_at(seen)[0] < 0.5


def test_with_a_headset_everybody_speaks_at_once() -> None:
    seen = windows(room(HEADSET, "fan"), assistant(3.5), user(ECHO_DBFS), at=1.5)
    assert 0.0 < speaking_at(seen)[0] < 0.3


@pytest.mark.parametrize("acoustics", [ROOMS["living room"], HEADSET], ids=["living room", "headset"])
@pytest.mark.parametrize("kind", ["door", "keyboard"])
def test_other_noises_are_not_the_user(kind: str, acoustics: Acoustics) -> None:
    sound = noises.door_slam(-26.0) if kind == "door" else noises.keyboard(2.0, -32.0)
    assert speaking_at(windows(room(acoustics, "fan"), assistant(5.0), sound, at=2.5)) == []
