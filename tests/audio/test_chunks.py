from pathlib import Path

import numpy as np
import pytest

from voiceassistant.audio.chunks import Part, Parts
from voiceassistant.audio.files import load, save
from voiceassistant.errors import AudioFileError
from voiceassistant.services import sample_path

RATE = 16_000


@pytest.fixture
def talk(tmp_path: Path) -> Path:
    """Five questions, each followed by two seconds of silence."""
    question = load(sample_path(), RATE)
    path = tmp_path / "talk.flac"
    save(path, np.tile(np.concatenate([question, np.zeros(2 * RATE, np.float32)]), 5), RATE)
    return path


def all_of(parts: Parts) -> list[tuple[Part, np.ndarray]]:
    found = []
    while part := parts.next():
        found.append((part, load(part.path, RATE)))
    parts.close()
    return found


def test_parts_join_to_the_whole_and_are_cut_in_pauses(talk: Path, tmp_path: Path) -> None:
    whole = load(talk, RATE)
    parts = Parts(talk, tmp_path, longest_seconds=9.0)
    assert parts.total_seconds == pytest.approx(len(whole) / RATE, abs=0.01)
    found = all_of(parts)
    assert len(found) > 2
    assert [part.end for part, _ in found][:-1] == [part.start for part, _ in found][1:]
    joined = np.concatenate([sound for _, sound in found])
    assert len(joined) == len(whole)
    np.testing.assert_allclose(joined, whole, atol=1e-3)
    assert all(len(sound) <= 9.1 * RATE for _, sound in found)
    assert all(np.abs(whole[part.end - 800 : part.end + 800]).max() < 0.01 for part, _ in found[:-1])
    assert all(part.speech_seconds > 0.5 for part, _ in found[:-1])


def test_beginning_in_the_middle_gives_the_same_sound(talk: Path, tmp_path: Path) -> None:
    start = 512 * 200
    found = all_of(Parts(talk, tmp_path, longest_seconds=9.0, start=start))
    assert found[0][0].start == start
    np.testing.assert_allclose(np.concatenate([sound for _, sound in found]), load(talk, RATE)[start:], atol=1e-3)


def test_without_ffmpeg_wav_still_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    ((part, sound),) = all_of(Parts(sample_path(), tmp_path))
    assert (part.start, part.end) == (0, len(sound))
    (mp3 := tmp_path / "x.mp3").write_bytes(b"ID3something")
    parts = Parts(mp3, tmp_path)
    with pytest.raises(AudioFileError, match="ffmpeg, which is needed for mp3, is not installed"):
        parts.next()


def test_what_is_no_sound_is_told(tmp_path: Path) -> None:
    (path := tmp_path / "text.mp3").write_text("no sound at all")
    parts = Parts(path, tmp_path)
    with pytest.raises(AudioFileError, match="is not a sound file"):
        parts.next()
    parts.close()
    with pytest.raises(AudioFileError, match="does not exist"):
        Parts(tmp_path / "nowhere.wav", tmp_path)
