from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.fakes.desk import FakeDesk, paged
from tests.ui.reading.conftest import book
from voiceassistant.documents.document import Block, Kind, Place
from voiceassistant.ui.reading.find_bar import FindBar, hits_in
from voiceassistant.ui.reading.window import ReadingWindow

Key, Modifier = Qt.Key, Qt.KeyboardModifier


def search_for(window: ReadingWindow, words: str) -> FindBar:
    QTest.keyClick(window.focusWidget(), Key.Key_F, Modifier.ControlModifier)
    QTest.keyClicks(window.search.field, words)
    return window.search


def selected(window: ReadingWindow) -> tuple[str, str]:
    """What is selected, and the line that it is in."""
    cursor = window.views.text.textCursor()
    return cursor.selectedText(), cursor.block().text()


def test_words_are_found_in_sections_that_were_never_seen(qtbot: QtBot, dialog: ReadingWindow, desk: FakeDesk) -> None:
    desk.sections = book(40, 5)
    dialog.open_document("https://example.org/book")
    qtbot.waitUntil(dialog.controls.isVisible)
    bar = search_for(dialog, "chapter 33, PARAGRAPH 2")
    QTest.keyClick(bar.field, Key.Key_Return)
    qtbot.waitUntil(lambda: selected(dialog)[0] == "Chapter 33, paragraph 2")
    assert bar.words.text() == "Found"
    QTest.keyClick(bar.field, Key.Key_Return, Modifier.ControlModifier)
    assert desk.calls[-2:] == [("go", Place(33, 3)), "play"]


def test_next_and_previous_go_around_the_ends(qtbot: QtBot, reading: ReadingWindow, desk: FakeDesk) -> None:
    bar = search_for(reading, "the l")
    found: list[Place] = []
    bar.found.connect(lambda place, _length: found.append(place))
    lamp = Place(0, 1, len("The keeper went up 🎉 at dusk. He lit "))
    for count, shift in enumerate((False, False, False, True), 1):
        QTest.keyClick(bar.field, Key.Key_Return, Modifier.ShiftModifier if shift else Modifier.NoModifier)
        qtbot.waitUntil(lambda count=count: len(found) == count)
    assert found == [Place(0), lamp, Place(0), lamp]


def test_what_is_nowhere_is_said_to_be_so(qtbot: QtBot, reading: ReadingWindow, desk: FakeDesk) -> None:
    bar = search_for(reading, "whale")
    QTest.keyClick(bar.field, Key.Key_Return)
    qtbot.waitUntil(lambda: bar.words.text() == "Not found")
    assert not bar.read_button.isEnabled()
    QTest.keyClick(bar.field, Key.Key_Escape)
    assert not bar.isVisible()
    assert reading.focusWidget() is reading.views.text


def test_a_search_in_pages_shows_their_text(qtbot: QtBot, dialog: ReadingWindow, desk: FakeDesk) -> None:
    desk.sections, desk.pages = paged(book(3, 3)), True
    dialog.open_document("https://example.org/paper.pdf")
    qtbot.waitUntil(lambda: dialog.views.shows_pages)
    bar = search_for(dialog, "2, paragraph 1")
    QTest.keyClick(bar.field, Key.Key_Return)
    qtbot.waitUntil(lambda: selected(dialog)[0] == "2, paragraph 1")
    assert not dialog.menus.pages_switch.isChecked()


def test_letters_that_grow_when_they_are_folded_shift_nothing() -> None:
    (hit,) = hits_in(4, [Block(Kind.PARAGRAPH, "Die Straße am Ende")], "ende")
    assert hit == Place(4, 0, 14)


def test_enter_presses_the_button_that_has_the_focus(qtbot: QtBot, reading: ReadingWindow, desk: FakeDesk) -> None:
    bar = search_for(reading, "he lit")
    QTest.keyClick(bar.field, Key.Key_Return)
    qtbot.waitUntil(bar.read_button.isEnabled)
    bar.read_button.setFocus()
    QTest.keyClick(bar.read_button, Key.Key_Return)
    assert desk.calls[-1] == "play"
    bar.close_button.setFocus()
    QTest.keyClick(bar.close_button, Key.Key_Return)
    assert not bar.isVisible()
