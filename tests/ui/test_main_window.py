from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QWidget
from pytestqt.qtbot import QtBot

from tests.fakes.assistant import FakeAssistant, refusing
from voiceassistant.events import ModelRetiring, Notice, Phase, PhaseChanged, ServersChanged, TurnEnded
from voiceassistant.settings import Role, Settings
from voiceassistant.ui.bridge import Bridge
from voiceassistant.ui.main_window import MainWindow
from voiceassistant.ui.parts import FRAME, fit_to_screen
from voiceassistant.ui.settings_dialog import SettingsDialog
from voiceassistant.ui.theme import Theme


def area(widget: QWidget, window: QWidget) -> QRect:
    return QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())


@pytest.mark.parametrize("size", [(480, 400), (899, 600), (1600, 1000)])
def test_it_is_usable_at_every_size(qtbot: QtBot, window: MainWindow, size: tuple[int, int]) -> None:
    window.resize(*size)
    assert (window.width(), window.height()) == size
    window.notice.show_notice("The microphone was unplugged. Connect it again or choose another one.", problem=True)
    QApplication.processEvents()
    parts = [window.conversation, window.notice, window.text_box, window.send_button, window.talk, window.roles_line]
    areas = [area(part, window) for part in parts]
    assert all(window.rect().contains(one) for one in areas)
    assert not any(one.intersects(other) for i, one in enumerate(areas) for other in areas[i + 1 :])
    assert window.conversation.height() >= 80
    assert window.text_box.width() >= 160


def test_it_opens_no_larger_than_the_screen(window: MainWindow) -> None:
    room = window.screen().availableSize()
    assert (window.width() + FRAME.width(), window.height() + FRAME.height()) == (room.width(), 680 + FRAME.height())
    window.dialogs.settings()
    (dialog,) = open_dialogs(window)
    fit_to_screen(dialog, 3000, 2000)
    assert dialog.size() == room - FRAME
    dialog.close()


def test_enter_sends_and_shift_enter_begins_a_line(window: MainWindow, assistant: FakeAssistant) -> None:
    window.text_box.setFocus()
    for key, modifier in (
        (Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier),
        (Qt.Key.Key_B, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier),
    ):
        QTest.keyClick(window.windowHandle(), key, modifier)
    assert assistant.engine.calls == [("ask", "a\nb")]
    assert window.text_box.toPlainText() == ""


def test_the_text_box_grows_with_its_text(qtbot: QtBot, window: MainWindow) -> None:
    before = window.text_box.height()
    window.text_box.setPlainText("one\ntwo\nthree")
    qtbot.waitUntil(lambda: window.text_box.height() > before)
    window.text_box.clear()
    qtbot.waitUntil(lambda: window.text_box.height() == before)


def test_the_state_is_written(qtbot: QtBot, window: MainWindow, assistant: FakeAssistant) -> None:
    for phase in (Phase.THINKING, Phase.SPEAKING, Phase.READY):
        assistant.say(PhaseChanged(1, phase))
        qtbot.waitUntil(lambda phase=phase: window.talk.state.text() == phase.value)


def test_who_does_the_roles_is_said(qtbot: QtBot, window: MainWindow, assistant: FakeAssistant) -> None:
    assert window.roles_line.text() == "Local engine"
    assistant.roles = {Role.TRANSCRIPTION: "local engine", Role.CHAT: "OpenAI", Role.SPEECH: "OpenAI"}
    assistant.say(ServersChanged())
    qtbot.waitUntil(lambda: "OpenAI" in window.roles_line.text())
    assert window.roles_line.text() == "Speech recognition: Local engine · Chat: OpenAI · Speech: OpenAI"


def test_a_notice_stays_until_it_is_closed_if_it_is_a_problem(
    qtbot: QtBot, window: MainWindow, assistant: FakeAssistant
) -> None:
    assistant.say(Notice("devices", "Headset was disconnected.", is_error=True), PhaseChanged(1, Phase.LISTENING))
    qtbot.waitUntil(lambda: window.talk.phase is Phase.LISTENING)
    assert window.notice.isVisible()
    assert window.notice.words.text() == "⚠ Headset was disconnected."
    window.notice.close_button.click()
    assert not window.notice.isVisible()


def test_a_harmless_notice_goes_when_the_user_goes_on(
    qtbot: QtBot, window: MainWindow, assistant: FakeAssistant
) -> None:
    assistant.say(Notice("devices", "Headset was connected."))
    qtbot.waitUntil(window.notice.isVisible)
    assert not window.notice.buttons[0].isVisible()
    assistant.say(PhaseChanged(1, Phase.LISTENING))
    qtbot.waitUntil(lambda: not window.notice.isVisible())


def open_dialogs(window: MainWindow) -> list[QDialog]:
    return [dialog for dialog in window.findChildren(QDialog) if dialog.isVisible()]


@pytest.fixture
def closing(window: MainWindow) -> Iterator[None]:
    yield
    for dialog in open_dialogs(window):
        dialog.close()


@pytest.mark.usefixtures("closing")
def test_a_lost_device_leads_to_the_choice_of_another(
    qtbot: QtBot, window: MainWindow, assistant: FakeAssistant
) -> None:
    assistant.say(Notice("devices", "Headset was disconnected.", is_error=True))
    qtbot.waitUntil(window.notice.isVisible)
    window.notice.buttons[0].click()
    (dialog,) = open_dialogs(window)
    assert isinstance(dialog, SettingsDialog)
    assert dialog.pages.currentWidget() is dialog.general


