"""Listening to the recording: play, pause, five seconds back and on, and a slider for the place."""

import math

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QSlider, QStyle, QWidget

from voiceassistant.recordings import RecordingPlayer
from voiceassistant.ui.announce import announce
from voiceassistant.ui.parts import button, label
from voiceassistant.ui.transcription.page import clock

LOOK_MILLISECONDS = 30  # how often it is looked what is heard
STEP_SECONDS = 5.0
STEPS_PER_SECOND = 10  # of the slider


class PlayerBar(QWidget):
    """`heard`: what is heard now, in seconds; `sought`: the user went elsewhere; `problem`: why it had to stop."""

    heard = Signal(float)
    sought = Signal()
    problem = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._player: RecordingPlayer | None = None
        self._was_playing = False
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MILLISECONDS)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.look)
        self.play_button = button(self.tr("Play"))
        self.back_button, self.on_button = button(self.tr("−5 s")), button(self.tr("+5 s"))
        self.slider, self.time = SeekSlider(), label(role="quiet")
        self._arrange()
        self.play_button.clicked.connect(self.toggle)
        self.back_button.clicked.connect(lambda: self.skip(-STEP_SECONDS))
        self.on_button.clicked.connect(lambda: self.skip(STEP_SECONDS))
        self.slider.valueChanged.connect(lambda value: self.seek(value / STEPS_PER_SECOND))
        self.slider.sliderMoved.connect(lambda value: self._show_time(value / STEPS_PER_SECOND))
        self.setEnabled(False)

    def attach(self, player: RecordingPlayer) -> None:
        """Takes the player over: `close` closes it."""
        self._player = player
        self.slider.setRange(0, int(player.duration * STEPS_PER_SECOND))
        self.setEnabled(True)
        self._show()

    def close_player(self) -> None:
        self._timer.stop()
        if self._player:
            self._player.close()
            self._player = None

    @property
    def playing(self) -> bool:
        return self._player is not None and self._player.playing

    def toggle(self) -> None:
        if self._player is None:
            return
        if self._player.playing:
            self._player.pause()
            self.look()
        else:
            self._play(self._player)

    def play_from(self, seconds: float) -> None:
        if self._player:
            self._player.seek(seconds)
            self._play(self._player)

    def skip(self, seconds: float) -> None:
        if self._player:
            self.seek(self._player.position + seconds)

    def seek(self, seconds: float) -> None:
        """Goes there, and goes on playing if it was."""
        if self._player:
            self._player.seek(min(max(seconds, 0.0), self._player.duration))
            self.sought.emit()
            self._show()

    def _play(self, player: RecordingPlayer) -> None:
        player.play()
        self._was_playing = True
        self.play_button.setText(self.tr("Pause"))
        announce(self, self.tr("Playing"))
        self.sought.emit()
        self._timer.start()
        self._show()

    def look(self) -> None:
        """Tells what is heard now."""
        self._show()
        if self._player and self._was_playing and not self._player.playing:
            self._stopped(self._player)

    def _stopped(self, player: RecordingPlayer) -> None:
        self._was_playing = False
        self._timer.stop()
        self.play_button.setText(self.tr("Play"))
        if player.problem:
            self.problem.emit(player.problem)
        elif player.position >= player.duration:
            self.heard.emit(math.inf)  # nothing any more
            announce(self, self.tr("The recording has ended."))
        else:
            announce(self, self.tr("Paused at {time}").format(time=clock(player.position)))

    def _show(self) -> None:
        if self._player is None:
            return
        position = self._player.position
        if not self.slider.isSliderDown():
            self._show_time(position)
        if not self.slider.isSliderDown():
            self.slider.blockSignals(True)
            self.slider.setValue(round(position * STEPS_PER_SECOND))
            self.slider.blockSignals(False)
        if position or self._player.playing:  # before that nothing is heard
            self.heard.emit(position)

    def _show_time(self, seconds: float) -> None:
        text = f"{clock(seconds)} / {clock(self._player.duration)}" if self._player else ""
        if self.time.text() != text:
            self.time.setText(text)
            self.slider.setAccessibleDescription(text)  # its value is in tenths of a second

    def _arrange(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for one in (self.play_button, self.back_button, self.on_button, self.slider):
            row.addWidget(one, one is self.slider)
        row.addWidget(self.time)
        self.play_button.setText(self.tr("Pause"))  # nothing moves when the word changes
        width = self.play_button.sizeHint().width()
        self.play_button.setText(self.tr("Play"))
        self.play_button.setMinimumWidth(max(width, self.play_button.sizeHint().width()))
        for one in (self.play_button, self.back_button, self.on_button):
            one.setAutoDefault(False)
        self.play_button.setToolTip(self.tr("Play or pause (Ctrl+P, or Space in the transcript)"))
        _describe(self.back_button, self.tr("Five seconds back"), "Alt+Left")
        _describe(self.on_button, self.tr("Five seconds on"), "Alt+Right")
        self.slider.setAccessibleName(self.tr("Place in the recording"))


class SeekSlider(QSlider):
    """A click goes straight to that place."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSingleStep(int(STEP_SECONDS * STEPS_PER_SECOND))
        self.setPageStep(30 * STEPS_PER_SECOND)
        self.setMinimumWidth(64)
        self.setTracking(False)  # each place that is tried on the way would have to be decoded

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setSliderDown(True)
        self._go(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.isSliderDown():
            self._go(event)

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self.setSliderDown(False)

    def _go(self, event: QMouseEvent) -> None:
        handle = self.style().pixelMetric(QStyle.PixelMetric.PM_SliderLength, None, self)
        at = round(event.position().x()) - handle // 2
        space = self.width() - handle
        self.setSliderPosition(QStyle.sliderValueFromPosition(self.minimum(), self.maximum(), at, space))


def _describe(made: QWidget, name: str, key: str) -> None:
    shown = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
    made.setAccessibleName(name)
    made.setToolTip(f"{name} ({shown})")
