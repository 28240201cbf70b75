import errno
import os
import shutil
from contextlib import suppress
from io import FileIO
from pathlib import Path

import numpy as np
import pytest

from tests.fakes.packer import Crash, Zip
from voiceassistant.documents.document import Place
from voiceassistant.errors import AudioFileError, StoreError
from voiceassistant.reading import journal as journal_module
from voiceassistant.reading import kept_sound
from voiceassistant.reading.journal import RATE, Journal, SpokenSentence, SpokenWord
from voiceassistant.reading.kept_sound import put

PIECE = 100  # samples

FIRST = SpokenSentence(
    "a", 1, Place(0, 0, 0), "Eins.", 0, 50, (SpokenWord(0, 4, 0.0, 0.002),), heading=2, title="Eins."
)
SECOND = SpokenSentence("b", 2, Place(0, 0, 6), "둘째 문장.", 60, 100, (), begins_block=False)


def opened(folder: Path, work: str = "nova", packer: Zip | None = None) -> Journal:
    return Journal(folder, work, packer or Zip(), PIECE / RATE)


def filled(folder: Path, work: str = "nova") -> Journal:
    journal = Journal(folder, work, Zip())
    journal.append(FIRST, bytes(100))
    journal.append(SECOND, bytes(100))
    return journal


def test_it_gives_back_what_it_was_given(tmp_path: Path) -> None:
    journal = filled(tmp_path / "job")
    assert list(journal.sentences()) == [FIRST, SECOND]
    journal.close()
    again = Journal(tmp_path / "job", "nova", Zip())
    assert list(again.keys) == ["a", "b"]
    assert (again.samples, again.seconds) == (100, 100 / 24_000)
    assert list(again.sentences()) == [FIRST, SECOND]
    again.close()


def test_it_is_longer_than_what_was_broken_off(tmp_path: Path) -> None:
    filled(tmp_path).close()
    with (tmp_path / "sound-0.pcm").open("ab") as sound:
        sound.write(bytes(17))
    with (tmp_path / "journal.jsonl").open("ab") as lines:
        lines.write(b'{"key": "c", "la')
    journal = Journal(tmp_path, "nova", Zip())
    journal.cut(1)
    journal.append(SECOND, bytes(100))
    journal.close()
    again = Journal(tmp_path, "nova", Zip())
    assert list(again.sentences()) == [FIRST, SECOND]
    assert (tmp_path / "sound-0.pcm").stat().st_size == 200
    again.close()


def test_sound_that_did_not_reach_the_disk_is_not_counted(tmp_path: Path) -> None:
    filled(tmp_path).close()
    with (tmp_path / "sound-0.pcm").open("r+b") as sound:
        sound.truncate(150)
    journal = Journal(tmp_path, "nova", Zip())
    assert list(journal.keys) == ["a"]
    assert (tmp_path / "sound-0.pcm").stat().st_size == 100
    journal.close()


@pytest.mark.parametrize("head", [None, b"", b"\xff\xfe\n", b'{"form": 1, "work": "nova"}\n'])
def test_other_work_is_thrown_away(tmp_path: Path, head: bytes | None) -> None:
    filled(tmp_path, "echo" if head is None else "nova").close()
    if head is not None:
        (tmp_path / "journal.jsonl").write_bytes(head)
    journal = Journal(tmp_path, "nova", Zip())
    assert list(journal.keys) == []
    assert (tmp_path / "sound-0.pcm").stat().st_size == 0
    journal.append(FIRST, bytes(100))
    assert list(journal.sentences()) == [FIRST]
    journal.close()


def test_when_it_is_done_nothing_is_left(tmp_path: Path) -> None:
    filled(tmp_path / "job").remove()
    assert not (tmp_path / "job").exists()


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "job").touch()
    with pytest.raises(StoreError, match="could not be kept"):
        Journal(tmp_path / "job", "nova", Zip())


# --- in pieces --------------------------------------------------------------------------------------------------------


