import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.fakes.assistant import FakeAssistant, refusing
from voiceassistant.events import Asked, Hearing, HearingChanged, Phase, PhaseChanged
from voiceassistant.settings import HandsFreeSettings, Settings
from voiceassistant.transcripts import Transcript
from voiceassistant.ui.bridge import Bridge
from voiceassistant.ui.main_window import MainWindow
from voiceassistant.ui.theme import Theme

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def hear(qtbot: QtBot, window: MainWindow, assistant: FakeAssistant):
    """The engine says what the ear does now; returns when the window has shown it."""

    def hear(hearing: Hearing) -> None:
        assistant.say(HearingChanged(hearing))
        qtbot.waitUntil(lambda: window._hearing is hearing)

    return hear


def shown(window: MainWindow) -> tuple[bool, bool, bool, bool, str]:
    """The switch and its menu item; mute in the menu, checked and offered; the mute button."""
    menus, panel = window.menus, window.hands_free
    button = panel.mute_button.text() if panel.mute_button.isVisible() else ""
    mute = menus.mute_switch
    return panel.switch.isChecked(), menus.hands_free_switch.isChecked(), mute.isChecked(), mute.isEnabled(), button


def test_it_shows_what_the_ear_does(window: MainWindow, hear) -> None:
    assert shown(window) == (False, False, False, False, "")
    hear(Hearing.LISTENING)
    assert shown(window) == (True, True, False, True, "Mute")
    assert window.talk.state.text() == "Just talk"
    hear(Hearing.MUTED)
    assert shown(window) == (True, True, True, True, "Unmute")
    assert window.talk.state.text() == "Muted"
    hear(Hearing.OFF)
    assert shown(window) == (False, False, False, False, "")
    assert window.talk.state.text() == "Ready"


def test_the_switch_is_kept_and_works_at_once(window: MainWindow, assistant: FakeAssistant, hear) -> None:
    window.hands_free.switch.click()
    assert assistant.engine.calls == [("hands_free", True)]
    assert assistant.settings.hands_free.enabled
    hear(Hearing.LISTENING)
    window.hands_free.switch.click()
    assert assistant.engine.calls == [("hands_free", True), ("hands_free", False)]
    assert not assistant.settings.hands_free.enabled


def test_keys_switch_and_mute(window: MainWindow, assistant: FakeAssistant, hear) -> None:
    window.text_box.setFocus()
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_M, CONTROL | SHIFT)
    assert assistant.engine.calls == []  # there is nothing to mute
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_M, CONTROL)
    hear(Hearing.LISTENING)
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_M, CONTROL | SHIFT)
    hear(Hearing.MUTED)
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_M, CONTROL | SHIFT)
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_M, CONTROL)
    assert assistant.engine.calls == [("hands_free", True), ("mute", True), ("mute", False), ("hands_free", False)]


def test_the_button_mutes(window: MainWindow, assistant: FakeAssistant, hear) -> None:
    hear(Hearing.WAITING)
    window.hands_free.mute_button.click()
    hear(Hearing.MUTED)
    window.hands_free.mute_button.click()
    assert assistant.engine.calls == [("mute", True), ("mute", False)]


def test_a_switch_that_cannot_be_kept_works_all_the_same(window: MainWindow, assistant: FakeAssistant) -> None:
    assistant.refusal = refusing("The disk is full")
    window.hands_free.switch.click()
    assert "The disk is full" in window.notice.words.text()
    assert assistant.engine.calls == [("hands_free", True)]


def test_the_settings_switch_it_too(window: MainWindow, assistant: FakeAssistant, hear) -> None:
    assistant.settings = assistant.settings.with_values(hands_free={"enabled": True, "wake_phrase": "hey_jarvis"})
    window.dialogs.settings_applied.emit()
    window.dialogs.settings_applied.emit()  # something else was changed
    assert assistant.engine.calls == [("hands_free", True)]
    hear(Hearing.WAITING)
    assert window.talk.state.text() == "Say “Hey Jarvis”"
    assistant.settings = assistant.settings.with_values(hands_free={"enabled": True, "wake_phrase": "alexa"})
    window.dialogs.settings_applied.emit()
    assert window.talk.state.text() == "Say “Alexa”"


