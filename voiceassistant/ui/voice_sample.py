"""A short sentence in the voice that is being chosen."""

from collections.abc import Callable
from concurrent.futures import Future

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from voiceassistant.ui.bridge import Bridge
from voiceassistant.ui.parts import button, column
from voiceassistant.ui.speech_work import SpeechWork
from voiceassistant.ui.state_line import StateLine


class VoiceSample(QWidget):
    """A button that speaks, and stops what it speaks.

    Args:
        bridge: Tells of the end.
        speak: Speaks a text as the fields are now.
    """

    def __init__(self, bridge: Bridge, speak: Callable[[str], "Future[None]"]) -> None:
        super().__init__()
        self._speak = speak
        self.button, self.state = button(""), StateLine()
        self.work = SpeechWork(bridge, self)
        layout = column(self, spacing=4)
        layout.addWidget(self.button, alignment=Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.state)
        self.button.clicked.connect(self._toggle)
        self.work.changed.connect(self._name)
        self.work.told.connect(lambda words, problem: self.state.tell(words, problem=problem))
        self._name()

    def _toggle(self) -> None:
        if self.work.busy:
            self.work.stop()
        else:
            text = self.tr("Hello! This is how I sound when I answer you.")
            self.work.begin(lambda: self._speak(text), self.tr("Speaking…"), "")

    def _name(self) -> None:
        self.button.setText(self.tr("Stop") if self.work.busy else self.tr("Hear this voice"))
