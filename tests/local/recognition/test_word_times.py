from voiceassistant.local.recognition.transcript import Segment, Transcript, Word
from voiceassistant.local.recognition.word_times import fitted, unheard

RUNS = [(1.0, 2.0), (2.05, 3.0), (6.0, 8.0)]  # two stretches: what is within a word parts none


def transcript(*segments: Segment) -> Transcript:
    return Transcript("en", 10.0, segments)


def segment(start: float, end: float, *words: Word) -> Segment:
    text = "".join(f" {word.word}" for word in words)
    return Segment(start, end, text, (), 0.0, -0.2, 1.0, 0.1, words)


def test_words_begin_and_end_with_the_speech() -> None:
    said = segment(
        0.4, 7.9, Word("Hello", 0.4, 1.4), Word("there.", 1.4, 2.9), Word("You", 4.9, 6.3), Word("hear?", 6.3, 7.8)
    )
    words = fitted(transcript(said), RUNS).words
    assert [(word.word, word.start, word.end) for word in words] == [
        ("Hello", 1.0, 1.4),
        ("there.", 1.4, 3.0),
        ("You", 6.0, 6.3),
        ("hear?", 6.3, 8.0),
    ]


def test_a_word_in_a_silence_goes_to_the_speech_next_to_it() -> None:
    words = fitted(transcript(segment(5.0, 8.0, Word("So", 5.0, 5.8), Word("what?", 6.4, 8.0))), RUNS).words
    assert [(word.start, word.end) for word in words] == [(6.0, 6.4), (6.4, 8.0)]


def test_a_sentence_begins_after_the_pause_before_it() -> None:
    said = (Word("there.", 1.4, 2.7), Word("You", 2.7, 3.4), Word("hear?", 6.2, 7.8))
    words = fitted(transcript(segment(1.4, 7.8, *said)), RUNS).words
    assert [(word.start, word.end) for word in words] == [(1.0, 3.0), (6.0, 6.2), (6.2, 8.0)]


def test_words_far_inside_the_speech_stay() -> None:
    words = fitted(transcript(segment(6.7, 7.2, Word("late", 6.7, 7.2))), RUNS).words
    assert words == (Word("late", 6.7, 7.2),)


def test_segments_go_with_their_words_or_alone() -> None:
    with_words = fitted(transcript(segment(0.0, 9.0, Word("Hello", 0.4, 2.9))), RUNS).segments[0]
    assert (with_words.start, with_words.end) == (1.0, 3.0)
    alone = fitted(transcript(segment(0.4, 9.0)), RUNS).segments[0]
    assert (alone.start, alone.end) == (1.0, 8.0)
    assert fitted(transcript(segment(4.0, 5.0)), RUNS).segments[0].start == 4.0


def test_speech_without_words_is_found() -> None:
    heard = transcript(segment(1.0, 2.0, Word("Hello", 1.0, 2.0)))
    assert unheard(heard, RUNS, (0.0, 10.0)) == [(2.0, 10.0)]
    assert unheard(heard, RUNS, (0.0, 2.7)) == []
    both = transcript(segment(1.0, 2.0, Word("Hello", 1.0, 2.0), Word("you", 6.5, 8.0)))
    assert unheard(both, RUNS, (0.0, 10.0)) == [(2.0, 6.5)]
