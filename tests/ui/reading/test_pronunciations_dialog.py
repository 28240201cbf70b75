from collections.abc import Callable, Iterator
from concurrent.futures import Future

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from tests.fakes.desk import FakeDesk
from voiceassistant.documents.document import Place
from voiceassistant.errors import SettingsError
from voiceassistant.text.spoken import Pronunciation
from voiceassistant.ui.bridge import Bridge
from voiceassistant.ui.reading.pronunciations_dialog import PronunciationsDialog
from voiceassistant.ui.reading.window import ReadingWindow
from voiceassistant.ui.reading.word_menu import word_at
from voiceassistant.ui.theme import Theme

Key = Qt.Key
NGINX = Pronunciation("nginx", "engine x")
SEOUL = Pronunciation("서울", "써울", language="ko")


@pytest.fixture
def spoken() -> list[tuple[str, str]]:
    return []


@pytest.fixture
def make(
    qtbot: QtBot, theme: Theme, bridge: Bridge, desk: FakeDesk, spoken: list[tuple[str, str]]
) -> Iterator[Callable[..., PronunciationsDialog]]:
    made: list[PronunciationsDialog] = []

    def speak(text: str, language: str) -> "Future[None]":
        spoken.append((text, language))
        return Future()

    def make(*own: Pronunciation) -> PronunciationsDialog:
        desk.own = own
        dialog = PronunciationsDialog(desk, speak, bridge)
        qtbot.addWidget(dialog)
        with qtbot.waitActive(dialog):
            dialog.show()
        qtbot.waitUntil(lambda: not dialog._busy)
        made.append(dialog)
        return dialog

    yield make
    for dialog in made:
        dialog.close()


def test_a_word_is_added_heard_of_and_undone(
    qtbot: QtBot, make: Callable[..., PronunciationsDialog], desk: FakeDesk
) -> None:
    dialog = make()
    assert "No word" in dialog.none.text()
    qtbot.keyClicks(dialog.form.written, "nginx")
    qtbot.keyClicks(dialog.form.spoken, "engine x")
    QTest.keyClick(dialog.form.spoken, Key.Key_Return)
    qtbot.waitUntil(lambda: desk.own == (NGINX,) and dialog.undo_button.isEnabled())
    assert dialog.table.rows() == [["nginx", "engine x", "every", "whole words"]]
    assert "engine x" in dialog.state.text()
    dialog.undo_button.click()
    qtbot.waitUntil(lambda: desk.own == () and not dialog.undo_button.isEnabled())


def test_an_entry_is_changed_and_removed(
    qtbot: QtBot, make: Callable[..., PronunciationsDialog], desk: FakeDesk
) -> None:
    dialog = make(NGINX, SEOUL)
    dialog.table.selectRow(0)
    assert dialog.form.entry == NGINX
    dialog.form.spoken.setText("engine ex")
    dialog.form.edited.emit()
    dialog.keep_button.click()
    qtbot.waitUntil(lambda: desk.own == (SEOUL, Pronunciation("nginx", "engine ex")))
    qtbot.waitUntil(dialog.remove_button.isEnabled)
    dialog.table.setFocus()
    QTest.keyClick(dialog.table, Key.Key_Delete)
    qtbot.waitUntil(lambda: desk.own == (SEOUL,))


def test_the_list_is_searched_in_both_columns(make: Callable[..., PronunciationsDialog]) -> None:
    dialog = make(NGINX, SEOUL)
    dialog.search.setText("ENGINE")
    assert [row[0] for row in dialog.table.rows()] == ["nginx"]
    dialog.search.setText("써울")
    assert [row[2] for row in dialog.table.rows()] == ["한국어"]
    dialog.search.setText("nowhere")
    assert dialog.none.isVisible()


@pytest.mark.parametrize(
    ("written", "said", "words"),
    [("", "x", "Type the word"), ("tree", "tree", "like that already"), ("NGINX", "n", "in the list already")],
)
def test_what_makes_no_sense_is_told_at_the_field(
    qtbot: QtBot, make: Callable[..., PronunciationsDialog], desk: FakeDesk, written: str, said: str, words: str
) -> None:
    dialog = make(NGINX)
    dialog.form.written.setText(written)
    dialog.form.spoken.setText(said)
    dialog.form.submitted.emit()
    assert words in dialog.form.problem.text()
    assert dialog.form.problem.isVisible()
    assert dialog.form.written.hasFocus() or dialog.form.spoken.hasFocus()
    assert desk.own == (NGINX,)


def test_both_are_heard(qtbot: QtBot, make: Callable[..., PronunciationsDialog], spoken: list[tuple[str, str]]) -> None:
    dialog = make()
    assert not dialog.play_button.isEnabled()
    dialog.say_differently("3 km", "en")
    dialog.form.spoken.setText("three clicks")
    dialog.play_button.click()
    assert spoken == [("three kilometers.\nthree clicks.", "en")]
    assert dialog.play_button.text() == "Stop"


def test_a_list_that_was_set_aside_is_told_in_the_window(
    qtbot: QtBot, make: Callable[..., PronunciationsDialog], desk: FakeDesk
) -> None:
    desk.refusal = SettingsError("The pronunciations cannot be read: no rights")
    dialog = make()
    assert "cannot be read" in dialog.state.text()
    qtbot.keyClicks(dialog.form.written, "nginx")
    QTest.keyClick(dialog.form.written, Key.Key_Return)
    qtbot.waitUntil(dialog.keep_button.isEnabled)
    assert dialog.form.entry.written == "nginx"  # what was typed stays


def test_a_word_of_the_text_is_said_differently_by_a_key(qtbot: QtBot, reading: ReadingWindow, desk: FakeDesk) -> None:
    reading.views.light(desk.hear(Place(0, 1), "keeper"))
    with qtbot.waitSignal(reading.pronunciations_wanted) as wanted:
        QTest.keyClick(reading.views.text, Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert wanted.args == ["keeper", "en"]


def test_the_context_menu_has_the_word_that_is_meant(qtbot: QtBot, reading: ReadingWindow) -> None:
    reading.views.text.menu_wanted.emit("", Place(0, 1, 6), QPoint(10, 10))
    qtbot.waitUntil(lambda: bool(reading.views.findChildren(QMenu)))
    (menu,) = reading.views.findChildren(QMenu)
    assert [action.text() for action in menu.actions()] == ["Say “keeper” differently…", "Read from here"]
    with qtbot.waitSignal(reading.pronunciations_wanted) as wanted:
        menu.actions()[0].trigger()
    assert wanted.args == ["keeper", "en"]
    menu.close()


@pytest.mark.parametrize(
    ("text", "at", "word"),
    [
        ("The C++ compiler", 5, "C++"),
        ("It doesn't matter.", 4, "doesn't"),
        ("node.js runs.", 0, "node.js"),
        ("runs.", 4, "runs"),
        ("값을 매기다", 1, "값을"),
        ("a – b", 2, ""),
        ("", 0, ""),
    ],
)
def test_the_word_at_a_character(text: str, at: int, word: str) -> None:
    assert word_at(text, at) == word
