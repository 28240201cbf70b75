import pytest

from voiceassistant.audio.segments import WINDOW_SECONDS, Heard, Limits, Segments

S, Q, MAYBE = 0.9, 0.05, 0.42  # speech, quiet, neither


def hear(segments: Segments, *pieces: tuple[float, float]) -> list[tuple[float, Heard]]:
    """Feeds (probability, seconds) one after the other; what happened, with the seconds since the beginning."""
    happened, windows = [], 0
    for probability, seconds in pieces:
        for _ in range(round(seconds / WINDOW_SECONDS)):
            windows += 1
            if (heard := segments.feed(probability)) is not None:
                happened.append((round(windows * WINDOW_SECONDS, 3), heard))
    return happened


def kinds(segments: Segments, *pieces: tuple[float, float]) -> list[Heard]:
    return [heard for _, heard in hear(segments, *pieces)]


def test_a_sentence_starts_pauses_and_ends() -> None:
    happened = hear(Segments(close_after_seconds=0.8), (Q, 0.32), (S, 1.6), (Q, 1.6))
    assert happened == [(0.416, Heard.STARTED), (1.984, Heard.PAUSED), (2.72, Heard.ENDED)]


def test_a_pause_within_a_sentence_is_undone() -> None:
    segments = Segments(close_after_seconds=0.8)
    assert kinds(segments, (S, 0.96), (Q, 0.48), (S, 0.96), (Q, 0.96)) == [
        Heard.STARTED,
        Heard.PAUSED,
        Heard.RESUMED,
        Heard.PAUSED,
        Heard.ENDED,
    ]
    assert segments.speech_seconds == pytest.approx(1.92)


def test_a_click_in_a_pause_does_not_undo_it() -> None:
    happened = hear(Segments(close_after_seconds=0.8), (S, 0.96), (Q, 0.32), (S, 0.032), (Q, 0.8))
    assert [heard for _, heard in happened] == [Heard.STARTED, Heard.PAUSED, Heard.ENDED]
    assert happened[-1][0] == pytest.approx(0.96 + 0.8, abs=WINDOW_SECONDS)  # nor prolong it


def test_a_click_is_nobody() -> None:
    assert kinds(Segments(), (Q, 0.3), (S, 0.064), (Q, 2.0)) == []


def test_what_is_too_short_is_dropped() -> None:
    segments = Segments(close_after_seconds=0.5)
    assert kinds(segments, (S, 0.096), (Q, 2.0)) == [Heard.STARTED, Heard.PAUSED, Heard.DROPPED]
    assert not segments.active


def test_neither_speech_nor_silence_prolongs_what_was() -> None:
    segments = Segments(close_after_seconds=0.5)
    assert kinds(segments, (MAYBE, 1.0)) == []
    assert kinds(segments, (S, 0.32), (MAYBE, 1.0)) == [Heard.STARTED]
    assert kinds(segments, (Q, 0.1), (MAYBE, 1.0)) == [Heard.PAUSED, Heard.ENDED]


def test_each_pause_may_wait_otherwise() -> None:
    segments = Segments(close_after_seconds=0.8)
    assert kinds(segments, (S, 0.96), (Q, 0.16)) == [Heard.STARTED, Heard.PAUSED]
    segments.close_after(0.3)
    assert kinds(segments, (Q, 0.16)) == [Heard.ENDED]
    segments.settle()
    assert hear(segments, (S, 0.96), (Q, 0.96))[-1] == (pytest.approx(0.96 + 0.8), Heard.ENDED)


def test_more_speech_joins_an_ended_utterance_until_it_is_settled() -> None:
    segments = Segments(close_after_seconds=0.5)
    hear(segments, (S, 0.96), (Q, 0.96))
    assert kinds(segments, (S, 0.32)) == [Heard.RESUMED]
    assert kinds(segments, (Q, 0.96)) == [Heard.PAUSED, Heard.ENDED]
    segments.settle()
    assert kinds(segments, (S, 0.32)) == [Heard.STARTED]
    assert segments.speech_seconds == pytest.approx(0.32)


def test_the_silence_goes_on_after_the_end() -> None:
    segments = Segments(close_after_seconds=0.5)
    hear(segments, (S, 0.96), (Q, 1.28))
    assert not segments.active
    assert segments.silence_seconds == pytest.approx(1.28)
    hear(segments, (S, 0.096))
    assert segments.silence_seconds == 0.0


def test_settling_does_not_end_what_is_being_said() -> None:
    segments = Segments()
    hear(segments, (S, 0.5))
    segments.settle()
    assert segments.active


def test_a_pause_is_never_shorter_than_the_one_that_is_noticed() -> None:
    segments = Segments(Limits(short_pause=3), close_after_seconds=0.0)
    assert kinds(segments, (S, 0.5), (Q, 0.5)) == [Heard.STARTED, Heard.PAUSED, Heard.ENDED]


def test_how_soon_a_pause_is_told_can_be_said() -> None:
    segments = Segments(close_after_seconds=0.8)
    segments.notice_pause_after(0.256)
    assert hear(segments, (S, 0.96), (Q, 0.32))[-1] == (pytest.approx(0.96 + 0.256), Heard.PAUSED)


def test_how_long_an_ended_utterance_waits_for_more() -> None:
    segments = Segments(close_after_seconds=0.48)
    hear(segments, (S, 0.96), (Q, 0.96))
    assert segments.closed_seconds == pytest.approx(0.96)
    segments.settle()
    assert segments.closed_seconds == 0.0
