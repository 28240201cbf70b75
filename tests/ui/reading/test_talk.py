"""Talking to the assistant from the reading window, and what is shown of it there."""

from pathlib import Path

import pytest
from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.fakes.assistant import FakeAssistant
from tests.fakes.desk import FakeDesk
from tests.ui.reading.conftest import marked
from tests.ui.reading.test_from_main_window import reading_windows
from voiceassistant.documents.document import Place
from voiceassistant.errors import NothingHeard
from voiceassistant.events import (
    Asked,
    Event,
    Failed,
    Obeyed,
    PartlyHeard,
    Phase,
    PhaseChanged,
    ReplyDelta,
    Steered,
    Step,
    TakenBack,
    TurnEnded,
)
from voiceassistant.reading.events import Phase as ReadingPhase
from voiceassistant.reading.events import StopSet
from voiceassistant.reading.plan import Unit
from voiceassistant.transcripts import Transcript
from voiceassistant.ui.bridge import Bridge
from voiceassistant.ui.main_window import MainWindow
from voiceassistant.ui.reading.talk_strip import Scrolled
from voiceassistant.ui.reading.window import ReadingWindow
from voiceassistant.ui.talk_keys import TalkKeys

Key = Qt.Key
QUESTION = (
    PhaseChanged(3, Phase.LISTENING),
    PhaseChanged(3, Phase.THINKING),
    Asked(3, Transcript("What does that mean?"), spoken=True),
)


def tell(window: ReadingWindow, *events: Event) -> None:
    for event in events:
        window.talk.take(event)


def is_seen(words: QLabel) -> bool:
    """All of a short text, as far as the window goes."""
    return words.visibleRegion().boundingRect().height() >= words.fontMetrics().height()


def let_go(window: ReadingWindow) -> None:
    """Of the key, and waits until that is taken for no repeat."""
    QTest.keyRelease(window.windowHandle(), Key.Key_T)
    loop = QEventLoop()
    window.findChild(TalkKeys).findChild(QTimer).timeout.connect(loop.quit)
    loop.exec()


@pytest.fixture
def talked(reading: ReadingWindow) -> list[str]:
    calls: list[str] = []
    reading.talk.pressed.connect(lambda: calls.append("press"))
    reading.talk.released.connect(lambda: calls.append("release"))
    reading.talk.stopped.connect(lambda: calls.append("stop"))
    return calls


def test_t_is_held_to_talk_and_space_still_reads(reading: ReadingWindow, desk: FakeDesk, talked: list[str]) -> None:
    QTest.keyPress(reading.windowHandle(), Key.Key_T)
    assert talked == ["press"]
    assert reading.controls.talk_button.isDown()
    QTest.keyRelease(reading.windowHandle(), Key.Key_T)  # as a held key repeats itself
    QTest.keyPress(reading.windowHandle(), Key.Key_T)
    assert talked == ["press"]
    let_go(reading)
    assert talked == ["press", "release"]
    assert not reading.controls.talk_button.isDown()
    QTest.keyClick(reading.windowHandle(), Key.Key_Space)
    assert (talked, desk.calls[-1]) == (["press", "release"], "play")


def test_t_talks_with_only_the_text_on_the_screen(reading: ReadingWindow, talked: list[str]) -> None:
    QTest.keyClick(reading.windowHandle(), Key.Key_F11)
    QTest.keyPress(reading.windowHandle(), Key.Key_T)
    let_go(reading)
    assert talked == ["press", "release"]


