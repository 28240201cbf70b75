"""The transcript's page: the word that is heard is lit, a word that is clicked is heard, what is searched is marked.

The text is laid out once; marks are extra selections, which change no layout.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from operator import itemgetter

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPalette,
    QResizeEvent,
    QTextCharFormat,
    QTextCursor,
    QTextOption,
)
from PySide6.QtWidgets import QApplication, QTextEdit, QWidget

from voiceassistant.transcripts import Transcript
from voiceassistant.ui.announce import announce
from voiceassistant.ui.message_text import shade
from voiceassistant.ui.theme import reading_font
from voiceassistant.ui.transcription.document import fill, indent_of, unsure_words, write
from voiceassistant.ui.transcription.page import EMPTY, Page, Span, Spot, page_of

MARK_SHADE = 0.28  # of the accent on the page: more than what is doubtful has
LINE_CHARACTERS = 70

Lines = QTextCharFormat.UnderlineStyle


class TranscriptView(QTextEdit):
    """`heard_from`: it is to be played from there; `toggled`: played or paused."""

    heard_from = Signal(object)  # a Spot
    toggled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("transcript")
        self.setReadOnly(True)
        flags = Qt.TextInteractionFlag
        self.setTextInteractionFlags(flags.TextSelectableByMouse | flags.TextSelectableByKeyboard)
        self.setTabChangesFocus(True)
        self.setLineWrapMode(QTextEdit.LineWrapMode.FixedPixelWidth)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFont(reading_font())
        self.document().setUndoRedoEnabled(False)
        self.document().setDocumentMargin(0)
        self.setAccessibleName(self.tr("Transcript"))
        self.page: Page = EMPTY
        self.lit: Spot | None = None
        self.following = True
        self._show_unsure = False
        self._scrolling = False
        self._hits: list[Span] = []
        self._hit: int | None = None
        self._at_caret: Spot | None = None
        self._marks: tuple[object, ...] = ()
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.cursorPositionChanged.connect(self._caret_moved)

    # --- what is shown ------------------------------------------------------------------------------------------------

    def show_page(self, page: Page, *, unsure: bool = False) -> None:
        """Replaces all; `unsure`: words that the model was not sure of are marked."""
        self.page, self._show_unsure = page, unsure
        self.lit, self._hits, self._hit, self._at_caret = None, [], None, None
        self.following = True
        self._marks = ()
        self.setExtraSelections([])
        fill(self.document(), page, self.font(), unsure=unsure)
        self._wrap()
        self._mark()

    def append_text(self, text: str) -> None:
        """Adds a part that has no times yet, without moving what is being read."""
        bar = self.verticalScrollBar()
        was_at_end, value = 0 < bar.maximum() <= bar.value(), bar.value()
        cursor = QTextCursor(self.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        write(cursor, page_of(Transcript(text)), 0)
        self.page = page_of(Transcript(f"{self.page.text}\n{text}"))
        self._scroll_to(bar.maximum() if was_at_end else value)

    def light(self, spot: Spot | None) -> None:
        """Marks what is being heard, and has it in view unless the user is looking elsewhere."""
        if spot is self.lit:
            return
        self.lit = spot
        self._mark()
        if spot and self.following and not self._is_visible(spot):
            self._reveal(spot)

    def follow(self) -> None:
        """From here on what is heard is kept in view."""
        self.following = True
        if self.lit and not self._is_visible(self.lit):
            self._reveal(self.lit)

    def show_hits(self, hits: Sequence[Span], current: int | None) -> None:
        """Marks what was found; the caret goes to the current one."""
        self._hits, self._hit = list(hits), current
        if current is not None:
            cursor = self._cursor(*hits[current])
            self.setTextCursor(cursor)
            self.ensureCursorVisible()
        self._mark()

    @property
    def spot_at_caret(self) -> Spot | None:
        return self.page.spot_at(self.textCursor().selectionStart())

    # --- what the user does -------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self.toggled.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and (spot := self.spot_at_caret):
            self._hear(spot)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() is not Qt.MouseButton.LeftButton or self.textCursor().hasSelection():
            return
        if spot := self.spot_under(event.position().toPoint()):
            self._hear(spot)

    def spot_under(self, point: QPoint) -> Spot | None:
        """The word at a point of the viewport; None beside the text."""
        offset = QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
        place = self.document().documentLayout().hitTest((point + offset).toPointF(), Qt.HitTestAccuracy.ExactHit)
        return self.page.spot_at(place) if place >= 0 else None

    def _hear(self, spot: Spot) -> None:
        if spot.ends:
            self.heard_from.emit(spot)

    def _caret_moved(self) -> None:
        """A screen reader says how unsure the word is that the caret has come to."""
        spot = self.spot_at_caret if self._show_unsure else None
        if spot is not self._at_caret:
            self._at_caret = spot
            words = unsure_words(spot) if spot else ""
            self.setAccessibleDescription(words)
            if words and self.hasFocus():
                announce(self, words)

    def _scrolled(self) -> None:
        if not self._scrolling and self.lit:
            self.following = self._is_visible(self.lit)
        self._mark()

    # --- Qt -----------------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._wrap()
        if self.lit and self.following:
            self._reveal(self.lit)
        self._mark()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.PaletteChange and self.page.text:  # marks carry colours
            lit, hits, hit = self.lit, self._hits, self._hit
            place, value = self.textCursor().position(), self.verticalScrollBar().value()
            self.show_page(self.page, unsure=self._show_unsure)
            self.setTextCursor(self._cursor(place, place))
            self._scroll_to(value)
            self.light(lit)
            self._hits, self._hit = hits, hit
            self._mark()
        super().changeEvent(event)

    # --- layout -------------------------------------------------------------------------------------------------------

    def _wrap(self) -> None:
        """Lines are at most as long as reads well."""
        metrics = QFontMetrics(self.font())
        longest = metrics.averageCharWidth() * LINE_CHARACTERS + indent_of(self.page, self.font())
        width = min(self.viewport().width(), longest)
        if self.lineWrapColumnOrWidth() != width:
            self.setLineWrapColumnOrWidth(width)

    # --- marks --------------------------------------------------------------------------------------------------------

    def _mark(self) -> None:
        hits = self._visible_hits()
        wanted = (self.lit, *hits, self._hits[self._hit] if self._hit is not None and self._hits else None)
        if wanted == self._marks:
            return
        self._marks = wanted
        palette = QApplication.palette()
        selections = [self._selection(*span, Lines.DashDotLine, palette) for span in hits]
        if self.lit:
            selections.append(self._selection(self.lit.start, self.lit.end, Lines.SingleUnderline, palette))
        self.setExtraSelections(selections)

    def _visible_hits(self) -> list[Span]:
        """A common letter would be found many thousand times."""
        if not self._hits:
            return []
        first = self.cursorForPosition(QPoint(0, 0)).position()
        last = self.cursorForPosition(self.viewport().rect().bottomRight()).position()
        begin = itemgetter(0)
        return self._hits[bisect_left(self._hits, first, key=begin) : bisect_right(self._hits, last, key=begin)]

    def _selection(self, start: int, end: int, line: Lines, palette: QPalette) -> QTextEdit.ExtraSelection:
        made = QTextEdit.ExtraSelection()
        made.cursor = self._cursor(start, end)
        made.format.setBackground(marked_ground(palette))
        made.format.setUnderlineStyle(line)
        made.format.setUnderlineColor(palette.color(QPalette.ColorRole.Accent))
        return made

    def _cursor(self, start: int, end: int) -> QTextCursor:
        cursor = QTextCursor(self.document())
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        return cursor

    # --- scrolling ----------------------------------------------------------------------------------------------------

    def _area(self, spot: Spot) -> QRect:
        return self.cursorRect(self._cursor(spot.start, spot.start))

    def _is_visible(self, spot: Spot) -> bool:
        area = self._area(spot)
        return area.top() >= 0 and area.bottom() <= self.viewport().height()

    def _reveal(self, spot: Spot) -> None:
        """A third from the top, so that some lines can be read before it moves again."""
        self._scroll_to(self.verticalScrollBar().value() + self._area(spot).top() - self.viewport().height() // 3)

    def _scroll_to(self, value: int) -> None:
        self._scrolling = True
        self.verticalScrollBar().setValue(value)
        self._scrolling = False


def marked_ground(palette: QPalette) -> QColor:
    """The ground of what is heard and of what was found; text is readable on it."""
    return shade(palette, MARK_SHADE)
