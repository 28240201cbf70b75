from pathlib import Path

import pytest

from voiceassistant.documents.document import Place
from voiceassistant.errors import StoreError
from voiceassistant.reading.journal import Journal, SpokenSentence, SpokenWord

FIRST = SpokenSentence(
    "a", 1, Place(0, 0, 0), "Eins.", 0, 50, (SpokenWord(0, 4, 0.0, 0.002),), heading=2, title="Eins."
)
SECOND = SpokenSentence("b", 2, Place(0, 0, 6), "둘째 문장.", 60, 100, (), begins_block=False)


def filled(folder: Path, work: str = "nova") -> Journal:
    journal = Journal(folder, work)
    journal.append(FIRST, bytes(100))
    journal.append(SECOND, bytes(100))
    return journal


def test_it_gives_back_what_it_was_given(tmp_path: Path) -> None:
    journal = filled(tmp_path / "job")
    assert list(journal.sentences()) == [FIRST, SECOND]
    journal.close()
    again = Journal(tmp_path / "job", "nova")
    assert list(again.keys) == ["a", "b"]
    assert (again.samples, again.seconds) == (100, 100 / 24_000)
    assert list(again.sentences()) == [FIRST, SECOND]
    again.close()


def test_it_is_longer_than_what_was_broken_off(tmp_path: Path) -> None:
    filled(tmp_path).close()
    with (tmp_path / "sound.pcm").open("ab") as sound:
        sound.write(bytes(17))
    with (tmp_path / "journal.jsonl").open("ab") as lines:
        lines.write(b'{"key": "c", "la')
    journal = Journal(tmp_path, "nova")
    journal.cut(1)
    journal.append(SECOND, bytes(100))
    journal.close()
    again = Journal(tmp_path, "nova")
    assert list(again.sentences()) == [FIRST, SECOND]
    assert again.sound.stat().st_size == 200
    again.close()


def test_sound_that_did_not_reach_the_disk_is_not_counted(tmp_path: Path) -> None:
    filled(tmp_path).close()
    with (tmp_path / "sound.pcm").open("r+b") as sound:
        sound.truncate(150)
    journal = Journal(tmp_path, "nova")
    assert list(journal.keys) == ["a"]
    assert journal.sound.stat().st_size == 100
    journal.close()


@pytest.mark.parametrize("head", [None, b"", b"\xff\xfe\n", b'{"form": 0, "work": "nova"}\n'])
def test_other_work_is_thrown_away(tmp_path: Path, head: bytes | None) -> None:
    filled(tmp_path, "echo" if head is None else "nova").close()
    if head is not None:
        (tmp_path / "journal.jsonl").write_bytes(head)
    journal = Journal(tmp_path, "nova")
    assert list(journal.keys) == []
    assert journal.sound.stat().st_size == 0
    journal.append(FIRST, bytes(100))
    assert list(journal.sentences()) == [FIRST]
    journal.close()


def test_when_it_is_done_nothing_is_left(tmp_path: Path) -> None:
    filled(tmp_path / "job").remove()
    assert not (tmp_path / "job").exists()


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "job").touch()
    with pytest.raises(StoreError, match="could not be kept"):
        Journal(tmp_path / "job", "nova")
