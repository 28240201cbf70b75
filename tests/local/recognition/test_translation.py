from collections.abc import Callable
from typing import Any

import pytest

from voiceassistant.local.chat.language_model import Piece
from voiceassistant.local.protocol.api_error import ApiError
from voiceassistant.local.recognition import translation
from voiceassistant.local.recognition.transcript import Segment, Transcript
from voiceassistant.local.workers import Cancelled


class Model:
    """Says what it is given, one answer a request."""

    def __init__(self, *answers: str) -> None:
        self.answers = list(answers)
        self.asked: list[str] = []

    def generate(self, request: Any, messages: Any, *others: Any) -> None:
        emit: Callable[[Piece], None] = others[-2]
        self.asked.append(messages[-1]["content"])
        for word in self.answers.pop(0).split(" "):
            emit(Piece(f" {word}"))


def heard(*texts: str, language: str = "ko") -> Transcript:
    segments = (Segment(number, number + 0.8, text, (), 0, -0.2, 1, 0, ()) for number, text in enumerate(texts))
    return Transcript(language, 9.0, tuple(segments))


def go_on() -> None:
    """Nobody hangs up."""


def translated(said: Transcript, model: Any) -> Transcript:
    return translation.into_english(said, model, go_on, lambda: False)


def test_each_segment_keeps_its_times() -> None:
    model = Model("Hello there, my friend.", "How is the weather today?")
    english = translated(heard(" 안녕, 친구야.", " 오늘 날씨가 어때요?"), model)
    assert english.text == "Hello there, my friend. How is the weather today?"
    assert [(segment.start, segment.end) for segment in english.segments] == [(0, 0.8), (1, 1.8)]
    assert model.asked == ["Korean: 안녕, 친구야.", "Korean: 오늘 날씨가 어때요?"]


def test_what_is_english_already_is_not_touched() -> None:
    assert translated(heard(" This is an English sentence."), Model()).text == "This is an English sentence."


@pytest.mark.parametrize("bad", ["Das ist leider immer noch kein Englisch.", "I am the king. " * 6, ""])
def test_what_is_no_english_is_tried_once_more(bad: str) -> None:
    model = Model(bad, "The shop is closed on Sunday.")
    assert translated(heard(" 가게는 일요일에 닫아요."), model).text == "The shop is closed on Sunday."


def test_never_another_language() -> None:
    bad = "Das ist leider immer noch kein Englisch."
    with pytest.raises(ApiError, match="seems to be Korean, and this engine could not") as caught:
        translated(heard(" 가게는 일요일에 닫아요."), Model(bad, bad))
    assert caught.value.status == 422


def test_a_hang_up_ends_it_between_the_segments() -> None:
    checks = iter([None, None])

    def check() -> None:
        if next(checks, "hung up"):
            raise Cancelled

    model = Model("One sentence is enough.", "Nobody asks for this one.")
    with pytest.raises(Cancelled):
        translation.into_english(heard(" 하나예요.", " 둘이에요."), model, check, lambda: False)  # type: ignore[arg-type]
    assert len(model.answers) == 1
