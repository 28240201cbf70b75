import math

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from voiceassistant.events import Asked, ReplyDelta, ReplyEnded
from voiceassistant.messages import Token, Usage
from voiceassistant.settings import Settings
from voiceassistant.transcripts import Transcript, Word
from voiceassistant.ui.confidence import unsure_tokens, unsure_words
from voiceassistant.ui.main_window import MainWindow

TOKENS = (Token("It is", -0.01), Token(" mild", math.log(0.4), ((" mild", -0.9), (" wild", math.log(0.3)))))
WORDS = (Word("Weather", 0, 1, 0.9), Word("in", 1, 2), Word("Pairs?", 2, 3, 0.3))


@pytest.fixture
def settings() -> Settings:
    return Settings(first_start_done=True, show_confidence=True)


def test_what_is_unsure_has_its_place_and_its_alternatives() -> None:
    (place,) = unsure_tokens("It is mild", TOKENS)
    assert (place.start, place.end, place.doubtful) == (6, 10, True)
    assert place.words == "“mild” is 40% sure; it could be “wild” 30%"


def test_a_word_of_unknown_probability_is_sure() -> None:
    assert [place.text for place in unsure_words("Weather in Pairs?", WORDS)] == ["Pairs?"]


def test_unsure_words_are_marked_said_and_corrected_with_enter(window: MainWindow) -> None:
    window.take(Asked(1, Transcript("Weather in Pairs?", words=WORDS), True))
    window.take(ReplyDelta(1, "It is mild", TOKENS))
    window.take(ReplyEnded(1, "It is mild", "stop", Usage(), ()))
    question, answer = window.conversation.rows()
    (mark,) = answer.text.extraSelections()
    assert mark.cursor.selectedText() == "mild"
    assert mark.format.background().style() is not Qt.BrushStyle.NoBrush
    assert "it could be “wild”" in answer.spoken_name
    window.conversation.setCurrentRow(0)
    window.conversation.setFocus()
    QTest.keyClick(window.conversation, Qt.Key.Key_Return)
    assert question.unsure
    assert window.text_box.toPlainText() == "Weather in Pairs?"
    assert window.text_box.textCursor().selectedText() == "Pairs?"


def test_nothing_is_marked_where_nobody_asked(window: MainWindow) -> None:
    window.conversation.settings = Settings()
    window.take(Asked(1, Transcript("Weather in Pairs?", words=WORDS), True))
    assert not window.conversation.rows()[0].text.extraSelections()
