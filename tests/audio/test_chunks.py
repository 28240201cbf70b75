import tracemalloc
from pathlib import Path

import numpy as np
import pytest

from voiceassistant.audio import chunks
from voiceassistant.audio.chunks import Part, Parts
from voiceassistant.audio.files import load, save
from voiceassistant.errors import AudioFileError
from voiceassistant.servers.services import sample_path

pytestmark = pytest.mark.slow

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
    with pytest.raises(AudioFileError, match="ffmpeg, which is needed for mp3, is not installed"):
        Parts(mp3, tmp_path)


def test_what_is_no_sound_is_told(tmp_path: Path) -> None:
    (path := tmp_path / "text.mp3").write_text("no sound at all")
    parts = Parts(path, tmp_path)
    with pytest.raises(AudioFileError, match="is not a sound file"):
        parts.next()
    parts.close()
    with pytest.raises(AudioFileError, match="does not exist"):
        Parts(tmp_path / "nowhere.wav", tmp_path)


def test_what_goes_on_from_a_cut_is_cut_as_if_it_had_never_been_broken_off(talk: Path, tmp_path: Path) -> None:
    whole = [part for part, _ in all_of(Parts(talk, tmp_path, longest_seconds=9.0))]
    for done in (1, 2):
        again = [part for part, _ in all_of(Parts(talk, tmp_path, longest_seconds=9.0, start=whole[done].start))]
        assert again == whole[done:]


def test_no_part_is_larger_than_servers_take(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert chunks.MOST_BYTES < 25_000_000
    assert 2 * RATE * chunks.LONGEST_SECONDS < chunks.MOST_BYTES
    monkeypatch.setattr(chunks, "MOST_BYTES", 500_000)
    path = tmp_path / "long.wav"
    save(path, np.zeros(40 * RATE, np.float32), RATE)
    parts = Parts(path, tmp_path, longest_seconds=100_000.0)
    sizes = [part.path.stat().st_size for part in iter(parts.next, None)]
    parts.close()
    assert len(sizes) > 2
    assert max(sizes) <= 500_044


def test_beginning_after_the_end_gives_nothing(tmp_path: Path) -> None:
    parts = Parts(sample_path(), tmp_path, start=100 * RATE)
    assert parts.next() is None
    parts.close()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_told(tmp_path: Path) -> None:
    (tmp_path / "part.wav").symlink_to("/dev/full")
    parts = Parts(sample_path(), tmp_path)
    with pytest.raises(AudioFileError, match=r"part\.wav cannot be written: No space left") as caught:
        parts.next()
    parts.close()
    assert caught.value.advice == "Check the free disk space."


def test_no_second_copy_of_a_part_is_made(tmp_path: Path) -> None:
    seconds = 30
    save(source := tmp_path / "long.wav", np.zeros(3 * seconds * RATE, np.float32), RATE)
    tracemalloc.start()
    try:
        parts = Parts(source, tmp_path, longest_seconds=seconds)
        while parts.next():
            pass
        parts.close()
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 1.5 * seconds * RATE * 2
