import pytest

from voiceassistant.local.recognition.recogniser import repeats_itself
from voiceassistant.local.recognition.transcript import Segment, Transcript, Word


def heard(text: str, words: tuple[Word, ...] = (), compression_ratio: float = 1.0) -> Transcript:
    segment = Segment(0.5, 2.0, text, (1, 2), 0.0, -0.2, compression_ratio, 0.1, words)
    return Transcript("en", 4.0, (segment,))


@pytest.mark.parametrize(
    "text",
    [
        " 17 times 23 is 391. 17 times 23 is 391.",
        " What time is it? what time is it",
        " Stop. Stop.",
        " one, two, one, two, one, two",
        " Yes. Yes. Yes.",
        " one, two, one, two, one",
    ],
)
def test_a_sentence_said_twice_or_more_repeats_itself(text: str) -> None:
    assert repeats_itself(heard(text))


@pytest.mark.parametrize("text", ["", " 17 times 23 is 391.", " Yes.", " Two and two is four.", " One, two, three."])
def test_other_sentences_do_not(text: str) -> None:
    assert not repeats_itself(heard(text))


def test_a_text_that_compresses_well_repeats_itself() -> None:
    assert repeats_itself(heard(" la la la", compression_ratio=2.5))


def test_a_delayed_transcript_has_later_segments_and_words() -> None:
    later = heard(" Yes.", (Word("Yes.", 0.5, 2.0),)).delayed(1.4)
    assert [(segment.start, segment.end, segment.text) for segment in later.segments] == [(1.9, 3.4, " Yes.")]
    assert later.words == (Word("Yes.", 1.9, 3.4),)
    assert later.duration_seconds == 4.0
