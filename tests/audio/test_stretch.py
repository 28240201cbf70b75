"""Speech at other speeds: where each moment goes, what becomes of pauses, and that the pitch stays."""

import numpy as np
import pytest

from voiceassistant.audio.ring import Samples
from voiceassistant.audio.stretch import PAUSE_SECONDS, SHORTEST_PAUSE_SECONDS, Stretch, pause_seconds

pytestmark = pytest.mark.slow

RATE = 24_000
BLOCK = 1_920  # 80 ms
SPEEDS = (0.5, 0.75, 1.25, 1.5, 2.0, 3.0, 4.0)
PITCH = 125.0


def voiced(seconds: float, pitch: float = PITCH) -> Samples:
    """A buzz with the harmonics of a voice."""
    at = np.arange(round(seconds * RATE)) / RATE
    waves = [np.sin(2 * np.pi * pitch * number * at) / number for number in range(1, 9)]
    return np.asarray(0.2 * np.sum(waves, axis=0), np.float32)


def silence(seconds: float) -> Samples:
    return np.zeros(round(seconds * RATE), np.float32)


def clicked(seconds: float, clicks: list[float]) -> Samples:
    """A buzz with clicks, a millisecond each, at these moments."""
    sound = voiced(seconds)
    for click in clicks:
        sound[round(click * RATE) : round((click + 0.001) * RATE)] += 0.7
    return sound


def stretched(stretch: Stretch, sound: Samples, block: int = BLOCK) -> Samples:
    blocks = [stretch.write(sound[start : start + block]) for start in range(0, len(sound), block)]
    return np.concatenate([*blocks, stretch.flush()])


def onsets(sound: Samples, threshold: float = 0.05) -> list[float]:
    """When it gets loud after 20 ms of silence at least."""
    loud = np.flatnonzero(np.abs(sound) > threshold)
    begins = np.flatnonzero(np.diff(loud) > 0.02 * RATE) + 1
    return [float(loud[index]) / RATE for index in [0, *begins.tolist()]]


