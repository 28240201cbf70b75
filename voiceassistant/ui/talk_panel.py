"""The talk button with its state as a word and, while it listens, for how long."""

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from voiceassistant.events import Hearing, Phase
from voiceassistant.ui.announce import announce
from voiceassistant.ui.talk_button import TalkButton
from voiceassistant.ui.texts import hearing_words, phase_word


class TalkPanel(QWidget):
    def __init__(self, parent: QWidget | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(parent)
        self._clock, self._began = clock, 0.0
        self._hearing, self._wake_phrase = Hearing.OFF, ""
        self.button = TalkButton()
        self.state = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self.state.setProperty("role", "state")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.button, alignment=Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.state)
        self._seconds = QTimer(self, interval=200)
        self._seconds.timeout.connect(self.show_elapsed)
        self.button.setEnabled(False)
        self._word(self.tr("Starting"))
        self._keep_width()

    @property
    def phase(self) -> Phase:
        return self.button.phase

    def show_phase(self, phase: Phase) -> None:
        self.button.setEnabled(True)
        self.button.show_phase(phase)
        self._word(self._phase_word())
        if phase is Phase.LISTENING:
            self._began = self._clock()
            self._seconds.start()
            self.show_elapsed()
        else:
            self._seconds.stop()
        announce(self.button, self._phase_word())

    def show_hearing(self, hearing: Hearing, wake_phrase: str = "") -> None:
        """What can be done without the key, in words, while nothing else happens."""
        changed = hearing is not self._hearing
        self._hearing, self._wake_phrase = hearing, wake_phrase
        self._keep_width()
        if self.phase is Phase.READY and self.button.isEnabled():
            self._word(self._phase_word())
        if changed:
            announce(self.button, hearing_words(hearing, wake_phrase))

    def show_unavailable(self) -> None:
        self.button.setEnabled(False)
        self._word(self.tr("Not available"))

    def show_elapsed(self) -> None:
        minutes, seconds = divmod(int(self._clock() - self._began), 60)
        self.state.setText(f"{phase_word(Phase.LISTENING)} {minutes}:{seconds:02}")

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.FontChange:
            self._keep_width()
        super().changeEvent(event)

    def _phase_word(self) -> str:
        if self.phase is Phase.READY and self._hearing is not Hearing.OFF:
            return hearing_words(self._hearing, self._wake_phrase)
        return phase_word(self.phase)

    def _word(self, word: str) -> None:
        self.state.setText(word)
        self.button.setAccessibleDescription(word)

    def _keep_width(self) -> None:
        """As wide as the widest state, so that nothing beside it moves."""
        font = self.state.font()
        font.setBold(True)
        words = [*(phase_word(phase) for phase in Phase), f"{phase_word(Phase.LISTENING)} 00:00"]
        words += [hearing_words(hearing, self._wake_phrase) for hearing in (Hearing.LISTENING, Hearing.MUTED)]
        if self._wake_phrase:
            words.append(hearing_words(Hearing.WAITING, self._wake_phrase))
        self.state.setMinimumWidth(max(QFontMetrics(font).horizontalAdvance(word) for word in words) + 8)
