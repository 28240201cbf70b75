"""Which lines of a text stay clear while the others fade."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QTextBlock, QTextDocument


def lines_around(document: QTextDocument, position: int, before: int, after: int) -> list[QRectF]:
    """The line of a position and so many lines before and after it, across paragraphs.

    Returns their areas in the document's pixels, as wide as the text; at least one.
    """
    block = document.findBlock(position)
    here = block.layout().lineForTextPosition(position - block.position()).lineNumber()
    areas, at = _areas(document, block), max(here, 0)
    above, below = block.previous(), block.next()
    while at < before and above.isValid():
        more = _areas(document, above)
        areas, at, above = more + areas, at + len(more), above.previous()
    while len(areas) - at - 1 < after and below.isValid():
        areas, below = areas + _areas(document, below), below.next()
    return areas[max(0, at - before) : at + after + 1]


def _areas(document: QTextDocument, block: QTextBlock) -> list[QRectF]:
    corner = document.documentLayout().blockBoundingRect(block).topLeft()  # lays it out
    layout = block.layout()
    lines = [layout.lineAt(number).rect().translated(corner) for number in range(layout.lineCount())]
    return lines or [document.documentLayout().blockBoundingRect(block)]
