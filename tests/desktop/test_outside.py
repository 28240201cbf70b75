"""The program as a part of the desktop: a second start, a key pressed in another program, the media keys' bus."""

import json
import subprocess
import sys
from pathlib import Path

import jiwer
import pytest

from tests.desktop.daemons import wait_for
from tests.desktop.program import TITLE, assistant, program, said, wait_until_shown, words
from tests.desktop.session import DesktopSession

pytestmark = [pytest.mark.desktop, pytest.mark.local, pytest.mark.timeout(300)]

__all__ = ["assistant", "program"]

GRABBING = Path(__file__).with_name("grabbing.py")
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


def test_after_a_crash_it_starts_again_and_a_start_without_words_brings_it_back(
    assistant: DesktopSession, program: "subprocess.Popen[bytes]"
) -> None:
    program.kill()
    program.wait()
    again = assistant.start("again", [*COMMAND, "--verbose"])
    assistant.start("selecting", [sys.executable, str(SELECTING), "Nothing."])
    wait_until_shown(assistant, r'label "Ready"')
    assistant.focus("Another program")
    assert assistant.run(*COMMAND) == ""
    wait_for(lambda: focused(assistant) == TITLE, "the window at the front")
    assert again.poll() is None


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


def test_a_talk_key_of_every_program_is_held_to_talk(desktop: DesktopSession) -> None:
    start(desktop, talk_key="F9")
    desktop.start("selecting", [sys.executable, str(SELECTING), "Nothing."])
    wait_until_shown(desktop, r'label "Ready"')
    desktop.focus("Another program")
    with desktop.holding("F9"):
        wait_until_shown(desktop, r'label "Listening 0:0[1-9]"')  # let go at once, it is a tap: it would go on
    wait_until_shown(desktop, r'label "Ready"')
    assert focused(desktop) == "Another program"


def test_a_key_that_is_taken_is_told_of_in_the_window(desktop: DesktopSession) -> None:
    desktop.start("grabber", [sys.executable, str(GRABBING)])
    wait_for(lambda: desktop.daemons.log("grabber") == "True\n", "the other program's grab")
    start(desktop)
    wait_until_shown(desktop, r"Another program has taken Ctrl\+Alt\+Return\. Choose another key in Settings\.")


def start(desktop: DesktopSession, **keys: str) -> None:
    settings = Path(desktop.env["XDG_CONFIG_HOME"]) / "voiceassistant" / "settings.json"
    settings.parent.mkdir(parents=True)
    settings.write_text(json.dumps({"first_start_done": True, "desktop": keys}))
    desktop.start("assistant", [*COMMAND, "--verbose"])


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
