"""When each word is heard, by laying the sound next to another voice's of the same text, whose times are known.

Both become 13 cepstra each hundredth of a second, and dynamic time warping tells which moment of the one is which of
the other. Pure; about 4 ms for each second of sound.

Source: Sakoe and Chiba, Dynamic programming algorithm optimization for spoken word recognition, 1978; that speech is
aligned so: Malfrère and Dutoit, High-quality speech synthesis for phonetic speech segmentation, Eurospeech 1997.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from voiceassistant.text.word_times import TRANSITION_SECONDS, Silence, WordTime, estimated, silences, weight, words

Floats = npt.NDArray[np.float32]

HOP_SECONDS = 0.01
MOST_FRAMES = 2_000  # more are taken further apart: memory grows with their square
_WINDOW_SECONDS = 0.025
_BANDS, _CEPSTRA = 26, 13
_LOWEST_HZ, _HIGHEST_HZ = 80.0, 7_000.0
_PRE_EMPHASIS = 0.97

_AUDIBLE = 7.0  # below the loud frames, in natural logarithms of power: 30 dB
_KEPT_OF_SILENCE = 4  # frames at each end; the rest of a longer one is left out
_LOUDNESS_COUNTS = 0.5  # as much as so many cepstra's usual difference
_WAITING_COSTS = 0.8  # for each frame that one voice stands still while the other goes on

_MOST_TIMES_LONGER = 4.0  # than the other voice: it says something else
_LEAST_TIMED = 0.5  # of the words must have a time of their own in the other voice

_LEAST_LONG = 0.06  # before a pause a word takes longer than that: what begins later begins behind it
_BOTH, _FIRST, _SECOND = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Reference:
    """Another voice's speech of a text.

    Args:
        pcm: 16-bit little-endian, mono.
        rate: Samples a second.
        moments: For each word that it tells of: a character of it, and when it begins, in seconds.
    """

    pcm: bytes
    rate: int
    moments: tuple[tuple[int, float], ...]


def aligned(text: str, pcm: bytes, rate: int, reference: Reference) -> tuple[WordTime, ...]:
    """The words where they are heard; as `estimated` has them where the reference is of no use.

    Args:
        text: As it was given to both voices.
        pcm: All of its sound: 16-bit little-endian, mono.
        rate: Samples a second.
        reference: The other voice's.
    """
    spans = words(text)
    known = _reference_starts(text, spans, reference)
    sound, other = _samples(pcm), _samples(reference.pcm)
    if known is None or not _comparable(len(sound) / rate, len(other) / reference.rate):
        return estimated(text, pcm, rate)
    hop = max(HOP_SECONDS, max(len(sound) / rate, len(other) / reference.rate) / MOST_FRAMES)
    ours, theirs = _features(sound, rate, hop), _features(other, reference.rate, hop)
    if ours is None or theirs is None:
        return estimated(text, pcm, rate)
    moments = _moments_of(known, ours, theirs, hop)
    return _with_pauses(spans, moments, silences(sound, rate), len(sound) / rate)


@dataclass(frozen=True, slots=True)
class _Features:
    """What is heard, frame by frame, from the first audible frame to the last, long silences left out.

    Args:
        values: Shape (frames, 14).
        numbers: Which frame of the whole sound each is; shape (frames,).
    """

    values: Floats
    numbers: npt.NDArray[np.intp]


def _samples(pcm: bytes) -> Floats:
    return np.frombuffer(pcm, "<i2", len(pcm) // 2).astype(np.float32) / np.float32(32768)


def _comparable(ours: float, theirs: float) -> bool:
    return min(ours, theirs) > 0.1 and max(ours, theirs) / min(ours, theirs) < _MOST_TIMES_LONGER


def _reference_starts(
    text: str, spans: Sequence[tuple[int, int]], reference: Reference
) -> npt.NDArray[np.float64] | None:
    """When each word begins in the reference; None if it tells too little.

    A word that it does not tell of, because it says two in one, begins between its neighbours by its letters.
    """
    starts = [np.nan] * len(spans)
    word = 0
    for character, moment in reference.moments:
        while word < len(spans) and spans[word][1] <= character:
            word += 1
        if word == len(spans):
            break
        if np.isnan(starts[word]) and character >= spans[word][0] - 1:  # it may tell of the mark before
            starts[word] = moment
    found = np.array(starts)
    timed = ~np.isnan(found)
    if not len(spans) or timed.mean() < _LEAST_TIMED:
        return None
    said = np.concatenate(([0.0], np.cumsum([weight(text[start:end]) for start, end in spans])))
    end = len(reference.pcm) / 2 / reference.rate
    places = [*said[:-1][timed], said[-1]]
    filled = np.interp(said[:-1], places, [*np.maximum.accumulate(found[timed]), end])
    return np.asarray(filled, np.float64)


def _features(sound: Floats, rate: int, hop: float) -> _Features | None:
    """None for a sound in which nothing is heard."""
    bands = _log_mel(sound, rate, hop)
    loudness = np.log(np.exp(bands).sum(axis=1))
    loud = float(np.percentile(loudness, 95))
    audible = np.flatnonzero(loudness > loud - _AUDIBLE)
    if len(audible) < 2 or not np.abs(sound).max() > 1e-4:
        return None
    cepstra = bands @ _cosines().T
    mean, spread = cepstra[audible].mean(axis=0), cepstra[audible].std(axis=0).mean() + 1e-3
    shape = np.clip((cepstra - mean) / spread, -4.0, 4.0) / np.sqrt(_CEPSTRA)
    level = np.clip(loudness - loud, -_AUDIBLE - 1.0, 1.0) / 2 * _LOUDNESS_COUNTS
    values = np.column_stack((shape, level)).astype(np.float32)
    # the two may pause at different places, and a pause here is like no sound there
    gaps = np.diff(audible)
    near = np.concatenate(
        [
            audible,
            *(audible[:-1][gaps > step] + step for step in range(1, _KEPT_OF_SILENCE)),
            *(audible[1:][gaps > step] - step for step in range(1, _KEPT_OF_SILENCE)),
        ]
    )
    numbers = np.unique(near)
    return _Features(values[numbers], numbers)


def _log_mel(sound: Floats, rate: int, hop: float) -> Floats:
    """Logarithm of the power in each band of hearing: shape (frames, bands); a frame is around its number x hop."""
    width = round(_WINDOW_SECONDS * rate)
    size = 1 << (width - 1).bit_length()
    begins = np.round(np.arange(int(len(sound) / rate / hop) + 1) * hop * rate).astype(np.intp)
    padded = np.pad(sound, (width // 2, width))
    padded[1:] -= _PRE_EMPHASIS * padded[:-1]
    frames = np.lib.stride_tricks.sliding_window_view(padded, width)[begins] * np.hanning(width).astype(np.float32)
    power = np.abs(np.fft.rfft(frames, size, axis=1)) ** 2
    in_bands = power.astype(np.float32) @ _bands(rate, size).T
    return np.asarray(np.log(in_bands + np.float32(1e-6 * float(in_bands.max()) + 1e-12)), np.float32)


@lru_cache(8)
def _bands(rate: int, size: int) -> Floats:
    """Triangles on the mel scale: shape (bands, bins)."""
    mel = np.linspace(_mel(_LOWEST_HZ), _mel(min(_HIGHEST_HZ, rate / 2)), _BANDS + 2)
    edges = 700.0 * (10.0 ** (mel / 2595.0) - 1.0)
    hertz = np.arange(size // 2 + 1) * rate / size
    low, middle, high = edges[:-2, None], edges[1:-1, None], edges[2:, None]
    return np.maximum(0.0, np.minimum((hertz - low) / (middle - low), (high - hertz) / (high - middle))).astype(
        np.float32
    )


def _mel(hertz: float) -> float:
    return float(2595.0 * np.log10(1.0 + hertz / 700.0))


@lru_cache(1)
def _cosines() -> Floats:
    """From bands to cepstra: shape (cepstra, bands)."""
    number = np.arange(_CEPSTRA)[:, None]
    return np.asarray(np.cos(np.pi * number * (np.arange(_BANDS) + 0.5) / _BANDS) * np.sqrt(2 / _BANDS), np.float32)


def _moments_of(
    known: npt.NDArray[np.float64], ours: _Features, theirs: _Features, hop: float
) -> npt.NDArray[np.float64]:
    """Moments of the reference as moments of our sound, in seconds."""
    path = _path(_distances(theirs.values, ours.values))
    rows = np.arange(len(theirs.values))
    first = np.searchsorted(path[:, 0], rows, "left")
    last = np.searchsorted(path[:, 0], rows, "right") - 1
    middle = (path[first, 1] + path[last, 1]) / 2
    heard = np.interp(middle, np.arange(len(ours.numbers)), ours.numbers)
    return np.asarray(np.interp(known / hop, theirs.numbers, heard) * hop, np.float64)


def _distances(first: Floats, second: Floats) -> Floats:
    squares = (first**2).sum(axis=1)[:, None] + (second**2).sum(axis=1)[None] - 2.0 * first @ second.T
    return np.asarray(np.sqrt(np.maximum(squares, 0.0)), np.float32)


def _path(distances: Floats) -> npt.NDArray[np.intp]:
    """The cheapest way from the first corner to the last: shape (steps, 2). All of a diagonal is done at once."""
    rows, columns = distances.shape
    flat, steps = distances.ravel(), np.zeros(rows * columns, np.int8)
    far = np.float32(np.inf)
    last, last_but_one = np.full(rows + 1, far, np.float32), np.full(rows + 1, far, np.float32)  # row r is at r + 1
    last[1] = flat[0]
    for diagonal in range(1, rows + columns - 1):
        top, bottom = max(0, diagonal - columns + 1), min(rows - 1, diagonal)
        cells = slice(top * columns + diagonal - top, bottom * columns + diagonal - bottom + 1, columns - 1)
        here = flat[cells]
        both = last_but_one[top : bottom + 1] + 2 * here
        above, left = last[top : bottom + 1], last[top + 1 : bottom + 2]
        one = np.minimum(above, left) + here + _WAITING_COSTS
        steps[cells] = np.where(both <= one, _BOTH, np.where(above <= left, _FIRST, _SECOND))
        now = np.full(rows + 1, far, np.float32)
        now[top + 1 : bottom + 2] = np.minimum(both, one)
        last_but_one, last = last, now
    return _traced(steps.reshape(rows, columns))


def _traced(steps: npt.NDArray[np.int8]) -> npt.NDArray[np.intp]:
    row, column = steps.shape[0] - 1, steps.shape[1] - 1
    path = [(row, column)]
    while row or column:
        step = steps[row, column]
        row, column = row - (step != _SECOND), column - (step != _FIRST)
        path.append((row, column))
    return np.array(path[::-1], np.intp)


def _with_pauses(
    spans: Sequence[tuple[int, int]], moments: npt.NDArray[np.float64], quiet: Sequence[Silence], seconds: float
) -> tuple[WordTime, ...]:
    """Words begin and end at the pauses that they are next to, and elsewhere where the next one begins."""
    starts: list[float] = []
    taken: Silence | None = None  # only one word is the first behind a pause
    for moment in np.maximum.accumulate(moments).tolist():
        pause = next((p for p in quiet if p.begin - _LEAST_LONG <= moment < p.end + TRANSITION_SECONDS), None)
        if pause is None or pause is taken:
            starts.append(min(moment + TRANSITION_SECONDS, seconds))
        else:
            starts.append(pause.end)
            taken = pause
    starts = np.maximum.accumulate(starts).tolist()
    ends = []
    for start, following in pairwise([*starts, seconds]):
        pause = next((p for p in quiet if start < p.begin < following), None)
        ends.append(pause.begin if pause else following)
    return tuple(
        WordTime(first, last, round(start, 4), round(end, 4))
        for (first, last), start, end in zip(spans, starts, ends, strict=True)
    )
