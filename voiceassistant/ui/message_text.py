"""A message's text: streamed in without moving what is being read, selectable, the spoken sentence underlined."""

import math

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, QUrl, Signal
from PySide6.QtGui import (
    QColor,
    QDesktopServices,
    QFont,
    QHelpEvent,
    QMouseEvent,
    QPalette,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QFrame, QSizePolicy, QTextEdit, QToolTip, QWidget

from voiceassistant.ui.confidence import Unsure
from voiceassistant.ui.marked_text import MarkedText, Run, Style, marked_text
from voiceassistant.ui.theme import reading_font

LINE_HEIGHT_PERCENT = 150
SHADE = 0.15  # of the accent on the page; text stays readable on it


class MessageText(QTextEdit):
    """Grows with its text and never scrolls by itself."""

    unsure_clicked = Signal(object)  # an Unsure

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("message")
        self.setReadOnly(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFont(reading_font())
        self.document().setDocumentMargin(0)
        self.document().setUndoRedoEnabled(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._spoken: tuple[int, int] | None = None
        self._unsure: tuple[Unsure, ...] = ()
        self._unheard_from: int | None = None
        self._marked = MarkedText((), (0,))
        block = QTextBlockFormat()
        block.setLineHeight(LINE_HEIGHT_PERCENT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        QTextCursor(self.document()).setBlockFormat(block)

    def show_source(self, source: str) -> None:
        """Shows Markdown; only what differs from what is shown already is written anew."""
        marked = marked_text(source)
        old, new = self._marked.runs, marked.runs
        same = next((i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
        kept = sum(_units(run.text) for run in old[:same])
        rest = list(new[same:])
        if same < len(old) and rest and _grown(old[same], rest[0]):
            kept += _units(old[same].text)
            rest[0] = Run(rest[0].text[len(old[same].text) :], rest[0].style, rest[0].address)
        self._replace_from(kept, rest)
        self._marked = marked
        self._mark()

    def underline(self, start: int, end: int) -> None:
        """Underlines what is being spoken; code points of the source."""
        self._spoken = (start, end)
        self._mark()

    def no_underline(self) -> None:
        self._spoken = None
        self._mark()

    def fade_from(self, position: int | None) -> None:
        """Greys what is after `position`, in code points of the source: not heard, or not sure yet; None: nothing."""
        self._unheard_from = position
        self._mark()

    def show_unsure(self, places: tuple[Unsure, ...]) -> None:
        """Marks the places that a model was not sure of."""
        self._unsure = places
        self.setAccessibleDescription(". ".join(place.words for place in places))
        self._mark()

    def unsure_at(self, point: QPoint) -> Unsure | None:
        at = self.cursorForPosition(point).position()
        for place in self._unsure:
            start, end = self._marked.span(place.start, place.end)
            if start <= at <= end:
                return place
        return None

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip and self._unsure:
            place = self.unsure_at(event.pos())
            QToolTip.showText(event.globalPos(), place.words if place else "", self)
            return True
        return super().event(event)

    @property
    def underlined(self) -> str:
        """The text that is underlined now, as shown."""
        return self._shown(*self._marked.span(*self._spoken)) if self._spoken else ""

    @property
    def faded(self) -> str:
        """The text that is shown as not heard."""
        if self._unheard_from is None:
            return ""
        return self._shown(*self._marked.span(self._unheard_from, len(self._marked.offsets)))

    def _shown(self, start: int, end: int) -> str:
        return self._cursor(start, end).selectedText().replace("\u2029", "\n")

    # --- size ---------------------------------------------------------------------------------------------------------

    def fit(self, width: int) -> None:
        """Becomes as high as the text is at this width, so that nothing is left to scroll."""
        document = self.document()
        if document.textWidth() != width:
            document.setTextWidth(width)
        height = math.ceil(document.size().height())
        if self.minimumHeight() != height:
            self.setFixedHeight(height)

    def sizeHint(self) -> QSize:
        return QSize(200, self.minimumHeight())

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.minimumHeight())

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.PaletteChange and self._marked.runs:  # links and marks carry colours
            self._replace_from(0, list(self._marked.runs))
            self._mark()
        super().changeEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # the conversation scrolls

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        address = self.anchorAt(event.position().toPoint())
        if address.startswith(("http://", "https://")) and not self.textCursor().hasSelection():
            QDesktopServices.openUrl(QUrl(address))
        elif (place := self.unsure_at(event.position().toPoint())) and not self.textCursor().hasSelection():
            self.unsure_clicked.emit(place)
        super().mouseReleaseEvent(event)

    # --- text ---------------------------------------------------------------------------------------------------------

    def _replace_from(self, position: int, runs: list[Run]) -> None:
        cursor = self._cursor(position, self.document().characterCount() - 1)
        cursor.beginEditBlock()
        cursor.removeSelectedText()
        for run in runs:
            cursor.insertText(run.text, self._format(run))
        cursor.endEditBlock()

    def _format(self, run: Run) -> QTextCharFormat:
        made = QTextCharFormat()
        match run.style:
            case Style.BOLD:
                made.setFontWeight(QFont.Weight.Bold)
            case Style.ITALIC:
                made.setFontItalic(True)
            case Style.CODE:
                made.setFontFamilies(["monospace"])
                made.setFontFixedPitch(True)
            case Style.LINK:
                made.setAnchor(True)
                made.setAnchorHref(run.address)
                made.setToolTip(run.address)
                made.setForeground(QApplication.palette().link())
                made.setFontUnderline(True)
        return made

    def _mark(self) -> None:
        marks = [self._unsure_mark(place) for place in self._unsure]
        if self._unheard_from is not None:
            mark = self._selection(*self._marked.span(self._unheard_from, len(self._marked.offsets)))
            mark.format.setForeground(QApplication.palette().color(QPalette.ColorRole.PlaceholderText))
            marks.append(mark)
        if self._spoken:
            mark = self._selection(*self._marked.span(*self._spoken))
            mark.format.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
            mark.format.setUnderlineColor(QApplication.palette().color(QPalette.ColorRole.Accent))
            marks.append(mark)
        self.setExtraSelections(marks)

    def _unsure_mark(self, place: Unsure) -> QTextEdit.ExtraSelection:
        """Not by colour only: dots below what is unsure, dashes below what is doubtful, and that is shaded."""
        mark, palette = self._selection(*self._marked.span(place.start, place.end)), QApplication.palette()
        lines = QTextCharFormat.UnderlineStyle
        mark.format.setUnderlineStyle(lines.DashUnderline if place.doubtful else lines.DotLine)
        mark.format.setUnderlineColor(palette.color(QPalette.ColorRole.PlaceholderText))
        if place.doubtful:
            mark.format.setBackground(shade(palette))
        return mark

    def _selection(self, start: int, end: int) -> QTextEdit.ExtraSelection:
        selection = QTextEdit.ExtraSelection()
        selection.cursor = self._cursor(start, end)
        return selection

    def _cursor(self, start: int, end: int) -> QTextCursor:
        last = self.document().characterCount() - 1
        cursor = QTextCursor(self.document())
        cursor.setPosition(min(start, last))
        cursor.setPosition(min(end, last), QTextCursor.MoveMode.KeepAnchor)
        return cursor


def shade(palette: QPalette, part: float = SHADE) -> QColor:
    """The ground of what is doubtful, or with more of the accent in it."""
    page, accent = palette.color(QPalette.ColorRole.Window), palette.color(QPalette.ColorRole.Accent)
    parts = zip(page.getRgb()[:3], accent.getRgb()[:3], strict=True)  # type: ignore[index]
    return QColor(*(round(p + (a - p) * part) for p, a in parts))


def _units(text: str) -> int:
    """Length as Qt counts it."""
    return len(text.encode("utf-16-le")) // 2


def _grown(old: Run, new: Run) -> bool:
    return old.style is new.style and old.address == new.address and new.text.startswith(old.text)
