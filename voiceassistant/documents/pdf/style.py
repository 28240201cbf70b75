"""What is usual on a page and its neighbours: the size of the text and how far its lines are apart."""

import itertools
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from voiceassistant.documents.pdf.lines import Line, RawPage


@dataclass(frozen=True)
class Style:
    size: float = 10.0  # points
    leading: float = 12.0  # points from the foot of a line to that of the next


def style(pages: Sequence[RawPage]) -> Style:
    sizes: Counter[float] = Counter()
    for page in pages:
        for piece in page.pieces:
            sizes[round(piece.size * 2) / 2] += len(piece.inked)
    if not sizes:
        return Style()
    size = sizes.most_common(1)[0][0]
    gaps = [gap for page in pages for gap in _gaps(page.pieces, size)]
    return Style(size, median(gaps) if gaps else 1.2 * size)


def _gaps(pieces: Sequence[Line], size: float) -> list[float]:
    """From line to line of the running text."""
    return [
        below.foot - above.foot
        for above, below in itertools.pairwise(pieces)
        if abs(above.size - size) <= 0.5
        and abs(below.size - size) <= 0.5
        and 0.9 * size < below.foot - above.foot < 2.6 * size
        and above.left < below.right
        and below.left < above.right
    ]
