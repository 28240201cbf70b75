"""The document as clean text. What is read is lit; a click on a word reads on from there.

Only the sections around the place are laid out: a long book opens as quickly as a short one. Marks are extra
selections, which change no layout.
"""

from collections.abc import Sequence, Set
from concurrent.futures import CancelledError
from functools import partial

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextCursor,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import QTextEdit, QToolTip, QWidget

from voiceassistant.documents.document import Block, Kind, Place
from voiceassistant.reading.events import Spot
from voiceassistant.ui.bridge import Bridge
from voiceassistant.ui.reading.block_formats import BlockFormats
from voiceassistant.ui.reading.clear_lines import lines_around
from voiceassistant.ui.reading.highlight import sentence_mark, word_mark
from voiceassistant.ui.reading.look import Look, paper_of, paper_palette
from voiceassistant.ui.reading.port import ReadingPort
from voiceassistant.ui.reading.text_sections import TextSections
from voiceassistant.ui.reading.zoom_wheel import ZoomWheel
from voiceassistant.ui.texts import error_sentence

MOST_CHARACTERS = 200_000  # in the text at once; of what is more the sections that are farthest from view go
AHEAD_PAGES = 2.0  # as many viewports are there before and after what is seen
SETTLE_MILLISECONDS = 15  # after a change of size, before it is looked what is missing
EDGE = 16

Key, Copy = Qt.Key, QKeySequence.StandardKey.Copy
SCROLLING = frozenset({Key.Key_Up, Key.Key_Down, Key.Key_PageUp, Key.Key_PageDown})
CARET = frozenset({Key.Key_Left, Key.Key_Right, Key.Key_Home, Key.Key_End})


