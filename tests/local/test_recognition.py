from collections.abc import Sequence

import pytest

from voiceassistant.local.recognition import (
    KEPT_SILENCE_SECONDS,
    RATE,
    VOICE_WINDOW,
    Segment,
    Transcript,
    Word,
    repeats_itself,
    speech_span,
)

KEPT = int(KEPT_SILENCE_SECONDS * RATE)
SILENCE = [0.02] * 100
SPEECH = [0.9] * 50


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


class TestSpeechSpan:
    def test_silence_is_cut_at_both_ends_and_a_little_is_kept(self) -> None:
        probabilities = SILENCE + SPEECH + SILENCE
        start, end = 100 * VOICE_WINDOW - KEPT, 150 * VOICE_WINDOW + KEPT
        assert speech_span(probabilities, 250 * VOICE_WINDOW) == (start, end)

    def test_pauses_stay(self) -> None:
        probabilities = SILENCE + SPEECH + SILENCE + SPEECH
        assert speech_span(probabilities, 300 * VOICE_WINDOW) == (100 * VOICE_WINDOW - KEPT, 300 * VOICE_WINDOW)

    def test_the_span_stays_in_the_clip(self) -> None:
        assert speech_span(SPEECH, 50 * VOICE_WINDOW - 200) == (0, 50 * VOICE_WINDOW - 200)

    @pytest.mark.parametrize("probabilities", [SILENCE, []])
    def test_nobody_speaks(self, probabilities: Sequence[float]) -> None:
        assert speech_span(probabilities, len(probabilities) * VOICE_WINDOW) is None


def test_a_delayed_transcript_has_later_segments_and_words() -> None:
    later = heard(" Yes.", (Word("Yes.", 0.5, 2.0),)).delayed(1.4)
    assert [(segment.start, segment.end, segment.text) for segment in later.segments] == [(1.9, 3.4, " Yes.")]
    assert later.words == (Word("Yes.", 1.9, 3.4),)
    assert later.duration_seconds == 4.0
