"""A transcription's window with a fake assistant behind it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from tests.fakes.assistant import FakeAssistant
from tests.ui.transcription.test_page import SPOKEN
from voiceassistant.ui.main_window import MainWindow
from voiceassistant.ui.transcription.window import TranscriptionWindow


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    path = tmp_path / "meeting.mp3"
    path.write_bytes(b"not opened by the fake")
    return path


@pytest.fixture
def dialog(qtbot: QtBot, window: MainWindow, recording: Path) -> Iterator[TranscriptionWindow]:
    """Before anything was asked for, its sound ready to be played."""
    window.dialogs.transcription(recording)
    (dialog,) = window.findChildren(TranscriptionWindow)
    qtbot.waitUntil(lambda: dialog.player.isEnabled() and dialog.isActiveWindow())
    yield dialog
    for still_open in window.findChildren(QDialog):
        still_open.close()


@pytest.fixture
def done(qtbot: QtBot, dialog: TranscriptionWindow, assistant: FakeAssistant) -> TranscriptionWindow:
    """With its transcript."""
    dialog.options.start_button.click()
    assistant.end_work(SPOKEN)
    qtbot.waitUntil(lambda: dialog.view.page.has_times)
    return dialog
