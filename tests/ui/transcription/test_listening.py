from dataclasses import replace
from time import perf_counter

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTextEdit
from pytestqt.qtbot import QtBot

from tests.fakes.assistant import FakeAssistant, FakeRecording
from tests.ui.test_theme import LEAST_FOR_TEXT, SETS, contrast
from tests.ui.transcription.test_page import SPOKEN
from voiceassistant.settings import Settings
from voiceassistant.transcripts import Segment, Transcript, Word
from voiceassistant.ui.message_text import shade
from voiceassistant.ui.theme import Colours, palette
from voiceassistant.ui.transcription import player_bar as player_bar_module
from voiceassistant.ui.transcription import view as view_module
from voiceassistant.ui.transcription.page import page_of
from voiceassistant.ui.transcription.view import TranscriptView
from voiceassistant.ui.transcription.window import TranscriptionWindow

pytestmark = pytest.mark.slow

Lines = QTextCharFormat.UnderlineStyle
ALT = Qt.KeyboardModifier.AltModifier


def long_transcript(words: int) -> Transcript:
    """Phrases of ten words, a word a third of a second, a paragraph some 15 seconds; every tenth word is unsure."""
    said = tuple(Word(f" word{i}" + "." * (i % 10 == 9), i / 3, i / 3 + 0.3, 0.4 + i % 10) for i in range(words))
    parts = [said[i : i + 10] for i in range(0, words, 10)]
    segments = tuple(Segment("".join(w.text for w in part), part[0].start, part[-1].end) for part in parts)
    return Transcript("".join(word.text for word in said).strip(), "en", said, segments, words / 3)


@pytest.fixture
def sound(done: TranscriptionWindow, assistant: FakeAssistant) -> FakeRecording:
    return assistant.opened[0]


def marked(view: QTextEdit, line: Lines) -> list[str]:
    found = [one for one in view.extraSelections() if one.format.underlineStyle() is line]  # type: ignore[attr-defined]
    return [one.cursor.selectedText() for one in found]  # type: ignore[attr-defined]


def lit(done: TranscriptionWindow) -> list[str]:
    return marked(done.view, Lines.SingleUnderline)


def put_caret(view: TranscriptView, word: str) -> None:
    view.setTextCursor(caret_at(view, view.toPlainText().index(word) + 1))


def caret_at(view: TranscriptView, place: int) -> QTextCursor:
    cursor = QTextCursor(view.document())
    cursor.setPosition(place)
    return cursor


def test_space_plays_and_pauses(qtbot: QtBot, done: TranscriptionWindow, sound: FakeRecording) -> None:
    QTest.keyClick(done.view, Qt.Key.Key_Space)
    assert sound.playing
    assert done.player.play_button.text() == "Pause"
    QTest.keyClick(done.view, Qt.Key.Key_Space)
    assert not sound.playing
    assert done.player.play_button.text() == "Play"


def test_the_word_that_is_heard_is_lit_by_ground_and_line(
    qtbot: QtBot, done: TranscriptionWindow, sound: FakeRecording
) -> None:
    done.player.toggle()
    for seconds, words in ((0.5, ["morning."]), (1.2, ["is"]), (3.0, []), (4.6, ["begin."])):
        sound.position = seconds
        qtbot.waitUntil(lambda words=words: lit(done) == words)
    (mark,) = done.view.extraSelections()
    assert mark.format.background().color() == view_module.marked_ground(done.palette())  # type: ignore[attr-defined]
    assert done.player.time.text() == "0:04 / 1:00"
    assert done.player.slider.value() == 46
    assert done.player.slider.accessibleDescription() == "0:04 / 1:00"