def test_t_types_where_something_is_typed(reading: ReadingWindow, talked: list[str]) -> None:
    QTest.keyClick(reading.windowHandle(), Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(reading.windowHandle(), Key.Key_T)
    assert reading.search.field.text() == "t"
    reading.search.close_search()
    reading.controls.speed.setFocus()
    QTest.keyClick(reading.windowHandle(), Key.Key_T)
    assert talked == []


def test_t_does_nothing_while_nothing_is_open(dialog: ReadingWindow) -> None:
    pressed: list[int] = []
    dialog.talk.pressed.connect(lambda: pressed.append(1))
    QTest.keyPress(dialog.windowHandle(), Key.Key_T)
    let_go(dialog)
    assert pressed == []


def test_the_button_is_held_or_tapped_and_says_what_it_does(reading: ReadingWindow, talked: list[str]) -> None:
    talk = reading.controls.talk_button
    QTest.mousePress(talk, Qt.MouseButton.LeftButton)
    assert talked == ["press"]
    QTest.mouseRelease(talk, Qt.MouseButton.LeftButton)
    assert talked == ["press", "release"]
    width = talk.width()
    for phase, word in ((Phase.LISTENING, "Listening"), (Phase.SPEAKING, "Stop"), (Phase.READY, "Talk")):
        tell(reading, PhaseChanged(1, phase))
        assert (talk.text(), talk.accessibleDescription(), talk.width()) == (word, phase.value, width)
    assert reading.focusWidget() is reading.views.text


def test_question_and_answer_are_shown_as_they_come(qtbot: QtBot, reading: ReadingWindow) -> None:
    tell(reading, QUESTION[0])
    assert reading.talk.strip.question.text() == "Listening…"
    tell(reading, PartlyHeard(3, "What does"))
    assert reading.talk.strip.question.text() == "You: What does"
    tell(reading, *QUESTION[1:])
    assert (reading.talk.strip.question.text(), reading.talk.strip.answer.text()) == (
        "You: What does that mean?",
        "Thinking…",
    )
    tell(reading, ReplyDelta(3, "It was **put"), ReplyDelta(2, "An old answer."))
    qtbot.waitUntil(lambda: "put" in reading.talk.strip.answer.text())
    tell(reading, ReplyDelta(3, " out**."), TurnEnded(3, "It was put out.", False))
    assert reading.talk.strip.answer.text() == "It was put out."
    tell(reading, PhaseChanged(3, Phase.READY))
    assert reading.talk.strip.isVisible()  # to be read again
    qtbot.waitUntil(lambda: is_seen(reading.talk.strip.question) and is_seen(reading.talk.strip.answer))
    assert reading.focusWidget() is reading.views.text


def test_a_long_answer_leaves_room_for_the_document(qtbot: QtBot, reading: ReadingWindow) -> None:
    tell(reading, *QUESTION, ReplyDelta(3, "One more sentence. " * 300), TurnEnded(3, "", False))
    qtbot.waitUntil(lambda: reading.talk.strip.height() > 60)
    assert reading.talk.strip.height() < reading.height() * 0.45
    assert reading.views.text.height() > reading.height() * 0.3
    area = reading.talk.strip.findChild(Scrolled)
    at_its_end = area.verticalScrollBar().value()
    area.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(reading.windowHandle(), Key.Key_Up)
    assert 0 < area.verticalScrollBar().value() < at_its_end  # what is cut can be reached without a mouse
    reading.resize(480, 420)
    qtbot.waitUntil(lambda: reading.talk.strip.height() < 420 * 0.5)
    assert is_seen(reading.talk.strip.answer)
    tell(reading, *QUESTION, ReplyDelta(3, "Yes."), TurnEnded(3, "Yes.", False))
    qtbot.waitUntil(lambda: reading.talk.strip.height() < 120)


def test_nothing_is_cut_in_a_small_window(qtbot: QtBot, reading: ReadingWindow) -> None:
    """As on a screen of 1280 by 800 at twice the size."""
    reading.show_voices(["alloy", "nova"], "alloy")
    reading.resize(636, 372)
    tell(reading, *QUESTION, ReplyDelta(3, "One more sentence. " * 30), TurnEnded(3, "", False))
    qtbot.waitUntil(lambda: is_seen(reading.talk.strip.answer))
    parts = (reading.talk.strip, reading.controls)
    qtbot.waitUntil(lambda: all(part.height() >= part.minimumSizeHint().height() for part in parts))
    assert reading.controls.geometry().bottom() < reading.height()
    assert reading.views.height() > reading.fontMetrics().height() * 3


def test_words_that_steer_leave_a_trace_that_is_said_once(
    qtbot: QtBot, reading: ReadingWindow, desk: FakeDesk, said: list[str]
) -> None:
    tell(reading, Steered(4, "go back a paragraph", Obeyed("A paragraph back.")), TurnEnded(4, "", False))
    assert reading.talk.strip.question.text() == "You said: go back a paragraph"
    assert reading.talk.strip.answer.text() == "→ A paragraph back."
    assert said.count("A paragraph back.") == 1
    qtbot.waitUntil(lambda: is_seen(reading.talk.strip.question) and is_seen(reading.talk.strip.answer))
    assert reading.focusWidget() is reading.views.text
    for word in ("The", "He", "Then"):
        desk.hear(Place(0, 1), word)
    desk.hear(Place(1, 1), "Wind")
    qtbot.waitUntil(lambda: not reading.talk.strip.isVisible())


def test_an_answer_stays_until_it_is_closed(qtbot: QtBot, reading: ReadingWindow, desk: FakeDesk) -> None:
    tell(reading, *QUESTION, ReplyDelta(3, "Yes."), TurnEnded(3, "Yes.", False), PhaseChanged(3, Phase.READY))
    for word in ("The", "He", "Then"):
        desk.hear(Place(0, 1), word)
    desk.hear(Place(1, 1), "Wind")
    qtbot.waitUntil(lambda: marked(reading)[-1:] == ["The"])
    assert reading.talk.strip.isVisible()
    QTest.keyClick(reading, Key.Key_Escape)
    assert not reading.talk.strip.isVisible()


def test_esc_stops_the_answer_before_anything_else(reading: ReadingWindow, desk: FakeDesk, talked: list[str]) -> None:
    desk.play()
    tell(reading, *QUESTION, PhaseChanged(3, Phase.SPEAKING))
    QTest.keyClick(reading, Key.Key_Escape)
    assert talked == ["stop"]
    assert desk.phase is ReadingPhase.READING


def test_what_came_to_nothing_leaves_nothing(reading: ReadingWindow) -> None:
    for last in (TakenBack(3), TurnEnded(3, "", True)):
        tell(reading, *QUESTION, last)
        assert not reading.talk.strip.isVisible()
    tell(reading, PhaseChanged(5, Phase.LISTENING), PhaseChanged(5, Phase.READY))
    assert not reading.talk.strip.isVisible()
    tell(reading, PhaseChanged(6, Phase.LISTENING, by_ear=True))  # a noise
    assert not reading.talk.strip.isVisible()


def test_what_went_wrong_is_said_here(reading: ReadingWindow, said: list[str]) -> None:
    tell(reading, QUESTION[0], Failed(3, Step.TRANSCRIPTION, NothingHeard("I heard nothing"), can_retry=False))
    assert reading.talk.strip.answer.text().startswith("⚠ ")
    assert reading.talk.strip.answer.text()[2:] in said


def test_where_it_stops_by_itself_is_shown_and_can_be_taken_back(
    qtbot: QtBot, reading: ReadingWindow, desk: FakeDesk
) -> None:
    desk.tell(StopSet(Unit.HEADING))
    qtbot.waitUntil(lambda: reading.controls.sleep.currentText() == "Chapter")
    assert ("sleep", 0) not in desk.calls
    reading.controls.sleep.setCurrentIndex(0)
    assert desk.calls[-1] == ("sleep", 0)
    desk.tell(StopSet(None))
    desk.tell(StopSet(Unit.SENTENCE))  # which only words ask for
    qtbot.waitUntil(lambda: reading.controls.sleep.currentText() == "Sentence")


def test_the_end_of_a_chapter_can_be_chosen_where_there_are_any(
    qtbot: QtBot, reading: ReadingWindow, desk: FakeDesk
) -> None:
    sleep = reading.controls.sleep
    assert [sleep.itemText(at) for at in range(4)] == ["Off", "Paragraph", "Chapter", "5 min"]
    sleep.setCurrentIndex(2)
    assert desk.calls[-1] == ("stop after", Unit.HEADING)
    desk.pages = True
    reading.open_document(Path("/books/pages.pdf"))
    qtbot.waitUntil(lambda: sleep.findText("Page") > 0)


def test_a_window_that_opens_late_shows_what_is_read(
    qtbot: QtBot, theme: object, bridge: Bridge, desk: FakeDesk, tmp_path: Path
) -> None:
    desk.open("https://example.org/story")
    desk.play()
    desk.hear(Place(0, 1), "lamp")
    window = ReadingWindow(desk, bridge, tmp_path / "kept")
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: marked(window) == ["He lit the lamp.", "lamp"])
    assert window.windowTitle() == "The title – Reading"
    assert window.headline.state.text() == "Reading"
    assert window.controls.play_button.text() == "Pause"
    assert window.watch.watching
    window.close()


def test_the_windows_talk_to_the_same_assistant(qtbot: QtBot, window: MainWindow, assistant: FakeAssistant) -> None:
    window.dialogs.reading(lambda sources: sources.reopen("/books/a.pdf"))
    (dialog,) = reading_windows(window)
    qtbot.waitUntil(dialog.controls.isVisible)
    dialog.controls.talk_button.click()
    dialog.talk.stopped.emit()
    assert assistant.engine.calls == ["press", "release", "stop"]
    for event in QUESTION:
        for callback in assistant.engine.subscribers:
            callback(event)
    qtbot.waitUntil(lambda: dialog.talk.strip.question.text() == "You: What does that mean?")
    dialog.close()
