"""The simulated room and its noises do what a room does."""

import threading
import time

import numpy as np
import pytest

from tests.audio.sounds import tone
from tests.fakes import noises
from tests.fakes.room import Acoustics, Convolution, Room, RoomMicrophone, VirtualRoom
from voiceassistant.audio.echo import EchoCanceller
from voiceassistant.audio.level import rms
from voiceassistant.audio.reference import PlayedSound
from voiceassistant.audio.resample import resample
from voiceassistant.audio.ring import Samples
from voiceassistant.audio.simulated import SimulatedSpeaker
from voiceassistant.audio.vad import VoiceActivity

pytestmark = pytest.mark.slow

RATE = 16_000
NOBODY = np.zeros(0, np.float32)


def level(sound: Samples) -> float:
    return 20.0 * float(np.log10(rms(sound) + 1e-9))


def test_a_convolution_in_blocks_is_the_convolution() -> None:
    random = np.random.default_rng(1)
    sound, response = (random.standard_normal(n).astype(np.float32) for n in (1_600, 730))
    stream = Convolution(response, 160)
    blocks = [stream.feed(block) for block in sound.reshape(-1, 160)]
    assert np.allclose(np.concatenate(blocks), np.convolve(sound, response)[:1_600], atol=1e-3)


@pytest.mark.parametrize("echo_db", [-10.0, -25.0])
def test_the_echo_is_as_loud_as_it_is_told(echo_db: float) -> None:
    played = noises.pink_noise(2.0, -20.0)
    heard = Room(Acoustics(echo_db=echo_db), rate=RATE).recording(played, NOBODY)
    assert level(heard[RATE:]) - level(played) == pytest.approx(echo_db, abs=2.0)


def test_it_dies_away_in_its_time_and_comes_late() -> None:
    click = np.zeros(RATE, np.float32)
    click[0] = 1.0
    heard = Room(Acoustics(rt60=0.4, delay_seconds=0.02), rate=RATE).recording(click, NOBODY)
    assert not heard[: round(0.019 * RATE)].any()
    assert level(heard[800:1_600]) - level(heard[4_000:4_800]) == pytest.approx(60.0 * 0.2 / 0.4, abs=5.0)


def test_a_headset_is_silent_and_a_bad_loudspeaker_is_bent() -> None:
    played = tone(1.0, RATE, 500.0, 0.5)
    assert not Room(Acoustics(echo_db=None), rate=RATE).recording(played, NOBODY).any()
    clean, bent = (Room(Acoustics(drive=drive), rate=RATE).recording(played, NOBODY) for drive in (0.0, 1.0))
    strength = [np.abs(np.fft.rfft(sound))[1_500] for sound in (clean, bent)]
    assert strength[1] > 5.0 * strength[0]


def test_the_same_seed_is_the_same_room() -> None:
    first, again, other = (Acoustics(seed=seed).response(RATE) for seed in (1, 1, 2))
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)


def test_noises_have_the_level_that_was_asked_for_and_only_hums_are_a_voice() -> None:
    voices = [noises.assent(seed=seed) for seed in range(3)]
    sounds = {
        "pink": noises.pink_noise(1.0, -40.0),
        "hum": noises.mains_hum(1.0, -40.0),
        "babble": noises.babble(voices, 1.0, -40.0),
        "door": noises.door_slam(-40.0),
        "keyboard": noises.keyboard(1.0, -40.0),
    }
    for name, sound in sounds.items():
        assert -56.0 < level(sound) < -39.0, name
        assert sound.dtype == np.float32, name
    assert max(VoiceActivity().feed(noises.keyboard(2.0, -35.0))) < 0.5
    assert max(VoiceActivity().feed(noises.assent(-28.0))) > 0.8


def test_a_virtual_room_joins_speaker_and_microphone_without_waiting() -> None:
    room = VirtualRoom(Room(Acoustics(delay_seconds=0.0)), delay_seconds=0.06)
    asked, heard = [], []
    sound = iter(tone(2.0, room.room.rate).reshape(-1, 960))

    def fill(out: Samples, delay_seconds: float, underflow: bool) -> None:
        asked.append(delay_seconds)
        out[:] = next(sound)

    room.speaker.open(fill, pytest.fail)
    room.microphone.open(lambda block, _: heard.append(block), pytest.fail)
    began = room.clock()
    room.advance()
    assert not asked
    room.speaker.start()
    for _ in range(50):
        room.advance()
    assert asked[:4] == pytest.approx([0.0, 0.02, 0.04, 0.06])  # at the start several in a row
    assert room.clock() - began == pytest.approx(0.51)
    assert not heard[0].any()
    assert level(heard[20]) > -25.0
    room.speaker.abort()
    for _ in range(60):
        room.advance()
    assert level(heard[-1]) < -80.0


def test_in_real_time_the_canceller_finds_the_echo_of_the_simulated_speaker() -> None:
    speaker = SimulatedSpeaker()
    microphone = RoomMicrophone(speaker, Room(Acoustics(rt60=0.2), noise=noises.pink_noise(1.0, -65.0)))
    played = PlayedSound()
    random = np.random.default_rng(1)
    canceller, blocks, enough = EchoCanceller(played), [], threading.Event()

    def fill(out: Samples, delay_seconds: float, underflow: bool) -> None:
        out[:] = 0.1 * random.standard_normal(len(out))
        played.record(out, time.monotonic() + delay_seconds)

    def on_block(block: Samples, overflow: bool) -> None:
        blocks.append(canceller.process(resample(block, 48_000, RATE), time.monotonic()))
        if len(blocks) >= 200:
            enough.set()

    speaker.open(fill, pytest.fail)
    played.begin(speaker.rate)
    speaker.start()
    microphone.open(on_block, pytest.fail)
    assert enough.wait(20)
    microphone.close()
    speaker.close()
    heard, cleaned = (np.concatenate([getattr(b, n) for b in blocks[100:200]]) for n in ("microphone", "samples"))
    assert level(heard) > -38.0
    assert level(heard) - level(cleaned) > 10.0
