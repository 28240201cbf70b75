"""The open document as a sound file: begun, told how far it is, stopped, gone on with."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from tests.fakes.assistant import FakeAssistant
from voiceassistant.documents.document import READ, Kind
from voiceassistant.errors import DocumentError, ServiceUnavailable
from voiceassistant.file_reading import Exported
from voiceassistant.reading.export import ExportProgress
from voiceassistant.ui.main_window import MainWindow
from voiceassistant.ui.reading.export_dialog import ExportDialog, file_name
from voiceassistant.ui.reading.window import ReadingWindow

BOOK = Path("/out/The title.mp3")


@pytest.fixture
def export(qtbot: QtBot, window: MainWindow, assistant: FakeAssistant) -> ExportDialog:
    """Opened with its key, from a document that wanted a password."""
    assistant.reading.kinds = READ | {Kind.CAPTION}
    window.dialogs.reading(lambda sources: None)
    (reading,) = window.findChildren(ReadingWindow)
    reading.open_document(Path("/books/a.pdf"), "sesame")
    qtbot.waitUntil(lambda: reading.controls.isVisible() and reading.isActiveWindow())
    assistant.reading.set_speed(1.5)
    qtbot.waitUntil(lambda: reading.controls.speed.value() == 1.5)
    QTest.keyClick(reading.focusWidget(), Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    (dialog,) = reading.findChildren(ExportDialog)
    return dialog


def test_it_is_written_with_what_is_read_and_as_fast(
    qtbot: QtBot, export: ExportDialog, assistant: FakeAssistant
) -> None:
    export.form.setCurrentIndex(export.form.findData("m4b"))
    export.subtitles.click()
    export.save_button.click()
    (choosing,) = export.findChildren(QFileDialog)
    assert choosing.selectedFiles()[0].endswith("/The title.m4b")
    choosing.fileSelected.emit("/out/The title.m4b")
    choosing.close()
    ((source, password, kinds, wish),) = assistant.exported
    assert (source, password, kinds) == (Path("/books/a.pdf"), "sesame", READ | {Kind.CAPTION})
    assert (wish.out, wish.speed, wish.subtitles) == (Path("/out/The title.m4b"), 1.5, True)
    assistant.tell_progress(ExportProgress(20, 75.0, 0.25))
    qtbot.waitUntil(lambda: export.state.text() == "25% is spoken, 1:15")
    assert export.progress.value() * 4 == export.progress.maximum()
    assistant.tell_progress(ExportProgress(80, 300.0, 0.5, writing=True))
    qtbot.waitUntil(lambda: export.state.text() == "The file is being written…")
    assistant.end_work(Exported((BOOK,), 80, 300.0, (), (DocumentError("Page 3 is broken"),)))
    qtbot.waitUntil(lambda: export.state.text().startswith("The title.mp3 is written, 5:00. Page 3 is broken."))
    assert export.save_button.isVisible()


def test_it_is_stopped_and_says_how_it_goes_on(qtbot: QtBot, export: ExportDialog, assistant: FakeAssistant) -> None:
    export.save(BOOK)
    assert export.focusWidget() is export.stop_button
    export.stop_button.click()
    assert assistant.work[-1].cancelled()
    qtbot.waitUntil(lambda: export.state.text().startswith("Stopped."))
    export.save(BOOK)
    assert len(assistant.exported) == 2


def test_closing_stops_it(export: ExportDialog, assistant: FakeAssistant) -> None:
    export.save(BOOK)
    export.close()
    assert assistant.work[-1].cancelled()


def test_why_there_is_no_file_is_said(qtbot: QtBot, export: ExportDialog, assistant: FakeAssistant) -> None:
    export.save(BOOK)
    assistant.work[-1].set_exception(ServiceUnavailable("api.example.org cannot be reached (speech)"))
    qtbot.waitUntil(lambda: export.state.text().startswith("⚠ api.example.org cannot be reached"))


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("A/B: what?", "A B what"),
        ("..", "document"),
        ("한국어 책", "한국어 책"),
        ("x" * 200, "x" * 80),
        ("a\nb\t", "a b"),
    ],
)
def test_a_title_becomes_the_name_of_a_file(title: str, name: str) -> None:
    assert file_name(title) == name