def pitch_of(sound: Samples) -> float:
    middle = sound[len(sound) // 2 - 4096 : len(sound) // 2 + 4096]
    spectrum = np.abs(np.fft.rfft(middle * np.hanning(len(middle)), 1 << 17))
    return float(np.argmax(spectrum)) * RATE / (1 << 17)


def test_at_speed_1_it_is_the_identity() -> None:
    sound = np.concatenate((voiced(0.5), silence(0.4), voiced(0.3)))
    stretch = Stretch(RATE)
    blocks = [stretch.write(sound[start : start + BLOCK]) for start in range(0, len(sound), BLOCK)]
    assert np.array_equal(np.concatenate(blocks), sound)  # at once, too: nothing is held back
    assert not len(stretch.flush())
    assert stretch.source_seconds(0.7) == pytest.approx(0.7)


@pytest.mark.parametrize("speed", SPEEDS)
def test_speech_takes_as_long_as_the_speed_says_at_the_same_pitch(speed: float) -> None:
    out = stretched(Stretch(RATE, speed), voiced(4.0))
    assert len(out) / RATE == pytest.approx(4.0 / speed, rel=0.02)
    assert pitch_of(out) == pytest.approx(PITCH, rel=0.02)
    assert np.abs(out).max() <= 1.0


@pytest.mark.parametrize("speed", SPEEDS)
def test_words_between_pauses_are_found_in_the_output_to_15_milliseconds(speed: float) -> None:
    parts, begins, now = [silence(0.2)], [], 0.2
    for seconds, pause in ((0.3, 0.05), (0.7, 0.3), (1.4, 0.02), (0.4, 0.6), (2.1, 0.15), (0.9, 0.08), (0.5, 0.3)):
        begins.append(now)
        parts += [voiced(seconds), silence(pause)]
        now += seconds + pause
    stretch = Stretch(RATE, speed)
    out = stretched(stretch, np.concatenate(parts))
    heard = onsets(out)
    mapped = [stretch.source_seconds(moment) for moment in heard]
    for begin, back in zip(begins, (stretch.heard_seconds(begin) for begin in begins), strict=True):
        assert stretch.source_seconds(back) == pytest.approx(begin, abs=0.002)
    for moment in mapped:  # the shortest gaps may be gone, what is heard is where it is said to be
        assert min(abs(moment - begin) for begin in begins) < 0.015
    assert len(mapped) >= 4  # what three real pauses keep apart


@pytest.mark.parametrize("speed", [0.5, 1.5, 2.0, 2.5])
def test_clicks_within_long_speech_are_where_the_map_says(speed: float) -> None:
    clicks = [0.6, 1.7, 3.1, 4.4, 6.2, 7.7]
    stretch = Stretch(RATE, speed)
    out = stretched(stretch, clicked(9.0, clicks))
    loud = np.flatnonzero(np.abs(out) > 0.62)
    assert len(loud)
    for place in loud.tolist():  # a click may be doubled or dropped with its period
        moment = stretch.source_seconds(place / RATE)
        assert min(abs(moment - click) for click in clicks) < 0.015


def test_the_map_does_not_depend_on_the_blocks() -> None:
    sound = np.concatenate((voiced(1.0), silence(0.35), voiced(0.8)))
    maps = []
    for block in (480, 1_000, len(sound)):
        stretch = Stretch(RATE, 2.0)
        out = stretched(stretch, sound, block)
        maps.append([len(out) / RATE, *(stretch.source_seconds(moment) for moment in (0.2, 0.5, 0.6, 0.9))])
    assert maps[1] == pytest.approx(maps[0], abs=0.003)
    assert maps[2] == pytest.approx(maps[0], abs=0.003)


@pytest.mark.parametrize("speed", [1.5, 2.0, 3.0, 4.0])
@pytest.mark.parametrize("pause", [0.15, 0.3, 0.8])
def test_pauses_shrink_more_than_speech_but_stay_pauses(speed: float, pause: float) -> None:
    out = stretched(Stretch(RATE, speed), np.concatenate((voiced(0.6), silence(pause), voiced(0.6))))
    begin = np.flatnonzero(np.abs(out[: len(out) // 2]) > 0.02)
    loud = np.flatnonzero(np.abs(out) > 0.02)
    assert len(begin)
    heard = float(np.diff(loud).max()) / RATE
    assert heard == pytest.approx(pause_seconds(pause, speed), abs=0.015)
    assert heard >= SHORTEST_PAUSE_SECONDS - 0.01
    assert heard <= max(pause / speed, SHORTEST_PAUSE_SECONDS) + 0.012


def test_pauses_can_be_left_to_the_speed() -> None:
    sound = np.concatenate((voiced(0.6), silence(0.8), voiced(0.6)))
    out = stretched(Stretch(RATE, 2.0, shortened_pauses=False), sound)
    assert len(out) / RATE == pytest.approx(1.0, abs=0.02)


def test_a_silence_within_a_word_is_no_pause() -> None:
    assert PAUSE_SECONDS > 0.1
    sound = np.concatenate((voiced(0.6), silence(0.09), voiced(0.6)))
    assert len(stretched(Stretch(RATE, 2.0), sound)) / RATE == pytest.approx(1.29 / 2, abs=0.01)


def test_the_speed_can_change_in_mid_stream() -> None:
    sound = voiced(6.0)
    stretch = Stretch(RATE, 2.0)
    out = [stretch.write(sound[: 2 * RATE])]
    stretch.set_speed(1.0)
    out.append(stretch.write(sound[2 * RATE : 4 * RATE]))
    stretch.set_speed(0.5)
    out += [stretch.write(sound[4 * RATE :]), stretch.flush()]
    whole = np.concatenate(out)
    assert len(whole) / RATE == pytest.approx(1.0 + 2.0 + 4.0, abs=0.05)
    assert stretch.source_seconds(0.5) == pytest.approx(1.0, abs=0.015)
    assert stretch.source_seconds(2.0) == pytest.approx(3.0, abs=0.02)
    assert stretch.source_seconds(5.0) == pytest.approx(5.0, abs=0.02)
    assert stretch.source_seconds(7.0) == pytest.approx(6.0, abs=0.01)
    steps = np.abs(np.diff(whole))
    assert steps.max() < 1.6 * np.abs(np.diff(sound)).max()  # no click where it changed


def test_back_at_speed_1_nothing_is_held_back() -> None:
    sound = voiced(1.0)
    stretch = Stretch(RATE, 3.0)
    stretch.write(sound)
    stretch.set_speed(1.0)
    stretch.write(sound)
    assert np.array_equal(stretch.write(sound), sound)


def test_after_a_flush_the_next_sentence_goes_on() -> None:
    stretch = Stretch(RATE, 2.0)
    first = stretched(stretch, voiced(1.0))
    second = stretched(stretch, voiced(1.0))
    assert len(first) + len(second) == pytest.approx(RATE, abs=0.02 * RATE)
    assert stretch.source_seconds(len(first) / RATE) == pytest.approx(1.0, abs=0.002)


@pytest.mark.parametrize("speed", [0.49, 4.01, 0.0, -1.0, float("nan")])
def test_other_speeds_are_refused(speed: float) -> None:
    with pytest.raises(ValueError, match="speed"):
        Stretch(RATE, speed)


def test_soft_speech_is_no_silence() -> None:
    sound = np.concatenate((voiced(0.5), 0.05 * voiced(0.5), voiced(0.5)))
    assert len(stretched(Stretch(RATE, 2.0), sound)) / RATE == pytest.approx(0.75, abs=0.02)


def test_memory_stays_bounded_and_recent_moments_known() -> None:
    stretch = Stretch(RATE, 2.0)
    piece = np.concatenate((voiced(0.1), silence(0.15)))
    heard = sum(len(stretch.write(piece)) for _ in range(3_000))
    assert len(stretch._anchors) <= 4_096
    assert stretch.source_seconds(heard / RATE) == pytest.approx(750.0, abs=0.3)
