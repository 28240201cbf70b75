"""The program as a part of the desktop: a second start, a key pressed in another program, the media keys' bus."""

import subprocess
import sys
from pathlib import Path

import jiwer
import pytest

from tests.desktop.daemons import wait_for
from tests.desktop.program import assistant, program, said, wait_until_shown, words
from tests.desktop.session import DesktopSession

pytestmark = [pytest.mark.desktop, pytest.mark.local, pytest.mark.timeout(300)]

__all__ = ["assistant", "program"]

SELECTING = Path(__file__).with_name("selecting.py")
COMMAND = [sys.executable, "-m", "voiceassistant"]


def test_a_second_start_hands_its_document_to_the_first(
    assistant: DesktopSession, program: "subprocess.Popen[bytes]", tmp_path: Path
) -> None:
    story = tmp_path / "story.txt"
    story.write_text("The lighthouse stood on a rock. The keeper climbed the stairs.")
    with assistant.record(tmp_path / "read.wav") as speaker:
        assert assistant.run(*COMMAND, str(story)) == ""
        wait_until_shown(assistant, r'dialog "story – Reading"')
        wait_for(speaker.heard, "the first sound", 120)
    assert program.poll() is None
    assistant.focus("Reading")


def test_a_key_in_another_program_reads_what_is_selected_there(assistant: DesktopSession, tmp_path: Path) -> None:
    text = "Every evening the keeper climbed the stairs with his lamp. Then he looked out over the sea for a long time."
    assistant.start("selecting", [sys.executable, str(SELECTING), text])
    assistant.focus("Another program")
    with assistant.record(tmp_path / "read.wav") as speaker:
        assistant.tap("ctrl+alt+Return")
        wait_until_shown(assistant, r'dialog "[^"]+ – Reading"')
        wait_for(speaker.heard, "the first sound", 120)
        assert focused(assistant) == "Another program"
        assistant.tap("ctrl+alt+Return")
        wait_until_shown(assistant, r'label "Paused"')
        assistant.tap("ctrl+alt+Return")
        wait_until_shown(assistant, r'label "Read to the end"')
        wait_for(speaker.fell_silent, "silence", 20)
        heard = said(assistant, speaker.stop())
    assert jiwer.wer(words(text), words(heard)) <= 0.25, heard
    assert focused(assistant) == "Another program"


def test_a_start_of_the_program_reads_it_as_well(assistant: DesktopSession, tmp_path: Path) -> None:
    assistant.start("selecting", [sys.executable, str(SELECTING), "The sea was calm that night."])
    assistant.focus("Another program")
    with assistant.record(tmp_path / "read.wav") as speaker:
        assert assistant.run(*COMMAND, "--read-selection") == ""
        wait_for(speaker.heard, "the first sound", 120)
    assert focused(assistant) == "Another program"


def test_a_panel_steers_the_reading_and_ends_the_program(
    assistant: DesktopSession, program: "subprocess.Popen[bytes]", tmp_path: Path
) -> None:
    story = tmp_path / "story.txt"
    story.write_text("The lighthouse stood on a rock far out in the sea. " * 20)
    assistant.run(*COMMAND, story.as_uri())
    wait_until_shown(assistant, r'label "Reading"')
    player = f"org.mpris.MediaPlayer2.voiceassistant.instance{program.pid}"
    call = ("gdbus", "call", "--session", "--dest", player, "--object-path", "/org/mpris/MediaPlayer2", "--method")
    assistant.run(*call, "org.mpris.MediaPlayer2.Player.PlayPause")
    wait_until_shown(assistant, r'label "Paused"')
    found = assistant.run(*call, "org.freedesktop.DBus.Properties.GetAll", "org.mpris.MediaPlayer2.Player")
    assert "'PlaybackStatus': <'Paused'>" in found
    assert f"'xesam:url': <'{story.as_uri()}'>" in found
    assistant.run(*call, "org.mpris.MediaPlayer2.Quit")
    assert program.wait(30) == 0


def focused(desktop: DesktopSession) -> str:
    return desktop.run("xdotool", "getactivewindow", "getwindowname").strip()
