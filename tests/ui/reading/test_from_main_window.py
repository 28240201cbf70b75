"""The way from the main window to the reading one, and what is remembered of it."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from tests.fakes.assistant import FakeAssistant
from voiceassistant.documents.document import READ, Excerpt, Kind
from voiceassistant.reading.shelf import KnownDocument
from voiceassistant.ui.keys_help import KeysHelp
from voiceassistant.ui.main_window import MainWindow
from voiceassistant.ui.reading.window import ReadingWindow

Key, Modifier = Qt.Key, Qt.KeyboardModifier


def reading_windows(window: MainWindow) -> list[ReadingWindow]:
    return [one for one in window.findChildren(ReadingWindow) if one.isVisible()]


def test_ctrl_o_opens_the_window_and_asks_for_a_file(
    qtbot: QtBot, window: MainWindow, assistant: FakeAssistant
) -> None:
    QTest.keyClick(window.text_box, Key.Key_O, Modifier.ControlModifier)
    (dialog,) = reading_windows(window)
    (choosing,) = dialog.findChildren(QFileDialog)
    choosing.fileSelected.emit("/books/a.epub")
    choosing.close()
    assert assistant.reading.calls == [("open", Path("/books/a.epub"), None)]
    qtbot.waitUntil(lambda: "A document." in dialog.views.text.toPlainText())
    dialog.close()


def test_the_clipboard_goes_to_the_window_that_is_open_already(
    qtbot: QtBot, window: MainWindow, assistant: FakeAssistant
) -> None:
    QGuiApplication.clipboard().setText("Copied.")
    for _ in range(2):
        window.menus.to_read.clipboard.emit()
    (dialog,) = reading_windows(window)
    assert assistant.reading.calls == 2 * [("open", Excerpt("Copied."), None)]
    dialog.close()


def test_recent_documents_are_in_the_menu(qtbot: QtBot, window: MainWindow, assistant: FakeAssistant) -> None:
    assistant.reading.known = [KnownDocument("/books/a.pdf", "A", 0.0, 0.5)]
    menu = window.menus.to_read.recent_menu
    menu.aboutToShow.emit()
    qtbot.waitUntil(lambda: [one.text() for one in menu.actions()] == ["A (50%)"])
    menu.actions()[0].trigger()
    assert assistant.reading.calls == [("open", Path("/books/a.pdf"), None)]
    for dialog in reading_windows(window):
        dialog.close()


def test_voice_speed_and_what_is_read_are_kept(qtbot: QtBot, window: MainWindow, assistant: FakeAssistant) -> None:
    window.dialogs.reading(lambda sources: sources.reopen("/books/a.pdf"))
    (dialog,) = reading_windows(window)
    qtbot.waitUntil(dialog.controls.isVisible)
    dialog.controls.voice.setCurrentIndex(dialog.controls.voice.findData("nova"))
    assert assistant.settings.reading.voice == "nova"
    assistant.reading.want(READ | {Kind.TABLE})
    assistant.reading.set_speed(1.5)
    qtbot.waitUntil(lambda: dialog.controls.speed.value() == 1.5)
    dialog.close()
    assert (assistant.settings.reading.speed, assistant.settings.reading.read_too) == (1.5, ("table",))


def test_f1_shows_the_keys_of_this_window(qtbot: QtBot, window: MainWindow, assistant: FakeAssistant) -> None:
    window.dialogs.reading(lambda sources: sources.reopen("/books/a.pdf"))
    (dialog,) = reading_windows(window)
    qtbot.waitUntil(dialog.isActiveWindow)
    QTest.keyClick(dialog.focusWidget(), Key.Key_F1)
    (keys,) = dialog.findChildren(KeysHelp)
    assert not window.findChildren(KeysHelp, options=Qt.FindChildOption.FindDirectChildrenOnly)
    keys.close()
    dialog.close()


def test_a_document_that_falls_onto_the_window_or_is_pasted_is_read(
    qtbot: QtBot, window: MainWindow, assistant: FakeAssistant
) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile("/books/a.PDF")])
    copy, left, no_keys = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Modifier.NoModifier
    entering = QDragEnterEvent(QPoint(9, 9), copy, data, left, no_keys)
    window.dragEnterEvent(entering)
    assert entering.isAccepted()
    window.dropEvent(QDropEvent(QPointF(9, 9), copy, data, left, no_keys))
    assert window.text_box.canInsertFromMimeData(data)
    window.text_box.insertFromMimeData(data)
    assert assistant.reading.calls == 2 * [("open", Path("/books/a.PDF"), None)]
    assert window.text_box.toPlainText() == ""
    for dialog in reading_windows(window):
        dialog.close()
