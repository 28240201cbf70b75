"""A page as a text document: time marks in a column of their own, unsure words marked."""

from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QPalette,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextOption,
)
from PySide6.QtWidgets import QApplication

from voiceassistant.ui.confidence import UNSURE, Unsure
from voiceassistant.ui.message_text import LINE_HEIGHT_PERCENT, shade
from voiceassistant.ui.transcription.page import Page, Spot

PARAGRAPH_SPACE = 8
MARK_SPACE = 16  # between a time mark and the text


def fill(document: QTextDocument, page: Page, font: QFont, *, unsure: bool) -> None:
    """Makes the text the page's, character by character. `unsure`: words that the model was not sure of are marked."""
    document.clear()
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    write(cursor, page, indent_of(page, font))
    for spot in page.spots if unsure else ():
        if mark := _unsure_format(spot):
            cursor.setPosition(spot.start)
            cursor.setPosition(spot.end, QTextCursor.MoveMode.KeepAnchor)
            cursor.setCharFormat(mark)
    cursor.endEditBlock()


def write(cursor: QTextCursor, page: Page, indent: int) -> None:
    """Adds a page's paragraphs; with an indent of 0 there are no time marks."""
    block, quiet = _block_format(indent), QTextCharFormat()
    quiet.setForeground(QApplication.palette().color(QPalette.ColorRole.PlaceholderText))
    for line in page.text.split("\n") if page.text else ():
        mark, tab, text = line.partition("\t") if indent else ("", "", line)
        if cursor.position():
            cursor.insertBlock(block)
        else:
            cursor.setBlockFormat(block)
        cursor.insertText(mark + tab, quiet)
        cursor.insertText(text, QTextCharFormat())


def indent_of(page: Page, font: QFont) -> int:
    """How wide the column of time marks is, in pixels; 0 without any."""
    widest = max((one.text_start - one.start - 1 for one in page.paragraphs[-1:] if one.begins is not None), default=0)
    return QFontMetrics(font).horizontalAdvance("0" * widest) + MARK_SPACE if widest else 0


def unsure_words(spot: Spot) -> str:
    """How sure the model was of a word; "" where it was sure or nobody told."""
    place = _unsure(spot)
    return place.words if place else ""


def _unsure(spot: Spot) -> Unsure | None:
    if spot.probability is None or spot.probability >= UNSURE:
        return None
    return Unsure(spot.start, spot.end, spot.text, spot.probability)


def _unsure_format(spot: Spot) -> QTextCharFormat | None:
    """As in the conversation: dots below what is unsure, dashes below what is doubtful, and that is shaded."""
    place = _unsure(spot)
    if place is None:
        return None
    lines, palette, made = QTextCharFormat.UnderlineStyle, QApplication.palette(), QTextCharFormat()
    made.setUnderlineStyle(lines.DashUnderline if place.doubtful else lines.DotLine)
    made.setUnderlineColor(palette.color(QPalette.ColorRole.PlaceholderText))
    made.setToolTip(place.words)
    if place.doubtful:
        made.setBackground(shade(palette))
    return made


def _block_format(indent: int) -> QTextBlockFormat:
    made = QTextBlockFormat()
    made.setLineHeight(LINE_HEIGHT_PERCENT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    made.setBottomMargin(PARAGRAPH_SPACE)
    if indent:
        made.setLeftMargin(indent)
        made.setTextIndent(-indent)
        made.setTabPositions([QTextOption.Tab(indent, QTextOption.TabType.LeftTab)])
    return made
