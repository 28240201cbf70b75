import threading
import time
import wave
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from tests.audio.sounds import eventually, likeness, tone
from tests.fakes.devices import FakeMicrophone
from voiceassistant.audio import listener
from voiceassistant.audio.files import load
from voiceassistant.audio.listener import Listener
from voiceassistant.audio.resample import resample
from voiceassistant.audio.ring import Samples
from voiceassistant.audio.utterance import Utterance
from voiceassistant.errors import AudioError, DeviceLost, NoMicrophone, NothingHeard

QUESTION = Path(__file__).parents[2] / "resources/samples/question-calculation.wav"
RATE = 16_000


class Room:
    """A listener, its microphone, and what it reported."""

    def __init__(self, folder: Path, microphone: FakeMicrophone) -> None:
        self.microphone = microphone
        self.lost: list[AudioError] = []
        self.told = threading.Event()
        self.seconds_meanwhile = 0.0
        self.listener = Listener(microphone, folder, on_lost=self.on_lost)

    def on_lost(self, error: AudioError) -> None:
        self.lost.append(error)
        self.told.set()

    def hear(self, sound: Samples) -> None:
        """Delivers the sound and waits until the listener's thread has it."""
        self.microphone.deliver(sound)
        capture = self.listener._capture
        assert capture is not None
        assert eventually(lambda: capture.ring.available == 0)

    def end(self) -> Utterance:
        """Ends the recording; the device delivers silent blocks until that is done, as a real one would."""
        result: list[Utterance] = []
        thread = threading.Thread(target=lambda: result.append(self.listener.end()), name="engine")
        thread.start()
        while thread.is_alive():
            self.microphone.deliver(np.zeros(480, np.float32))
            self.seconds_meanwhile += 0.01
            thread.join(0.005)
        return result[0]


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    room = Room(tmp_path / "recordings", FakeMicrophone())
    room.listener.open()
    yield room
    room.listener.close()


def read(path: Path) -> Samples:
    with wave.open(str(path)) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, RATE)
        return np.frombuffer(file.readframes(file.getnframes()), "<i2").astype(np.float32) / 32768


def test_a_recording_holds_what_was_said_before_and_after_the_key_went_down(room: Room) -> None:
    noise = (np.random.default_rng(1).standard_normal(48_000) * 0.1).astype(np.float32)
    room.hear(noise[:24_000])
    room.listener.begin("turn-1")
    room.hear(noise[24_000:])
    utterance = room.end()
    kept = read(utterance.path)
    assert utterance.path.name == "turn-1.wav"
    assert utterance.seconds == len(kept) / RATE
    assert 0.88 < utterance.seconds < 0.92 + room.seconds_meanwhile
    expected = resample(noise[24_000 - round(0.38 * 48_000) :], 48_000, RATE)
    assert likeness(kept[: len(expected) + 600], expected) > 0.97


def test_the_last_block_before_release_is_in_it(room: Room) -> None:
    room.listener.begin("turn-1")
    room.microphone.deliver(tone(0.2, 48_000))
    kept = read(room.end().path)
    assert 0.2 <= len(kept) / RATE < 0.3
    assert np.abs(kept[round(0.17 * RATE) : round(0.19 * RATE)]).max() > 0.4


def test_a_block_that_came_since_the_release_is_the_last_one(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listener, "LAST_BLOCK_SECONDS", 30.0)
    room.listener.begin("turn-1")
    busy, free, ended = threading.Event(), threading.Event(), threading.Event()

    def keep_busy() -> None:
        busy.set()
        free.wait(10)

    def end() -> None:
        room.listener.end()
        ended.set()

    room.listener._commands.post(keep_busy)
    assert busy.wait(10)
    thread = threading.Thread(target=end, name="engine")
    thread.start()
    assert eventually(lambda: room.listener._commands._waiting.qsize() > 0)
    room.microphone.deliver(tone(0.005, 48_000))
    free.set()
    assert ended.wait(10)
    thread.join()


def test_speech_is_measured(room: Room) -> None:
    speech = load(QUESTION, 48_000)
    room.listener.begin("turn-1")
    room.hear(speech)
    spoken = room.end()
    room.listener.begin("turn-2")
    room.hear(np.zeros(48_000, np.float32))
    silent = room.end()
    assert spoken.speech_seconds > 0.5 * spoken.seconds
    assert spoken.peak == pytest.approx(float(np.abs(speech).max()), abs=0.02)
    assert (silent.speech_seconds, silent.peak) == (0.0, 0.0)


