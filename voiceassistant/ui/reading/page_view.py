"""A page as it is, with what is read lit over it; it is turned over as reading goes on. A click reads on from there."""

from collections.abc import Iterable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QHelpEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QToolTip, QWidget

from voiceassistant.documents.document import Box, Picture, Place
from voiceassistant.reading.events import Spot
from voiceassistant.ui.bridge import Bridge
from voiceassistant.ui.reading.kind_texts import not_read_words
from voiceassistant.ui.reading.look import PAPERS, Look, paper_of
from voiceassistant.ui.reading.port import ReadingPort
from voiceassistant.ui.reading.unread_areas import UnreadAreas
from voiceassistant.ui.reading.zoom_wheel import ZoomWheel
from voiceassistant.ui.texts import error_sentence

A4 = (595.0, 842.0)  # points; what a page is taken to be until its size is known
LEAST_ZOOM, MOST_ZOOM, ZOOM_STEP = 0.5, 5.0, 1.2
MOST_BYTES = 64 * 1024 * 1024  # of the pictures of pages that are kept
VEIL = 110  # of 255: black on white becomes grey that is still read with ease, at 5 : 1
EDGE = 12
SETTLE_MILLISECONDS = 60  # of resizing, before a picture of the new size is asked for
WORD_LINE = 2.0
SCROLL_STEP = 48

Key = Qt.Key
Boxes = Sequence[tuple[int, Box]]


