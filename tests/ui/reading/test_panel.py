"""Contents, bookmarks, what is read, how it looks: beside the page, and reached with the keyboard alone."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QInputDialog, QPlainTextEdit
from pytestqt.qtbot import QtBot

from tests.fakes.desk import FakeDesk, failed
from voiceassistant.documents.document import READ, Chapter, Kind, Place
from voiceassistant.errors import StoreError
from voiceassistant.reading.shelf import Bookmark
from voiceassistant.ui.reading.chapters import PlaceList
from voiceassistant.ui.reading.look import Look, kept_look
from voiceassistant.ui.reading.panel import BOOKMARKS, CONTENTS, LOOK, WHAT_IS_READ, SidePanel
from voiceassistant.ui.reading.window import ReadingWindow

Key, Control = Qt.Key, Qt.KeyboardModifier.ControlModifier


def opened(window: ReadingWindow, page: int) -> SidePanel:
    """With the key that opens it."""
    QTest.keyClick(window.focusWidget(), getattr(Key, f"Key_{page + 1}"), Control)
    assert window.panel is not None
    assert window.panel.isVisible()
    assert window.panel.page == page
    return window.panel


def words(places: PlaceList) -> list[str]:
    return [places.item(row).text() for row in range(places.count())]


def test_chapters_are_gone_to_with_the_keyboard(qtbot: QtBot, dialog: ReadingWindow, desk: FakeDesk) -> None:
    desk.chapters = (Chapter("One", 1, Place(0)), Chapter("Inner", 2, Place(0, 3)), Chapter("Two", 1, Place(1)))
    dialog.open_document("https://example.org/book")
    qtbot.waitUntil(dialog.controls.isVisible)
    contents = opened(dialog, CONTENTS).contents
    assert words(contents.list) == ["One", "    Inner", "Two"]
    assert not contents.words.isVisible()
    assert dialog.focusWidget() is contents.list
    assert contents.list.currentRow() == 0
    QTest.keyClick(contents.list, Key.Key_Down)
    QTest.keyClick(contents.list, Key.Key_Return)
    assert desk.calls[-1] == ("go", Place(0, 3))
    QTest.keyClick(contents.list, Key.Key_Space)
    assert desk.calls[-1] == "play"


def test_the_chapter_that_is_read_is_marked(qtbot: QtBot, reading: ReadingWindow, desk: FakeDesk) -> None:
    contents = opened(reading, CONTENTS).contents
    reading.views.focus_view()
    desk.hear(Place(1, 1), "Wind")
    qtbot.waitUntil(lambda: contents.list.currentRow() == 1)


def test_headings_stand_for_chapters_that_the_document_does_not_tell(
    qtbot: QtBot, reading: ReadingWindow, desk: FakeDesk
) -> None:
    contents = opened(reading, CONTENTS).contents
    assert words(contents.list) == ["The lighthouse", "The storm"]
    assert contents.words.isVisible()


def test_bookmarks_with_and_without_a_note(qtbot: QtBot, reading: ReadingWindow, desk: FakeDesk) -> None:
    marks = opened(reading, BOOKMARKS).bookmarks
    reading.views.focus_view()
    QTest.keyClick(reading.views.text, Key.Key_B)
    qtbot.waitUntil(lambda: words(marks.list) == ["The lighthouse"])
    desk.place = Place(1, 3)
    QTest.keyClick(reading.views.text, Key.Key_B, Control)
    (asking,) = reading.findChildren(QInputDialog)
    asking.setTextValue("Read again ")
    asking.accept()
    qtbot.waitUntil(lambda: words(marks.list)[-1] == "Read again\nIn the morning it was over.")
    marks.list.setFocus()
    QTest.keyClick(marks.list, Key.Key_Down)
    QTest.keyClick(marks.list, Key.Key_Return)
    assert desk.calls[-1] == ("go", Place(1, 3))
    QTest.keyClick(marks.list, Key.Key_Delete)
    qtbot.waitUntil(lambda: words(marks.list) == ["The lighthouse"])


def test_a_bookmark_that_is_not_kept_says_so(
    qtbot: QtBot, reading: ReadingWindow, desk: FakeDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk, "bookmark", lambda note="": failed(StoreError("The disk is full")))
    QTest.keyClick(reading.views.text, Key.Key_B)
    qtbot.waitUntil(reading.notice.isVisible)
    assert "The disk is full" in reading.notice.words.text()


def test_bookmarks_of_before_are_there(qtbot: QtBot, reading: ReadingWindow, desk: FakeDesk) -> None:
    desk.marks = [Bookmark(7, Place(0, 1), "Words " * 60, "")]
    marks = opened(reading, BOOKMARKS).bookmarks
    qtbot.waitUntil(lambda: marks.list.count() == 1)
    assert words(marks.list)[0].endswith("…")
    assert marks.list.item(0).text() in words(marks.list)


def test_what_is_read_is_ticked(qtbot: QtBot, reading: ReadingWindow, desk: FakeDesk) -> None:
    kinds = opened(reading, WHAT_IS_READ).what_is_read
    assert {kind for kind, box in kinds.boxes.items() if box.isChecked()} == READ
    assert reading.focusWidget() is kinds.boxes[Kind.HEADING]
    kinds.boxes[Kind.FOOTNOTE].setFocus()
    QTest.keyClick(kinds.boxes[Kind.FOOTNOTE], Key.Key_Space)
    assert desk.kinds == READ | {Kind.FOOTNOTE}
    assert "not read · A lamp" not in reading.views.text.toPlainText()
    kinds.usual_button.click()
    assert desk.kinds == READ
    assert "not read · A lamp" in reading.views.text.toPlainText()


def test_what_is_clicked_on_in_the_text_is_ticked(qtbot: QtBot, reading: ReadingWindow, desk: FakeDesk) -> None:
    kinds = opened(reading, WHAT_IS_READ).what_is_read
    reading.views.text.kind_wanted.emit(Kind.CODE)
    assert desk.kinds == READ | {Kind.CODE}
    assert kinds.boxes[Kind.CODE].isChecked()


def test_looks_are_seen_at_once_and_kept(qtbot: QtBot, reading: ReadingWindow) -> None:
    look = opened(reading, LOOK).look
    look.numbers["pixels"].setValue(44)
    assert reading.views.text.font().pixelSize() == 44
    assert kept_look() == Look(pixels=44)
    QTest.keyClick(reading.focusWidget(), Key.Key_0, Control)
    assert look.numbers["pixels"].value() == Look().size
    QTest.keyClick(reading.focusWidget(), Key.Key_L, Control)
    assert look.focus.currentData() == "3"
    assert reading.menus.focus_switch.isChecked()


def test_a_key_or_esc_closes_the_panel(qtbot: QtBot, reading: ReadingWindow) -> None:
    panel = opened(reading, LOOK)
    QTest.keyClick(reading.focusWidget(), Key.Key_4, Control)
    assert not panel.isVisible()
    assert reading.focusWidget() is reading.views.text
    opened(reading, CONTENTS)
    QTest.keyClick(panel.contents.list, Key.Key_Escape)
    assert not panel.isVisible()


def test_in_a_narrow_window_the_panel_takes_the_texts_place(qtbot: QtBot, reading: ReadingWindow) -> None:
    reading.resize(480, 400)
    qtbot.waitUntil(lambda: reading.width() == 480)
    panel = opened(reading, WHAT_IS_READ)
    assert not reading.views.isVisible()
    QTest.keyClick(panel.what_is_read.boxes[Kind.CODE], Key.Key_Escape)
    assert reading.views.isVisible()


def test_the_keyboard_gets_out_of_a_note(qtbot: QtBot, reading: ReadingWindow, desk: FakeDesk) -> None:
    reading.menus.note.emit()
    dialog = reading.findChild(QInputDialog)
    field = dialog.findChild(QPlainTextEdit)
    qtbot.waitUntil(dialog.isActiveWindow)
    QTest.keyClicks(field, "remember")
    QTest.keyClick(field, Qt.Key.Key_Tab)
    assert field.toPlainText() == "remember"
    assert not field.hasFocus()
    QTest.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: [mark.note for mark in desk.marks] == ["remember"])
