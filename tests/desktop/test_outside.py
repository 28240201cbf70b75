"""The program as a part of the desktop: a second start, a key pressed in another program, the media keys' bus."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.desktop.daemons import wait_for
from tests.desktop.program import assistant, program, wait_until_shown
from tests.desktop.session import DesktopSession

pytestmark = [pytest.mark.desktop, pytest.mark.local, pytest.mark.timeout(300)]

__all__ = ["assistant", "program"]

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
