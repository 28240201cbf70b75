import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from tests.audio.sounds import pcm, tone
from voiceassistant.reading.speech_cache import SpeechCache, packed, unpacked
from voiceassistant.text.word_times import WordTime

SOUND = pcm(tone(0.5, 24_000))
TIMES = (WordTime(0, 4, 0.0, 0.25), WordTime(5, 9, 0.25, 0.5))


def kept_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_it_gives_back_what_it_was_given(tmp_path: Path) -> None:
    cache = SpeechCache(tmp_path / "speech")
    assert cache.load("a") is None
    cache.save("a", SOUND, TIMES)
    cache.save("b", SOUND[:100], ())
    assert cache.load("a") == (SOUND, TIMES)
    assert SpeechCache(tmp_path / "speech").load("b") == (SOUND[:100], ())  # after a new start, too
    assert kept_in(tmp_path / "speech") == ["a.speech", "b.speech"]


@pytest.mark.parametrize(
    "sound",
    [
        b"",
        b"\x00\x80\xff\x7f" * 50,  # from one end of the scale to the other
        np.random.default_rng(1).integers(-32768, 32768, 999).astype("<i2").tobytes(),
    ],
)
def test_no_sample_is_lost(sound: bytes) -> None:
    assert unpacked(packed(sound, ())) == (sound, ())


def test_what_was_not_asked_for_longest_goes_first(tmp_path: Path) -> None:
    size = len(packed(SOUND, TIMES))
    cache = SpeechCache(tmp_path, limit_bytes=round(3.5 * size))
    for number, key in enumerate("abc"):
        cache.save(key, SOUND, TIMES)
        os.utime(tmp_path / f"{key}.speech", (number, number))
    cache.load("a")
    cache.save("d", SOUND, TIMES)
    assert kept_in(tmp_path) == ["a.speech", "c.speech", "d.speech"]


def test_the_same_sentence_again_takes_no_more_room(tmp_path: Path) -> None:
    cache = SpeechCache(tmp_path, limit_bytes=round(2.5 * len(packed(SOUND, TIMES))))
    cache.save("a", SOUND, TIMES)
    for _ in range(5):
        cache.save("b", SOUND, TIMES)
    assert kept_in(tmp_path) == ["a.speech", "b.speech"]


@pytest.mark.parametrize("broken", [b"", b"something else", packed(SOUND, TIMES)[:-5], packed(SOUND, TIMES)[:8]])
def test_what_is_broken_is_dropped(tmp_path: Path, broken: bytes) -> None:
    cache = SpeechCache(tmp_path)
    (tmp_path / "a.speech").write_bytes(broken)
    assert cache.load("a") is None
    assert kept_in(tmp_path) == []


def test_one_changed_byte_is_noticed(tmp_path: Path) -> None:
    content = bytearray(packed(SOUND, TIMES))
    content[-20] ^= 1
    (tmp_path / "a.speech").write_bytes(content)
    assert SpeechCache(tmp_path).load("a") is None


def test_what_a_crash_left_goes_after_a_while(tmp_path: Path) -> None:
    for name, age in (("old.unfinished", 1.0), ("new.unfinished", None)):
        (tmp_path / name).touch()
        if age is not None:
            os.utime(tmp_path / name, (age, age))
    SpeechCache(tmp_path).save("a", SOUND, ())
    assert kept_in(tmp_path) == ["a.speech", "new.unfinished"]


def test_a_folder_that_cannot_be_made_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    cache = SpeechCache(tmp_path / "file" / "speech")
    cache.save("a", SOUND, TIMES)
    assert cache.load("a") is None


def test_any_thread_may_use_it(tmp_path: Path) -> None:
    cache = SpeechCache(tmp_path, limit_bytes=5 * len(packed(SOUND, TIMES)))

    def work(number: int) -> bool:
        key = f"{number % 10}"
        cache.save(key, SOUND, TIMES)
        return cache.load(key) in (None, (SOUND, TIMES))

    with ThreadPoolExecutor(8) as threads:
        assert all(threads.map(work, range(100)))
    assert len(kept_in(tmp_path)) <= 5
