"""A picture of the screen without our own window, or of a part of it that is drawn with mouse or arrow keys."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

HIDE_MILLISECONDS = 300  # until a compositor has drawn the screen without us
STEP = 16  # logical pixels an arrow key
LEAST = 8


def without_window(window: QWidget, then: Callable[[QPixmap], None]) -> None:
    """Hides `window`, takes its screen and gives it to `then` once the window is back; null where none can be had."""
    screen = window.screen()
    window.hide()

    def take() -> None:
        taken = screen.grabWindow(0)
        window.show()
        window.activateWindow()
        then(taken)

    QTimer.singleShot(HIDE_MILLISECONDS, window, take)


class RegionChooser(QWidget):
    """The screen's picture over the whole screen; `chosen` is the part that was marked.

    Drag with the mouse. Or: arrows move the mark, Shift with arrows changes its size, Enter takes it, Esc does not.
    """

    chosen = Signal(QPixmap)

    def __init__(self, picture: QPixmap) -> None:
        super().__init__(None, Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Part of the screen"))
        self.setAccessibleName(self.windowTitle())
        self._help = self.tr("Drag, or arrows to move, Shift and arrows to size, Enter to take, Esc to leave.")
        self.setAccessibleDescription(self._help)
        self._picture = picture
        self._start: QPoint | None = None
        size = picture.deviceIndependentSize().toSize()
        self.resize(size)
        self.mark = QRect(size.width() // 4, size.height() // 4, size.width() // 2, size.height() // 2)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._picture)
        painter.fillRect(self.rect(), QColor(0, 0, 0, 130))
        painter.setClipRect(self.mark)
        painter.drawPixmap(0, 0, self._picture)
        painter.setClipping(False)
        painter.setPen(QPen(QColor("white"), 3))
        painter.drawRect(self.mark)
        painter.setPen(QPen(QColor("black"), 1, Qt.PenStyle.DashLine))
        painter.drawRect(self.mark)
        top = QRect(0, 0, self.width(), 48)
        painter.fillRect(top, QColor("black"))
        painter.setPen(QColor("white"))
        painter.drawText(top, Qt.AlignmentFlag.AlignCenter, self._help)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._start = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._start is not None:
            self._set_mark(QRect(self._start, event.position().toPoint()).normalized())

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self._start = None
        if min(self.mark.width(), self.mark.height()) >= LEAST:
            self._take()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Left: QPoint(-STEP, 0),
            Qt.Key.Key_Right: QPoint(STEP, 0),
            Qt.Key.Key_Up: QPoint(0, -STEP),
            Qt.Key.Key_Down: QPoint(0, STEP),
        }
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take()
        elif key == Qt.Key.Key_Escape:
            self.close()
        elif step := steps.get(key):
            sizes = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self._set_mark(self.mark.adjusted(0, 0, step.x(), step.y()) if sizes else self.mark.translated(step))
        else:
            super().keyPressEvent(event)

    def _set_mark(self, mark: QRect) -> None:
        inside = mark & self.rect()
        if inside.width() >= 1 and inside.height() >= 1:
            self.mark = inside
            self.update()

    def _take(self) -> None:
        ratio = self._picture.devicePixelRatio()
        real = QRect((self.mark.topLeft().toPointF() * ratio).toPoint(), self.mark.size() * ratio)
        part = self._picture.copy(real)
        self.close()
        self.chosen.emit(part)
