import pytest
from PySide6.QtGui import QAccessible
from pytestqt.qtbot import QtBot

from voiceassistant.events import Hearing, Phase
from voiceassistant.ui import talk_button, talk_panel
from voiceassistant.ui.talk_button import DISC_PIXELS, FALL_SECONDS, RISE_SECONDS, TalkButton, smoothed
from voiceassistant.ui.talk_panel import TalkPanel
from voiceassistant.ui.theme import Theme


def test_the_ring_rises_quickly_and_falls_slowly() -> None:
    risen = smoothed(0.0, 1.0, RISE_SECONDS)
    fallen = smoothed(1.0, 0.0, FALL_SECONDS)
    assert risen == pytest.approx(0.632, abs=0.001)
    assert fallen == pytest.approx(0.368, abs=0.001)
    assert smoothed(0.0, 1.0, 0.033) > 1.0 - smoothed(1.0, 0.0, 0.033)


def test_the_level_is_asked_for_only_while_something_is_heard(qtbot: QtBot, theme: Theme) -> None:
    button = TalkButton()
    qtbot.addWidget(button)
    asked: list[float] = []
    button.level_source = lambda: asked.append(0.5) or 0.5
    for phase, alive in ((Phase.READY, False), (Phase.LISTENING, True), (Phase.SPEAKING, True), (Phase.PAUSED, True)):
        button.show_phase(phase)
        assert button._timer.isActive() is alive
        assert button._timer.interval() == 33
    button.advance()
    assert asked == [0.5]


@pytest.mark.parametrize("wanted", [True, False])
def test_thinking_moves_only_where_animations_are_wanted(
    qtbot: QtBot, theme: Theme, monkeypatch: pytest.MonkeyPatch, wanted: bool
) -> None:
    monkeypatch.setattr(talk_button, "animations_wanted", lambda: wanted)
    button = TalkButton()
    qtbot.addWidget(button)
    button.show_phase(Phase.THINKING)
    assert button._timer.isActive() is wanted


@pytest.mark.parametrize("phase", list(Phase))
def test_every_state_has_its_picture(qtbot: QtBot, theme: Theme, phase: Phase) -> None:
    button = TalkButton()
    qtbot.addWidget(button)
    button.show_phase(phase)
    picture = button.grab().toImage()
    assert min(picture.width(), picture.height()) / picture.devicePixelRatio() > DISC_PIXELS
    others = [other for other in Phase if other is not phase]
    for other in others:
        button.show_phase(other)
        assert button.grab().toImage() != picture


def test_name_and_state_are_told(qtbot: QtBot, theme: Theme) -> None:
    panel = TalkPanel()
    qtbot.addWidget(panel)
    names = {}
    for phase in Phase:
        panel.show_phase(phase)
        interface = QAccessible.queryAccessibleInterface(panel.button)
        names[phase] = (interface.text(QAccessible.Text.Name), interface.text(QAccessible.Text.Description))
    assert names == {
        Phase.READY: ("Talk", "Ready"),
        Phase.LISTENING: ("Talk", "Listening"),
        Phase.THINKING: ("Stop", "Thinking"),
        Phase.SPEAKING: ("Stop", "Speaking"),
        Phase.PAUSED: ("Stop", "Paused"),
    }


def test_every_state_is_announced_as_a_word(qtbot: QtBot, theme: Theme, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(talk_panel, "announce", lambda _widget, text: said.append(text))
    panel = TalkPanel()
    qtbot.addWidget(panel)
    for phase in Phase:
        panel.show_phase(phase)
    assert said == ["Ready", "Listening", "Thinking", "Speaking", "Paused"]


def test_hands_free_says_what_can_be_done(qtbot: QtBot, theme: Theme, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(talk_panel, "announce", lambda _widget, text: said.append(text))
    panel = TalkPanel()
    qtbot.addWidget(panel)
    panel.show_hearing(Hearing.LISTENING)
    assert panel.state.text() == "Starting"
    panel.show_phase(Phase.READY)
    assert panel.state.text() == "Just talk"
    shown = []
    for hearing in (Hearing.WAITING, Hearing.MUTED, Hearing.MUTED, Hearing.OFF):
        panel.show_hearing(hearing, "hey_jarvis")
        shown.append(panel.state.text())
        assert panel.button.accessibleDescription() == panel.state.text()
    assert shown == ["Say “Hey Jarvis”", "Muted", "Muted", "Ready"]
    assert said == ["Just talk", "Just talk", "Say “Hey Jarvis”", "Muted", "Hands-free is off"]


def test_muting_changes_no_word_of_what_is_going_on(qtbot: QtBot, theme: Theme) -> None:
    panel = TalkPanel()
    qtbot.addWidget(panel)
    panel.show_phase(Phase.SPEAKING)
    panel.show_hearing(Hearing.MUTED)
    assert panel.state.text() == "Speaking"
    panel.show_phase(Phase.READY)
    assert panel.state.text() == "Muted"


def test_nothing_moves_when_the_state_changes(qtbot: QtBot, theme: Theme) -> None:
    panel = TalkPanel()
    qtbot.addWidget(panel)
    panel.show_hearing(Hearing.WAITING, "hey_mycroft")
    widths = {panel.sizeHint().width()}
    for phase in Phase:
        panel.show_phase(phase)
        for hearing in Hearing:
            panel.show_hearing(hearing, "hey_mycroft")
            widths.add(panel.sizeHint().width())
    assert len(widths) == 1


def test_the_time_runs_while_it_listens(qtbot: QtBot, theme: Theme) -> None:
    now = [100.0]
    panel = TalkPanel(clock=lambda: now[0])
    qtbot.addWidget(panel)
    panel.show_phase(Phase.LISTENING)
    assert panel.state.text() == "Listening 0:00"
    now[0] = 165.4
    panel.show_elapsed()
    assert panel.state.text() == "Listening 1:05"
    panel.show_phase(Phase.READY)
    assert panel.state.text() == "Ready"