def spoken(number: int, samples: int = 30) -> tuple[SpokenSentence, bytes]:
    """A sentence and its sound, which is that of no other one."""
    pcm = np.random.default_rng(number).integers(-9000, 9000, samples).astype("<i2").tobytes()
    first = number * samples
    return SpokenSentence(str(number), number + 1, Place(0, number), f"S{number}.", first, first + samples, ()), pcm


def sound_of(numbers: range) -> bytes:
    return b"".join(spoken(number)[1] for number in numbers)


def in_pieces(folder: Path, count: int = 10, packer: Zip | None = None) -> Journal:
    """Of ten sentences of 30 samples the first four and the next four are packed."""
    journal = opened(folder, packer=packer)
    for number in range(len(journal.keys), count):
        journal.append(*spoken(number))
    return journal


def sounds(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if "sound" in path.name)


def check(journal: Journal, count: int) -> None:
    """It holds so many sentences, and can be gone on with; so can what a new start finds."""
    for number in range(count, count + 2):
        assert list(journal.keys) == [str(one) for one in range(number)]
        assert [one.key for one in journal.sentences()] == list(journal.keys)
        assert b"".join(journal.sound()) == sound_of(range(number))
        journal.append(*spoken(number))
    journal.close()
    again = opened(journal.folder)
    assert [one.key for one in again.sentences()] == [str(one) for one in range(count + 2)]
    assert b"".join(again.sound()) == sound_of(range(count + 2))
    again.close()


def test_what_is_done_is_packed(tmp_path: Path) -> None:
    journal = in_pieces(tmp_path)
    assert sounds(tmp_path) == ["sound-0.flac", "sound-120.flac", "sound-240.pcm"]
    assert (tmp_path / "sound-240.pcm").stat().st_size == 2 * 60
    check(journal, 10)


def test_it_goes_on_behind_the_pieces(tmp_path: Path) -> None:
    in_pieces(tmp_path).close()
    check(opened(tmp_path), 10)


@pytest.mark.parametrize("count", range(11))
def test_it_is_cut_anywhere(tmp_path: Path, count: int) -> None:
    journal = in_pieces(tmp_path)
    journal.cut(count)
    assert len(sounds(tmp_path)) == 1 + (count >= 4) + (count >= 8)
    check(journal, count)


@pytest.mark.parametrize("count", [2, 4, 6, 9])
def test_cut_it_is_found_cut(tmp_path: Path, count: int) -> None:
    journal = in_pieces(tmp_path)
    journal.cut(count)
    journal.close()
    check(opened(tmp_path), count)


@pytest.mark.parametrize(("name", "left"), [("sound-0.flac", 0), ("sound-120.flac", 4), ("sound-240.pcm", 8)])
@pytest.mark.parametrize("size", [None, 0, 17])
def test_what_is_gone_empty_or_cut_off_is_spoken_again(tmp_path: Path, name: str, left: int, size: int | None) -> None:
    in_pieces(tmp_path).close()
    if size is None:
        (tmp_path / name).unlink()
    else:
        os.truncate(tmp_path / name, size)
    journal = opened(tmp_path)
    assert len(sounds(tmp_path)) == 1 + (left >= 4) + (left >= 8)
    check(journal, left)


@pytest.mark.parametrize("lost", range(1, 700, 23))
def test_whatever_a_crash_cut_off_of_the_lines_the_rest_is_right(tmp_path: Path, lost: int) -> None:
    in_pieces(tmp_path).close()
    lines = tmp_path / "journal.jsonl"
    os.truncate(lines, lines.stat().st_size - lost)
    whole = [line for line in lines.read_bytes().splitlines(keepends=True)[1:] if line.endswith(b"\n")]
    pieces = sum(b'"piece"' in line for line in whole)
    # A sentence whose sound was packed is found by its piece's line alone; there were two pieces, of four each.
    check(opened(tmp_path), len(whole) - 2 if pieces == 2 else 4 * pieces)