class PageView(QAbstractScrollArea):
    """`gone_to`: reading is to go on there; `turned`: another page is shown."""

    gone_to = Signal(object)  # a Place
    turned = Signal(int)
    zoomed = Signal(int)  # steps
    menu_wanted = Signal(str, object, QPoint)  # nothing; the Place that is meant, or None; where on the screen

    def __init__(self, desk: ReadingPort, bridge: Bridge, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pageview")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._desk, self._bridge, self._look = desk, bridge, look
        self.pages, self.page, self.zoom = 0, 0, 1.0  # 1: as wide as the window
        self.lit: Spot | None = None
        self.following = True
        self.sentence_boxes: Boxes = ()
        self.word_boxes: Boxes = ()
        self.problem = ""
        self._generation = 0
        self._sizes: dict[int, tuple[float, float]] = {}
        self._pictures: dict[tuple[int, int], QImage] = {}  # by page and width, the oldest first
        self._asked: set[tuple[int, int]] = set()
        self.unread = UnreadAreas(desk, bridge, self)
        self.unread.changed.connect(self.viewport().update)
        self._scrolling = False
        self._wheel = ZoomWheel()
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MILLISECONDS)
        self._settle.timeout.connect(self._ask_pictures)
        for bar in (self.verticalScrollBar(), self.horizontalScrollBar()):
            bar.setSingleStep(SCROLL_STEP)
            bar.valueChanged.connect(self._scrolled)
        self._name()

    # --- what is shown ------------------------------------------------------------------------------------------------

    def show_document(self, pages: int, page: int) -> None:
        """0 pages: nothing is open."""
        self._generation += 1
        self.pages, self.lit, self.following = pages, None, True
        self.sentence_boxes, self.word_boxes = (), ()
        self._sizes, self._asked = {}, set()
        self._pictures.clear()
        self.page = -1
        self.unread.show_page(-1)
        if pages:
            self.show_page(page)

    def show_page(self, page: int, *, at_end: bool = False) -> None:
        page = min(max(page, 0), self.pages - 1)
        if page == self.page:
            return
        self.page, self.problem = page, ""
        self._name()
        if page not in self._sizes:
            self._bridge.when_done(self._desk.page_size(page), self, partial(self._sized, self._generation, page))
        self._lay_out()
        self._scroll_to(self.verticalScrollBar().maximum() if at_end else 0)
        self._ask_pictures()
        self.unread.show_page(page)
        self.turned.emit(page)

    def light(self, spot: Spot) -> None:
        """Marks what is heard, and has it in view unless the user looks elsewhere."""
        before, self.lit = self.lit, spot
        if before is None or before.sentence != spot.sentence:
            self._ask_boxes(spot.sentence.place.character, spot.sentence.end, "sentence_boxes")
        self._ask_boxes(spot.start, spot.end, "word_boxes")

    def follow(self) -> None:
        """From here on what is heard is kept in view."""
        self.following = True
        self._reveal()

    def show_look(self, look: Look) -> None:
        """Only its colours: the rest is the page's own."""
        self._look = look
        self.viewport().update()

    def larger(self, steps: int) -> None:
        """0: as wide as the window."""
        bar, middle = self.verticalScrollBar(), self.viewport().height() / 2
        at = (bar.value() + middle) / (self._size()[1] * self._scale())
        self.zoom = min(max(self.zoom * ZOOM_STEP**steps, LEAST_ZOOM), MOST_ZOOM) if steps else 1.0
        self._lay_out()
        self._scroll_to(round(at * self._size()[1] * self._scale() - middle))
        self._settle.start()

    # --- what comes from the document ---------------------------------------------------------------------------------

    def _sized(self, generation: int, page: int, size: tuple[float, float] | None, error: BaseException | None) -> None:
        if generation != self._generation:
            return
        if size is None:
            self._failed(page, error)
            return
        self._sizes[page] = size
        if page == self.page:
            self._lay_out()
            self._settle.start()

    def _ask_pictures(self) -> None:
        """Of this page, and once that is there of the next one, which is likely to be wanted soon."""
        width = round(self._size()[0] * self._scale() * self.devicePixelRatioF())
        this = self._pictures.get((self.page, width))
        wanted = (self.page, self.page + 1) if this and 2 * this.sizeInBytes() <= MOST_BYTES else (self.page,)
        for page in wanted:
            key = (page, width)
            if 0 <= page < self.pages and key not in self._pictures and key not in self._asked:
                self._asked.add(key)
                taken = partial(self._pictured, self._generation, key)
                self._bridge.when_done(self._desk.picture(page, width), self, taken)

    def _pictured(
        self, generation: int, key: tuple[int, int], picture: Picture | None, error: BaseException | None
    ) -> None:
        if generation != self._generation:
            return
        self._asked.discard(key)
        if picture is None:
            self._failed(key[0], error)
            return
        bytes_a_line = 3 * picture.width
        image = QImage(picture.rgb, picture.width, picture.height, bytes_a_line, QImage.Format.Format_RGB888)
        self._pictures[key] = image.copy()  # the bytes go with the picture
        self._let_go()
        self._settle.start()
        self.viewport().update()

    def _let_go(self) -> None:
        """Of pictures, the oldest first, but never of the one that is seen."""
        others = [key for key in self._pictures if key[0] != self.page]
        coarser = [key for key in self._pictures if key[0] == self.page][:-1]
        for key in (*others, *coarser):
            if sum(map(QImage.sizeInBytes, self._pictures.values())) > MOST_BYTES:
                del self._pictures[key]

    def _failed(self, page: int, error: BaseException | None) -> None:
        if page == self.page and error is not None:
            self.problem = error_sentence(error)
            self.viewport().update()

    def _ask_boxes(self, start: int, end: int, name: str) -> None:
        spot = self.lit
        runs = spot.sentence.block.origins(start, end) if spot else ()
        if spot is None or not runs:
            setattr(self, name, ())
            self.viewport().update()
            return
        self._bridge.when_done(self._desk.boxes(runs), self, partial(self._boxed, self._generation, spot, name))

    def _boxed(self, generation: int, spot: Spot, name: str, boxes: Boxes | None, _error: BaseException | None) -> None:
        lit = self.lit
        late = lit is None or (spot != lit if name == "word_boxes" else spot.sentence != lit.sentence)
        if generation != self._generation or late:
            return
        setattr(self, name, boxes or ())
        if self.following:
            self._reveal()
        self.viewport().update()

    # --- what the user does -------------------------------------------------------------------------------------------

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        point = self._to_page(event.position())
        if event.button() is Qt.MouseButton.LeftButton and QRectF(0, 0, *self._size()).contains(point):
            future = self._desk.place_at(self.page, point.x(), point.y())
            self._bridge.when_done(future, self, partial(self._found, self._generation))

    def _found(self, generation: int, place: object | None, _error: BaseException | None) -> None:
        if generation == self._generation and place is not None:
            self.following = True
            self.gone_to.emit(place)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """With the mouse what is under it is meant, with the keyboard what is read."""
        if event.reason() is QContextMenuEvent.Reason.Mouse:
            point, at = self._to_page(event.pos().toPointF()), event.globalPos()
            future = self._desk.place_at(self.page, point.x(), point.y())
            self._bridge.when_done(future, self, lambda place, _error: self.menu_wanted.emit("", place, at))
        else:
            area = self._lit_area() or self.viewport().rect().toRectF()
            self.menu_wanted.emit("", self.place_meant, self.viewport().mapToGlobal(area.bottomLeft().toPoint()))

    @property
    def place_meant(self) -> Place | None:
        """By a key: what is read."""
        return self.lit.place if self.lit else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scrolls, and turns over at the page's end; all else is the window's."""
        bar = self.verticalScrollBar()
        moves = {
            Key.Key_Up: -SCROLL_STEP,
            Key.Key_Down: SCROLL_STEP,
            Key.Key_PageUp: -bar.pageStep(),
            Key.Key_PageDown: bar.pageStep(),
        }
        key = Key(event.key())
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            event.ignore()
        elif key in (Key.Key_Home, Key.Key_End):
            self._look_elsewhere(0 if key is Key.Key_Home else self.pages - 1)
        elif (move := moves.get(key)) is None:
            event.ignore()
        elif move > 0 and bar.value() == bar.maximum():
            self._look_elsewhere(self.page + 1)
        elif move < 0 and bar.value() == bar.minimum() and self.page > 0:
            self._look_elsewhere(self.page - 1, at_end=True)
        else:
            bar.setValue(bar.value() + move)

    def wheelEvent(self, event: QWheelEvent) -> None:
        notches = self._wheel.notches(event)
        if notches is None:
            super().wheelEvent(event)
        elif notches:
            self.zoomed.emit(notches)

    def _look_elsewhere(self, page: int, *, at_end: bool = False) -> None:
        self.following = False
        self.show_page(page, at_end=at_end)
        if self.lit and any(one == self.page for one, _ in self.word_boxes or self.sentence_boxes):
            self.following = True

    def _scrolled(self) -> None:
        self.viewport().update()
        if not self._scrolling and (area := self._lit_area()):
            self.following = self.viewport().rect().toRectF().intersects(area)

    # --- layout -------------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()
        if self.following:
            self._reveal()
        self._settle.start()

    def _size(self) -> tuple[float, float]:
        """Of the page, in points."""
        if self.page in self._sizes:
            return self._sizes[self.page]
        return next(reversed(self._sizes.values()), A4) if self._sizes else A4

    def _scale(self) -> float:
        """Pixels a point."""
        return max(0.1, (self.viewport().width() - 2 * EDGE) / self._size()[0] * self.zoom)

    def _lay_out(self) -> None:
        scale, (width, height) = self._scale(), self._size()
        view = self.viewport().size()
        self._scrolling = True
        self.horizontalScrollBar().setRange(0, max(0, round(width * scale) + 2 * EDGE - view.width()))
        self.verticalScrollBar().setRange(0, max(0, round(height * scale) + 2 * EDGE - view.height()))
        self.horizontalScrollBar().setPageStep(view.width())
        self.verticalScrollBar().setPageStep(max(SCROLL_STEP, view.height() - SCROLL_STEP))
        self._scrolling = False
        self.viewport().update()

    def _corner(self) -> QPointF:
        """The page's upper left, in the viewport."""
        width = self._size()[0] * self._scale()
        left = max(EDGE, (self.viewport().width() - width) / 2) - self.horizontalScrollBar().value()
        return QPointF(left, EDGE - self.verticalScrollBar().value())

    def _to_page(self, point: QPointF) -> QPointF:
        return (point - self._corner()) / self._scale()

    def _area(self, box: Box) -> QRectF:
        corner, scale = self._corner(), self._scale()
        top = QPointF(box.left, box.top) * scale + corner
        return QRectF(top, QPointF(box.right, box.bottom) * scale + corner)

    def _lit_area(self) -> QRectF | None:
        """Of the word, or of the sentence while the word is not known."""
        for boxes in (self.word_boxes, self.sentence_boxes):
            here = [self._area(box) for page, box in boxes if page == self.page]
            if here:
                return here[0]
        return None

    def _reveal(self) -> None:
        """Turns to the page of what is lit, and has it a third from the top if it is not in view."""
        boxes = self.word_boxes or self.sentence_boxes
        if boxes and not any(page == self.page for page, _ in boxes):
            self.show_page(boxes[0][0])
        area = self._lit_area()
        if area is None:
            return
        view = self.viewport().rect().toRectF()
        if area.top() < 0 or area.bottom() > view.height():
            self._scroll_to(round(self.verticalScrollBar().value() + area.top() - view.height() / 3))
        if area.left() < 0 or area.right() > view.width():
            self._scrolling = True
            across = self.horizontalScrollBar()
            across.setValue(round(across.value() + area.left() - view.width() / 4))
            self._scrolling = False

    def _scroll_to(self, value: int) -> None:
        self._scrolling = True
        self.verticalScrollBar().setValue(value)
        self._scrolling = False

    # --- painting -----------------------------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        sheet = QRectF(self._corner(), QPointF(*self._size()) * self._scale() + self._corner())
        paper = paper_of(self._look)
        painter.fillRect(self.viewport().rect(), self.palette().alternateBase())
        painter.fillRect(sheet, QColor(paper.ground))
        if self.pages <= 0:
            return
        if image := self._best_picture():
            painter.drawImage(sheet, image)
            self._tint(painter, sheet)
        if self.problem:
            painter.setPen(QColor(paper.text))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(self.viewport().rect().adjusted(EDGE, EDGE, -EDGE, -EDGE), flags, self.problem)
        self._paint_unread(painter)
        self._paint_marks(painter)

    def _best_picture(self) -> QImage | None:
        """The sharpest there is; a coarse one until the fine one has come."""
        here = [(width, image) for (page, width), image in self._pictures.items() if page == self.page]
        return max(here, key=lambda one: one[0])[1] if here else None

    def _tint(self, painter: QPainter, sheet: QRectF) -> None:
        """Sepia and black paper: what is white becomes the paper, and on black what is black white."""
        paper, modes = paper_of(self._look), QPainter.CompositionMode
        if paper is PAPERS["black"]:
            painter.setCompositionMode(modes.CompositionMode_Difference)
            painter.fillRect(sheet, Qt.GlobalColor.white)
        elif paper is PAPERS["sepia"]:
            painter.setCompositionMode(modes.CompositionMode_Multiply)
            painter.fillRect(sheet, QColor(paper.ground))
        painter.setCompositionMode(modes.CompositionMode_SourceOver)

    def _paint_unread(self, painter: QPainter) -> None:
        """Faded, and in a dashed frame: colour alone would not tell."""
        paper = paper_of(self._look)
        veil = QColor(paper.ground)
        veil.setAlpha(VEIL)
        painter.setPen(QPen(QColor(paper.quiet), 1, Qt.PenStyle.DashLine))
        painter.setBrush(veil)
        for area in self.unread.areas:
            painter.drawRect(self._area(area.box).adjusted(-3, -3, 3, 3))

    def _paint_marks(self, painter: QPainter) -> None:
        """The letters stay on top: marks colour only the ground, dark on light paper and light on dark."""
        paper, modes = paper_of(self._look), QPainter.CompositionMode
        dark = paper is PAPERS["black"]
        painter.setCompositionMode(modes.CompositionMode_Lighten if dark else modes.CompositionMode_Darken)
        words = [self._area(box) for page, box in self.word_boxes if page == self.page]
        sentence = _path(self._area(box) for page, box in self.sentence_boxes if page == self.page)
        painter.fillPath(sentence.subtracted(_path(words)), QColor(paper.sentence))
        painter.fillPath(_path(words), QColor(paper.word))
        painter.setCompositionMode(modes.CompositionMode_SourceOver)
        painter.setPen(QPen(QColor(paper.line), WORD_LINE))
        for area in words:
            painter.drawLine(area.bottomLeft(), area.bottomRight())

    def viewportEvent(self, event: QEvent) -> bool:
        """Says of what is not read what it is."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            point = event.pos().toPointF()
            here = [area.kind for area in self.unread.areas if self._area(area.box).contains(point)]
            QToolTip.showText(event.globalPos(), not_read_words(here[0]) if here else "", self)
            return True
        return super().viewportEvent(event)

    def _name(self) -> None:
        words = self.tr("Page {page} of {pages}").format(page=self.page + 1, pages=self.pages)
        self.setAccessibleName(words)
        self.setAccessibleDescription(self.tr("A picture of the page; “Pages as they are” in the menu shows its text."))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            self.viewport().update()


def _path(areas: Iterable[QRectF]) -> QPainterPath:
    made = QPainterPath()
    made.setFillRule(Qt.FillRule.WindingFill)
    for area in areas:
        made.addRect(area.adjusted(-1, -1, 1, 1))
    return made
