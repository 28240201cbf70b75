"""Everything that can be opened: from the menu, the clipboard, the screen, and what falls onto the window."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QClipboard, QDragEnterEvent, QDropEvent, QGuiApplication, QImage, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QInputDialog
from pytestqt.qtbot import QtBot

from tests.fakes.desk import FakeDesk
from voiceassistant.documents.document import Excerpt
from voiceassistant.reading.shelf import KnownDocument
from voiceassistant.ui.reading import selection
from voiceassistant.ui.reading.selection import holds_source, source_in
from voiceassistant.ui.reading.sources import whole_address
from voiceassistant.ui.reading.window import ReadingWindow

Key, Modifier = Qt.Key, Qt.KeyboardModifier


def copied(text: str = "", html: str = "", urls: tuple[str, ...] = (), picture: QImage | None = None) -> QMimeData:
    data = QMimeData()
    if text:
        data.setText(text)
    if html:
        data.setHtml(html)
    if urls:
        data.setUrls([QUrl(url) for url in urls])
    if picture:
        data.setImageData(picture)
    return data


def test_what_is_copied_becomes_a_source(tmp_path: Path) -> None:
    assert source_in(copied(" A sentence. \n"), tmp_path) == Excerpt("A sentence.")
    assert source_in(copied("A b", "<b>A</b> b"), tmp_path) == Excerpt("A b", "<b>A</b> b")
    assert source_in(copied(" https://example.org/a?b "), tmp_path) == "https://example.org/a?b"
    assert source_in(copied("See https://example.org"), tmp_path) == Excerpt("See https://example.org")
    files = ("file:///books/a.pdf", "file:///books/b.pdf")
    assert source_in(copied(urls=files), tmp_path) == Path("/books/a.pdf")
    assert source_in(copied("x", urls=("https://example.org/",)), tmp_path) == "https://example.org/"
    assert source_in(copied(" \n"), tmp_path) is None
    assert not holds_source(QMimeData())


def test_a_copied_picture_is_kept_as_a_file(tmp_path: Path) -> None:
    picture = QImage(20, 10, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.red)
    kept = source_in(copied(picture=picture), tmp_path / "kept")
    assert isinstance(kept, Path)
    assert kept.parent == tmp_path / "kept"
    assert QImage(str(kept)).size() == picture.size()


def test_a_program_that_does_not_answer_is_asked_once(tmp_path: Path) -> None:
    class Silent(QMimeData):
        """As Qt has it of an owner of the clipboard that hangs: each question waits for seconds."""

        asked = 0

        def formats(self) -> list[str]:
            self.asked += 1
            return []

        def hasFormat(self, kind: str) -> bool:
            self.asked += 1
            return False

        def retrieveData(self, kind: str, wanted: object) -> None:
            self.asked += 1

    silent = Silent()
    assert source_in(silent, tmp_path) is None
    assert silent.asked == 1


def test_the_clipboard_is_read_with_a_key(qtbot: QtBot, dialog: ReadingWindow, desk: FakeDesk) -> None:
    QGuiApplication.clipboard().setText("Something copied.")
    QTest.keyClick(dialog.focusWidget(), Key.Key_V, Modifier.ControlModifier | Modifier.ShiftModifier)
    assert desk.calls == [("open", Excerpt("Something copied."), None)]
    QGuiApplication.clipboard().clear()
    dialog.menus.opening.clipboard.emit()
    assert dialog.notice.isVisible()
    assert len(desk.calls) == 1


def test_the_selection_is_read_where_the_system_tells_it_else_the_clipboard(
    dialog: ReadingWindow, desk: FakeDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Clipboard:
        def __init__(self, selected: str | None) -> None:
            self._selected = selected

        def supportsSelection(self) -> bool:
            return self._selected is not None

        def mimeData(self, mode: QClipboard.Mode = QClipboard.Mode.Clipboard) -> QMimeData:
            return copied((self._selected or "") if mode is QClipboard.Mode.Selection else "Copied.")

    for selected, expected in (("Selected.", "Selected."), ("", "Copied."), (None, "Copied.")):
        monkeypatch.setattr(
            selection.QGuiApplication, "clipboard", staticmethod(lambda selected=selected: Clipboard(selected))
        )
        dialog.menus.opening.selection.emit()
        assert desk.calls[-1] == ("open", Excerpt(expected), None)


def test_a_file_and_a_web_page_are_asked_for(qtbot: QtBot, dialog: ReadingWindow, desk: FakeDesk) -> None:
    QTest.keyClick(dialog.focusWidget(), Key.Key_O, Modifier.ControlModifier)
    (choosing,) = dialog.findChildren(QFileDialog)
    choosing.fileSelected.emit("/books/a.epub")
    choosing.close()
    assert desk.calls[-1] == ("open", Path("/books/a.epub"), None)
    dialog.views.start.address_button.click()
    (asking,) = dialog.findChildren(QInputDialog)
    asking.setTextValue(" example.org/page ")
    asking.accept()
    assert desk.calls[-1] == ("open", "https://example.org/page", None)


def test_a_part_of_the_screen_is_chosen_with_the_arrow_keys(
    qtbot: QtBot, dialog: ReadingWindow, desk: FakeDesk, tmp_path: Path
) -> None:
    screen = QPixmap(400, 200)
    screen.fill(Qt.GlobalColor.blue)
    region = dialog.sources.region
    region.choose(screen, dialog)
    assert region.chooser is not None
    QTest.keyClick(region.chooser, Key.Key_Right, Modifier.ShiftModifier)
    QTest.keyClick(region.chooser, Key.Key_Return)
    ((_, kept, _),) = desk.calls
    assert kept.parent == tmp_path / "kept"
    assert QImage(str(kept)).width() == 216


def test_a_system_that_shows_no_screen_is_told_of(dialog: ReadingWindow, desk: FakeDesk) -> None:
    dialog.sources.region.choose(QPixmap(), dialog)
    assert dialog.notice.isVisible()
    assert desk.calls == []


def test_what_falls_onto_the_window_is_opened(qtbot: QtBot, dialog: ReadingWindow, desk: FakeDesk) -> None:
    for data, source in (
        (copied(urls=("file:///books/a.pdf",)), Path("/books/a.pdf")),
        (copied(urls=("https://example.org/",)), "https://example.org/"),
        (copied("Some text."), Excerpt("Some text.")),
    ):
        action, buttons, keys = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Modifier.NoModifier
        entering = QDragEnterEvent(QPoint(9, 9), action, data, buttons, keys)
        dialog.dragEnterEvent(entering)
        assert entering.isAccepted()
        dialog.dropEvent(QDropEvent(QPointF(9, 9), action, data, buttons, keys))
        assert desk.calls[-1] == ("open", source, None)


def test_recent_documents_are_listed_opened_and_forgotten(qtbot: QtBot, dialog: ReadingWindow, desk: FakeDesk) -> None:
    desk.known = [KnownDocument("/books/a&b.pdf", "A & B", 0.0, 0.34), KnownDocument("https://x.org/", "X", 0.0, 1.0)]
    menu = dialog.menus.opening
    menu.recent_menu.aboutToShow.emit()
    qtbot.waitUntil(lambda: [one.text() for one in menu.recent_menu.actions()] == ["A && B (34%)", "X (100%)"])
    menu.recent_menu.actions()[1].trigger()
    assert desk.calls[-1] == ("open", "https://x.org/", None)
    qtbot.waitUntil(lambda: dialog.views.start.recent.count() == 2)
    desk.close_document()
    recent = dialog.views.start.recent
    recent.setFocus()
    QTest.keyClick(recent, Key.Key_Return)
    assert desk.calls[-1] == ("open", Path("/books/a&b.pdf"), None)
    QTest.keyClick(recent, Key.Key_Delete)
    qtbot.waitUntil(lambda: recent.count() == 1)


@pytest.mark.parametrize(
    ("typed", "whole"),
    [
        ("example.org/a", "https://example.org/a"),
        ("http://example.org", "http://example.org"),
        ("localhost:8000/a.html", "http://localhost:8000/a.html"),
        ("127.0.0.1/a", "http://127.0.0.1/a"),
    ],
)
def test_an_address_is_typed_without_its_scheme(typed: str, whole: str) -> None:
    assert whole_address(typed) == whole