@pytest.mark.usefixtures("closing")
@pytest.mark.parametrize(
    ("key", "modifier"),
    [(Qt.Key.Key_F1, Qt.KeyboardModifier.NoModifier), (Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)],
)
def test_keys_open_help_and_settings(window: MainWindow, key: Qt.Key, modifier: Qt.KeyboardModifier) -> None:
    QTest.keyClick(window.windowHandle(), key, modifier)
    assert len(open_dialogs(window)) == 1


class TestLeftOver:
    @pytest.fixture
    def assistant(self, settings: Settings) -> FakeAssistant:
        assistant = FakeAssistant(settings)
        assistant.left_over = 2
        return assistant

    def test_recordings_of_a_crash_can_be_sent(
        self, qtbot: QtBot, window: MainWindow, assistant: FakeAssistant
    ) -> None:
        assert window.notice.buttons[0].text() == "Send"
        window.notice.buttons[0].click()
        assert assistant.sent_again == 1
        assert not window.notice.isVisible()
        assistant.left_over = 1
        assistant.say(TurnEnded(1, "", False))
        qtbot.waitUntil(window.notice.isVisible)

    def test_recordings_of_a_crash_can_be_discarded(self, window: MainWindow, assistant: FakeAssistant) -> None:
        send, discard = window.notice.buttons
        assert (send.isVisible(), discard.isVisible(), discard.text()) == (True, True, "Discard")
        discard.click()
        assert (assistant.unsent(), assistant.sent_again) == (0, 0)
        assert not window.notice.isVisible()


def test_a_key_kept_while_the_settings_closed_is_told(
    qtbot: QtBot, window: MainWindow, assistant: FakeAssistant
) -> None:
    window.dialogs.settings("chat")
    (dialog,) = window.findChildren(SettingsDialog)
    dialog.roles[Role.CHAT].key.setText("sk-test-not-a-real-key")
    dialog.close_button.click()
    qtbot.waitUntil(window.notice.isVisible)
    assert window.notice.words.text() == "The key you typed is kept in the system's keyring."
    assert list(assistant.keys.values()) == ["sk-test-not-a-real-key"]


def test_devices_are_chosen_in_the_menu(qtbot: QtBot, window: MainWindow, assistant: FakeAssistant) -> None:
    menu = window.menus.device_menus["microphone"]
    menu.aboutToShow.emit()
    qtbot.waitUntil(lambda: len(menu.actions()) == 3)
    assert [action.text() for action in menu.actions()] == ["System default", "Headset", "Webcam"]
    assert [action.isChecked() for action in menu.actions()] == [True, False, False]
    menu.actions()[2].trigger()
    assert assistant.settings.microphone == "Webcam"


def test_a_choice_that_cannot_be_saved_is_told(window: MainWindow, assistant: FakeAssistant) -> None:
    assistant.refusal = refusing("The disk is full")
    window.menus.device_chosen.emit("speaker", "Headset")
    assert "The disk is full" in window.notice.words.text()


def test_before_the_assistant_is_there_nothing_can_be_asked(qtbot: QtBot, theme: Theme, bridge: Bridge) -> None:
    window = MainWindow(bridge, theme)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
    assert window.talk.state.text() == "Starting"
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Space)
    assert not window.talk.button.isEnabled()
    window.text_box.setPlainText("typed too early")
    QTest.keyClick(window.text_box, Qt.Key.Key_Return)
    assert window.text_box.toPlainText() == "typed too early"  # nothing typed is lost


def focusable(window: QWidget) -> list[QWidget]:
    return [
        widget
        for widget in window.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isEnabled() and not widget.isHidden()
    ]


def spoken_name(widget: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(widget)
    if isinstance(widget, QComboBox):  # Linux says its value; the name is its label's
        labels = [one for one, relation in interface.relations() if relation & QAccessible.RelationFlag.Label]
        return labels[0].text(QAccessible.Text.Name) if labels else ""
    return interface.text(QAccessible.Text.Name)


@pytest.mark.usefixtures("closing")
def test_every_control_has_a_name(window: MainWindow) -> None:
    window.notice.show_notice("Something", problem=True)
    window.dialogs.settings()
    window.menus.keys.emit()
    window.menus.latency_switch.trigger()
    unnamed = [
        f"{type(widget).__name__} {widget.objectName()} in {type(widget.parent()).__name__}"
        for widget in focusable(window)
        if not spoken_name(widget).strip() and widget.objectName() != "qt_spinbox_lineedit"
    ]
    assert len(focusable(window)) > 40
    assert "; ".join(unnamed) == ""


class TestFirstStart:
    @pytest.fixture
    def settings(self) -> Settings:
        return Settings()

    def test_every_control_has_a_name(self, window: MainWindow) -> None:
        assert window.first_start is not None
        assert [widget for widget in focusable(window.first_start) if not spoken_name(widget).strip()] == []


def test_tab_reaches_everything_in_the_bar(window: MainWindow) -> None:
    window.text_box.setPlainText("Hello")
    window.text_box.setFocus()
    reached = []
    for _ in range(6):
        reached.append(QApplication.focusWidget())
        QTest.keyClick(window.windowHandle(), Qt.Key.Key_Tab)
    assert {window.text_box, window.send_button, window.talk.button, window.conversation} <= set(reached)


def test_a_model_that_goes_is_replaced_by_one_click(qtbot: QtBot, window: MainWindow, assistant: FakeAssistant) -> None:
    assistant.say(ModelRetiring(Role.SPEECH, "tts-1", date(2027, 1, 15), "tts-2", switched=False))
    qtbot.waitUntil(window.notice.isVisible)
    assert window.notice.buttons[0].text() == "Switch to tts-2"
    window.notice.buttons[0].click()
    assert assistant.switched == [Role.SPEECH]
