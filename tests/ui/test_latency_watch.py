import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from tests.fakes.assistant import FakeAssistant
from voiceassistant import latency_file
from voiceassistant.events import Asked, Phase, PhaseChanged, Timings, TurnEnded
from voiceassistant.latency import LatencyLog, TurnLatency
from voiceassistant.settings import Role
from voiceassistant.transcripts import Transcript
from voiceassistant.ui.latency_watch import latency_path
from voiceassistant.ui.main_window import MainWindow
from voiceassistant.ui.settings_dialog import SettingsDialog

TIMINGS = Timings(transcript=1400, first_token=1600, first_sentence=1650, first_audio=1900, done=4000)


@pytest.fixture
def answer(qtbot: QtBot, window: MainWindow, assistant: FakeAssistant):
    """A spoken question is answered; returns when the window knows."""

    def answer(turn: int, timings: Timings = TIMINGS, *, spoken: bool = True) -> None:
        phase = PhaseChanged(turn, Phase.LISTENING if spoken else Phase.THINKING)
        with qtbot.waitSignal(window._bridge.happened, check_params_cb=lambda event: isinstance(event, TurnEnded)):
            assistant.say(
                phase, Asked(turn, Transcript("a question"), spoken), TurnEnded(turn, "", False, timings=timings)
            )

    return answer


def turns(window: MainWindow) -> tuple[TurnLatency, ...]:
    assert isinstance(window.latency.log, LatencyLog)
    return window.latency.log.turns


def test_spoken_turns_are_noted_and_kept(window: MainWindow, assistant: FakeAssistant, answer) -> None:
    assistant.roles = {Role.TRANSCRIPTION: "OpenAI", Role.CHAT: "local engine (instead of OpenAI)"}
    answer(1)
    answer(2, spoken=False)
    assert turns(window) == (TurnLatency(TIMINGS, frozenset({Role.CHAT})),)
    assert latency_file.load(latency_path()) == turns(window)


class TestAnotherRun:
    @pytest.fixture
    def assistant(self, assistant: FakeAssistant) -> FakeAssistant:
        latency_file.save(latency_path(), [TurnLatency(TIMINGS, frozenset(Role))] * 3)
        return assistant

    def test_earlier_turns_are_there(self, window: MainWindow, answer) -> None:
        window.resize(1000, 700)
        window.menus.latency_switch.trigger()
        assert window.latency.panel.count.text() == "Your last 3 turns of this kind"
        answer(1)
        assert window.latency.panel.count.text() == "Your last 4 turns of this kind"


def test_a_key_opens_and_closes_the_panel(window: MainWindow) -> None:
    window.resize(1000, 700)
    for opened in (True, False):
        QTest.keyClick(window.windowHandle(), Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
        assert window.latency.panel.isVisible() is opened
        assert window.menus.latency_switch.isChecked() is opened
    window.menus.latency_switch.trigger()
    window.latency.panel.close_button.click()
    assert not window.latency.panel.isVisible()
    assert not window.menus.latency_switch.isChecked()


def test_in_a_narrow_window_a_typed_question_shows_the_conversation(window: MainWindow) -> None:
    window.resize(480, 400)
    window.menus.latency_switch.trigger()
    assert not window.conversation.isVisible()
    window.text_box.setFocus()
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_A)
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Return)
    assert window.conversation.isVisible()
    assert not window.menus.latency_switch.isChecked()


def test_advice_opens_its_page_of_the_settings(window: MainWindow, answer) -> None:
    window.resize(1000, 700)
    window.menus.latency_switch.trigger()
    answer(1)
    window.latency.panel.settings_wanted.emit("hands_free")
    (dialog,) = (dialog for dialog in window.findChildren(QDialog) if dialog.isVisible())
    assert isinstance(dialog, SettingsDialog)
    assert dialog.pages.currentWidget() is dialog.hands_free
    dialog.close()


def test_the_panel_is_reached_by_tab(window: MainWindow, answer) -> None:
    window.resize(1000, 700)
    window.menus.latency_switch.trigger()
    answer(1)
    panel = window.latency.panel
    reached = set()
    for _ in range(16):
        QTest.keyClick(window.windowHandle(), Qt.Key.Key_Tab)
        reached.add(window.focusWidget())
    assert {panel.parts, panel.graph, panel.close_button} <= reached
