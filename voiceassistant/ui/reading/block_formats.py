"""How headings, paragraphs, lists … stand in the text, and what is not read."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QColor, QFont, QTextBlockFormat, QTextCharFormat

from voiceassistant.documents.document import Block, Kind
from voiceassistant.ui.reading.kind_texts import not_read_words
from voiceassistant.ui.reading.look import Look, Paper

HEADING_SCALES = (1.6, 1.4, 1.25, 1.15, 1.08, 1.0)  # of the text's size, by level
SMALLER = 0.88
BULLET = "• "
UNREAD = "· "  # before each block that is not read; colour alone would not tell

translate = QCoreApplication.translate


class BlockFormats:
    def __init__(self, look: Look, paper: Paper) -> None:
        self._look, self._paper = look, paper

    def lead(self, block: Block, read: bool, before: Block | None = None) -> str:
        """What stands before a block's own text; a menu of a hundred lines is said only once not to be read."""
        if not read:
            return UNREAD if before and before.kind is block.kind else f"{not_read_words(block.kind)} {UNREAD}"
        marked = not block.text[:1].isalpha()  # it has brought its number, or a bullet of its own
        return BULLET if block.kind is Kind.ITEM and not marked else ""

    def of_block(self, block: Block, read: bool = True) -> QTextBlockFormat:
        made, size = QTextBlockFormat(), self._look.size
        made.setLineHeight(self._look.line_percent, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        made.setBottomMargin(size * (0.7 if read else 0.2))
        match block.kind:
            case Kind.HEADING:
                made.setHeadingLevel(min(max(block.level, 1), 6))
                made.setTopMargin(size)
            case Kind.ITEM:
                made.setLeftMargin(size * 1.5)
                made.setTextIndent(-size * 0.75)
                made.setBottomMargin(size * 0.3)
            case Kind.QUOTE | Kind.CODE:
                made.setLeftMargin(size * 2)
        return made

    def of_text(self, block: Block, read: bool) -> QTextCharFormat:
        made, scale = QTextCharFormat(), 1.0
        match block.kind:
            case Kind.HEADING:
                scale = HEADING_SCALES[min(max(block.level, 1), 6) - 1]
                made.setFontWeight(QFont.Weight.Bold)
            case Kind.QUOTE:
                made.setFontItalic(True)
            case Kind.CODE:
                made.setFontFamilies(["monospace"])
                made.setFontFixedPitch(True)
                scale = SMALLER
            case Kind.PARAGRAPH | Kind.ITEM:
                pass
            case _:
                scale = SMALLER
        made.setProperty(QTextCharFormat.Property.FontPixelSize, round(self._look.size * scale))
        made.setForeground(QColor(self._paper.text if read else self._paper.quiet))
        return made

    def of_note(self) -> QTextBlockFormat:
        made = QTextBlockFormat()
        made.setBottomMargin(self._look.size)
        return made

    def of_lead(self) -> QTextCharFormat:
        made = QTextCharFormat()
        made.setProperty(QTextCharFormat.Property.FontPixelSize, round(self._look.size * SMALLER))
        made.setForeground(QColor(self._paper.quiet))
        return made
