"""Word times by letters and pauses: the words, their order, the pauses at their marks, and how far they may be off."""

from collections.abc import Sequence

import numpy as np
import pytest

from voiceassistant.text.word_times import WordTime, estimated, estimated_ahead, silences, weight, words

RATE = 24_000


def texts(text: str) -> list[str]:
    return [text[start:end] for start, end in words(text)]


def sound(parts: Sequence[tuple[float, float]]) -> bytes:
    """Noise and silence by turns, so many seconds each."""
    noise = np.random.default_rng(3)
    pieces = []
    for spoken, silent in parts:
        pieces += [noise.uniform(-0.3, 0.3, round(spoken * RATE)), np.zeros(round(silent * RATE))]
    return (np.concatenate(pieces) * 32767).astype("<i2").tobytes()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The end, said one.", ["The", "end", "said", "one"]),
        ("“Don’t,” she said: it's state-of-the-art!", ["Don’t", "she", "said", "it's", "state-of-the-art"]),
        ("It cost 1,250.50 on 3 May.", ["It", "cost", "1,250.50", "on", "3", "May"]),
        ("Wait—there is more… now", ["Wait", "there", "is", "more", "now"]),
        ("오늘은 날씨가 좋습니다.", ["오늘은", "날씨가", "좋습니다"]),
        ("今日は天気がいいです。", ["今日は", "天気がいいです"]),
        ("コーヒーを飲む人", ["コーヒーを", "飲む", "人"]),
        ("你好，世界。", ["你", "好", "世", "界"]),
        ("naïve Größe où", ["naïve", "Größe", "où"]),
        ("…", []),
        ("", []),
        ("😀 ok", ["ok"]),
    ],
)
def test_words_are_what_is_lit(text: str, expected: list[str]) -> None:
    assert texts(text) == expected


def assert_in_order(times: Sequence[WordTime], seconds: float) -> None:
    moments = [moment for time in times for moment in (time.starts, time.ends)]
    assert moments == sorted(moments)
    assert all(0.0 <= moment <= seconds + 1e-6 for moment in moments)


def test_a_pause_belongs_to_the_comma() -> None:
    text = "First we wash them, then we cut them into very small pieces"
    times = estimated(text, sound([(1.1, 0.4), (2.0, 0.2)]), RATE)
    by_word = {text[time.start : time.end]: time for time in times}
    assert by_word["then"].starts == pytest.approx(1.5, abs=0.015)
    assert by_word["pieces"].ends == pytest.approx(3.5, abs=0.015)
    assert_in_order(times, 3.7)


def test_a_comma_without_a_pause_and_a_pause_without_a_comma() -> None:
    text = "Well, nobody in the village remembered when the bridge was built"
    times = estimated(text, sound([(1.95, 0.5), (1.2, 0.0)]), RATE)
    starts = {text[time.start : time.end]: time.starts for time in times}
    assert starts["nobody"] < 0.6
    assert min(abs(moment - 2.45) for moment in starts.values()) < 0.02  # a word begins behind it
    assert_in_order(times, 3.65)


def test_silence_around_the_sentence_is_no_words() -> None:
    text = "Hello there"
    times = estimated(text, bytes(RATE * 2 // 2) + sound([(1.0, 0.7)]), RATE)
    assert times[0].starts == pytest.approx(0.5, abs=0.015)
    assert times[-1].ends == pytest.approx(1.5, abs=0.015)


@pytest.mark.parametrize("text", ["", "…", "word", "a, b, c. d! e?", "1 2 3", "오늘은, 날씨가", "今日は、いい。"])
@pytest.mark.parametrize("parts", [[], [(0.0, 1.0)], [(0.01, 0.0)], [(0.3, 0.2), (0.05, 0.2), (0.02, 0.3), (0.4, 0.1)]])
def test_any_text_has_times_in_any_sound(text: str, parts: list[tuple[float, float]]) -> None:
    pcm = sound(parts) if parts else b""
    times = estimated(text, pcm, RATE)
    assert [time[:2] for time in times] == list(words(text))
    assert_in_order(times, len(pcm) / 2 / RATE)


def test_half_a_sample_at_the_end_is_left_out() -> None:
    assert len(estimated("one two", sound([(0.5, 0.0)]) + b"\0", RATE)) == 2


def test_ahead_of_the_sound_the_words_take_a_usual_time() -> None:
    text = "The museum shows paintings by artists from many countries."
    times = estimated_ahead(text)
    assert [time[:2] for time in times] == list(words(text))
    assert times[0].starts == 0.0
    assert 2.0 < times[-1].ends < 5.0
    assert_in_order(times, 5.0)


def test_ahead_of_the_sound_its_length_may_be_known() -> None:
    assert estimated_ahead("One, two, three", seconds=6.0)[-1].ends == pytest.approx(6.0)
    assert estimated_ahead("", seconds=6.0) == ()


def test_a_comma_takes_its_time_ahead_too() -> None:
    first, second = estimated_ahead("one, two")
    assert second.starts > first.ends
    first, second = estimated_ahead("one two")
    assert second.starts == first.ends


@pytest.mark.parametrize(
    ("shorter", "longer"),
    [("a", "by-product"), ("the", "snow"), ("cat", "catalogue"), ("made", "madam"), ("가", "각"), ("7", "1984")],
)
def test_longer_words_weigh_more(shorter: str, longer: str) -> None:
    assert 0.0 < weight(shorter) < weight(longer)


def test_silences_within_words_are_none() -> None:
    pcm = np.frombuffer(sound([(0.5, 0.05), (0.5, 0.2), (0.5, 0.03)]), "<i2").astype(np.float32) / 32768
    inner, last = silences(pcm, RATE)
    assert (inner.begin, inner.end) == pytest.approx((1.05, 1.25), abs=0.011)
    assert last.end == pytest.approx(len(pcm) / RATE)
