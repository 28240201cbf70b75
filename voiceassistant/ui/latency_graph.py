"""A bar a turn, as high as it took to the first sound; the newest is at the right and has a mark above it."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from voiceassistant.latency import TurnLatency, percentile
from voiceassistant.ui.latency_texts import graph_words, seconds

HEIGHT_PIXELS = 112
WIDEST_BAR, GAP = 12.0, 2.0
MARK_PIXELS = 3.0


class LatencyGraph(QWidget):
    """The accessible description says what it shows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._totals: list[float] = []
        self.setAccessibleName(self.tr("Time to the first sound, turn by turn"))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # to be read by a screen reader
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_turns(self, turns: Sequence[TurnLatency]) -> None:
        """Of one kind, oldest first; there is at least one."""
        self._totals = [turn.total for turn in turns]
        self.setAccessibleDescription(graph_words(turns))
        self.setToolTip(graph_words(turns))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(160, HEIGHT_PIXELS)

    minimumSizeHint = sizeHint

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._totals:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = QApplication.palette()
        quiet, accent = palette.color(QPalette.ColorRole.PlaceholderText), palette.color(QPalette.ColorRole.Accent)
        above = painter.fontMetrics().height() + 2 * MARK_PIXELS + 4
        area = QRectF(self.rect()).adjusted(4, above, -4, -4)
        self._paint_bars(painter, area, quiet, accent)
        self._paint_median(painter, area, palette.color(QPalette.ColorRole.WindowText))
        painter.setPen(quiet)
        painter.drawText(QPointF(4, painter.fontMetrics().ascent() + 2), seconds(max(self._totals)))
        if self.hasFocus():
            painter.setPen(QPen(accent, 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)

    def _paint_bars(self, painter: QPainter, area: QRectF, quiet: QColor, accent: QColor) -> None:
        step = min(WIDEST_BAR + GAP, area.width() / len(self._totals))
        width = max(1.0, step - (GAP if step > 2 * GAP else 0.5))
        left = area.right() - step * len(self._totals) + step - width
        painter.setPen(Qt.PenStyle.NoPen)
        for i, total in enumerate(self._totals):
            newest = i == len(self._totals) - 1
            height = max(1.0, area.height() * total / max(*self._totals, 1.0))
            bar = QRectF(left + i * step, area.bottom() - height, width, height)
            painter.setBrush(accent if newest else quiet)
            painter.drawRect(bar)
            if newest:
                painter.drawEllipse(QPointF(bar.center().x(), bar.top() - MARK_PIXELS - 2), MARK_PIXELS, MARK_PIXELS)

    def _paint_median(self, painter: QPainter, area: QRectF, ink: QColor) -> None:
        height = area.height() * percentile(self._totals, 0.5) / max(*self._totals, 1.0)
        painter.setPen(QPen(ink, 1, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(area.left(), area.bottom() - height), QPointF(area.right(), area.bottom() - height))
