"""The whole document as a slider, with a mark where each chapter begins."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QApplication, QSlider, QStyle, QToolTip, QWidget

from voiceassistant.documents.document import Chapter, Place
from voiceassistant.ui.reading.ruler import STEPS, Ruler, chapter_at

MARK_WIDTH = 2


class PlaceSlider(QSlider):
    """`gone_to`: the user let it go at another place. A click goes straight there."""

    gone_to = Signal(int)  # a point of the ruler

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.ruler = Ruler(1)
        self.chapters: Sequence[Chapter] = ()
        self.setTracking(False)
        self.setMinimumWidth(64)
        self.setAccessibleName(self.tr("Place in the document"))
        self.valueChanged.connect(self.gone_to)

    def show_document(self, ruler: Ruler, chapters: Sequence[Chapter]) -> None:
        self.ruler, self.chapters = ruler, chapters
        self.blockSignals(True)
        self.setRange(0, ruler.length - 1)
        self.setSingleStep(STEPS if ruler.sections > 20 else max(1, ruler.length // 50))
        self.setPageStep(max(1, ruler.length // 10))
        self.blockSignals(False)
        self.update()

    def show_place(self, place: Place) -> None:
        """Where reading is, unless the user is moving it."""
        if not self.isSliderDown():
            self.blockSignals(True)
            self.setValue(self.ruler.at(place))
            self.blockSignals(False)

    def words_at(self, at: int) -> str:
        """The chapter at a point, and how far that is."""
        percent = f"{100 * at // self.ruler.length} %"
        chapter = chapter_at(self.chapters, self.ruler.place(at))
        return percent if chapter is None else f"{self.chapters[chapter].title} · {percent}"

    # --- Qt -----------------------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setSliderDown(True)
        self._move(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.isSliderDown():
            self._move(event)

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self.setSliderDown(False)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self.words_at(self._value_at(event.pos().x())), self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter, colour = QPainter(self), QApplication.palette().color(QPalette.ColorRole.PlaceholderText)
        middle, seen = self.height() // 2, set()
        for chapter in self.chapters:
            at = self._pixel(self.ruler.at(chapter.place))
            if chapter.level == 1 and at not in seen:
                seen.add(at)
                painter.fillRect(QRect(at, middle + 5, MARK_WIDTH, 4), QColor(colour))

    def _move(self, event: QMouseEvent) -> None:
        self.setSliderPosition(self._value_at(round(event.position().x())))
        QToolTip.showText(event.globalPosition().toPoint(), self.words_at(self.sliderPosition()), self)

    def _value_at(self, x: int) -> int:
        handle = self._handle()
        return QStyle.sliderValueFromPosition(self.minimum(), self.maximum(), x - handle // 2, self.width() - handle)

    def _pixel(self, value: int) -> int:
        handle = self._handle()
        at = QStyle.sliderPositionFromValue(self.minimum(), self.maximum(), value, self.width() - handle)
        return at + handle // 2

    def _handle(self) -> int:
        return self.style().pixelMetric(QStyle.PixelMetric.PM_SliderLength, None, self)
