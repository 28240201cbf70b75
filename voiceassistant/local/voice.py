"""Text to speech with hibari, a small English voice; its runtime is imported when it is loaded."""

import re
from collections.abc import Iterator
from typing import Any

import numpy as np

RATE = 24_000
VOICES = frozenset(
    (
        "alloy",
        "ash",
        "ballad",
        "cedar",
        "coral",
        "echo",
        "fable",
        "marin",
        "nova",
        "onyx",
        "sage",
        "shimmer",
        "verse",
        "heart",
        "hibari",
    )
)
"""Names that requests may use; all are hibari's one voice."""

LONG_SENTENCE = 110
SHORTEST_CLAUSE = 30

_CLAUSE_END = re.compile(r"(?<=[,;:—–])\s+")


class Voice:
    """The voice in memory. Not for two threads at once."""

    def __init__(self) -> None:
        from hibari import Hibari

        self._hibari: Any = Hibari(threads=1)
        self._hibari("Ready.")  # the first sentence loads the dictionaries

    def speak(self, text: str, speed: float = 1.0) -> Iterator[bytes]:
        """Yields 24 kHz mono 16-bit little-endian PCM, a sentence or clause at a time, as soon as each is ready.

        A text without anything to say yields nothing.
        """
        for sentence in self._hibari.split_sentences(text):
            for piece in clauses(sentence):
                for samples in self._hibari.stream(piece, speed=speed):
                    if len(samples):
                        yield (np.clip(samples, -1.0, 1.0) * 32767.0).astype("<i2").tobytes()


def clauses(sentence: str) -> list[str]:
    """The sentence whole, or cut after its first clauses when it is so long that one would wait for its sound."""
    if len(sentence) <= LONG_SENTENCE:
        return [sentence]
    pieces = [""]
    for clause in _CLAUSE_END.split(sentence):
        if len(pieces[-1]) >= SHORTEST_CLAUSE:
            pieces.append(clause)
        else:
            pieces[-1] = f"{pieces[-1]} {clause}".strip()
    if len(pieces) > 1 and len(pieces[-1]) < SHORTEST_CLAUSE:
        last = pieces.pop()
        pieces[-1] += f" {last}"
    return pieces
