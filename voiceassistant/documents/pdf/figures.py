"""Drawings and pictures of a page, and the words in them."""

from collections.abc import Sequence

from voiceassistant.documents.document import Box
from voiceassistant.documents.pdf.columns import Column
from voiceassistant.documents.pdf.lines import Line, RawPage, around
from voiceassistant.documents.pdf.style import Style

NEAR = 3.0  # points: shapes this close are one drawing
SMALLEST_SIDE = 30.0  # points; below it are underlines, frames of a word, bullets
PAGE_SHARE = 0.85  # a larger one is the page's background
FEWEST_SHAPES = 5  # fewer are a frame or a ground behind text
MOST_BOXES = 1500
FEW_WORDS = 3
SENTENCE = 7  # words


def in_figures(pieces: Sequence[Line], regions: Sequence[Box]) -> set[Line]:
    """The pieces that are words of a drawing and no sentences."""
    found: set[Line] = set()
    for region in regions:
        inside = [piece for piece in pieces if _inside(piece.box, region)]
        if sum(len(piece.text.split()) >= SENTENCE for piece in inside) <= 0.4 * len(inside):
            found.update(inside)
    return found


def beside_figures(column: Column, regions: Sequence[Box], usual: Style) -> set[Line]:
    """Lines of a few words that stand beside a drawing in their column, or small ones right above or below it."""
    near = [box for box in regions if column.left - NEAR <= box.left and box.right <= column.right + 0.3 * column.width]
    found: set[Line] = set()
    for line in column.lines:
        if len(line.text.split()) > FEW_WORDS or line.text.rstrip('"”’)')[-1:] in ".!?。":
            continue
        reach = 2 * usual.leading if line.size < 0.95 * usual.size else 0.0
        if any(box.top - reach <= line.foot <= box.bottom + reach for box in near):
            found.add(line)
    return found


def regions(page: RawPage) -> list[Box]:
    drawn = [(box, 1) for box in (*page.shapes, *page.rules)] + [(box, FEWEST_SHAPES) for box in page.images]
    clusters: list[tuple[Box, int]] = []
    for box, weight in drawn[:MOST_BOXES]:
        if _area(box) >= PAGE_SHARE * page.width * page.height:
            continue
        near = [cluster for cluster in clusters if _touch(cluster[0], box)]
        merged = (around([box, *(other for other, _ in near)]), weight + sum(count for _, count in near))
        clusters = [*(cluster for cluster in clusters if cluster not in near), merged]
    return [
        box
        for box, weight in clusters
        if weight >= FEWEST_SHAPES
        and min(box.right - box.left, box.bottom - box.top) >= SMALLEST_SIDE
        and _area(box) < PAGE_SHARE * page.width * page.height
    ]


def _area(box: Box) -> float:
    return (box.right - box.left) * (box.bottom - box.top)


def _touch(one: Box, other: Box) -> bool:
    return (
        one.left - NEAR <= other.right
        and other.left - NEAR <= one.right
        and one.top - NEAR <= other.bottom
        and other.top - NEAR <= one.bottom
    )


def _inside(box: Box, region: Box) -> bool:
    middle = (box.top + box.bottom) / 2
    return (
        region.left - 2 <= box.left and box.right <= region.right + 2 and region.top - 2 <= middle <= region.bottom + 2
    )
