import io
import wave
from pathlib import Path

import numpy as np
import pytest

from tests.audio.sounds import likeness, pcm, tone
from voiceassistant.audio import files
from voiceassistant.audio.files import FORMATS, encode, load, save, wav_bytes
from voiceassistant.errors import AudioFileError

pytestmark = pytest.mark.slow

RATE = 24_000


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_comes_back_as_it_went_out(name: str, tmp_path: Path) -> None:
    path = tmp_path / f"sound.{name}"
    save(path, tone(1.0, RATE), RATE)
    sound = load(path)
    assert sound.dtype == np.float32
    assert len(sound) == pytest.approx(16_000, abs=1_600)  # some formats pad
    assert likeness(sound, tone(1.0, 16_000)) > 0.97


def test_wav_is_exact_and_takes_samples_and_pcm_alike(tmp_path: Path) -> None:
    data = pcm(tone(0.3, RATE))
    assert wav_bytes(data, RATE) == encode(data, RATE, "WAV") == wav_bytes(tone(0.3, RATE), RATE)
    with wave.open(io.BytesIO(wav_bytes(data, RATE))) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, RATE)
        assert file.readframes(file.getnframes()) == data


@pytest.mark.parametrize("width", [1, 2, 4])
def test_stereo_of_any_sample_width_is_mixed_to_mono(width: int, tmp_path: Path) -> None:
    scale, offset = 2 ** (8 * width - 1) - 1, 128 if width == 1 else 0
    left = np.round(tone(0.2, 44_100) * scale + offset)
    right = np.full_like(left, offset)
    frames = np.stack((left, right), axis=1).astype({1: "u1", 2: "<i2", 4: "<i4"}[width])
    with wave.open(str(tmp_path / "stereo.wav"), "wb") as file:
        file.setparams((2, width, 44_100, 0, "NONE", ""))
        file.writeframes(frames.tobytes())
    sound = load(tmp_path / "stereo.wav", 44_100)
    assert len(sound) == 8_820
    assert sound == pytest.approx(tone(0.2, 44_100) / 2, abs=0.01)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("empty.mp3", b"", "is empty"),
        ("text.mp3", b"Dear diary, " * 40, "not a sound file"),
        ("text.wav", b"Dear diary, " * 40, "not a sound file"),
        ("header.wav", wav_bytes(b"", RATE), "holds no sound"),
        ("cut.wav", wav_bytes(b"", RATE)[:20], "not a sound file"),
    ],
)
def test_what_is_no_sound_is_told_in_a_sentence(name: str, content: bytes, says: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(AudioFileError) as caught:
        load(tmp_path / name)
    assert name in caught.value.sentence
    assert says in caught.value.sentence
    assert "\n" not in caught.value.sentence


def test_missing_files_and_folders_are_told(tmp_path: Path) -> None:
    with pytest.raises(AudioFileError, match=r"missing\.wav does not exist"):
        load(tmp_path / "missing.wav")
    with pytest.raises(AudioFileError, match="cannot be read"):
        load(tmp_path)
    with pytest.raises(AudioFileError, match="cannot be written"):
        save(tmp_path / "missing" / "sound.wav", tone(0.1, RATE), RATE)


@pytest.mark.parametrize("name", ["sound.doc", "sound"])
def test_an_unknown_format_names_those_there_are(name: str, tmp_path: Path) -> None:
    with pytest.raises(AudioFileError) as caught:
        save(tmp_path / name, tone(0.1, RATE), RATE)
    assert all(known in caught.value.sentence for known in FORMATS)
    assert not list(tmp_path.iterdir())


def test_without_ffmpeg_wav_works_and_the_rest_says_what_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "sound.mp3").write_bytes(encode(tone(0.2, RATE), RATE, "mp3"))
    files.save(tmp_path / "sound.wav", tone(0.2, RATE), RATE)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert len(load(tmp_path / "sound.wav", RATE)) == 4_800
    with pytest.raises(AudioFileError, match="ffmpeg") as caught:
        load(tmp_path / "sound.mp3")
    assert "Install ffmpeg" in caught.value.sentence
    with pytest.raises(AudioFileError, match="ffmpeg"):
        encode(tone(0.2, RATE), RATE, "mp3")
