from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QPushButton
from pytestqt.qtbot import QtBot

from tests.fakes.assistant import FakeAssistant
from voiceassistant.errors import ServiceUnavailable
from voiceassistant.events import Failed, Phase, PhaseChanged, Step
from voiceassistant.ui.main_window import MainWindow
from voiceassistant.ui.talk_keys import TalkKeys

SPACE = Qt.Key.Key_Space


def press(window: MainWindow, key: Qt.Key = SPACE) -> None:
    QTest.keyPress(window.windowHandle(), key)


def release(window: MainWindow, key: Qt.Key = SPACE) -> None:
    """Lets go, and waits until that is taken for no repeat."""
    QTest.keyRelease(window.windowHandle(), key)
    if window.findChild(TalkKeys).held:
        wait_until_let_go(window)


def wait_until_let_go(window: MainWindow) -> None:
    loop = QEventLoop()
    window.findChild(TalkKeys).findChild(QTimer).timeout.connect(loop.quit)
    loop.exec()


def repeat(window: MainWindow, kind: QEvent.Type) -> None:
    """What a keyboard sends while a key is held down; the event's last argument says so."""
    event = QKeyEvent(kind, SPACE, Qt.KeyboardModifier.NoModifier, " ", True)
    QCoreApplication.sendEvent(window.windowHandle(), event)


def test_space_is_held_to_talk(window: MainWindow, assistant: FakeAssistant) -> None:
    press(window)
    assert assistant.engine.calls == ["press"]
    assert window.talk.button.isDown()
    release(window)
    assert assistant.engine.calls == ["press", "release"]
    assert not window.talk.button.isDown()


def test_a_key_that_repeats_itself_is_one_press(window: MainWindow, assistant: FakeAssistant) -> None:
    press(window)
    for _ in range(3):
        repeat(window, QEvent.Type.KeyRelease)
        repeat(window, QEvent.Type.KeyPress)
    assert assistant.engine.calls == ["press"]
    release(window)
    assert assistant.engine.calls == ["press", "release"]
    assert window.text_box.toPlainText() == ""


def test_a_repeat_that_qt_does_not_recognise_is_one_press(window: MainWindow, assistant: FakeAssistant) -> None:
    press(window)
    for _ in range(3):
        QTest.keyRelease(window.windowHandle(), SPACE)
        QTest.keyPress(window.windowHandle(), SPACE)
    assert assistant.engine.calls == ["press"]
    release(window)
    assert assistant.engine.calls == ["press", "release"]


def test_losing_the_focus_lets_go(qtbot: QtBot, window: MainWindow, assistant: FakeAssistant) -> None:
    press(window)
    other = QDialog()
    qtbot.addWidget(other)
    with qtbot.waitActive(other):
        other.show()
        other.activateWindow()
    qtbot.waitUntil(lambda: assistant.engine.calls == ["press", "release"])
    repeat(window, QEvent.Type.KeyPress)  # the key is still down when the window is back
    assert assistant.engine.calls == ["press", "release"]
    assert window.text_box.toPlainText() == ""


def test_space_types_where_something_is_being_typed(window: MainWindow, assistant: FakeAssistant) -> None:
    window.text_box.setFocus()
    for character in "two words":
        QTest.keyClick(window.windowHandle(), character)
    assert window.text_box.toPlainText() == "two words"
    assert assistant.engine.calls == []


def test_space_talks_from_an_empty_text_box(window: MainWindow, assistant: FakeAssistant) -> None:
    window.text_box.setFocus()
    press(window)
    release(window)
    assert assistant.engine.calls == ["press", "release"]
    assert window.text_box.toPlainText() == ""


def test_space_on_the_talk_button_fires_once(window: MainWindow, assistant: FakeAssistant) -> None:
    window.talk.button.setFocus(Qt.FocusReason.TabFocusReason)
    press(window)
    release(window)
    assert assistant.engine.calls == ["press", "release"]


def test_space_works_another_control_reached_by_keyboard(window: MainWindow, assistant: FakeAssistant) -> None:
    window.text_box.setPlainText("Hello")
    window.send_button.setFocus(Qt.FocusReason.TabFocusReason)
    press(window)
    release(window)
    assert assistant.engine.calls == [("ask", "Hello")]


def test_a_space_held_on_a_button_works_it_once_and_does_not_talk(
    qtbot: QtBot, window: MainWindow, assistant: FakeAssistant
) -> None:
    away = ServiceUnavailable("The server is away")
    assistant.say(Failed(2, Step.CHAT, away, True))
    qtbot.waitUntil(lambda: len(window.conversation.rows()) == 1)
    (row,) = window.conversation.rows()
    assert row.failure
    row.failure.findChildren(QPushButton)[0].setFocus(Qt.FocusReason.TabFocusReason)
    press(window)
    for _ in range(3):  # Qt does not recognise these repeats; the first release works the button, which is then gone
        QTest.keyRelease(window.windowHandle(), SPACE)
        QTest.keyPress(window.windowHandle(), SPACE)
    assert assistant.engine.calls == [("retry", 2)]
    QTest.keyRelease(window.windowHandle(), SPACE)
    wait_until_let_go(window)
    assert assistant.engine.calls == [("retry", 2)]
    press(window)
    release(window)
    assert assistant.engine.calls == [("retry", 2), "press", "release"]


def test_a_space_that_went_to_a_menu_does_not_talk_while_it_is_down(
    window: MainWindow, assistant: FakeAssistant
) -> None:
    for _ in range(2):  # the menu had the press and is gone
        QTest.keyRelease(window.windowHandle(), SPACE)
        press(window)
    assert assistant.engine.calls == []


def test_clicking_a_button_leaves_space_as_the_talk_key(
    qtbot: QtBot, window: MainWindow, assistant: FakeAssistant
) -> None:
    window.text_box.setPlainText("Hello")
    qtbot.mouseClick(window.send_button, Qt.MouseButton.LeftButton)
    press(window)
    release(window)
    assert assistant.engine.calls == [("ask", "Hello"), "press", "release"]


def test_with_a_modifier_space_is_not_the_talk_key(window: MainWindow, assistant: FakeAssistant) -> None:
    QTest.keyClick(window.windowHandle(), SPACE, Qt.KeyboardModifier.ControlModifier)
    assert assistant.engine.calls == []


def test_escape_stops(qtbot: QtBot, window: MainWindow, assistant: FakeAssistant) -> None:
    assistant.say(PhaseChanged(1, Phase.SPEAKING))
    qtbot.waitUntil(lambda: window.talk.phase is Phase.SPEAKING)
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Escape)
    assert assistant.engine.calls == ["stop"]


def test_the_mouse_holds_and_lets_go(qtbot: QtBot, window: MainWindow, assistant: FakeAssistant) -> None:
    qtbot.mousePress(window.talk.button, Qt.MouseButton.LeftButton)
    assert assistant.engine.calls == ["press"]
    qtbot.mouseRelease(window.talk.button, Qt.MouseButton.LeftButton)
    assert assistant.engine.calls == ["press", "release"]


def test_the_menu_and_a_screen_reader_tap(window: MainWindow, assistant: FakeAssistant) -> None:
    window.menus.actions[0].trigger()
    window.talk.button.click()
    assert assistant.engine.calls == ["press", "release"] * 2
