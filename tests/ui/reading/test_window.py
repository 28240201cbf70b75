from collections.abc import Sequence
from concurrent.futures import Future
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QAccessible, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QInputDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.fakes.desk import FakeDesk
from tests.ui.reading.conftest import book, marked
from voiceassistant.documents.document import Block, Chapter, Place
from voiceassistant.errors import CredentialsError, DocumentError, DocumentLocked
from voiceassistant.reading.events import Phase, ReadingChanged, ReadingFailed
from voiceassistant.reading.plan import Unit
from voiceassistant.ui.reading.look import PAPERS, Look
from voiceassistant.ui.reading.ruler import STEPS
from voiceassistant.ui.reading.window import ReadingWindow
from voiceassistant.ui.remedies import Remedy
from voiceassistant.ui.theme import Theme

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


def test_it_says_that_it_waits_for_the_voice(
    qtbot: QtBot, reading: ReadingWindow, desk: FakeDesk, said: list[str]
) -> None:
    state, silence = reading.headline.state, reading.headline.silence
    silence.setInterval(0)
    press(reading, Key.Key_Space)
    qtbot.waitUntil(lambda: state.text() == "Waiting for the voice…")
    assert "Waiting for the voice…" in said
    desk.hear(Place(0, 1), "lit")
    qtbot.waitUntil(lambda: state.text() == "Reading")
    assert not silence.isActive()
    silence.setInterval(60_000)
    desk.change(speed=2.0)
    qtbot.waitUntil(silence.isActive)
    press(reading, Key.Key_Space)
    qtbot.waitUntil(lambda: state.text() == "Paused")
    assert not silence.isActive()


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


KEYS: tuple[tuple[Qt.Key, Qt.KeyboardModifier, object], ...] = (
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
    (Key.Key_MediaTogglePlayPause, Modifier.NoModifier, "pause"),
    (Key.Key_MediaPlay, Modifier.NoModifier, "play"),
    (Key.Key_MediaPause, Modifier.NoModifier, "pause"),
)


def test_keys(reading: ReadingWindow, desk: FakeDesk) -> None:
    for key, modifier, call in KEYS:
        desk.calls.clear()
        press(reading, key, modifier)
        assert desk.calls == [call], key


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