def test_the_end_is_the_moment_of_release(room: Room) -> None:
    room.listener.begin("turn-1")
    before = time.monotonic()
    utterance = room.end()
    assert before <= utterance.ended_at <= time.monotonic()


def test_a_recording_does_not_begin_with_the_last_ones_end(room: Room) -> None:
    room.listener.begin("turn-1")
    room.hear(tone(0.5, 48_000))
    room.end()
    room.listener.begin("turn-2")
    room.hear(np.zeros(9_600, np.float32))
    assert np.abs(read(room.end().path)).max() < 0.01


def test_the_file_grows_while_it_is_recorded(room: Room) -> None:
    room.listener.begin("turn-1")
    path = next((room.listener._folder).iterdir())
    room.hear(tone(1.0, 48_000))
    assert eventually(lambda: len(read(path)) >= 0.5 * RATE)
    room.end()


def test_the_level_follows_the_sound(room: Room) -> None:
    assert room.listener.level() == 0.0
    room.hear(tone(0.1, 48_000))
    assert eventually(lambda: room.listener.level() > 0.8)
    for _ in range(2):
        room.hear(np.zeros(48_000, np.float32))
    assert eventually(lambda: room.listener.level() == 0.0)


@pytest.mark.parametrize("block", [1, 33, 480, 4_800])
def test_blocks_of_any_size_will_do(room: Room, block: int) -> None:
    room.listener.begin("turn-1")
    room.microphone.deliver(tone(0.25, 48_000), block)
    kept = read(room.end().path)
    assert likeness(kept[: RATE // 4], tone(0.25, RATE)) > 0.99


def test_drop_and_discard_remove_the_file(room: Room, tmp_path: Path) -> None:
    room.listener.begin("turn-1")
    room.listener.drop()
    room.listener.begin("turn-2")
    room.listener.discard(room.end())
    assert not list((tmp_path / "recordings").iterdir())
    with pytest.raises(NothingHeard):
        room.listener.end()


def test_a_recording_of_someone_else_is_not_discarded(room: Room) -> None:
    room.listener.discard(Utterance(QUESTION, 1.0, 1.0, 1.0, 0.0))
    assert QUESTION.exists()


def test_a_microphone_that_goes_away_is_told_once_and_loses_nothing_said(room: Room) -> None:
    room.listener.begin("turn-1")
    room.hear(tone(0.5, 48_000))
    room.microphone.lose()
    assert room.told.wait(5)
    assert not room.microphone.is_open
    assert room.listener.end().seconds == pytest.approx(0.5, abs=0.01)
    assert [type(error) for error in room.lost] == [DeviceLost]
    assert room.listener.level() == 0.0


def test_a_microphone_that_came_back_is_opened_by_the_next_recording(room: Room) -> None:
    room.microphone.lose()
    assert room.told.wait(5)
    room.microphone.missing = True
    with pytest.raises(NoMicrophone):
        room.listener.begin("turn-1")
    room.microphone.missing = False
    room.listener.begin("turn-1")
    room.hear(tone(0.2, 48_000))
    assert room.end().seconds > 0.19
    assert room.microphone.times_opened == 2


def test_without_a_microphone_opening_fails_and_closing_does_not(tmp_path: Path) -> None:
    room = Room(tmp_path, FakeMicrophone(missing=True))
    with pytest.raises(NoMicrophone):
        room.listener.open()
    with pytest.raises(NothingHeard):
        room.listener.end()
    room.listener.drop()
    room.listener.close()


def test_closing_keeps_a_recording_under_way(room: Room, tmp_path: Path) -> None:
    room.listener.begin("turn-1")
    room.hear(tone(0.3, 48_000))
    room.listener.close()
    assert len(read(tmp_path / "recordings" / "turn-1.wav")) == pytest.approx(0.3 * RATE, abs=200)
    assert not any(thread.name == "listener" for thread in threading.enumerate())
    room.listener.open()  # and it can go on
    room.listener.begin("turn-2")
    room.end()
