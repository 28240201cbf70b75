import asyncio
import struct
import subprocess
from pathlib import Path

import numpy as np
import pytest

from tests.audio.sounds import likeness, tone
from voiceassistant.audio.examining import examine
from voiceassistant.audio.files import save
from voiceassistant.audio.wav_layout import wav_layout
from voiceassistant.errors import AudioFileError

pytestmark = pytest.mark.slow

RATE = 16_000


def ffmpeg(*options: str | Path) -> None:
    subprocess.run(["ffmpeg", "-v", "error", "-y", *map(str, options)], check=True)


@pytest.fixture
def wav(tmp_path: Path) -> Path:
    path = tmp_path / "sound.wav"
    save(path, tone(3.0, RATE), RATE)
    return path


@pytest.mark.parametrize("name", ["sound.mp3", "sound.m4a", "sound.ogg", "sound.webm", "sound.mkv", "sound.flac"])
async def test_a_file_tells_its_length(wav: Path, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    ffmpeg("-i", wav, path)
    assert (await examine(path)).seconds == pytest.approx(3.0, abs=0.1)


@pytest.mark.parametrize("name", ["sound.mp3", "sound.aac", "sound.webm"])
async def test_a_file_that_does_not_is_measured(wav: Path, tmp_path: Path, name: str) -> None:
    """What a broadcast or a browser recorded; for MP3 and AAC, ffprobe's guess would be far off."""
    path = tmp_path / name
    changing = tmp_path / "changing.wav"
    save(changing, np.concatenate((tone(6.0, RATE), np.zeros(6 * RATE, np.float32))), RATE)
    options = ("-q:a", "4", "-write_xing", "0", "-id3v2_version", "0") if name.endswith("mp3") else ()
    with path.open("wb") as file:  # to a pipe: nothing can be added at the beginning afterwards
        command = ["ffmpeg", "-v", "error", "-i", str(changing), *options]
        kind = {"mp3": "mp3", "aac": "adts", "webm": "webm"}[path.suffix[1:]]
        subprocess.run([*command, "-f", kind, "pipe:1"], stdout=file, check=True)
    assert (await examine(path)).seconds == pytest.approx(12.0, abs=0.15)


async def test_sound_that_begins_late_counts_from_the_videos_beginning(wav: Path, tmp_path: Path) -> None:
    path = tmp_path / "late.mp4"
    picture = ("-f", "lavfi", "-i", "color=size=64x64:rate=10:duration=4")
    ffmpeg(*picture, "-itsoffset", "0.5", "-i", wav, path)
    sound = await examine(path)
    assert sound.seconds == pytest.approx(3.5, abs=0.05)
    decoder = sound.decode(0.0)
    beginning = decoder.read()
    while len(beginning) < 2 * decoder.rate:
        beginning += decoder.read()
    decoder.close()
    samples = np.frombuffer(beginning, "<i2")
    assert not samples[: int(0.4 * decoder.rate)].any()
    assert samples[int(0.6 * decoder.rate) :].any()


async def test_a_video_without_sound_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "mute.mp4"
    ffmpeg("-f", "lavfi", "-i", "color=size=64x64:rate=10:duration=1", path)
    with pytest.raises(AudioFileError, match=r"mute\.mp4 holds no sound"):
        await examine(path)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "is empty"),
        (b"No sound at all, but a letter to a friend." * 40, "is not a sound file, or it is damaged"),
        (b"RIFF\x00\x00\x00\x00WAVEfmt ", "is not a sound file, or it is damaged"),
    ],
)
async def test_what_is_no_sound_is_refused(tmp_path: Path, content: bytes, told: str) -> None:
    path = tmp_path / "letter.mp3"
    path.write_bytes(content)
    with pytest.raises(AudioFileError, match=told):
        await examine(path)


async def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(AudioFileError, match="does not exist"):
        await examine(tmp_path / "nothing.mp3")
    with pytest.raises(AudioFileError):
        await examine(tmp_path)


async def test_without_ffmpeg_there_is_wav(wav: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ffmpeg("-i", wav, tmp_path / "sound.mp3")
    monkeypatch.setenv("PATH", "")
    sound = await examine(wav)
    assert sound.seconds == 3.0
    decoder = sound.decode(1.0)
    assert (decoder.rate, len(decoder.read())) == (RATE, 2 * RATE // 10)
    decoder.close()
    with pytest.raises(AudioFileError, match="ffmpeg, which is needed for mp3, is not installed"):
        await examine(tmp_path / "sound.mp3")


async def test_cancelling_it_ends_the_work(wav: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ffmpeg("-i", wav, tmp_path / "sound.mp3")
    started = tmp_path / "started"
    for name in ("ffprobe", "ffmpeg"):
        program = tmp_path / "bin" / name
        program.parent.mkdir(exist_ok=True)
        program.write_text(f"#!/bin/sh\necho $$ > {started}.new\nmv {started}.new {started}\nexec sleep 60\n")
        program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:/usr/bin:/bin")
    examining = asyncio.create_task(examine(tmp_path / "sound.mp3"))
    async with asyncio.timeout(10):
        while not started.exists():
            await asyncio.sleep(0.01)
    examining.cancel()
    with pytest.raises(asyncio.CancelledError):
        await examining
    assert not Path(f"/proc/{started.read_text().strip()}").exists()


@pytest.mark.parametrize("codec", ["pcm_u8", "pcm_s16le", "pcm_s24le", "pcm_s32le", "pcm_f32le"])
@pytest.mark.parametrize("channels", [1, 2, 6])  # six are written with the extensible header
def test_every_usual_wav_is_understood(wav: Path, tmp_path: Path, codec: str, channels: int) -> None:
    path = tmp_path / "other.wav"
    ffmpeg("-i", wav, "-af", f"pan={channels}c|" + "|".join(f"c{n}=c0" for n in range(channels)), "-c:a", codec, path)
    layout = wav_layout(path)
    assert layout is not None
    assert (layout.rate, layout.channels, layout.seconds) == (RATE, channels, 3.0)
    sound = layout.mono(path.read_bytes()[layout.first :])
    assert len(sound) == 3 * RATE
    assert np.abs(sound).max() == pytest.approx(0.5, abs=0.01)
    assert likeness(sound, tone(3.0, RATE)) > 0.999


@pytest.mark.parametrize("length", [0, 0xFFFFFFFF])
def test_a_wav_that_does_not_know_its_length_is_as_long_as_the_file(wav: Path, length: int) -> None:
    content = bytearray(wav.read_bytes())
    content[40:44] = struct.pack("<I", length)
    wav.write_bytes(content)
    layout = wav_layout(wav)
    assert layout is not None
    assert layout.seconds == 3.0


def test_an_unusual_wav_is_left_to_ffmpeg(wav: Path, tmp_path: Path) -> None:
    path = tmp_path / "other.wav"
    ffmpeg("-i", wav, "-c:a", "adpcm_ms", path)
    assert wav_layout(path) is None