def test_a_late_answer_does_not_take_the_light_from_what_is_heard(
    qtbot: QtBot, reading: ReadingWindow, desk: FakeDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    late: Future[Sequence[Block]] = Future()
    with monkeypatch.context() as patch:
        patch.setattr(desk, "section", lambda number: late)
        desk.play()
        desk.change(place=Place(1, 1))
        qtbot.waitUntil(lambda: reading.watch.watching)
    desk.hear(Place(1, 3), "morning")
    qtbot.waitUntil(lambda: marked(reading)[-1:] == ["morning"])
    late.set_result(desk.sections[1])
    QCoreApplication.processEvents()  # it is in the queue
    assert marked(reading)[-1:] == ["morning"]


def test_closing_closes_the_document(reading: ReadingWindow, desk: FakeDesk) -> None:
    reading.close()
    assert desk.calls[-1] == "close"
    assert desk.calls[0] == ("open", Path("/books/lighthouse.epub"), None)


def test_esc_takes_back_one_thing_after_the_other_and_never_the_window(
    qtbot: QtBot, reading: ReadingWindow, desk: FakeDesk
) -> None:
    press(reading, Key.Key_F11)
    press(reading, Key.Key_F, Modifier.ControlModifier)
    desk.play()
    qtbot.waitUntil(lambda: reading.watch.watching)
    press(reading, Key.Key_Escape)
    assert (reading.search.isVisible(), reading.isFullScreen(), desk.phase) == (False, True, Phase.READING)
    press(reading, Key.Key_Escape)
    qtbot.waitUntil(lambda: not reading.watch.watching)
    assert reading.isFullScreen()
    press(reading, Key.Key_Escape)
    press(reading, Key.Key_Escape)
    assert not reading.isFullScreen()
    assert reading.isVisible()


def test_f11_leaves_only_the_text_and_every_key(qtbot: QtBot, reading: ReadingWindow, desk: FakeDesk) -> None:
    press(reading, Key.Key_F11)
    seen = (reading.bar, reading.headline, reading.controls, reading.views.text)
    assert [part.isVisible() for part in seen] == [False, False, False, True]
    press(reading, Key.Key_Right, Modifier.ControlModifier)
    assert desk.calls[-1] == ("step", Unit.PARAGRAPH, 1)
    press(reading, Key.Key_F11)
    assert all(part.isVisible() for part in seen)


def test_a_locked_document_asks_for_its_password(qtbot: QtBot, dialog: ReadingWindow, desk: FakeDesk) -> None:
    desk.failure = DocumentLocked("The document is locked")
    dialog.open_document(Path("/books/secret.pdf"))
    qtbot.waitUntil(lambda: bool(dialog.findChildren(QInputDialog)))
    (asking,) = dialog.findChildren(QInputDialog)
    assert asking.textEchoMode() is QLineEdit.EchoMode.Password
    asking.setTextValue("open sesame")
    desk.failure = None
    asking.accept()
    assert desk.calls[-1] == ("open", Path("/books/secret.pdf"), "open sesame")
    qtbot.waitUntil(lambda: "was over" in dialog.views.text.toPlainText())


def test_what_goes_wrong_is_said_where_the_user_looks(qtbot: QtBot, reading: ReadingWindow, desk: FakeDesk) -> None:
    desk.tell(ReadingFailed(CredentialsError("The key was refused")))
    qtbot.waitUntil(reading.notice.isVisible)
    assert reading.notice.problem
    with qtbot.waitSignal(reading.remedy_chosen) as chosen:
        reading.notice.buttons[0].click()
    assert chosen.args == [Remedy.SETTINGS]
    desk.tell(ReadingFailed(DocumentError("Page 3 is broken"), passed_over=True))
    qtbot.waitUntil(reading.notice.isVisible)
    assert not reading.notice.problem


def test_it_waits_while_a_question_is_answered(qtbot: QtBot, reading: ReadingWindow, desk: FakeDesk) -> None:
    desk.play()
    qtbot.waitUntil(lambda: reading.watch.watching)
    desk.tell(ReadingChanged(Phase.READING, True, 1.0, Place(0)))
    qtbot.waitUntil(lambda: reading.headline.state.text() == "Waiting")
    assert not reading.watch.watching


def test_the_slider_goes_to_a_chapter_that_was_never_seen(qtbot: QtBot, dialog: ReadingWindow, desk: FakeDesk) -> None:
    desk.sections = book(200, 9)
    desk.chapters = tuple(Chapter(f"Chapter {n}", 1, Place(n)) for n in range(200))
    dialog.open_document("https://example.org/book")
    qtbot.waitUntil(dialog.controls.isVisible)
    slider = dialog.controls.slider
    slider.setValue(int(150.55 * STEPS))
    qtbot.waitUntil(lambda: ("go", Place(150, 5)) in desk.calls)
    qtbot.waitUntil(lambda: marked(dialog) == ["Chapter 150, paragraph 4.", "Chapter"])
    assert slider.accessibleDescription() == "Chapter 150 · 75 %"
    assert dialog.headline.where.toolTip() == "Chapter 150"


def test_speed_voice_and_timer(qtbot: QtBot, reading: ReadingWindow, desk: FakeDesk) -> None:
    controls = reading.controls
    assert not controls.voice.isVisible()
    reading.show_voices(("alloy", "nova"), "alloy")
    assert controls.voice.isVisible()
    with qtbot.waitSignal(reading.voice_chosen) as chosen:
        controls.voice.setCurrentIndex(1)
    assert chosen.args == ["nova"]
    controls.speed.stepUp()
    assert desk.calls[-1] == ("speed", 1.1)
    controls.sleep.setCurrentIndex(controls.sleep.findData("15"))
    assert desk.calls[-1] == ("sleep", 15)
    desk.sleep_after(12)
    qtbot.waitUntil(lambda: controls.sleep.currentText() == "12 min")
    desk.sleep_after(0)
    qtbot.waitUntil(lambda: controls.sleep.currentText() == "Off")
    desk.change(speed=2.5)
    qtbot.waitUntil(lambda: controls.speed.value() == 2.5)


def test_on_a_small_screen_all_of_it_is_there(qtbot: QtBot, reading: ReadingWindow) -> None:
    reading.show_voices(("alloy", "nova"), "alloy")
    reading.resize(480, 400)
    qtbot.waitUntil(lambda: reading.width() == 480)
    assert reading.height() == 400
    controls = reading.controls
    for one in (
        controls.play_button,
        controls.unit_on,
        controls.speed,
        controls.voice,
        controls.sleep,
        controls.slider,
    ):
        area = QRect(one.mapTo(reading, QPoint(0, 0)), one.size())
        assert reading.rect().contains(area), one
    assert reading.views.text.height() > 100


def test_closed_and_opened_again(qtbot: QtBot, reading: ReadingWindow, desk: FakeDesk) -> None:
    desk.close_document()
    qtbot.waitUntil(lambda: reading.views.currentWidget() is reading.views.start)
    assert reading.focusWidget() is reading.views.start.file_button
    assert not reading.controls.isVisible()
    assert not any(action.isEnabled() for action in reading.menus.needs_document)
    reading.open_document(Path("/books/lighthouse.epub"))
    qtbot.waitUntil(lambda: marked(reading) == ["The lighthouse", "The"])


def test_everything_has_a_name_and_the_state_is_announced(
    qtbot: QtBot, reading: ReadingWindow, desk: FakeDesk, said: list[str]
) -> None:
    reading.show_voices(("alloy", "nova"), "alloy")
    for page in range(4):
        press(reading, getattr(Key, f"Key_{page + 1}"), Modifier.ControlModifier)
        for widget in reading.findChildren(QWidget):
            own = not widget.objectName().startswith("qt_")  # Qt's own parts have their field's name
            if own and widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
                interface = QAccessible.queryAccessibleInterface(widget)
                assert interface.text(QAccessible.Text.Name), widget
    desk.play()
    desk.change(speed=1.5)
    desk.hear(Place(1, 1), "Wind")
    qtbot.waitUntil(lambda: {"Reading", "Speed 1.5", "The storm"} <= set(said))
    desk.pause()
    qtbot.waitUntil(lambda: said[-1] == "Paused")


def test_a_screen_reader_has_the_text(reading: ReadingWindow) -> None:
    interface = QAccessible.queryAccessibleInterface(reading.views.text)
    text = interface.textInterface()
    assert "He lit the lamp." in text.text(0, text.characterCount())


def test_it_turns_dark_with_the_system(qtbot: QtBot, theme: Theme, reading: ReadingWindow) -> None:
    text = reading.views.text
    light = text.viewport().grab().toImage().pixelColor(2, 2).lightness()
    theme.use("dark")
    qtbot.waitUntil(lambda: text.paper is PAPERS["black"])
    dark = text.viewport().grab().toImage().pixelColor(2, 2).lightness()
    assert (light > 240, dark < 20) == (True, True)
    assert marked(reading) == ["The lighthouse", "The"]


def test_ctrl_and_the_wheel_make_it_larger(qtbot: QtBot, reading: ReadingWindow) -> None:
    def turn(delta: int, modifiers: Qt.KeyboardModifier) -> None:
        at, none, phase = QPointF(9, 9), QPoint(), Qt.ScrollPhase.NoScrollPhase
        buttons = Qt.MouseButton.NoButton
        event = QWheelEvent(at, at, none, QPoint(0, delta), buttons, modifiers, phase, False)
        QCoreApplication.sendEvent(reading.views.text.viewport(), event)

    before = reading.look.size
    turn(-120, Modifier.NoModifier)
    turn(60, Modifier.ControlModifier)
    assert reading.look.size == before
    turn(60, Modifier.ControlModifier)
    assert reading.look == Look().larger(1)
    turn(-240, Modifier.ControlModifier)
    assert reading.look.size < before


@pytest.mark.parametrize("width", [360, 480, 624, 700, 960])
def test_no_choice_is_cut_at_any_width(qtbot: QtBot, reading: ReadingWindow, desk: FakeDesk, width: int) -> None:
    reading.show_voices(["alloy", "nova"], "alloy")
    reading.resize(width, 600)
    fields = (reading.controls.speed, reading.controls.voice, reading.controls.sleep)
    qtbot.waitUntil(lambda: all(field.width() >= field.minimumSizeHint().width() for field in fields))
    assert reading.controls.sleep.geometry().right() <= reading.controls.width()


def test_the_slider_stands_where_reading_goes_on(qtbot: QtBot, dialog: ReadingWindow, desk: FakeDesk) -> None:
    desk.sections, desk.left_at = book(1, 20), Place(0, 10)
    dialog.open_document("https://example.org/book")
    qtbot.waitUntil(lambda: dialog.controls.slider.value() > STEPS // 3)
    assert dialog.controls.place.text() == f"{dialog.controls.slider.value() / STEPS:.0%}"
