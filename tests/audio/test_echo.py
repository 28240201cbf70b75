import sys
from pathlib import Path

import numpy as np
import pytest

from tests.fakes.echo_scene import EchoScene
from tests.fakes.noises import at_level, pink_noise
from tests.fakes.room import Acoustics, Room
from voiceassistant.audio.echo import Cleaned, EchoCanceller, Windows
from voiceassistant.audio.files import load
from voiceassistant.audio.level import rms
from voiceassistant.audio.reference import RATE, PlayedSound
from voiceassistant.audio.ring import Samples
from voiceassistant.audio.vad import WINDOW, speech_seconds

pytestmark = pytest.mark.slow

SAMPLES = Path(__file__).parents[2] / "resources/samples"
NOTHING = np.zeros(0, np.float32)


def voice(name: str, level_dbfs: float) -> Samples:
    return at_level(load(SAMPLES / name), level_dbfs)


def started(room: Room, played: Samples, *, delay_seconds: float = 0.06) -> EchoScene:
    scene = EchoScene(room, played, delay_seconds=delay_seconds)
    scene.start()
    return scene


def level(sound: Samples) -> float:
    return 20.0 * float(np.log10(rms(sound) + 1e-9))


@pytest.mark.parametrize("delay_seconds", [0.0, 0.02, 0.06, 0.15])
def test_the_echo_goes_whatever_the_speakers_delay(delay_seconds: float) -> None:
    scene = started(Room(Acoustics(rt60=0.3)), voice("question-calculation.wav", -20.0), delay_seconds=delay_seconds)
    heard = scene.all_of(3.0)
    assert level(heard.microphone[RATE // 2 :]) - level(heard.samples[RATE // 2 :]) > 15.0
    assert speech_seconds(heard.samples) < 0.1 < 1.0 < speech_seconds(heard.microphone)


@pytest.mark.parametrize("echo_db", [-10.0, None])
def test_who_talks_over_it_is_still_heard(echo_db: float | None) -> None:
    user = voice("question-capital.wav", -26.0)
    scene = started(Room(Acoustics(echo_db=echo_db)), voice("question-calculation.wav", -20.0))
    scene.say(user)
    heard = scene.all_of(len(user) / RATE)
    assert speech_seconds(heard.samples) > 0.6 * speech_seconds(user)


def test_while_nothing_is_played_sound_passes_as_it_is() -> None:
    canceller = EchoCanceller(PlayedSound())
    sound = pink_noise(0.05)
    passed = canceller.process(sound, 5.0)
    assert passed.samples is sound
    assert not passed.reference.any()
    assert not canceller.active


def test_nothing_is_lost_and_little_held_back() -> None:
    scene = started(Room(noise=pink_noise(1.0)), voice("question-calculation.wav", -20.0), delay_seconds=0.0)
    given = [len(piece.samples) for piece in scene.run(1.0)]
    assert scene.canceller.active
    assert sum(given) >= 0.93 * RATE
    scene.stop()
    later = [len(piece.samples) for piece in scene.run(2.0)]
    assert not scene.canceller.active
    assert sum(given) + sum(later) == pytest.approx(3.0 * RATE, abs=0.04 * RATE)  # what the resampler holds back


def test_it_knows_a_room_again_after_a_pause() -> None:
    speech = voice("question-calculation.wav", -20.0)
    scene = started(Room(Acoustics(rt60=0.3)), np.concatenate((speech, np.zeros(4 * RATE, np.float32), speech)))
    first = scene.all_of(len(speech) / RATE + 4.0)
    again = scene.all_of(0.5)
    assert level(first.microphone) > -45.0
    assert level(again.microphone) - level(again.samples) > 15.0


def test_a_microphone_that_lost_sound_is_followed() -> None:
    scene = started(Room(Acoustics(rt60=0.3)), voice("question-calculation.wav", -20.0))
    scene.all_of(0.6)
    for _ in range(20):  # 0.2 s that nobody delivered
        scene.room.advance()
    scene._delivered.clear()
    scene.all_of(0.6)
    heard = scene.all_of(1.0)
    assert level(heard.microphone) - level(heard.samples) > 12.0


def test_another_microphone_begins_anew() -> None:
    scene = started(Room(Acoustics(rt60=0.3)), voice("question-calculation.wav", -20.0))
    scene.all_of(0.5)
    scene.canceller.reset()
    heard = scene.all_of(1.5)
    assert level(heard.microphone) - level(heard.samples) > 12.0


def test_without_the_library_the_sound_passes(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setitem(sys.modules, "pywebrtc_audio", None)
    scene = started(Room(), voice("question-calculation.wav", -20.0))
    heard = scene.all_of(1.0)
    assert np.array_equal(heard.samples, heard.microphone)
    assert not scene.canceller.cancels
    assert "echo canceller does not load" in caplog.text


def test_windows_of_one_length() -> None:
    windows = Windows(WINDOW)
    sound = np.arange(3 * WINDOW + 7, dtype=np.float32)
    pieces = [Cleaned(piece, piece + 1, piece + 2) for piece in np.array_split(sound, 23)]
    cut = [window for piece in pieces for window in windows.feed(piece)]
    assert np.array_equal(np.concatenate([window.samples for window in cut]), sound[: 3 * WINDOW])
    assert all(len(window.samples) == WINDOW for window in cut)
    assert all(np.array_equal(window.reference - 1, window.microphone) for window in cut)
    assert windows.feed(Cleaned(NOTHING, NOTHING, NOTHING)) == []
