"""Where sounds of a file come out, against where a player plays them; the files are made by ffmpeg."""

import os
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest

from voiceassistant.audio.files import save
from voiceassistant.audio.sound_stream import WavStream, open_stream
from voiceassistant.errors import AudioFileError

pytestmark = pytest.mark.slow

RATE = 16_000
BEEPS = (1.0, 2.5, 4.0)  # seconds at which a tenth of a second of sound begins

needs_ffmpeg = pytest.mark.skipif(not shutil.which("ffmpeg"), reason="ffmpeg is not installed")


@pytest.fixture
def beeps(tmp_path: Path) -> Path:
    return write_beeps(tmp_path / "beeps.wav", 48_000)


def write_beeps(path: Path, rate: int, frequency: float = 1000.0) -> Path:
    time = np.arange(5 * rate) / rate
    on = np.zeros(len(time), bool)
    for begin in BEEPS:
        on |= (time >= begin) & (time < begin + 0.1)
    save(path, (0.5 * np.sin(2 * np.pi * frequency * time) * on).astype(np.float32), rate)
    return path


def ffmpeg(*arguments: str | Path) -> None:
    subprocess.run(["ffmpeg", "-v", "error", "-y", *map(str, arguments)], check=True)


def decoded(path: Path) -> np.ndarray:
    stream = open_stream(path)
    sound = np.frombuffer(b"".join(stream.blocks()), "<i2") / 32_768
    stream.close()
    return sound


def onsets(sound: np.ndarray) -> list[float]:
    """When something loud begins after a tenth of a second of silence."""
    loud = np.nonzero(np.abs(sound) > 0.1)[0]
    return [float(at) / RATE for at in loud[np.diff(loud, prepend=-RATE) > RATE // 10]]


PICTURE = ("-f", "lavfi", "-i", "color=black:size=32x32:rate=10:duration=5")


@needs_ffmpeg
@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("cbr.mp3", ["-b:a", "128k"]),
        ("vbr.mp3", ["-q:a", "4"]),
        ("bare.mp3", ["-q:a", "4", "-write_xing", "0", "-id3v2_version", "0"]),
        ("edited.m4a", ["-c:a", "aac"]),
        ("sound.ogg", ["-c:a", "libvorbis"]),
        ("sound.opus", ["-c:a", "libopus"]),
        ("sound.webm", ["-c:a", "libopus"]),
        ("sound.flac", []),
        ("sound.wav", ["-c:a", "pcm_f32le", "-ac", "2"]),
    ],
)
def test_every_format_keeps_the_times(beeps: Path, tmp_path: Path, name: str, options: list[str]) -> None:
    ffmpeg("-i", beeps, *options, tmp_path / name)
    # An mp3 without the header that tells of its encoder's delay is late by that in every player; webm by 7 ms.
    tolerance = 0.08 if name == "bare.mp3" else 0.01
    assert onsets(decoded(tmp_path / name)) == pytest.approx(list(BEEPS), abs=tolerance)


@needs_ffmpeg
@pytest.mark.parametrize("name", ["late.mkv", "late.mp4", "late.mov"])
def test_sound_that_begins_after_the_picture_has_the_players_times(beeps: Path, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    ffmpeg(*PICTURE, "-itsoffset", "1.5", "-i", beeps, "-map", "0:v", "-map", "1:a", "-c:a", "aac", path)
    assert onsets(decoded(path)) == pytest.approx([begin + 1.5 for begin in BEEPS], abs=0.005)


@needs_ffmpeg
def test_a_gap_in_the_sound_is_silence(beeps: Path, tmp_path: Path) -> None:
    path = tmp_path / "gap.mkv"
    ffmpeg("-i", beeps, "-af", "aselect='not(between(t,1.5,2.2))'", "-c:a", "pcm_s16le", path)
    assert onsets(decoded(path)) == pytest.approx(list(BEEPS), abs=0.05)


@needs_ffmpeg
@pytest.mark.parametrize("marked", [0, 1])
def test_the_track_that_players_play_is_heard(beeps: Path, tmp_path: Path, marked: int) -> None:
    silence = tmp_path / "silence.wav"
    save(silence, np.zeros(5 * RATE, np.float32), RATE)
    path = tmp_path / "two.mkv"
    tracks = (beeps, silence) if marked == 0 else (silence, beeps)
    maps = ("-map", "0:v", "-map", "1:a", "-map", "2:a")
    marks = ("-disposition:a", "0", f"-disposition:a:{marked}", "default")
    ffmpeg(*PICTURE, "-i", tracks[0], "-i", tracks[1], *maps, "-c:a", "flac", *marks, path)
    assert len(onsets(decoded(path))) == 3


@needs_ffmpeg
def test_without_ffmpeg_wav_sounds_the_same(beeps: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kinds = {"u8": 2, "s16le": 1, "s24le": 2, "s32le": 1, "f32le": 2}
    for kind, channels in kinds.items():
        ffmpeg("-i", beeps, "-c:a", f"pcm_{kind}", "-ac", str(channels), "-ar", "44100", tmp_path / f"{kind}.wav")
    with (tmp_path / "piped.wav").open("wb") as file:  # a stream: its header does not know the length
        subprocess.run(["ffmpeg", "-v", "error", "-i", beeps, "-f", "wav", "-"], stdout=file, check=True)
    monkeypatch.setenv("PATH", "")
    for name in (*kinds, "piped"):
        stream = WavStream(tmp_path / f"{name}.wav")
        sound = decoded(tmp_path / f"{name}.wav")
        assert stream.total_seconds == pytest.approx(5.0, abs=0.001)
        assert len(sound) == pytest.approx(5 * RATE, abs=2)
        assert onsets(sound) == pytest.approx(list(BEEPS), abs=0.001)
        assert np.abs(sound).max() == pytest.approx(0.35 if kinds.get(name) == 2 else 0.5, abs=0.02)  # as ffmpeg mixes


@pytest.mark.parametrize("content", [b"RIFF", b"RIFF\0\0\0\0WAVEfmt \x10\0\0\0" + bytes(16), b"RIFF" + bytes(60)])
def test_what_is_no_usual_wav_needs_ffmpeg(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    monkeypatch.setenv("PATH", "")
    (path := tmp_path / "x.wav").write_bytes(content)
    with pytest.raises(AudioFileError, match="ffmpeg, which is needed for wav, is not installed"):
        open_stream(path)


def test_a_file_that_goes_away_is_told(tmp_path: Path, beeps: Path) -> None:
    stream = WavStream(beeps)
    beeps.unlink()
    with pytest.raises(AudioFileError, match=r"beeps\.wav cannot be read: No such file"):
        next(stream.blocks())


def test_a_closed_stream_ends(beeps: Path) -> None:
    for stream in (open_stream(beeps), WavStream(beeps)):
        blocks = stream.blocks()
        assert next(blocks)
        stream.close()
        with pytest.raises((StopIteration, ValueError)):
            next(blocks)


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_a_decoder_that_is_killed_has_not_come_to_the_end(
    beeps: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder := tmp_path / "bin").mkdir()
    for name, script in (("ffmpeg", "printf sound; kill -9 $$"), ("ffprobe", "echo {}")):
        (folder / name).write_text(f"#!/bin/sh\n{script}\n")
        (folder / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(folder), prepend=os.pathsep)
    stream = open_stream(beeps)
    blocks = stream.blocks()
    assert next(blocks) == b"soun"
    with pytest.raises(AudioFileError, match=r"beeps\.wav cannot be read: ffmpeg was ended by signal 9"):
        next(blocks)
    stream.close()
