from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ui.reading.conftest import marked
from tests.ui.reading.desk import FakeDesk
from voiceassistant.documents.document import Place
from voiceassistant.reading.events import Phase
from voiceassistant.reading.plan import Unit
from voiceassistant.ui.reading.window import ReadingWindow

Key, Modifier = Qt.Key, Qt.KeyboardModifier


def press(window: ReadingWindow, key: Qt.Key, modifier: Qt.KeyboardModifier = Modifier.NoModifier) -> None:
    """As the window system would deliver it: to whatever has the focus."""
    QTest.keyClick(window.focusWidget() or window, key, modifier)


def test_a_document_is_opened_and_shown_where_it_was_left(qtbot: QtBot, reading: ReadingWindow) -> None:
    assert reading.windowTitle() == "The title – Reading"
    assert reading.headline.title.accessibleName() == "The title"
    assert marked(reading) == ["The lighthouse", "The"]
    assert reading.focusWidget() is reading.views.text


def test_space_reads_and_pauses(qtbot: QtBot, reading: ReadingWindow, desk: FakeDesk) -> None:
    press(reading, Key.Key_Space)
    qtbot.waitUntil(lambda: reading.headline.state.text() == "Reading")
    assert reading.controls.play_button.text() == "Pause"
    press(reading, Key.Key_Space)
    qtbot.waitUntil(lambda: reading.headline.state.text() == "Paused")
    assert reading.controls.play_button.text() == "Play"
    assert desk.calls[1:] == ["play", "pause"]


def test_sentence_and_word_are_lit_as_they_are_heard(qtbot: QtBot, reading: ReadingWindow, desk: FakeDesk) -> None:
    press(reading, Key.Key_Space)
    desk.hear(Place(0, 1), "lit")
    qtbot.waitUntil(lambda: marked(reading) == ["He lit the lamp.", "lit"])
    desk.hear(Place(0, 1), "lamp")
    qtbot.waitUntil(lambda: marked(reading) == ["He lit the lamp.", "lamp"])
    desk.hear(Place(1, 1), "Wind")
    qtbot.waitUntil(lambda: marked(reading) == ["Wind from the west.", "Wind"])


def test_it_looks_what_is_heard_only_while_it_is_read(qtbot: QtBot, reading: ReadingWindow, desk: FakeDesk) -> None:
    assert not reading.watch.watching
    press(reading, Key.Key_Space)
    qtbot.waitUntil(lambda: reading.watch.watching)
    press(reading, Key.Key_Escape)
    qtbot.waitUntil(lambda: not reading.watch.watching)


def test_two_grounds_and_a_line_tell_the_word_from_the_sentence(reading: ReadingWindow) -> None:
    sentence, word = reading.views.text.extraSelections()
    assert sentence.format.background().color() != word.format.background().color()
    assert not sentence.format.fontUnderline()
    assert word.format.fontUnderline()


@pytest.mark.parametrize(
    ("key", "modifier", "call"),
    [
        (Key.Key_Right, Modifier.NoModifier, ("step", Unit.SENTENCE, 1)),
        (Key.Key_Left, Modifier.NoModifier, ("step", Unit.SENTENCE, -1)),
        (Key.Key_Right, Modifier.ControlModifier, ("step", Unit.PARAGRAPH, 1)),
        (Key.Key_Left, Modifier.ControlModifier, ("step", Unit.PARAGRAPH, -1)),
        (Key.Key_Right, Modifier.ControlModifier | Modifier.ShiftModifier, ("step", Unit.HEADING, 1)),
        (Key.Key_PageUp, Modifier.ControlModifier, ("step", Unit.HEADING, -1)),
        (Key.Key_PageDown, Modifier.AltModifier, ("step", Unit.PAGE, 1)),
        (Key.Key_Plus, Modifier.ShiftModifier, ("faster", 1)),
        (Key.Key_Plus, Modifier.KeypadModifier, ("faster", 1)),
        (Key.Key_Minus, Modifier.NoModifier, ("faster", -1)),
        (Key.Key_R, Modifier.ControlModifier, ("speed", 1.0)),
        (Key.Key_Home, Modifier.ControlModifier, ("go", Place(0))),
        (Key.Key_MediaNext, Modifier.NoModifier, ("step", Unit.SENTENCE, 1)),
        (Key.Key_MediaPrevious, Modifier.NoModifier, ("step", Unit.SENTENCE, -1)),
        (Key.Key_MediaPlay, Modifier.NoModifier, "play"),
        (Key.Key_MediaTogglePlayPause, Modifier.NoModifier, "play"),
        (Key.Key_MediaPause, Modifier.NoModifier, "pause"),
    ],
)
def test_keys(reading: ReadingWindow, desk: FakeDesk, key: Qt.Key, modifier: Qt.KeyboardModifier, call: object) -> None:
    press(reading, key, modifier)
    assert desk.calls[-1] == call


def test_buttons_do_what_the_keys_do(reading: ReadingWindow, desk: FakeDesk) -> None:
    controls = reading.controls
    for one in (
        controls.unit_back,
        controls.sentence_back,
        controls.play_button,
        controls.sentence_on,
        controls.unit_on,
    ):
        one.click()
    assert desk.calls[1:] == [
        ("step", Unit.PARAGRAPH, -1),
        ("step", Unit.SENTENCE, -1),
        "play",
        ("step", Unit.SENTENCE, 1),
        ("step", Unit.PARAGRAPH, 1),
    ]


def test_a_button_keeps_its_own_space_key(reading: ReadingWindow, desk: FakeDesk) -> None:
    reading.controls.sentence_on.setFocus()
    press(reading, Key.Key_Space)
    assert desk.calls[1:] == [("step", Unit.SENTENCE, 1)]


def test_a_clicked_word_is_read_from(qtbot: QtBot, reading: ReadingWindow, desk: FakeDesk) -> None:
    view = reading.views.text
    position = view.sections.position(Place(0, 1, len("The keeper went up 🎉 at d")))
    assert position is not None
    cursor = view.textCursor()
    cursor.setPosition(position)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.cursorRect(cursor).center() + QPoint(2, 0))
    assert desk.calls[1:] == [("go", Place(0, 1, len("The keeper went up 🎉 at "))), "play"]


def test_where_it_will_go_on_is_lit_though_nothing_is_heard(
    qtbot: QtBot, reading: ReadingWindow, desk: FakeDesk
) -> None:
    desk.change(place=Place(0, 1, len("The keeper went up 🎉 at dusk. ")))
    qtbot.waitUntil(lambda: marked(reading) == ["He lit the lamp.", "He"])
    assert desk.phase is Phase.PAUSED


def test_closing_closes_the_document(reading: ReadingWindow, desk: FakeDesk) -> None:
    reading.close()
    assert desk.calls[-1] == "close"
    assert desk.calls[0] == ("open", Path("/books/lighthouse.epub"), None)
