"""A PDF is opened with the keyboard alone and read through the speaker, its words lit as they are heard."""

import re
from pathlib import Path

import jiwer
import numpy as np
import pytest
from PIL import Image

from tests.desktop.daemons import wait_for
from tests.desktop.program import ANSWER_SECONDS, assistant, program, said, wait_until_shown, words
from tests.desktop.session import DesktopSession
from tests.documents.pdf_writer import Page, write
from voiceassistant.resource_files import resource

pytestmark = [pytest.mark.desktop, pytest.mark.local, pytest.mark.timeout(300)]

__all__ = ["assistant", "program"]

LINES = [
    "The lighthouse stood on a rock far out in the sea.",
    "Every evening the keeper climbed the stairs with his lamp.",
    "One night there was a storm, and no ship came home.",
]
TEXT = " ".join(LINES)
WINDOW = "Reading"
LIT = (255, 207, 74)  # the ground of the word that is heard
NAMELESS = re.compile(r'(push button|combo box|spin box|slider|check box|text) "" (?!.*not showing).*focusable')


def lit_word(picture: Path) -> tuple[int, int] | None:
    """Where the lit word begins on the screen; None: none is lit."""
    pixels = np.asarray(Image.open(picture).convert("RGB"), dtype=int)
    rows, columns = np.nonzero(np.abs(pixels - LIT).max(axis=2) < 12)
    return (int(columns.min()), int(rows.min())) if len(rows) > 20 else None


def open_story(assistant: DesktopSession, folder: Path) -> None:
    page = Page().lines(40, 60, LINES, leading=14).text(195, 580, "1", size=8)
    path = write(folder / "story.pdf", [page], title="A story", language="en")
    assistant.tap("ctrl+o")
    assistant.focus("Open to read")
    assistant.type(str(path))
    assistant.tap("Return")
    wait_until_shown(assistant, r'dialog "A story – Reading"')
    assistant.focus(WINDOW)


def test_a_question_is_asked_and_answered_in_the_reading_window_and_reading_goes_on(
    assistant: DesktopSession, tmp_path: Path
) -> None:
    open_story(assistant, tmp_path)
    with assistant.record(tmp_path / "read.wav") as speaker:
        assistant.tap("space")
        wait_for(speaker.heard, "the first sound", ANSWER_SECONDS)
        with assistant.holding("t"):
            wait_until_shown(assistant, r'push button "Listening"')
            wait_until_shown(assistant, r'label "Waiting"')
            assistant.say(resource("samples/question-calculation.wav"))
        wait_until_shown(assistant, r'label "You: [^"]*17 times 23')
        wait_until_shown(assistant, r'label "[^"]*391')
        wait_until_shown(assistant, r'push button "Talk"')
        wait_until_shown(assistant, r'label "Read to the end"')
        wait_for(speaker.fell_silent, "silence", 20)
        heard = said(assistant, speaker.stop())
    assert "391" in heard, heard
    assert "no ship came home" in words(heard), heard


def test_a_pdf_is_read_with_the_keyboard_alone(assistant: DesktopSession, tmp_path: Path) -> None:
    open_story(assistant, tmp_path)
    shots: list[tuple[int, int]] = []

    def another_word_is_lit() -> bool:
        found = lit_word(assistant.screenshot(tmp_path / "lit.png", WINDOW))
        if found is not None and found not in shots:
            shots.append(found)
        return len(shots) >= 2

    with assistant.announcements("voiceassistant") as announced, assistant.record(tmp_path / "read.wav") as speaker:
        assistant.tap("space")
        wait_for(speaker.heard, "the first sound", ANSWER_SECONDS)
        wait_for(another_word_is_lit, "a second word that is lit", 30)
        wait_until_shown(assistant, r'label "Read to the end"')
        wait_for(speaker.fell_silent, "silence", 20)
        heard = said(assistant, speaker.stop())
        assert "Reading" in " ".join(announced.texts())
    assert jiwer.wer(words(TEXT), words(heard)) <= 0.2, heard  # the page's number is not read
    dialog = assistant.tree("voiceassistant").partition('dialog "A story – Reading"')[2]
    assert dialog
    assert not NAMELESS.findall(dialog)
