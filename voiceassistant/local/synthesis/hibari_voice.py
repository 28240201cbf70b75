"""The default voice: hibari, a small and very fast English one; its runtime is imported when it is loaded."""

from collections.abc import Iterator
from typing import Any

from voiceassistant.local.synthesis.onset import without_leading_silence
from voiceassistant.local.synthesis.pieces import clauses
from voiceassistant.local.synthesis.tempo import Samples

SLOWEST, FASTEST = 0.25, 2.0


class HibariVoice:
    """The voice in memory. Not for two threads at once."""

    def __init__(self) -> None:
        from hibari import Hibari

        self._hibari: Any = Hibari(threads=1)
        self._hibari("Ready.")  # the first sentence loads the dictionaries

    def say(self, sentence: str, speed: float) -> Iterator[Samples]:
        """Yields 24 kHz mono samples, full scale ±1, clause by clause; nothing for a text without anything to say."""
        yield from without_leading_silence(self._clauses(sentence, speed))

    def _clauses(self, sentence: str, speed: float) -> Iterator[Samples]:
        for clause in clauses(sentence):
            yield from self._hibari.stream(clause, speed=speed)