class Doom:
    """Ends the program at one moment: before, in the middle of, or behind one of the steps that change files."""

    def __init__(self, moment: int) -> None:
        self.left = moment

    def near(self) -> bool:
        self.left -= 1
        return self.left == 0

    def put(self, file: FileIO, position: int, content: bytes) -> None:
        if self.near():
            put(file, position, content[: len(content) // 2])
            raise Crash
        put(file, position, content)
        if self.near():
            raise Crash

    def unlink(self, path: Path) -> None:
        if self.near():
            raise Crash
        os.unlink(path)


@pytest.mark.slow
def test_killed_at_any_moment_it_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    moment, doom = 0, Doom(0)
    while doom.left <= 0:
        moment, least = moment + 1, 0  # sentences that were kept before
        folder, doom = tmp_path / str(moment), Doom(moment)
        journal = opened(folder, packer=Zip(doom.near))
        with monkeypatch.context() as patch:
            patch.setattr(kept_sound, "put", doom.put)
            patch.setattr(journal_module, "put", doom.put)
            patch.setattr(Path, "unlink", lambda path, doom=doom: doom.unlink(path))
            with suppress(Crash):
                for number in (*range(10), -6, *range(6, 9), -2):  # speaks so far, cuts to six, goes on, cuts to two
                    if number < 0:
                        least = -number
                        journal.cut(-number)
                    else:
                        journal.append(*spoken(number))
                        least = number + 1
            journal.close()
        found = opened(folder)
        assert found.samples % 30 == 0
        assert len(found.keys) >= least
        check(found, len(found.keys))
    assert moment > 60


def test_pieces_of_other_work_are_not_used(tmp_path: Path) -> None:
    in_pieces(tmp_path).close()
    journal = opened(tmp_path, "echo")
    assert sounds(tmp_path) == ["sound-0.pcm"]
    journal.append(*spoken(5))
    assert b"".join(journal.sound()) == spoken(5)[1]
    journal.close()


def test_a_piece_that_nobody_wrote_down_is_not_used(tmp_path: Path) -> None:
    in_pieces(tmp_path / "other").close()
    in_pieces(tmp_path / "job", 3).close()
    for name in ("sound-0.flac", "sound-120.flac", "sound-240.pcm"):
        shutil.copy(tmp_path / "other" / name, tmp_path / "job")
    check(opened(tmp_path / "job"), 3)


def test_a_piece_that_is_damaged_within_is_told_and_spoken_again(tmp_path: Path) -> None:
    journal = in_pieces(tmp_path)
    piece = tmp_path / "sound-120.flac"
    content = bytearray(piece.read_bytes())
    content[len(content) // 2] ^= 255
    piece.write_bytes(content)
    with pytest.raises(StoreError, match="is damaged"):
        b"".join(journal.sound())
    check(journal, 4)


def test_cut_within_a_damaged_piece_it_loses_that_piece(tmp_path: Path) -> None:
    journal = in_pieces(tmp_path)
    (tmp_path / "sound-120.flac").write_bytes(b"")
    journal.cut(6)
    check(journal, 4)


def test_what_cannot_be_packed_stays_as_it_is(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    packer = Zip()
    packer.error = AudioFileError("ffmpeg is not there")
    journal = in_pieces(tmp_path, 8, packer)
    assert sounds(tmp_path) == ["sound-0.pcm"]
    assert packer.tried == 2  # not again after each sentence
    packer.error = None
    journal.close()
    check(in_pieces(tmp_path, 9), 9)
    assert "sound-0.flac" in sounds(tmp_path)


def test_a_piece_that_sounds_different_is_not_used(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    packer = Zip()
    packer.loses = 2
    check(in_pieces(tmp_path, 5, packer), 5)


def test_a_full_disk_is_told_and_what_was_kept_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    journal = in_pieces(tmp_path, 5)

    def full(file: FileIO, position: int, content: bytes) -> None:
        put(file, position, content[:7])
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(kept_sound, "put", full)
        with pytest.raises(StoreError) as told:
            journal.append(*spoken(5))
    assert told.value.sentence == (
        "There is no room left for what is spoken. Make room on the disk and save it again: what was spoken is kept."
    )
    check(journal, 5)
