"""A page's characters and the lines they stand in."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from statistics import median
from typing import NamedTuple

from voiceassistant.documents.document import Box

HYPHEN = "\u00ad"  # a hyphen that ends a line, soft or not: in lines, not in blocks
COLUMN_GAP = 0.9  # em: a wider gap may lie between columns
SAME_LINE = 0.35  # em: how far the feet of a line's characters may lie apart


class Glyph(NamedTuple):
    """A character where it stands. Points, from the page's upper left corner."""

    origin: int  # as `Run.origin` counts; -1 for a space that the page does not hold
    text: str  # a letter, or the letters of a ligature
    left: float
    top: float
    right: float
    bottom: float
    foot: float  # the line it stands on
    size: float
    bold: bool = False
    fixed: bool = False  # of a font whose letters are all as wide


@dataclass(frozen=True)
class Line:
    """Characters side by side, spaces among them; never empty, no space at either end."""

    glyphs: tuple[Glyph, ...]
    gaps: tuple[float, ...] = ()  # where its parts end that stand far apart: x of each following part

    @cached_property
    def inked(self) -> tuple[Glyph, ...]:
        return tuple(glyph for glyph in self.glyphs if glyph.text != " ")

    @cached_property
    def text(self) -> str:
        return "".join(glyph.text for glyph in self.glyphs)

    @cached_property
    def size(self) -> float:
        """Of most of its letters."""
        return Counter(round(glyph.size * 4) / 4 for glyph in self.inked).most_common(1)[0][0]

    @cached_property
    def foot(self) -> float:
        return median(glyph.foot for glyph in self.inked if glyph.size >= 0.8 * self.size)

    @cached_property
    def box(self) -> Box:
        return around(glyph_box(glyph) for glyph in self.inked)

    @property
    def left(self) -> float:
        return self.box.left

    @property
    def right(self) -> float:
        return self.box.right

    @property
    def width(self) -> float:
        return self.box.right - self.box.left

    @cached_property
    def bold(self) -> bool:
        return 2 * sum(glyph.bold for glyph in self.inked) > len(self.inked)

    @cached_property
    def fixed(self) -> bool:
        return sum(glyph.fixed for glyph in self.inked) >= 0.7 * len(self.inked)


@dataclass(frozen=True)
class RawPage:
    """What stands on a page, in the order in which its file draws it."""

    number: int
    width: float
    height: float
    pieces: tuple[Line, ...] = ()  # cut at every wide gap
    images: tuple[Box, ...] = ()
    rules: tuple[Box, ...] = ()  # thin, level or upright
    shapes: tuple[Box, ...] = ()  # all else that is drawn
    recognised: bool = False  # from a picture of it
    _by_index: dict[int, Glyph] = field(default_factory=dict, compare=False)

    def glyph(self, index: int) -> Glyph | None:
        if not self._by_index:
            self._by_index.update((glyph.origin, glyph) for piece in self.pieces for glyph in piece.inked)
        return self._by_index.get(index)

    @cached_property
    def lines(self) -> list[Line]:
        """From top to bottom, across all columns."""
        return joined(self.pieces)

    @cached_property
    def text(self) -> str:
        return "\n".join(piece.text for piece in self.pieces)

    @cached_property
    def letters(self) -> int:
        return sum(len(piece.inked) for piece in self.pieces)


def glyph_box(glyph: Glyph) -> Box:
    return Box(glyph.left, glyph.top, glyph.right, glyph.bottom)


def around(boxes: Iterable[Box]) -> Box:
    """The smallest box that holds all of one box or more."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return Box(min(lefts), min(tops), max(rights), max(bottoms))


def pieces(glyphs: Iterable[Glyph]) -> list[Line]:
    """Cuts a page's characters, in the order of its file, where the next one does not stand right beside the last."""
    found: list[Line] = []
    current: list[Glyph] = []
    for glyph in glyphs:
        if current and glyph.text != " " and not _beside(current, glyph):
            found += _line(current)
            current = []
        current.append(glyph)
    return [*found, *_line(current)]


def _beside(current: Sequence[Glyph], glyph: Glyph) -> bool:
    last = next((other for other in reversed(current) if other.text != " "), None)
    if last is None:
        return False
    em = max(last.size, glyph.size)
    level = abs(glyph.foot - last.foot) < SAME_LINE * em or _raised(glyph, last) or _raised(last, glyph)
    in_ligature = abs(glyph.left - last.left) < 0.05 * em  # its letters have one box
    return level and (in_ligature or -0.5 * em < glyph.left - last.right < COLUMN_GAP * em)


def _raised(small: Glyph, large: Glyph) -> bool:
    """True if a smaller character stands above or below the foot of a larger one, but not clear of it."""
    return small.size < 0.8 * large.size and -0.35 * large.size < large.foot - small.foot < 0.75 * large.size


def _line(glyphs: Sequence[Glyph]) -> list[Line]:
    first = next((at for at, glyph in enumerate(glyphs) if glyph.text != " "), len(glyphs))
    last = next((at for at in range(len(glyphs) - 1, -1, -1) if glyphs[at].text != " "), -1)
    kept = glyphs[first : last + 1]
    if not kept:
        return []
    return [Line(tuple(g for g, before in zip(kept, (None, *kept), strict=False) if not _twice(g, before)))]


def _twice(glyph: Glyph, before: Glyph | None) -> bool:
    return before is not None and glyph.text == " " and before.text == " "


def joined(parts: Sequence[Line]) -> list[Line]:
    """Pieces that stand on one line put together, each line from left to right, lines from top to bottom."""
    rows: list[list[Line]] = []
    for piece in sorted(parts, key=lambda part: (-part.size, part.foot)):  # large first: marks join what they stand at
        near = (row for row in rows if abs(row[0].foot - piece.foot) < row[0].size)
        row = next((row for row in near if _on_line(piece, row)), None)
        if row is None:
            rows.append([piece])
        else:
            row.append(piece)
    return sorted((_side_by_side(row) for row in rows), key=lambda line: (line.foot, line.left))


def _on_line(piece: Line, row: Sequence[Line]) -> bool:
    near = min(row, key=lambda part: max(part.left - piece.right, piece.left - part.right))
    em = max(near.size, piece.size)
    if abs(near.foot - piece.foot) < SAME_LINE * min(near.size, piece.size):
        return True
    gap = max(near.left - piece.right, piece.left - near.right)
    return _raised(piece.inked[0], near.inked[-1]) and len(piece.inked) <= 4 and gap < 0.3 * em


def _side_by_side(row: list[Line]) -> Line:
    row.sort(key=lambda part: part.left)
    glyphs = list(row[0].glyphs)
    gaps: list[float] = []
    for part in row[1:]:
        gap, em = part.left - glyphs[-1].right, max(part.size, glyphs[-1].size)
        if gap > 0.15 * em:
            last = glyphs[-1]
            glyphs.append(Glyph(-1, " ", last.right, last.top, part.left, last.bottom, last.foot, last.size))
        if gap > COLUMN_GAP * em:
            gaps.append(part.left)
        glyphs += part.glyphs
    return Line(tuple(glyphs), tuple(gaps))
