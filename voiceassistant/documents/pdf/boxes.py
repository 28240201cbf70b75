"""From characters of a page to places on it, and back."""

from voiceassistant.documents.document import Box, Run
from voiceassistant.documents.pdf.lines import Glyph, RawPage, around, glyph_box

REACH = 8.0  # points: how far beside a character one may click


def boxes_of(page: RawPage, run: Run) -> list[Box]:
    """A box for each line of the run."""
    lines: list[list[Glyph]] = []
    for index in range(run.origin, run.origin + run.length):
        glyph = page.glyph(index)
        if glyph is None:
            continue
        last = lines[-1][-1] if lines else None
        if (
            last is not None
            and abs(last.foot - glyph.foot) < 0.75 * max(last.size, glyph.size)
            and glyph.left >= last.left - 1
        ):
            lines[-1].append(glyph)
        else:
            lines.append([glyph])
    return [around(glyph_box(glyph) for glyph in line) for line in lines]


def _on_one_line(glyph: Glyph, following: Glyph) -> bool:
    level = abs(glyph.foot - following.foot) < 0.75 * max(glyph.size, following.size)
    return level and following.left >= glyph.left - 1


def nearest(page: RawPage, x: float, y: float) -> int | None:
    """The character at a point, or the nearest within reach."""
    best: tuple[float, int] | None = None
    for piece in page.pieces:
        box = piece.box
        if not (box.left - REACH <= x <= box.right + REACH and box.top - REACH <= y <= box.bottom + REACH):
            continue
        for glyph in piece.inked:
            across = max(glyph.left - x, x - glyph.right, 0.0)
            down = max(glyph.top - y, y - glyph.bottom, 0.0)
            distance = (across**2 + down**2) ** 0.5
            if distance <= REACH and (best is None or distance < best[0]):
                best = (distance, glyph.origin)
    return best[1] if best else None
