import itertools
import os
import struct
import subprocess
import threading
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from tests.audio.sounds import eventually, pcm, tone
from tests.fakes.devices import Clock, FakeSpeaker
from voiceassistant.audio.decoding import FfmpegDecoder
from voiceassistant.audio.examining import examine
from voiceassistant.audio.files import save
from voiceassistant.audio.player import SpeechPlayer
from voiceassistant.audio.recording_player import AHEAD_SECONDS, RecordingPlayer
from voiceassistant.audio.ring import Samples
from voiceassistant.audio.wav import header

pytestmark = pytest.mark.slow

RATE = 48_000  # the speaker's
SECONDS = 6.0
COMPRESSED = ("mp3", "m4a", "ogg", "opus", "flac", "aac")


def unlike_anywhere(seconds: float) -> Samples:
    """Noise, in which each place sounds unlike every other one; without what compression drops."""
    noise = np.random.default_rng(7).standard_normal(round(seconds * RATE))
    spectrum = np.fft.rfft(noise)
    hertz = np.arange(len(spectrum)) / seconds
    spectrum[(hertz < 200) | (hertz > 4_000)] = 0.0
    sound = np.fft.irfft(spectrum, len(noise))
    return np.asarray(0.5 * sound / np.abs(sound).max(), np.float32)


SOUND = unlike_anywhere(SECONDS)


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("recordings")
    for suffix in ("wav", *COMPRESSED):
        save(folder / f"sound.{suffix}", SOUND, RATE)
    return folder


