import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Cli, calculation
from tests.fakes.api_server import KEY, ApiServer
from voiceassistant.audio import devices
from voiceassistant.audio.files import load
from voiceassistant.cli import window
from voiceassistant.errors import AudioError, DocumentError

pytestmark = pytest.mark.slow


@pytest.fixture
def no_display(monkeypatch: pytest.MonkeyPatch) -> None:
    """As over a plain SSH connection."""
    monkeypatch.delenv("QT_QPA_PLATFORM")
    monkeypatch.setattr(sys, "platform", "linux")


def test_without_a_display_a_recorded_question_is_answered_in_the_terminal(
    served: ApiServer, no_display: None, tmp_path: Path
) -> None:
    served.text, served.rounds = "What is seventeen times twenty-three?", calculation("It is 391.")
    command = [sys.executable, "-m", "voiceassistant"]
    done = subprocess.run(command, cwd=tmp_path, env=dict(os.environ), capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    why, heard, tool, answer, where = done.stdout.splitlines()
    assert why.startswith("The window cannot be used because there is no display; ")
    assert heard == "Heard:  What is seventeen times twenty-three?"
    assert tool.startswith("Tool:   calculate(")
    assert "391" in tool
    assert answer.strip() == "It is 391."
    assert str(tmp_path / window.ANSWER) in where
    assert len(load(tmp_path / window.ANSWER)) > 0
    logs = "".join(path.read_text() for path in Path(os.environ["HOME"]).rglob("*.log*"))
    assert KEY not in logs


def test_a_failure_there_is_told_and_no_file_is_named(cli: Cli, served: ApiServer, no_display: None) -> None:
    served.faults["chat"] = [401]
    done = cli()
    assert done.status == 1
    assert "refused the API key" in done.err
    assert "there is no display" in done.out
    assert window.ANSWER not in done.out
    assert not Path(window.ANSWER).exists()


def test_without_any_sound_device_the_terminal_answers(
    cli: Cli, served: ApiServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(devices, "microphones", list)
    monkeypatch.setattr(devices, "speakers", list)
    done = cli()
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith("The window cannot be used because there is no sound device; ")
    assert Path(window.ANSWER).exists()


def test_one_sound_device_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    speaker = devices.Device("Headset", "1", 2, 48_000, is_default=True, host="ALSA")
    monkeypatch.setattr(devices, "microphones", list)
    monkeypatch.setattr(devices, "speakers", lambda: [speaker])
    assert window.missing_sound() == ""


@pytest.mark.parametrize(
    ("problem", "reason"),
    [
        ("PortAudio is not installed", "PortAudio is not installed"),
        ("The sound server is gone", "the sound server is gone"),
    ],
)
def test_the_reason_fits_into_a_sentence(monkeypatch: pytest.MonkeyPatch, problem: str, reason: str) -> None:
    def look() -> list[devices.Device]:
        raise AudioError(problem)

    monkeypatch.setattr(devices, "microphones", look)
    assert window.missing_sound() == reason


@pytest.mark.parametrize("word", ["nowhere.pdf", "folder/nowhere", "file:///nowhere.pdf", "//[x/nowhere.pdf"])
def test_a_file_that_is_not_there_is_told_of_before_any_window(cli: Cli, word: str) -> None:
    done = cli(word)
    assert (done.status, done.out) == (1, "")
    assert done.err.startswith("voiceassistant: There is no file ")
    assert len(done.err.splitlines()) == 1


@pytest.mark.parametrize("address", [f"https://example.org/{'a' * 20_000}", "https://example.org/\0"])
def test_what_can_be_no_address_is_told_of(address: str) -> None:
    with pytest.raises(DocumentError, match="no web address"):
        window.make_wish(address, selection=False)


def test_a_folder_is_no_document(cli: Cli, tmp_path: Path) -> None:
    assert "is a folder" in cli(tmp_path).err


def test_a_document_without_a_display_is_refused_and_the_terminals_way_named(
    cli: Cli, no_display: None, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text("A text.")
    for word in ("a.txt", "https://example.org/", "--read-selection"):
        done = cli(word)
        assert (done.status, done.out) == (1, "")
        assert "because there is no display. `voiceassistant read`" in done.err


def test_words_become_wishes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a b.pdf").touch()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_ACTIVATION_TOKEN", "token")
    there = str(tmp_path / "a b.pdf")
    assert window.make_wish("a b.pdf", selection=False).source == there
    assert window.make_wish((tmp_path / "a b.pdf").as_uri(), selection=False).source == there
    assert window.make_wish("HTTPS://example.org/a", selection=False).source == "HTTPS://example.org/a"
    wish = window.make_wish("", selection=True)
    assert (wish.source, wish.selection, wish.activation) == ("", True, "token")


def test_only_what_may_be_a_document_is_taken_for_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "notes").touch()
    assert all(map(window.looks_like_source, ("a.pdf", "./read", "file:/a", "https://x.org", "notes")))
    assert not window.looks_like_source("sing")
