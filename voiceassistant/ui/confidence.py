"""Which places of a text the models were not sure of, and what else it could have been. No Qt widgets."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from voiceassistant.messages import Token
from voiceassistant.transcripts import Word

UNSURE = 0.8  # below: underlined
DOUBTFUL = 0.5  # below: shaded too


@dataclass(frozen=True, slots=True)
class Unsure:
    """`start` and `end` are code points of the text."""

    start: int
    end: int
    text: str
    probability: float
    alternatives: tuple[str, ...] = ()

    @property
    def doubtful(self) -> bool:
        return self.probability < DOUBTFUL

    @property
    def words(self) -> str:
        """For tooltips and screen readers."""
        percent = f"{self.probability:.0%}"
        if not self.alternatives:
            said = QCoreApplication.translate("Confidence", "“{text}” is {percent} sure")
            return said.format(text=self.text, percent=percent)
        said = QCoreApplication.translate("Confidence", "“{text}” is {percent} sure; it could be {others}")
        return said.format(text=self.text, percent=percent, others=", ".join(self.alternatives))


def unsure_tokens(source: str, tokens: Sequence[Token]) -> tuple[Unsure, ...]:
    pieces = ((one.text, math.exp(min(one.logprob, 0.0)), _others(one)) for one in tokens)
    return _unsure(source, pieces)


def unsure_words(source: str, words: Sequence[Word]) -> tuple[Unsure, ...]:
    """Words whose probability nobody told count as sure."""
    return _unsure(source, ((one.text, 1.0 if one.probability is None else one.probability, ()) for one in words))


def _others(token: Token) -> tuple[str, ...]:
    others = ((text, log) for text, log in token.alternatives if text != token.text)
    return tuple(f"“{text.strip()}” {math.exp(min(log, 0.0)):.0%}" for text, log in others)


def _unsure(source: str, pieces: Iterable[tuple[str, float, tuple[str, ...]]]) -> tuple[Unsure, ...]:
    found, position = [], 0
    for text, probability, others in pieces:
        bare = text.strip()
        start = source.find(bare, position) if bare else -1
        if start < 0:
            continue  # white space, or left out of what is shown
        position = start + len(bare)
        if probability < UNSURE:
            found.append(Unsure(start, position, bare, probability, others))
    return tuple(found)