class TestKeptOn:
    @pytest.fixture
    def settings(self) -> Settings:
        return Settings(first_start_done=True, hands_free=HandsFreeSettings(enabled=True))

    def test_it_is_on_from_the_start(self, window: MainWindow, assistant: FakeAssistant) -> None:
        assert assistant.engine.calls == [("hands_free", True)]

    def test_without_an_assistant_it_cannot_be_switched(self, qtbot: QtBot, theme: Theme, bridge: Bridge) -> None:
        window = MainWindow(bridge, theme)
        qtbot.addWidget(window)
        window.show()
        assert not window.hands_free.switch.isEnabled()
        assert not window.menus.hands_free_switch.isEnabled()


def test_space_talks_after_a_click_and_switches_after_tab(window: MainWindow, assistant: FakeAssistant, hear) -> None:
    switch = window.hands_free.switch
    QTest.mouseClick(switch, Qt.MouseButton.LeftButton, pos=switch.rect().center())
    hear(Hearing.LISTENING)
    QTest.keyPress(window.windowHandle(), Qt.Key.Key_Space)
    assert assistant.engine.calls == [("hands_free", True), "press"]
    window._keys.let_go()
    switch.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Space)
    assert assistant.engine.calls[-1] == ("hands_free", False)


def test_tab_reaches_both(window: MainWindow, hear) -> None:
    hear(Hearing.LISTENING)
    window.text_box.setFocus()
    reached = []
    for _ in range(8):
        reached.append(QApplication.focusWidget())
        QTest.keyClick(window.windowHandle(), Qt.Key.Key_Tab)
    assert {window.hands_free.switch, window.hands_free.mute_button, window.talk.button} <= set(reached)


def test_the_page_invites_to_just_ask(window: MainWindow, hear) -> None:
    assert window.conversation.accessibleDescription().startswith("Hold Space and ask")
    hear(Hearing.LISTENING)
    assert window.conversation.accessibleDescription().startswith("Just ask")
    hear(Hearing.MUTED)
    assert window.conversation.accessibleDescription().startswith("Hold Space and ask")


def test_somebody_who_talks_over_the_answer_pauses_it(
    qtbot: QtBot, window: MainWindow, assistant: FakeAssistant, hear
) -> None:
    hear(Hearing.LISTENING)
    assistant.now_level = 1.0
    assistant.say(PhaseChanged(1, Phase.SPEAKING), PhaseChanged(1, Phase.PAUSED))
    qtbot.waitUntil(lambda: window.talk.state.text() == "Paused")
    qtbot.waitUntil(lambda: window.talk.button._level > 0.1)  # the microphone's, by the engine
    assert window.talk.button.accessibleName() == "Stop"


def test_a_noise_moves_nothing_that_is_read_and_the_key_goes_to_the_end(
    qtbot: QtBot, window: MainWindow, assistant: FakeAssistant, hear
) -> None:
    hear(Hearing.LISTENING)
    assistant.say(*(Asked(turn, Transcript("A question of some words"), True) for turn in range(1, 20)))
    bar = window.conversation.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0 and not window.conversation.busy)
    bar.setValue(0)
    assistant.say(PhaseChanged(20, Phase.LISTENING), PhaseChanged(20, Phase.READY), HearingChanged(Hearing.MUTED))
    qtbot.waitUntil(lambda: window._hearing is Hearing.MUTED)
    assert bar.value() == 0
    QTest.keyPress(window.windowHandle(), Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: bar.value() == bar.maximum())
    assert assistant.engine.calls == ["press"]
    window._keys.let_go()


@pytest.mark.parametrize("before", [Phase.LISTENING, Phase.PAUSED])
def test_what_was_attached_goes_with_what_was_said(
    qtbot: QtBot, window: MainWindow, assistant: FakeAssistant, before: Phase
) -> None:
    window.composer.menu.json_toggled.emit(True)
    assistant.say(PhaseChanged(1, before), PhaseChanged(1, Phase.READY), PhaseChanged(2, before))
    qtbot.waitUntil(lambda: window.talk.phase is before)
    assert window.composer.attachments.attachment.as_json is not None
    assistant.say(PhaseChanged(2, Phase.THINKING))
    qtbot.waitUntil(lambda: window.talk.phase is Phase.THINKING)
    assert window.composer.attachments.attachment.as_json is None
