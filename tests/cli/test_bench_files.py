from pathlib import Path

import numpy as np
import pytest

from voiceassistant.audio.files import load
from voiceassistant.cli.bench_files import STAGES, print_memory, print_times, print_words
from voiceassistant.cli.long_recording import RATE, Said, record, sentences
from voiceassistant.cli.main import make_parser
from voiceassistant.cli.memory_watch import MemoryWatch, Use, resident_bytes
from voiceassistant.cli.word_errors import compare
from voiceassistant.transcripts import Transcript, Word

SAID = [Said("The cat sat.", 1.0, 2.0), Said("Where is it?", 3.0, 4.0)]


def transcript(*words: tuple[str, float, float]) -> Transcript:
    return Transcript("", words=tuple(Word(*word) for word in words))


EXACT = transcript(
    ("The", 1.02, 1.2), ("cat", 1.2, 1.5), ("sat.", 1.5, 2.0), ("Where", 2.95, 3.2), ("is", 3.2, 3.5), ("it?", 3.5, 4.1)
)


def beep(text: str) -> np.ndarray:
    """A tenth of a second of silence, one of sound for each word, and silence again."""
    sound = np.full(len(text.split()) * RATE // 10, 0.5, np.float32)
    return np.pad(sound, RATE // 10)


def test_a_recording_has_its_sentences_where_it_says(tmp_path: Path) -> None:
    said = record(tmp_path / "a.wav", 30.0, beep, seed=3)
    sound = np.abs(load(tmp_path / "a.wav", RATE))
    assert len(sound) >= 30 * RATE
    assert len(said) >= 8
    for sentence in said:
        begin, end = round(sentence.start * RATE), round(sentence.end * RATE)
        assert end - begin == len(sentence.text.split()) * RATE // 10
        assert sound[begin:end].min() > 3 * sound[begin - 500 : begin].max()
        assert sound[begin:end].min() > 3 * sound[end : end + 500].max()
    record(tmp_path / "b.wav", 30.0, beep, seed=3)
    assert (tmp_path / "a.wav").read_bytes() == (tmp_path / "b.wav").read_bytes()
    assert len(set(sentences())) == len(sentences()) >= 60


def test_times_are_compared_with_what_was_said() -> None:
    first, second = compare(SAID, EXACT)
    assert (first.wrong, first.invented, second.wrong, second.invented) == (0, 0, 0, 0)
    assert (first.start_error, first.end_error) == (pytest.approx(0.02), pytest.approx(0.0))
    assert (second.start_error, second.end_error) == (pytest.approx(-0.05), pytest.approx(0.1))


def test_lost_wrong_and_invented_words_are_counted() -> None:
    heard = transcript(("The", 1.0, 1.2), ("hat", 1.2, 1.5), ("sat.", 1.5, 2.0), ("Oh", 2.1, 2.3), ("is", 3.2, 3.5))
    first, second = compare(SAID, heard)
    assert (first.words, first.wrong) == (3, 1)
    assert (second.words, second.wrong, first.invented + second.invented) == (3, 2, 0)  # "Oh" stands for "Where"
    assert second.start_error is None
    assert second.end_error is None


def used(*engine: tuple[int, int]) -> list[tuple[float, Use, Use]]:
    """Of three stages; the engine's usual memory and the most of it."""
    return [(stage, Use(60, 50), Use(most, usual)) for stage, (usual, most) in zip(STAGES, engine, strict=True)]


def test_late_ends_and_growing_memory_fail(capsys: pytest.CaptureFixture[str]) -> None:
    assert print_times(compare(SAID, EXACT))
    late = transcript(("The", 1.0, 1.2), ("sat.", 1.5, 2.0), ("Where", 3.3, 3.4), ("is", 3.4, 3.5), ("it?", 3.5, 4.0))
    assert not print_times(compare(SAID, late))
    assert print_memory(used((100, 100), (115, 115), (120, 140)))
    assert not print_memory(used((100, 100), (100, 160), (120, 160)))
    assert not print_memory(used((100, 100), (100, 100), (100, 130)))
    print_words(compare(SAID, EXACT), [2.5])
    out = capsys.readouterr().out
    assert "times at the end are WRONG: 300 ms off" in out
    assert "memory GROWS: 1.00 and 1.20 times the first half's" in out
    assert "memory GROWS: 1.00 and 1.00 times the first half's,\n    at most 1.00 and 1.30 times" in out
    assert "within 10 s of the 1 cuts: 6, not understood 0, invented 0: 0.0% errors" in out


def test_memory_is_watched() -> None:
    with MemoryWatch(lambda: None) as watch:
        block = bytearray(50_000_000)
        own, other = watch.used()
        assert own.most >= own.usual > 0
        assert own.most >= len(block)
        again, _ = watch.used()
    assert again.most >= len(block)
    assert other == Use(0, 0)
    assert resident_bytes(2**22 + 1) == 0


def test_minutes_and_seed() -> None:
    args = make_parser().parse_args(["bench", "files", "--minutes", "2.5"])
    assert (args.minutes, args.seed) == (2.5, 1)
