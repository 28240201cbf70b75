import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.fakes.assistant import FakeAssistant
from tests.ui.transcription.test_listening import Lines, long_transcript, marked
from voiceassistant.ui.transcription import search_bar as search_bar_module
from voiceassistant.ui.transcription.page import page_of
from voiceassistant.ui.transcription.window import TranscriptionWindow

NONE, CONTROL, SHIFT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


@pytest.fixture
def searching(done: TranscriptionWindow) -> TranscriptionWindow:
    """ "n" stands in it five times."""
    QTest.keyClick(done.windowHandle(), Qt.Key.Key_F, CONTROL)
    QTest.keyClick(done.windowHandle(), Qt.Key.Key_N)
    return done


def test_hits_are_counted_and_marked(searching: TranscriptionWindow) -> None:
    assert searching.search.field.hasFocus()
    assert searching.search.count.text() == "5 found"
    assert marked(searching.view, Lines.DashDotLine) == ["n"] * 5


def test_enter_and_f3_go_to_the_next_and_back(searching: TranscriptionWindow) -> None:
    view, at = searching.view, []
    steps = ((Qt.Key.Key_Return, NONE), (Qt.Key.Key_F3, NONE), (Qt.Key.Key_F3, SHIFT), (Qt.Key.Key_Return, SHIFT))
    for key, modifier in steps:
        QTest.keyClick(searching.windowHandle(), key, modifier)
        at.append(searching.search.count.text())
        assert view.textCursor().selectedText() == "n"
    assert at == ["1 of 5", "2 of 5", "1 of 5", "5 of 5"]
    assert view.textCursor().selectionStart() == view.toPlainText().rindex("n")


def test_what_was_found_is_played(searching: TranscriptionWindow, assistant: FakeAssistant) -> None:
    sound = assistant.opened[0]
    assert not searching.search.hear_button.isEnabled()
    QTest.keyClick(searching.windowHandle(), Qt.Key.Key_Return)
    searching.search.hear_button.click()
    assert (sound.position, sound.playing) == (0.4, True)
    searching.search.step(2)
    QTest.keyClick(searching.windowHandle(), Qt.Key.Key_Return, CONTROL)
    assert sound.position == 1.3


def test_hit_counts_are_announced(searching: TranscriptionWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(search_bar_module, "announce", lambda _widget, text: said.append(text))
    for words in ("begin", "begin tomorrow", " "):
        searching.search.field.setText(words)
    searching.search.field.setText("n")
    searching.search.step(1)
    assert said == ["1 found", "Not found", "5 found", "1 of 5"]


def test_closing_it_leaves_the_caret_at_the_hit(searching: TranscriptionWindow) -> None:
    QTest.keyClick(searching.windowHandle(), Qt.Key.Key_Return)
    QTest.keyClick(searching.windowHandle(), Qt.Key.Key_Escape)
    assert not searching.search.isVisible()
    assert searching.view.hasFocus()
    assert searching.view.extraSelections() == []
    assert searching.view.textCursor().selectedText() == "n"


def test_f3_opens_it(done: TranscriptionWindow) -> None:
    QTest.keyClick(done.windowHandle(), Qt.Key.Key_F3)
    assert done.search.field.hasFocus()


def test_of_many_thousand_hits_those_in_view_are_marked(searching: TranscriptionWindow) -> None:
    page = page_of(long_transcript(10_000))
    searching.view.show_page(page)
    searching.search.show_page(page)
    searching.search.field.setText("word")
    assert searching.search.count.text() == "10000 found"
    assert 10 < len(marked(searching.view, Lines.DashDotLine)) < 1000
    searching.search.step(-1)
    assert searching.view.textCursor().position() > len(page.text) - 10
    assert marked(searching.view, Lines.DashDotLine)
