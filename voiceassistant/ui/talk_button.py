"""The largest thing in the window: hold it to talk, tap it to begin or end, tap it to silence the answer."""

import math
import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QHideEvent, QPainter, QPainterPath, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from voiceassistant.events import Phase
from voiceassistant.ui.theme import animations_wanted

DISC_PIXELS = 72
RING_PIXELS = 10  # how far the ring reaches beyond the disc at full level
FRAME_MILLISECONDS = 33
RISE_SECONDS, FALL_SECONDS = 0.050, 0.200
SWEEP_SECONDS = 2.4
RINGED = (Phase.LISTENING, Phase.SPEAKING, Phase.PAUSED)  # something is heard, and the ring follows it


def smoothed(level: float, target: float, seconds: float) -> float:
    """The shown level after `seconds`: it rises quickly and falls slowly, so that the ring does not flicker."""
    pace = RISE_SECONDS if target > level else FALL_SECONDS
    return level + (target - level) * (1 - math.exp(-seconds / pace))


class TalkButton(QAbstractButton):
    """Emits `pressed` and `released`; whether that was a tap or a hold is the engine's to decide.

    `level_source` gives 0 to 1 and is asked 30 times a second while something is to be heard.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.level_source: Callable[[], float] = lambda: 0.0
        self.phase = Phase.READY
        self._level, self._clock = 0.0, time.monotonic()
        self._began = self._clock
        self._timer = QTimer(self, interval=FRAME_MILLISECONDS)
        self._timer.timeout.connect(self.advance)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the focus, and with it Space, where it was
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.show_phase(Phase.READY)

    def sizeHint(self) -> QSize:
        side = DISC_PIXELS + 2 * RING_PIXELS + 4
        return QSize(side, side)

    minimumSizeHint = sizeHint

    @property
    def stops(self) -> bool:
        """Whether a tap silences the answer."""
        return self.phase in (Phase.THINKING, Phase.SPEAKING, Phase.PAUSED)

    def show_phase(self, phase: Phase) -> None:
        self.phase, self._level, self._began = phase, 0.0, time.monotonic()
        self.setAccessibleName(self.tr("Stop") if self.stops else self.tr("Talk"))
        self.setToolTip(
            self.tr("Stop the answer (Esc)") if self.stops else self.tr("Hold to talk, or tap to begin and end (Space)")
        )
        alive = phase in RINGED or (phase is Phase.THINKING and animations_wanted())
        if alive:
            self._clock = time.monotonic()
            self._timer.start()
        else:
            self._timer.stop()
        self.update()

    def advance(self) -> None:
        """One frame."""
        now = time.monotonic()
        if self.phase is not Phase.THINKING:
            level = min(1.0, max(0.0, self.level_source()))
            self._level = smoothed(self._level, level, now - self._clock)
        self._clock = now
        self.update()

    def hideEvent(self, event: QHideEvent) -> None:
        if self.isDown():
            self.setDown(False)
            self.released.emit()
        super().hideEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.EnabledChange, QEvent.Type.PaletteChange):
            self.update()
        super().changeEvent(event)

    # --- painting -----------------------------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        centre = QRectF(self.rect()).center()
        accent = self.palette().color(QPalette.ColorRole.Accent)
        quiet = self.palette().color(QPalette.ColorRole.PlaceholderText)
        colour = accent if self.isEnabled() else quiet
        self._paint_ring(painter, centre, colour)
        filled = self.isEnabled() and (self.phase is Phase.LISTENING or self.isDown())
        radius = DISC_PIXELS / 2 - 1.5
        painter.setPen(QPen(colour, 3, _line(self.phase)))
        ground = self.palette().color(QPalette.ColorRole.Base)
        painter.setBrush(colour if filled else ground)
        painter.drawEllipse(centre, radius, radius)
        if self.phase is Phase.THINKING:
            self._paint_sweep(painter, centre, colour, radius)
        ink = self.palette().color(QPalette.ColorRole.HighlightedText) if filled else colour
        (_paint_stop if self.stops else _paint_microphone)(painter, centre, ink)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self.palette().color(QPalette.ColorRole.WindowText), 2))
            side = DISC_PIXELS / 2 + 5
            painter.drawEllipse(centre, side, side)

    def _paint_ring(self, painter: QPainter, centre: QPointF, colour: QColor) -> None:
        if self.phase not in RINGED:
            return
        halo = QColor(colour)
        halo.setAlpha(80)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(halo)
        radius = DISC_PIXELS / 2 + 2 + RING_PIXELS * self._level
        painter.drawEllipse(centre, radius, radius)

    def _paint_sweep(self, painter: QPainter, centre: QPointF, colour: QColor, radius: float) -> None:
        track = self.palette().color(QPalette.ColorRole.Mid)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(track, 3))
        painter.drawEllipse(centre, radius, radius)
        turned = (self._clock - self._began) / SWEEP_SECONDS * 360 if self._timer.isActive() else 0
        painter.setPen(QPen(colour, 4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        box = QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
        painter.drawArc(box, round((90 - turned) * 16), -80 * 16)  # in sixteenths of a degree


def _line(phase: Phase) -> Qt.PenStyle:
    """Broken while an answer waits for whether it goes on."""
    return Qt.PenStyle.DashLine if phase is Phase.PAUSED else Qt.PenStyle.SolidLine


def _paint_microphone(painter: QPainter, centre: QPointF, ink: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    painter.drawRoundedRect(QRectF(centre.x() - 6, centre.y() - 17, 12, 21), 6, 6)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(ink, 2.5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    path = QPainterPath(QPointF(centre.x() - 11, centre.y() - 2))
    path.arcTo(QRectF(centre.x() - 11, centre.y() - 13, 22, 22), 180, 180)
    path.moveTo(centre.x(), centre.y() + 9.5)
    path.lineTo(centre.x(), centre.y() + 16)
    painter.drawPath(path)


def _paint_stop(painter: QPainter, centre: QPointF, ink: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    painter.drawRoundedRect(QRectF(centre.x() - 11, centre.y() - 11, 22, 22), 4, 4)
