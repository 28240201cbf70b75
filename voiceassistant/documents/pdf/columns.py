"""Which columns a page has, and what stands in each."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from voiceassistant.documents.document import Box
from voiceassistant.documents.pdf.lines import Line, joined

NARROWEST = 10.0  # em; narrower ones belong to a table, or hold the numbers of a list
FEWEST_ROWS = 4  # of either side
FULL = 0.6  # of its column: how wide a row of running text is
NARROWEST_GAP = 0.6  # em: between columns
MOST_ACROSS = 0.3  # of a page's pieces may go across a gutter that only its neighbours show
WIDE_SHARE = 0.75  # of the lines beside it may go across a gap that is one


@dataclass(frozen=True)
class Column:
    """Lines from top to bottom that are read in one go."""

    lines: tuple[Line, ...]

    @cached_property
    def left(self) -> float:
        return min(line.left for line in self.lines)

    @cached_property
    def right(self) -> float:
        return max(line.right for line in self.lines)

    @property
    def width(self) -> float:
        return self.right - self.left


def columns(pieces: Sequence[Line], rules: Sequence[Box] = (), hints: Sequence[float] = ()) -> list[Column]:
    """In reading order. What goes across all columns parts them: what is above it is read before it.

    Args:
        pieces: Parts of lines, in any order.
        rules: What is between two that go across is a table or the like, and goes across, too.
        hints: Where neighbouring pages have gutters: a table or drawing may hide this page's.
    """
    if not pieces:
        return []
    gutter = gutter_of(pieces) or _hinted(pieces, hints)
    if gutter is None:
        return [Column(tuple(joined(pieces)))]
    found: list[Column] = []
    for across, band in _bands(pieces, gutter, _fenced(rules, gutter)):
        left = [piece for piece in band if (piece.left + piece.right) / 2 <= gutter]
        right = [piece for piece in band if (piece.left + piece.right) / 2 > gutter]
        if across or not _columnar(left, right):
            found.append(Column(tuple(joined(band))))
        else:
            found += columns(left, rules) + columns(right, rules)
    return found


def gutter_of(pieces: Sequence[Line]) -> float | None:
    """The middle of the gap between the first column and the others."""
    if not pieces:
        return None
    start, end = int(min(piece.left for piece in pieces)), int(max(piece.right for piece in pieces)) + 1
    covered = [0.0] * (end - start + 1)
    for piece in pieces:
        for x in range(int(piece.left) - start, int(piece.right) - start + 1):
            covered[x] += piece.size
    margin = int(0.15 * (end - start))
    size = sorted(piece.size for piece in pieces)[len(pieces) // 2]
    for first, last in _gaps(covered, margin, size):
        middle = start + (first + last + 1) / 2
        left = [piece for piece in pieces if piece.right <= middle]
        right = [piece for piece in pieces if piece.left >= middle]
        if _columnar(left, right, FEWEST_ROWS):
            return middle
    return None


def _hinted(pieces: Sequence[Line], hints: Sequence[float]) -> float | None:
    for gutter in hints:
        left = [piece for piece in pieces if piece.right <= gutter]
        right = [piece for piece in pieces if piece.left >= gutter]
        across = len(pieces) - len(left) - len(right)
        sides = _running(left, FEWEST_ROWS) or _running(right, FEWEST_ROWS)
        if left and right and sides and across <= MOST_ACROSS * len(pieces):
            return gutter
    return None


def _gaps(covered: Sequence[float], margin: int, size: float) -> list[tuple[int, int]]:
    """Stretches that few lines cover, the widest first.

    Args:
        covered: For each point across the page, the heights of the pieces there, added up.
        margin: Points on either side where no gutter is.
        size: Of the text.
    """
    inner = range(margin, len(covered) - margin)
    if not inner:
        return []
    level = min(covered[x] for x in inner) + 2.5 * size
    if level > WIDE_SHARE * max(covered):
        return []
    found: list[tuple[int, int]] = []
    start: int | None = None
    for x in (*inner, None):
        if x is not None and covered[x] <= level:
            start = x if start is None else start
        elif start is not None:
            end = len(covered) - margin if x is None else x
            if end - start >= NARROWEST_GAP * size:
                found.append((start, end - 1))
            start = None
    return sorted(found, key=lambda gap: gap[0] - gap[1])[:4]


def _columnar(left: Sequence[Line], right: Sequence[Line], fewest: int = 1) -> bool:
    """True if both are columns of running text, not of a table."""
    return all(_running(side, fewest) for side in (left, right)) and _side_by_side(left, right)


def _running(side: Sequence[Line], fewest: int) -> bool:
    if not side:
        return False
    rows = joined(side)
    width = max(row.right for row in rows) - min(row.left for row in rows)
    size = sorted(row.size for row in rows)[len(rows) // 2]
    if fewest == 1:
        return True
    full = sum(row.width >= FULL * width and not row.gaps for row in rows)
    return len(rows) >= fewest and width >= NARROWEST * size and full >= 0.4 * len(rows)


def _side_by_side(left: Sequence[Line], right: Sequence[Line]) -> bool:
    top = max(min(piece.foot for piece in side) for side in (left, right))
    bottom = min(max(piece.foot for piece in side) for side in (left, right))
    return bottom >= top - 1


def _fenced(rules: Sequence[Box], gutter: float) -> list[Box]:
    """What lies between two rules of one length that go across the gutter, one above the other."""
    across = sorted(
        (rule for rule in rules if rule.left < gutter - 20 and rule.right > gutter + 20), key=lambda r: r.top
    )
    return [
        Box(above.left, above.top, above.right, below.bottom)
        for above, below in itertools.pairwise(across)
        if abs(above.left - below.left) < 3 and abs(above.right - below.right) < 3
    ]


def _bands(pieces: Sequence[Line], gutter: float, fenced: Sequence[Box]) -> list[tuple[bool, list[Line]]]:
    """From top to bottom what goes across the gutter, with what stands on one line with it, and what does not."""
    rows = sorted(pieces, key=lambda piece: piece.foot)
    wide = [piece for piece in rows if _goes_across(piece, gutter, rows) or _inside(piece, fenced)]
    bands: list[tuple[bool, list[Line]]] = []
    for piece in rows:
        across = any(abs(piece.foot - other.foot) < 0.5 * other.size for other in wide)
        if not bands or across != bands[-1][0]:
            bands.append((across, []))
        bands[-1][1].append(piece)
    return _with_last_lines(bands)


def _with_last_lines(bands: Sequence[tuple[bool, list[Line]]]) -> list[tuple[bool, list[Line]]]:
    """The last line of a paragraph that goes across is short: it belongs to the band above."""
    found: list[tuple[bool, list[Line]]] = []
    for across, band in bands:
        short = band[-1].foot - band[0].foot < 0.5 * band[0].size and not across
        if found and found[-1][0] and (short or across):
            found[-1][1].extend(band)
        else:
            found.append((across, band))
    return found


def _goes_across(piece: Line, gutter: float, others: Sequence[Line]) -> bool:
    """True unless it only juts out of its column: then something else stands beside it."""
    if not piece.left < gutter < piece.right:
        return False
    beside = (other for other in others if other is not piece and abs(other.foot - piece.foot) < 0.5 * piece.size)
    far = min(gutter - piece.left, piece.right - gutter)
    return far > 0.25 * piece.width or not any(other.left >= gutter or other.right <= gutter for other in beside)


def _inside(piece: Line, boxes: Sequence[Box]) -> bool:
    return any(box.top <= piece.foot <= box.bottom and box.left - 3 <= piece.left <= box.right for box in boxes)
