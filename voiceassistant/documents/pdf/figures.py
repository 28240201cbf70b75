"""Drawings and pictures of a page, and the words in them."""

from collections.abc import Sequence

from voiceassistant.documents.document import Box
from voiceassistant.documents.pdf.lines import Line, RawPage, around

NEAR = 3.0  # points: shapes this close are one drawing
SMALLEST_SIDE = 30.0  # points; below it are underlines, frames of a word, bullets
PAGE_SHARE = 0.85  # a larger one is the page's background
FEWEST_SHAPES = 5  # fewer are a frame or a ground behind text
MOST_BOXES = 1500
SENTENCE = 7  # words


def in_figures(page: RawPage, pieces: Sequence[Line]) -> set[Line]:
    """The pieces that are words of a drawing and no sentences."""
    regions = _regions(page)
    found: set[Line] = set()
    for region in regions:
        inside = [piece for piece in pieces if _inside(piece.box, region)]
        if sum(len(piece.text.split()) >= SENTENCE for piece in inside) <= 0.4 * len(inside):
            found.update(inside)
    return found


def _regions(page: RawPage) -> list[Box]:
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