class Stage:
    """A speaker whose clock is the test, and what is listened to on it."""

    def __init__(self) -> None:
        clock = Clock()
        self.speaker = FakeSpeaker(clock, RATE)
        self.player = SpeechPlayer(self.speaker, on_lost=lambda error: None, clock=clock)
        self.opened: list[RecordingPlayer] = []

    async def open(self, path: Path) -> RecordingPlayer:
        self.opened.append(RecordingPlayer(await examine(path), self.player))
        return self.opened[-1]

    def hear(self, seconds: float) -> Samples:
        """The next seconds of sound, as the ear has them; less where the recording ends."""
        blocks = [np.zeros(0, np.float32)]
        for _ in range(round(seconds * 50)):
            assert eventually(lambda: self._has_a_block() or not self.opened[-1].playing)
            if not self.opened[-1].playing:
                break
            blocks.append(self.speaker.tick(RATE // 50))
        return np.concatenate(blocks)

    def _has_a_block(self) -> bool:
        playback, feed = self.player._playback, self.player._feed
        if playback is None or playback.ended or feed is None or playback.feed is not feed:
            return False
        return feed.ring.available >= RATE // 50 or feed.ending

    def close(self) -> None:
        for recording in self.opened:
            recording.close()
        self.player.close()


@pytest.fixture
def stage() -> Iterator[Stage]:
    stage = Stage()
    yield stage
    stage.close()


def place_of(heard: Samples) -> float:
    """Where in SOUND this is, in seconds; fails if it is not in there."""
    size = len(SOUND) + len(heard)
    crossed = np.fft.irfft(np.fft.rfft(SOUND, size) * np.conj(np.fft.rfft(heard, size)), size)[: len(SOUND)]
    place = int(np.argmax(crossed))
    same = SOUND[place : place + len(heard)]
    assert crossed[place] / (np.linalg.norm(heard[: len(same)]) * np.linalg.norm(same)) > 0.9
    return place / RATE


async def test_it_plays_to_the_end_and_then_again(stage: Stage, folder: Path) -> None:
    recording = await stage.open(folder / "sound.wav")
    assert (recording.duration, recording.position, recording.playing) == (SECONDS, 0.0, False)
    recording.play()
    assert recording.playing
    heard = stage.hear(SECONDS + 1.0)
    np.testing.assert_allclose(heard[: len(SOUND)], SOUND, atol=1e-4)
    assert eventually(lambda: not recording.playing)  # its thread is told of the end, the ear is not
    assert (recording.position, recording.problem) == (SECONDS, "")
    recording.play()
    assert place_of(stage.hear(0.4)) == 0.0
    assert recording.position == 0.4


@pytest.mark.parametrize("suffix", ["wav", *COMPRESSED])
async def test_what_is_heard_after_a_jump_is_what_is_there(stage: Stage, folder: Path, suffix: str) -> None:
    recording = await stage.open(folder / f"sound.{suffix}")
    assert recording.duration == pytest.approx(SECONDS, abs=0.1)
    recording.seek(3.25)
    assert (recording.position, recording.playing) == (3.25, False)
    recording.play()
    delay = 0.021 if suffix == "aac" else 0.0  # the format does not tell how much silence its encoder began with
    assert place_of(stage.hear(0.1)) == pytest.approx(3.25 - delay, abs=0.01)
    assert recording.position == pytest.approx(3.35, abs=1e-4)
    recording.seek(1.0)
    assert recording.playing
    assert place_of(stage.hear(0.1)) == pytest.approx(1.0 - delay, abs=0.01)
    assert recording.position == pytest.approx(1.1, abs=1e-4)


async def test_after_a_pause_the_next_sample_follows(stage: Stage, folder: Path) -> None:
    recording = await stage.open(folder / "sound.flac")
    recording.play()
    heard = [stage.hear(0.5)]
    for _ in range(3):
        recording.pause()
        assert not recording.playing
        assert not stage.speaker.tick().any()
        recording.play()
        heard.append(stage.hear(0.5))
    np.testing.assert_allclose(np.concatenate(heard), SOUND[: 2 * RATE], atol=1e-3)
    assert recording.position == 2.0


async def test_the_position_is_what_the_ear_has_had(stage: Stage, folder: Path) -> None:
    stage.speaker.latency_seconds = 0.1
    recording = await stage.open(folder / "sound.wav")
    recording.play()
    stage.hear(1.0)
    assert recording.position == pytest.approx(0.9)
    recording.pause()
    assert recording.position == pytest.approx(0.9)
    recording.play()
    assert place_of(stage.hear(0.2)) == pytest.approx(0.9)  # what was on its way to the ear was never heard


async def test_the_position_never_steps_back(stage: Stage, folder: Path) -> None:
    recording = await stage.open(folder / "sound.wav")
    recording.play()
    positions = [0.0]
    for delay in (0.0, 0.05, 0.0, 0.08, 0.02):
        stage.speaker.latency_seconds = delay
        stage.hear(0.02)
        positions.append(recording.position)
    recording.pause()
    positions.append(recording.position)
    assert all(earlier <= later for earlier, later in itertools.pairwise(positions))
    assert positions[-1] > 0.0


async def test_jumps_stay_within_the_file(stage: Stage, folder: Path) -> None:
    recording = await stage.open(folder / "sound.mp3")
    recording.seek(-3.0)
    assert recording.position == 0.0
    recording.play()
    stage.hear(0.1)
    recording.seek(1_000.0)
    assert eventually(lambda: not recording.playing)
    assert (recording.position, recording.problem) == (recording.duration, "")


async def test_only_the_last_of_many_jumps_is_heard(stage: Stage, folder: Path) -> None:
    recording = await stage.open(folder / "sound.mp3")
    recording.play()
    for place in np.linspace(0.0, 4.0, 60):
        recording.seek(float(place))
    assert place_of(stage.hear(0.1)) == pytest.approx(4.0, abs=0.01)


@pytest.mark.parametrize("silence", [SpeechPlayer.begin, SpeechPlayer.stop, SpeechPlayer.reopen])
async def test_whatever_silences_it_is_a_pause(
    stage: Stage, folder: Path, silence: Callable[[SpeechPlayer], object]
) -> None:
    recording = await stage.open(folder / "sound.wav")
    recording.play()
    stage.hear(1.0)
    silence(stage.player)
    assert eventually(lambda: not recording.playing)
    assert (recording.position, recording.problem) == (1.0, "")
    recording.play()
    assert place_of(stage.hear(0.2)) == 1.0


async def test_two_recordings_take_turns(stage: Stage, folder: Path) -> None:
    first, second = await stage.open(folder / "sound.wav"), await stage.open(folder / "sound.mp3")
    first.play()
    assert eventually(stage.speaker.started.is_set)
    second.play()
    assert eventually(lambda: not first.playing)
    stage.hear(0.2)
    assert (first.problem, second.position) == ("", 0.2)


@pytest.mark.parametrize("suffix", ["wav", "mp3", "flac"])
async def test_a_file_that_breaks_off_is_told(stage: Stage, folder: Path, tmp_path: Path, suffix: str) -> None:
    whole = (folder / f"sound.{suffix}").read_bytes()
    path = tmp_path / f"cut.{suffix}"
    path.write_bytes(whole[: len(whole) // 2])
    recording = await stage.open(path)
    assert recording.duration == pytest.approx(SECONDS, abs=0.1)
    recording.play()
    stage.hear(SECONDS)
    assert eventually(lambda: not recording.playing)
    assert 2.0 < recording.position < 4.0
    assert recording.problem.startswith(f"{path.name} ends after 0:0")
    assert "of 0:06" in recording.problem
    recording.seek(0.5)
    recording.play()
    assert recording.problem == ""
    assert place_of(stage.hear(0.2)) == pytest.approx(0.5, abs=0.01)


@pytest.mark.parametrize("suffix", ["wav", "mp3"])
async def test_a_file_that_has_gone_is_told(stage: Stage, folder: Path, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"gone.{suffix}"
    path.write_bytes((folder / f"sound.{suffix}").read_bytes())
    recording = await stage.open(path)
    path.unlink()
    recording.play()
    assert eventually(lambda: recording.problem)
    assert recording.problem.startswith(f"gone.{suffix} ")
    assert not recording.playing


async def test_a_missing_speaker_is_told(stage: Stage, folder: Path) -> None:
    stage.speaker.missing = True
    recording = await stage.open(folder / "sound.wav")
    recording.play()
    assert eventually(lambda: recording.problem)
    assert recording.problem == "There is no speaker. Connect a speaker or choose another one."
    assert not recording.playing


async def test_a_speaker_that_goes_away_is_told(stage: Stage, folder: Path) -> None:
    recording = await stage.open(folder / "sound.wav")
    recording.play()
    stage.hear(1.0)
    stage.speaker.lose()
    assert eventually(lambda: recording.problem)
    assert (recording.position, recording.playing) == (1.0, False)


async def test_closing_ends_the_decoder_and_the_thread(stage: Stage, folder: Path) -> None:
    recording = await stage.open(folder / "sound.mp3")
    recording.play()
    stage.hear(0.2)
    stretch = recording._stretch
    assert stretch is not None
    assert isinstance(stretch.decoder, FfmpegDecoder)
    recording.close()
    recording.close()  # again, which is harmless
    assert stretch.decoder._process.returncode is not None
    assert "recording-player" not in [thread.name for thread in threading.enumerate()]
    recording.play()
    assert not recording.playing


async def test_closing_does_not_wait_for_a_decoder_that_hangs(
    stage: Stage, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    recording = await stage.open(folder / "sound.mp3")
    ffmpeg = tmp_path / "ffmpeg"
    ffmpeg.write_text("#!/bin/sh\nexec sleep 60\n")
    ffmpeg.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    recording.play()
    assert eventually(lambda: recording._stretch)
    recording.close()
    assert "recording-player" not in [thread.name for thread in threading.enumerate()]


@pytest.mark.parametrize("kind", ["pcm", "a-law"])  # read here; decoded by ffmpeg
async def test_of_a_file_of_hours_only_some_seconds_are_in_memory(stage: Stage, tmp_path: Path, kind: str) -> None:
    path = tmp_path / "hours.wav"
    rate, hours = 16_000, 4
    with path.open("wb") as file:  # sparse: it takes no room on the disk
        if kind == "pcm":
            file.write(header(rate, rate * 2 * 3600 * hours))
            at = file.tell() + rate * 2 * 3600 * 3
            end = file.tell() + rate * 2 * 3600 * hours
            marked = pcm(tone(2.0, rate, 1_000.0))
        else:
            form = struct.pack("<4sIHHIIHH", b"fmt ", 16, 6, 1, rate, rate, 1, 8)
            size = rate * 3600 * hours
            file.write(struct.pack("<4sI4s", b"RIFF", 36 + size, b"WAVE") + form + struct.pack("<4sI", b"data", size))
            at, end = file.tell() + rate * 3600 * 3, file.tell() + size
            marked = _a_law(tone(2.0, rate, 1_000.0), rate)
        file.seek(at)
        file.write(marked)
        file.truncate(end)
    recording = await stage.open(path)
    assert recording.duration == 3600 * hours
    recording.seek(3600 * 3)
    tracemalloc.start()
    try:
        recording.play()
        heard = stage.hear(1.0)
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert _hertz(heard) == 1_000
    assert recording.position == 3600 * 3 + 1.0
    assert most < 4_000_000
    assert stage.player._playback is not None
    assert stage.player._playback.queued_seconds < AHEAD_SECONDS + 0.2


def _a_law(sound: Samples, rate: int) -> bytes:
    command = ["ffmpeg", "-v", "error", "-f", "s16le", "-ar", str(rate), "-ac", "1", "-i", "-", "-f", "alaw", "-"]
    return subprocess.run(command, input=pcm(sound), capture_output=True, check=True).stdout


def _hertz(sound: Samples) -> int:
    return round(int(np.argmax(np.abs(np.fft.rfft(sound)))) * RATE / len(sound))
