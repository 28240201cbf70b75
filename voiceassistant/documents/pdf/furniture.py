"""Running headers, footers and page numbers: what stands at a page's edges and does on its neighbours, too."""

import re
from collections.abc import Sequence

from voiceassistant.documents.pdf.lines import Line, RawPage
from voiceassistant.documents.pdf.style import Style

TOP, BOTTOM = 0.11, 0.13  # of the page's height
COMPARED = 12  # characters; a Korean header goes on with the section's name
MOST_BEYOND = 3  # lines between a page's number and its edge
LARGE = 1.3  # of the text's size: a chapter's heading
SAME_HEIGHT = 3.0  # points
CLEAR = 1.4  # of the usual distance: how far a header whose words change stands from the text

_NUMBER = re.compile(
    r"[-–—·•|~\s]*(?:(?:page|seite|p\.|쪽|페이지)\s*)?(?:\d{1,4}|[ivxlc]{1,7})"
    r"(?:\s*(?:/|of|von|쪽|페이지)\s*\d{0,4})?[-–—·•|~.\s]*",
    re.I,
)
_COUNTED = re.compile(r"\d+|\b[ivxlc]+\b", re.I)


def furniture(page: RawPage, neighbours: Sequence[RawPage], style: Style) -> list[Line]:
    """The lines of a page that are none of its text, from top to bottom."""
    lines = page.lines
    others = [other.lines for other in neighbours if abs(other.height - page.height) < 2]
    top = _edge(page, lines, others, style, upper=True)
    bottom = _edge(page, lines[::-1], [other[::-1] for other in others], style, upper=False)
    return [*top, *[line for line in reversed(bottom) if line not in top]]


def _edge(
    page: RawPage, lines: Sequence[Line], others: Sequence[Sequence[Line]], style: Style, upper: bool
) -> list[Line]:
    """From the page's edge inwards: all down to the innermost line that is furniture."""
    height = page.height
    zone = [line for line in lines if _in_zone(line, height, upper)]
    neighbours = [[line for line in other if _in_zone(line, height, upper)] for other in others]
    last = -1
    for at, line in enumerate(zone):
        clear = _is_clear(zone, lines, at, style)
        repeated = any(_alike(line, other) for near in neighbours for other in near)
        named = clear and _names_heading(line, [*others, lines], style)
        placed = sum(any(_is_placed_alike(line, other) for other in near) for near in neighbours)
        number = _NUMBER.fullmatch(line.text) is not None and line.size <= 1.2 * style.size
        seen = page.recognised and clear and line.size <= 1.15 * style.size and _looks_beside(line)
        if (
            repeated
            or seen
            or named
            or (number and at < MOST_BEYOND)
            or (clear and placed >= 2 and line.size <= 1.05 * style.size and _is_short(line, lines))
        ):
            last = at
    return list(zone[: last + 1])


def _looks_beside(line: Line) -> bool:
    """True for a few words that are no sentence: all that is known of a page whose neighbours were not recognised."""
    return len(line.text) < 80 and line.text.rstrip()[-1] not in ".!?:,;。"


def _names_heading(line: Line, pages: Sequence[Sequence[Line]], style: Style) -> bool:
    """True if it says again what a large heading near by says."""
    text = _plain(line.text)
    if len(text) < 8 or line.size >= LARGE * style.size:
        return False
    return any(other.size >= LARGE * style.size and text in _plain(other.text) for page in pages for other in page)


def _plain(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalpha())


def _in_zone(line: Line, height: float, upper: bool) -> bool:
    return line.box.bottom <= TOP * height if upper else line.box.top >= (1 - BOTTOM) * height


def _is_clear(zone: Sequence[Line], lines: Sequence[Line], at: int, style: Style) -> bool:
    """True if the next line inwards keeps its distance."""
    inner = lines[at + 1] if at + 1 < len(lines) else None
    return inner is None or abs(inner.foot - zone[at].foot) > CLEAR * style.leading


def _is_short(line: Line, lines: Sequence[Line]) -> bool:
    return len(line.text) < 100 and (bool(line.gaps) or line.width < 0.8 * max(other.width for other in lines))


def _alike(line: Line, other: Line) -> bool:
    return abs(line.foot - other.foot) < 4 * SAME_HEIGHT and _pattern(line) == _pattern(other) != ""


def _is_placed_alike(line: Line, other: Line) -> bool:
    return abs(line.foot - other.foot) < SAME_HEIGHT / 2 and abs(line.size - other.size) < 0.5


def _pattern(line: Line) -> str:
    """Its beginning without what is counted: the number of the page, which may stand first, or of the chapter."""
    plain = _COUNTED.sub("#", line.text.casefold()).replace(" ", "")
    return plain[:COMPARED] if any(character.isalnum() for character in plain) else plain.strip("#|-–—. ")[:COMPARED]
