import json
from pathlib import Path

import pytest

from voiceassistant import latency_file
from voiceassistant.events import Timings
from voiceassistant.latency import TurnLatency
from voiceassistant.settings import Role

TURNS = (
    TurnLatency(Timings(100.5, 450.0, 400.0, 700.0, 800.0, 1000.0, 4000.0), frozenset(Role)),
    TurnLatency(Timings(transcript=400.0, first_audio=1000.0), frozenset()),
)


def test_turns_come_back(tmp_path: Path) -> None:
    path = tmp_path / "new" / "latency.json"
    assert latency_file.load(path) == ()
    latency_file.save(path, TURNS)
    assert latency_file.load(path) == TURNS
    assert list(path.parent.iterdir()) == [path]


def test_it_holds_numbers_and_roles_only(tmp_path: Path) -> None:
    path = tmp_path / "latency.json"
    latency_file.save(path, TURNS[1:])
    assert json.loads(path.read_text()) == [{"timings": {"transcript": 400.0, "first_audio": 1000.0}, "local": []}]


@pytest.mark.parametrize("text", ["", "{}", "[1]", '[{"timings": {"transcript": "soon"}, "local": []}]'])
def test_a_file_that_does_not_fit_is_begun_anew(tmp_path: Path, caplog: pytest.LogCaptureFixture, text: str) -> None:
    path = tmp_path / "latency.json"
    path.write_text(text)
    assert latency_file.load(path) == ()
    assert "not known any more" in caplog.text


def test_what_cannot_be_kept_is_said_in_the_log(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "file").touch()
    latency_file.save(tmp_path / "file" / "latency.json", TURNS)
    assert "not kept" in caplog.text
