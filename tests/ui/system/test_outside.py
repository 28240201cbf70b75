"""What is asked for from outside, done by the window."""

from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QInputDialog, QWidget
from pytestqt.qtbot import QtBot

from tests.fakes.assistant import FakeAssistant
from voiceassistant.documents.document import Excerpt
from voiceassistant.errors import DocumentLocked
from voiceassistant.ui.bridge import Bridge
from voiceassistant.ui.main_window import MainWindow
from voiceassistant.ui.reading.window import ReadingWindow
from voiceassistant.ui.system.outside import Outside
from voiceassistant.ui.system.wish import Wish

BOOK = Wish(source="/books/a.epub")


@pytest.fixture
def outside(window: MainWindow, bridge: Bridge, assistant: FakeAssistant) -> Outside:
    outside = Outside(window, bridge)
    outside.attach(assistant)
    return outside


def reading_window(window: MainWindow) -> ReadingWindow:
    (found,) = [one for one in window.findChildren(ReadingWindow) if one.isVisible()]
    return found


def test_a_document_is_opened_and_read(
    qtbot: QtBot, window: MainWindow, outside: Outside, assistant: FakeAssistant
) -> None:
    outside.take(BOOK)
    assert assistant.reading.calls == [("open", Path("/books/a.epub"), None)]
    qtbot.waitUntil(lambda: assistant.reading.calls[-1] == "play")
    reading_window(window).close()


def test_a_wish_waits_until_there_is_an_assistant(
    qtbot: QtBot, window: MainWindow, bridge: Bridge, assistant: FakeAssistant
) -> None:
    outside = Outside(window, bridge, BOOK)
    assert assistant.reading.calls == []
    outside.attach(assistant)
    qtbot.waitUntil(lambda: assistant.reading.calls == [("open", Path("/books/a.epub"), None), "play"])
    reading_window(window).close()


def test_what_is_opened_by_hand_is_not_read_by_itself(
    qtbot: QtBot, window: MainWindow, outside: Outside, assistant: FakeAssistant
) -> None:
    outside.take(BOOK)
    qtbot.waitUntil(lambda: assistant.reading.calls[-1] == "play")
    reading = reading_window(window)
    reading.open_document(Path("/books/b.epub"))
    qtbot.waitUntil(lambda: reading._phase.name == "PAUSED")
    assert assistant.reading.calls[-1] == ("open", Path("/books/b.epub"), None)
    reading.close()


def test_a_locked_document_is_read_as_soon_as_its_password_is_there(
    qtbot: QtBot, window: MainWindow, outside: Outside, assistant: FakeAssistant
) -> None:
    assistant.reading.failure = DocumentLocked("It is locked")
    outside.take(BOOK)
    reading = reading_window(window)
    qtbot.waitUntil(lambda: bool(reading.findChildren(QInputDialog)))
    (asking,) = reading.findChildren(QInputDialog)
    assistant.reading.failure = None
    asking.textValueSelected.emit("secret")
    asking.close()
    qtbot.waitUntil(lambda: assistant.reading.calls[-1] == "play")
    assert assistant.reading.calls[-2] == ("open", Path("/books/a.epub"), "secret")
    reading.close()


def test_the_selection_is_read_and_the_same_again_pauses_it(
    qtbot: QtBot, window: MainWindow, outside: Outside, assistant: FakeAssistant
) -> None:
    QGuiApplication.clipboard().setText("Selected elsewhere.")
    outside.take(Wish(selection=True))
    qtbot.waitUntil(lambda: assistant.reading.calls == [("open", Excerpt("Selected elsewhere."), None), "play"])
    reading = reading_window(window)
    qtbot.waitUntil(lambda: reading._phase.name == "READING")
    outside.take(Wish(selection=True))
    qtbot.waitUntil(lambda: assistant.reading.calls[-1] == "pause")
    qtbot.waitUntil(lambda: reading._phase.name == "PAUSED")
    outside.take(Wish(selection=True))
    qtbot.waitUntil(lambda: assistant.reading.calls[-1] == "play")
    reading.close()


def test_nothing_selected_is_told_of(
    qtbot: QtBot, window: MainWindow, outside: Outside, assistant: FakeAssistant
) -> None:
    QGuiApplication.clipboard().clear()
    outside.take(Wish(selection=True))
    reading = reading_window(window)
    assert reading.notice.isVisible()
    assert assistant.reading.calls == []
    reading.close()


def test_without_a_wish_the_window_comes_back(qtbot: QtBot, window: MainWindow, outside: Outside) -> None:
    window.showMinimized()
    outside.take(Wish())
    qtbot.waitUntil(lambda: not window.isMinimized() and window.isActiveWindow())


def test_where_only_the_focused_window_sees_the_clipboard_it_takes_the_focus_first(
    qtbot: QtBot,
    window: MainWindow,
    outside: Outside,
    assistant: FakeAssistant,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("voiceassistant.ui.system.outside._clipboard_wants_focus", lambda: True)
    QGuiApplication.clipboard().setText("Selected elsewhere.")
    other = QWidget()
    qtbot.addWidget(other)
    with qtbot.waitActive(other):
        other.show()
        other.activateWindow()
    window.showMinimized()
    outside.take(Wish(selection=True))
    qtbot.waitUntil(lambda: assistant.reading.calls == [("open", Excerpt("Selected elsewhere."), None), "play"])
    assert not window.isMinimized()
    reading_window(window).close()
