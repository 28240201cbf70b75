"""A stretch of a text."""

from typing import NamedTuple


class Span(NamedTuple):
    """From `start` up to `end`, in code points."""

    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]
