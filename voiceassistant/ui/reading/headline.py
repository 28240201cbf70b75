"""Which document it is, what the reader is doing, and where in the document that is."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtWidgets import QHBoxLayout, QWidget

from voiceassistant.documents.document import Chapter, Place
from voiceassistant.reading.events import DocumentOpened, Phase
from voiceassistant.ui.announce import announce
from voiceassistant.ui.parts import label
from voiceassistant.ui.reading.ruler import chapter_at
from voiceassistant.ui.transcription.header import ElidedLabel

translate = QCoreApplication.translate

SILENT_MS = 800  # without a sound: whoever listens wonders by then


class Headline(QWidget):
    """Changes of what is done and of the chapter or page are announced."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title, self.state, self.where = ElidedLabel(""), label(role="name"), ElidedLabel("")
        self.where.setProperty("role", "quiet")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(16)
        row.addWidget(self.title, 3)
        row.addWidget(self.where, 2)
        row.addWidget(self.state)
        self.silence = QTimer(self, singleShot=True, interval=SILENT_MS)
        self.silence.timeout.connect(lambda: self._show_state(self.tr("Waiting for the voice…")))

    def show_phase(self, phase: Phase, held: bool) -> None:
        self._show_state(phase_word(phase, held))
        if phase is Phase.READING and not held:
            self.silence.start()  # until a sentence is heard
        else:
            self.silence.stop()

    def sentence_began(self) -> None:
        """Something is heard."""
        self.silence.stop()
        self._show_state(phase_word(Phase.READING, held=False))

    def _show_state(self, words: str) -> None:
        if words != self.state.text():
            self.state.setText(words)
            announce(self, words)

    def show_place(self, opened: DocumentOpened, chapters: Sequence[Chapter], place: Place) -> None:
        """The page, where there are any, and the chapter."""
        number = chapter_at(chapters, place)
        page = self.tr("Page {page} of {pages}").format(page=place.section + 1, pages=opened.sections)
        chapter = "" if number is None else chapters[number].title
        words = " · ".join(part for part in (page if opened.pages else "", chapter) if part)
        if words != self.where.toolTip():
            self.where.show_name(words)
            announce(self, words)

    def clear(self) -> None:
        self.title.show_name("")
        self.where.show_name("")


def phase_word(phase: Phase, held: bool) -> str:
    """`held`: a question and its answer come first."""
    if held and phase is Phase.READING:
        return translate("Reading", "Waiting")
    match phase:
        case Phase.CLOSED:
            return translate("Reading", "Nothing is open")
        case Phase.OPENING:
            return translate("Reading", "Opening…")
        case Phase.PAUSED:
            return translate("Reading", "Paused")
        case Phase.READING:
            return translate("Reading", "Reading")
        case Phase.ENDED:
            return translate("Reading", "Read to the end")