class ReadingText(QTextEdit):
    """`gone_to`: reading is to go on there; `kind_wanted`: such blocks are to be read; `came`: a section's blocks."""

    gone_to = Signal(object)  # a Place
    kind_wanted = Signal(object)  # a Kind
    came = Signal(int, object)
    zoomed = Signal(int)  # steps
    menu_wanted = Signal(str, object, QPoint)  # what is selected; the Place that is meant, or None; where on the screen

    def __init__(self, desk: ReadingPort, bridge: Bridge, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("reading")
        self.setReadOnly(True)
        self.setAcceptDrops(False)  # the window takes them
        self.setTabChangesFocus(True)
        self.setLineWrapMode(QTextEdit.LineWrapMode.FixedPixelWidth)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # nothing moves when it is first needed
        self.document().setUndoRedoEnabled(False)
        self.setAccessibleName(self.tr("Text"))
        self._desk, self._bridge, self._look = desk, bridge, look
        self.sections = TextSections(self.document(), BlockFormats(look, paper_of(look)))
        self.lit: Spot | None = None
        self.following = True
        self._count, self._generation = 0, 0  # sections of the document; another document is another generation
        self._asked: set[int] = set()
        self._target: Place | None = None  # to be shown as soon as it is there
        self._selected = 0  # characters of it, to be selected then
        self._scrolling = False
        self._caret = False
        self._wheel = ZoomWheel()
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MILLISECONDS)
        self._settle.timeout.connect(self._fill)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.use_caret(False)
        self.show_look(look)

    # --- what is shown ------------------------------------------------------------------------------------------------

    def show_document(self, sections: int, place: Place) -> None:
        """Another document, of so many sections; begins with the place."""
        self._count = sections
        self.lit = None
        self.following = True
        self.show_place(place, anew=True)

    def show_place(self, place: Place, *, selected: int = 0, anew: bool = False) -> None:
        """Has it in view as soon as its section is there, with so many characters selected."""
        self._target, self._selected = place, selected
        if not anew and not self.sections and place.section in self._asked:
            return
        if anew or place.section not in self.sections:
            self._generation += 1
            self._asked.clear()
            self._clear()
            self._ask(place.section)
        else:
            self._show_target()

    def light(self, spot: Spot) -> None:
        """Marks what is heard, and has it in view unless the user looks elsewhere."""
        self.lit = spot
        if spot.place.section not in self.sections:
            if self.following:
                self.show_place(spot.place)
            return
        self._mark()
        if self.following and not self._is_visible(spot.place):
            self._reveal(spot.place)

    def follow(self) -> None:
        """From here on what is heard is kept in view."""
        self.following = True
        if self.lit:
            self.light(self.lit)

    def show_wanted(self, kinds: Set[Kind]) -> None:
        """These kinds are read."""
        if kinds != self.sections.wanted:
            self.sections.wanted = frozenset(kinds)
            self._rewrite(self._anchor())

    def show_look(self, look: Look) -> None:
        anchor = self._anchor()
        self._look, self.paper = look, paper_of(look)
        with _Editing(self, still=False):
            self.sections.blank()  # else all of it would be laid out for each change
        self.setFont(look.font())
        self.setPalette(paper_palette(self.paper))
        self.setStyleSheet(f"QTextEdit {{ background: {self.paper.ground}; color: {self.paper.text}; }}")
        self.sections.formats = BlockFormats(look, self.paper)
        self._rewrite(anchor)

    def use_caret(self, on: bool) -> None:
        """Whether the arrow keys move a caret in the text."""
        self._caret = on
        flags = Qt.TextInteractionFlag.TextSelectableByMouse
        self.setTextInteractionFlags(flags | Qt.TextInteractionFlag.TextSelectableByKeyboard if on else flags)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # the flags have changed it

    @property
    def place_in_view(self) -> Place | None:
        """What stands at the top."""
        at = self.sections.block_at(self.cursorForPosition(QPoint(1, 1)).position())
        return None if at is None else Place(*at)

    # --- sections come and go -----------------------------------------------------------------------------------------

    def _ask(self, number: int) -> None:
        if 0 <= number < self._count and number not in self._asked and number not in self.sections:
            self._asked.add(number)
            self._bridge.when_done(self._desk.section(number), self, partial(self._came, self._generation, number))

    def _came(self, generation: int, number: int, blocks: Sequence[Block] | None, error: BaseException | None) -> None:
        if generation != self._generation:
            return
        self._asked.discard(number)
        if isinstance(error, CancelledError):
            return
        if blocks is not None:
            self.came.emit(number, blocks)
        note = f"⚠ {error_sentence(error)}" if error else ""
        with _Editing(self, still=bool(self.sections)):
            self.sections.add(number, blocks or (), note)
        self._show_target()
        self._settle.start()

    def _fill(self) -> None:
        """Asks for what is missing around the view, and lets go of what is far from it."""
        if not self.sections or self._asked:
            return
        bar, ahead = self.verticalScrollBar(), AHEAD_PAGES * self.viewport().height()
        if bar.maximum() - bar.value() < ahead and self.sections.last + 1 < self._count:
            self._ask(self.sections.last + 1)
        elif bar.value() < ahead and self.sections.first > 0:
            self._ask(self.sections.first - 1)
        elif self.sections.characters > MOST_CHARACTERS and self.sections.first < self.sections.last:
            self._let_go()

    def _let_go(self) -> None:
        bar, ahead = self.verticalScrollBar(), 2 * AHEAD_PAGES * self.viewport().height()
        at = self.place_in_view
        if at is None:
            return
        if at.section - self.sections.first > self.sections.last - at.section and bar.value() > ahead:
            with _Editing(self, still=True):
                self.sections.drop(self.sections.first)
        elif self.sections.last > at.section + 1:
            with _Editing(self, still=True):
                self.sections.drop(self.sections.last)
        self._mark()

    def _clear(self) -> None:
        with _Editing(self, still=False):
            self.sections.clear()
        self._mark()

    def _anchor(self) -> tuple[Place | None, int]:
        """What is to stay in view, and how far from the top: what is lit, or what stands there."""
        at = self.lit.place if self.lit and self._is_visible(self.lit.place) else self.place_in_view
        area = self._area(at) if at is not None else None
        return at, area.top() if area else 0

    def _rewrite(self, anchor: tuple[Place | None, int]) -> None:
        """The same text, looking different."""
        self._wrap()
        with _Editing(self, still=False):
            self.sections.rewrite()
        self._mark()
        at, top = anchor
        if at is not None:
            self._place_caret(at)
        if at is not None and (area := self._area(at)):
            self._scroll_to(self.verticalScrollBar().value() + area.top() - min(top, self.viewport().height() * 3 // 4))
        self._settle.start()

    def _place_caret(self, place: Place, selected: int = 0) -> None:
        if (cursor := self._cursor(place, place.character + selected)) is not None:
            with _Editing(self, still=True):
                self.setTextCursor(cursor)

    def _show_target(self) -> None:
        place = self._target
        if place is None or place.section not in self.sections:
            return
        self._target = None
        self._mark()
        self._place_caret(place, self._selected)
        if not self._is_visible(place):
            self._reveal(place)

    # --- what the user does -------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What moves the view or the caret is ours, all else the window's."""
        key, plain = Qt.Key(event.key()), not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        if event.matches(Copy):
            self.copy()
        elif self._caret and key in (Key.Key_Return, Key.Key_Enter):
            self._go_at(self.textCursor().position())
        elif plain and (key in SCROLLING or (self._caret and key in CARET)):
            super().keyPressEvent(event)
        elif plain and key in (Key.Key_Home, Key.Key_End):
            self.show_place(Place(0 if key is Key.Key_Home else self._count - 1))
        else:
            event.ignore()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() is Qt.MouseButton.LeftButton and not self.textCursor().hasSelection():
            position = self._position_under(event.position().toPoint())
            if position >= 0:
                self._go_at(position)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """With the mouse what is under it is meant, with the keyboard the caret or else what is read."""
        selected = self.textCursor().selectedText()
        if event.reason() is QContextMenuEvent.Reason.Mouse:
            position = self._position_under(event.pos())
            place, at = (self.sections.place(position) if position >= 0 else None), event.globalPos()
        else:
            place = self.place_meant
            area = (self._area(place) if place else None) or self.cursorRect()
            at = self.viewport().mapToGlobal(area.bottomLeft())
        self.menu_wanted.emit(selected, place, at)

    @property
    def place_meant(self) -> Place | None:
        """By a key: where the caret is, or what is read."""
        lit = self.lit.place if self.lit else None
        return (self.sections.place(self.textCursor().position()) if self._caret else None) or lit

    def wheelEvent(self, event: QWheelEvent) -> None:
        notches = self._wheel.notches(event)
        if notches is None:
            super().wheelEvent(event)
        elif notches:
            self.zoomed.emit(notches)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            unread = self.sections.unread_kind(self._position_under(event.pos()))
            QToolTip.showText(event.globalPos(), self.tr("Click to have this kind read") if unread else "", self)
            return True
        if isinstance(event, QContextMenuEvent) and event.reason() is QContextMenuEvent.Reason.Keyboard:
            self.contextMenuEvent(event)  # QTextEdit would scroll to its hidden caret first
            return True
        return super().event(event)

    def _go_at(self, position: int) -> None:
        """The word at a position is read; words that something is not read have it read."""
        if kind := self.sections.unread_kind(position):
            self.kind_wanted.emit(kind)
            return
        cursor = QTextCursor(self.document())
        cursor.setPosition(position)
        cursor.select(QTextCursor.SelectionType.WordUnderCursor)
        place = self.sections.place(cursor.selectionStart()) or self.sections.place(position)
        if place is not None:
            self.following = True
            self.gone_to.emit(place)

    def _position_under(self, point: QPoint) -> int:
        """-1 beside the text."""
        offset = QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
        return self.document().documentLayout().hitTest((point + offset).toPointF(), Qt.HitTestAccuracy.ExactHit)

    def _scrolled(self) -> None:
        if self._scrolling:
            return
        if self.lit:
            self.following = self._is_visible(self.lit.place)
        self._settle.start()

    # --- Qt -----------------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._wrap()
        if self.lit and self.following:
            self._reveal(self.lit.place)
        self._settle.start()

    def changeEvent(self, event: QEvent) -> None:
        """The window may have become dark; its style sheet is still being put on then."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            QTimer.singleShot(0, self, self._follow_window)

    def _follow_window(self) -> None:
        if paper_of(self._look) != self.paper:
            self.show_look(self._look)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._look.focus_lines and self.lit and (line := self._line()):
            veil = QColor(self.paper.ground)
            veil.setAlpha(200)
            painter = QPainter(self.viewport())
            above = QRect(0, 0, self.viewport().width(), line.top())
            below = QRect(0, line.bottom(), self.viewport().width(), self.viewport().height())
            painter.fillRect(above, veil)
            painter.fillRect(below, veil)

    # --- layout -------------------------------------------------------------------------------------------------------

    def _wrap(self) -> None:
        """Lines are as long as reads well, and in the middle."""
        longest = QFontMetrics(self.font()).averageCharWidth() * self._look.characters
        room = self.width() - self.verticalScrollBar().sizeHint().width() - 2 * EDGE
        width = max(80, min(room, longest))
        margin = max(EDGE, (self.width() - width) // 2 - EDGE)
        self.setViewportMargins(margin, EDGE // 2, EDGE, 0)
        if self.lineWrapColumnOrWidth() != width:
            self.setLineWrapColumnOrWidth(width)

    def _line(self) -> QRect | None:
        """What stays clear while the other lines fade: whole lines, and as many of them as are wanted."""
        position = self.sections.position(self.lit.place) if self.lit else None
        if position is None:
            return None
        around = self._look.focus_lines // 2
        lines = lines_around(self.document(), position, around, around)
        top = min(line.top() for line in lines) - self.verticalScrollBar().value()
        bottom = max(line.bottom() for line in lines) - self.verticalScrollBar().value()
        return QRect(0, round(top), self.viewport().width(), round(bottom - top))

    # --- marks --------------------------------------------------------------------------------------------------------

    def _mark(self) -> None:
        spot, marks = self.lit, []
        if spot and (sentence := self._cursor(spot.sentence.place, spot.sentence.end)):
            marks.append(sentence_mark(sentence, self.paper))
            if spot.end > spot.start and (word := self._cursor(spot.place, spot.end)):
                marks.append(word_mark(word, self.paper))
        self.setExtraSelections(marks)
        if self._look.focus_lines:
            self.viewport().update()

    def _cursor(self, place: Place, end: int) -> QTextCursor | None:
        start, stop = self.sections.position(place), self.sections.position(place._replace(character=end))
        if start is None or stop is None:
            return None
        cursor = QTextCursor(self.document())
        cursor.setPosition(start)
        cursor.setPosition(stop, QTextCursor.MoveMode.KeepAnchor)
        return cursor

    # --- scrolling ----------------------------------------------------------------------------------------------------

    def _area(self, place: Place) -> QRect | None:
        position = self.sections.position(place)
        if position is None:
            return None
        cursor = QTextCursor(self.document())
        cursor.setPosition(position)
        return self.cursorRect(cursor)

    def _is_visible(self, place: Place) -> bool:
        area = self._area(place)
        return area is not None and area.top() >= 0 and area.bottom() <= self.viewport().height()

    def _reveal(self, place: Place) -> None:
        """A quarter from the top, so that some lines can be read before it moves again."""
        if area := self._area(place):
            self._scroll_to(self.verticalScrollBar().value() + area.top() - self.viewport().height() // 4)

    def _scroll_to(self, value: int) -> None:
        before, self._scrolling = self._scrolling, True
        if value > self.verticalScrollBar().maximum():  # it counts only what is laid out, which is done in steps
            layout = self.document().documentLayout()
            layout.blockBoundingRect(self.document().lastBlock())
            layout.documentSizeChanged.emit(layout.documentSize())
        self.verticalScrollBar().setValue(value)
        self._scrolling = before


class _Editing:
    """While text comes or goes the scroll bar's moves are not the user's; what is in view does not move if `still`."""

    def __init__(self, view: ReadingText, *, still: bool) -> None:
        self._view, self._still = view, still

    def __enter__(self) -> None:
        view = self._view
        view._scrolling = True
        self._at = view.cursorForPosition(QPoint(1, 1))  # moves along with the text
        self._top = view.cursorRect(self._at).top()

    def __exit__(self, *_: object) -> None:
        view = self._view
        if self._still:
            view._scroll_to(view.verticalScrollBar().value() + view.cursorRect(self._at).top() - self._top)
        view._scrolling = False
