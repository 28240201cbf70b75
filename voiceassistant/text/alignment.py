"""Which words of one text are which of another: the alignment with the fewest differences."""

import re
from collections.abc import Sequence

import numpy as np

BAND = 300  # how many words the texts may drift apart; memory grows with it, not with the square of the length
_MISSING, _ADDED, _BOTH = 0, 1, 2


def plain_words(text: str) -> list[str]:
    """The words in lower case, without marks."""
    return re.findall(r"[\w'’]+", text.lower())


def aligned(said: Sequence[str], heard: Sequence[str]) -> list[tuple[int | None, int | None]]:
    """Pairs of indices, in order; None on the side where a word is missing. A pair may be of different words.

    Texts of thousands of words take milliseconds each thousand; those whose places differ by more than BAND words are
    not found again.
    """
    steps, lows = _steps(said, heard)
    row, column = len(said), len(heard)
    pairs: list[tuple[int | None, int | None]] = []
    while row or column:
        step = _MISSING if not column else _ADDED if not row else int(steps[row][column - lows[row]])
        row -= step != _ADDED
        column -= step != _MISSING
        pairs.append((None if step == _ADDED else row, None if step == _MISSING else column))
    return pairs[::-1]


def _steps(said: Sequence[str], heard: Sequence[str]) -> tuple[list[np.ndarray], list[int]]:
    """The best step to each cell of each row, and the column each row begins at."""
    numbers = {word: number for number, word in enumerate({*said, *heard})}
    columns = np.array([numbers[word] for word in heard], np.int32)
    width = max(BAND, abs(len(said) - len(heard)) + BAND)
    slope = len(heard) / max(1, len(said))
    far = np.int32(1 << 20)
    whole = np.full(len(heard) + 1, far, np.int32)
    whole[: width + 1] = np.arange(len(whole[: width + 1]))
    steps, lows = [np.full(len(whole), _ADDED, np.int8)], [0]
    for row, word in enumerate(said, 1):
        low, high = max(0, int(row * slope) - width), min(len(heard), int(row * slope) + width)
        missing = whole[low : high + 1] + 1
        both = np.full(len(missing), far, np.int32)
        first = max(low, 1)
        both[first - low :] = whole[first - 1 : high] + (columns[first - 1 : high] != numbers[word])
        best = np.minimum(missing, both)
        places = np.arange(len(best), dtype=np.int32)
        added = np.minimum.accumulate(best - places) + places  # as many words more as it takes
        steps.append(np.where(both <= added, _BOTH, np.where(missing <= added, _MISSING, _ADDED)).astype(np.int8))
        lows.append(low)
        whole = np.full(len(heard) + 1, far, np.int32)
        whole[low : high + 1] = added
    return steps, lows