def test_the_end_and_pauses_are_announced(
    qtbot: QtBot, done: TranscriptionWindow, sound: FakeRecording, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(player_bar_module, "announce", lambda _widget, text: said.append(text))
    done.player.toggle()
    sound.position = 4.0
    done.player.toggle()
    done.player.toggle()
    sound.position, sound.playing = 60.0, False
    qtbot.waitUntil(lambda: done.player.play_button.text() == "Play")
    assert said == ["Playing", "Paused at 0:04", "Playing", "The recording has ended."]


def test_after_the_end_nothing_is_lit(qtbot: QtBot, done: TranscriptionWindow, sound: FakeRecording) -> None:
    sound.duration, sound.position = 5.0, 4.9
    done.player.toggle()
    assert lit(done) == ["begin."]
    sound.position, sound.playing = 5.0, False
    qtbot.waitUntil(lambda: lit(done) == [])


def test_why_it_had_to_stop_is_told(qtbot: QtBot, done: TranscriptionWindow, sound: FakeRecording) -> None:
    done.player.toggle()
    sound.problem, sound.playing = "The speaker was disconnected. Connect it again.", False
    qtbot.waitUntil(done.notice.isVisible)
    assert done.notice.words.text() == "⚠ The speaker was disconnected. Connect it again."


def test_a_clicked_word_is_heard(done: TranscriptionWindow, sound: FakeRecording) -> None:
    put_caret(done.view, "ten")
    point = done.view.cursorRect().center() + QPoint(2, 0)
    QTest.mouseClick(done.view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, point)
    assert (sound.position, sound.playing) == (1.3, True)
    assert lit(done) == ["ten."]


def test_a_click_beside_the_text_plays_nothing(done: TranscriptionWindow, sound: FakeRecording) -> None:
    corner = done.view.viewport().rect().bottomRight() - QPoint(8, 8)
    QTest.mouseClick(done.view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, corner)
    assert not sound.playing


def test_enter_plays_from_the_caret(done: TranscriptionWindow, sound: FakeRecording) -> None:
    put_caret(done.view, "begin")
    QTest.keyClick(done.view, Qt.Key.Key_Return)
    assert (sound.position, sound.playing) == (4.5, True)


def test_five_seconds_back_and_on(done: TranscriptionWindow, sound: FakeRecording) -> None:
    sound.position = 7.0
    QTest.keyClick(done.windowHandle(), Qt.Key.Key_Right, ALT)
    assert sound.position == 12.0
    done.player.back_button.click()
    QTest.keyClick(done.windowHandle(), Qt.Key.Key_Left, ALT)
    QTest.keyClick(done.windowHandle(), Qt.Key.Key_Left, ALT)
    assert sound.position == 0.0
    done.player.seek(1000)
    assert sound.position == sound.duration
    assert not sound.playing


def test_the_slider_seeks_when_it_is_let_go(done: TranscriptionWindow, sound: FakeRecording) -> None:
    slider = done.player.slider
    middle = slider.rect().center()
    QTest.mousePress(slider, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle)
    assert sound.position == 0.0
    assert done.player.time.text() in ("0:29 / 1:00", "0:30 / 1:00")
    QTest.mouseRelease(slider, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle)
    assert sound.position == pytest.approx(30, abs=1)
    slider.setFocus()
    QTest.keyClick(slider, Qt.Key.Key_Right)
    assert sound.position == pytest.approx(35, abs=1)


class TestUnsure:
    @pytest.fixture
    def settings(self) -> Settings:
        return Settings(first_start_done=True, show_confidence=True)

    def test_unsure_words_have_dots_doubtful_ones_dashes_and_a_ground(
        self, done: TranscriptionWindow, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        said: list[str] = []
        monkeypatch.setattr(view_module, "announce", lambda _widget, text: said.append(text))
        formats = {}
        for word in ("Good", "morning.", "ten."):
            put_caret(done.view, word)
            formats[word] = done.view.textCursor().charFormat()
        assert formats["Good"].underlineStyle() is Lines.NoUnderline
        assert formats["morning."].underlineStyle() is Lines.DotLine
        assert formats["ten."].underlineStyle() is Lines.DashUnderline
        assert formats["ten."].background().color() == shade(done.palette())
        assert formats["ten."].toolTip() == "“ten.” is 30% sure"
        assert done.view.accessibleDescription() == "“ten.” is 30% sure"
        assert said == ["“morning.” is 60% sure", "“ten.” is 30% sure"]


def test_sure_or_not_is_not_shown_unless_it_is_wanted(done: TranscriptionWindow) -> None:
    put_caret(done.view, "ten.")
    assert done.view.textCursor().charFormat().underlineStyle() is Lines.NoUnderline


@pytest.mark.parametrize("colours", SETS)
def test_what_is_lit_is_readable(colours: Colours) -> None:
    ground = view_module.marked_ground(palette(colours)).name()
    assert contrast(colours.text, ground) >= LEAST_FOR_TEXT
    assert contrast(colours.accent, ground) >= 1.5  # of the line below it


class TestAnHour:
    @pytest.fixture
    def view(self, done: TranscriptionWindow) -> TranscriptView:
        done.view.show_page(page_of(long_transcript(10_000)), unsure=True)
        return done.view

    def test_the_view_follows_unless_the_user_looks_elsewhere(self, view: TranscriptView) -> None:
        spots, bar = view.page.spots, view.verticalScrollBar()
        view.light(spots[5000])
        there = bar.value()
        assert there > 0
        view.light(spots[5001])
        assert bar.value() == there  # it moves only when it has to
        bar.setValue(0)
        view.light(spots[5002])
        assert bar.value() == 0
        bar.setValue(there)
        view.light(spots[9000])
        assert bar.value() > there
        bar.setValue(0)
        view.follow()
        assert bar.value() > there

    def test_a_narrower_window_keeps_the_lit_word_in_view(
        self, qtbot: QtBot, done: TranscriptionWindow, view: TranscriptView
    ) -> None:
        view.light(view.page.spots[5000])
        done.resize(done.minimumSizeHint())
        qtbot.waitUntil(lambda: view.width() < 560)
        assert view.following
        assert view.viewport().rect().contains(view.cursorRect(caret_at(view, view.page.spots[5000].start)))

    def test_a_word_is_lit_without_a_new_layout(self, qtbot: QtBot, view: TranscriptView) -> None:
        layout = view.document().documentLayout()
        with qtbot.assertNotEmitted(layout.documentSizeChanged), qtbot.assertNotEmitted(view.textChanged):
            began = perf_counter()
            for spot in view.page.spots[:500]:
                view.light(spot)
            seconds = (perf_counter() - began) / 500
        assert seconds < 0.02  # of the 0.3 that a word lasts

    def test_another_colour_scheme_keeps_text_place_and_mark(self, view: TranscriptView, theme: object) -> None:
        view.light(view.page.spots[5000])
        before = (view.toPlainText(), view.verticalScrollBar().value(), marked(view, Lines.SingleUnderline))
        theme.use("dark")  # type: ignore[attr-defined]
        assert (view.toPlainText(), view.verticalScrollBar().value(), marked(view, Lines.SingleUnderline)) == before
        (mark,) = view.extraSelections()
        assert mark.format.background().color().lightness() < 128  # type: ignore[attr-defined]


def test_a_phrase_without_words_is_lit_as_a_whole(
    qtbot: QtBot, done: TranscriptionWindow, assistant: FakeAssistant, sound: FakeRecording
) -> None:
    done.options.start_button.click()
    assistant.end_work(replace(SPOKEN, words=()))
    qtbot.waitUntil(lambda: len(done.view.page.spots) == 3)
    sound.position = 1.2
    done.player.toggle()
    assert lit(done) == ["It is ten."]
