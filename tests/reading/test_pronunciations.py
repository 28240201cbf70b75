import json
from pathlib import Path

import pytest

from voiceassistant.errors import SettingsError
from voiceassistant.reading.pronunciations import Fault, PronunciationsSetAside, fault_of, load, save, with_one
from voiceassistant.text.spoken import Pronunciation

OWN = (
    Pronunciation("SQL", "sequel"),
    Pronunciation("값", "갑", whole_word=False, language="ko"),
    Pronunciation("US", "you ess", case=True),
)


def test_what_was_saved_is_loaded(tmp_path: Path) -> None:
    path = tmp_path / "new" / "pronunciations.json"
    save(OWN, path)
    assert load(path) == OWN
    assert list(path.parent.iterdir()) == [path]


def test_without_a_file_the_list_is_empty(tmp_path: Path) -> None:
    assert load(tmp_path / "none.json") == ()


def test_a_person_can_write_it_by_hand(tmp_path: Path) -> None:
    path = tmp_path / "own.json"
    path.write_text('[{"written": "SQL", "spoken": "sequel", "note": "of a later version"}]')
    assert load(path) == (Pronunciation("SQL", "sequel"),)


@pytest.mark.parametrize(
    "content",
    [
        *(b"", b"{", b"{}", b"[1]", b'[{"written": "a"}]', b'[{"written": "", "spoken": "b"}]'),
        *(b'[{"written": 1, "spoken": "b"}]', b'[{"written": "a", "spoken": "b", "case": "no"}]', b"\xff\xfe\x00"),
        b"[" * 100_000,
    ],
)
def test_a_broken_file_is_set_aside_and_not_lost(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "own.json"
    path.write_bytes(content)
    with pytest.raises(PronunciationsSetAside, match=r"own\.broken\.json") as raised:
        load(path)
    assert raised.value.kept.read_bytes() == content
    assert load(path) == ()


def test_an_older_broken_file_stays(tmp_path: Path) -> None:
    path = tmp_path / "own.json"
    for content in ("first", "second"):
        path.write_text(content)
        with pytest.raises(PronunciationsSetAside):
            load(path)
    assert {file.read_text() for file in tmp_path.iterdir()} == {"first", "second"}


def test_a_list_that_cannot_be_written_leaves_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "own.json"
    save(OWN, path)
    (tmp_path / "own.json.tmp").mkdir()
    with pytest.raises(SettingsError, match="cannot be kept"):
        save((), path)
    assert load(path) == OWN


def test_what_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot be read"):
        load(tmp_path)


def test_the_file_is_readable(tmp_path: Path) -> None:
    save(OWN, tmp_path / "own.json")
    text = (tmp_path / "own.json").read_text(encoding="utf-8")
    assert "값" in text
    assert json.loads(text)[0]["written"] == "SQL"


def test_a_new_pronunciation_takes_the_place_of_the_old() -> None:
    assert with_one(OWN, Pronunciation("sql", "ess queue ell")) == (*OWN[1:], Pronunciation("sql", "ess queue ell"))
    assert with_one(OWN, Pronunciation("SQL", "에스큐엘", language="ko"))[:3] == OWN


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        (Pronunciation("nginx", "engine x"), None),
        (Pronunciation("[12]", ""), Fault.SAID_SO_ALREADY),  # left out anyway
        (Pronunciation("chapter", ""), None),
        (Pronunciation(" ", "x"), Fault.NOTHING_WRITTEN),
        (Pronunciation("tree", "tree "), Fault.SAID_SO_ALREADY),
        (Pronunciation("3 km", "3 km"), None),  # else it would be said in words
        (Pronunciation("3 km", "three kilometers"), Fault.SAID_SO_ALREADY),
        (Pronunciation("sql", "s q l"), Fault.TWICE),
        (Pronunciation("sql", "s q l", language="en"), None),  # in English otherwise than elsewhere
        (Pronunciation("us", "u s", case=True), None),  # these capitals are others
    ],
)
def test_what_makes_no_sense_is_found(said: Pronunciation, fault: Fault | None) -> None:
    assert fault_of(said, OWN) is fault
