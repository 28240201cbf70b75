"""Which recording it is, whether it is wanted in English, and who put it into English."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from voiceassistant.transcripts import Transcript
from voiceassistant.ui.check_box import CheckBox
from voiceassistant.ui.parts import button, column, label
from voiceassistant.ui.transcription.page import clock


class Header(QWidget):
    """`english_wanted` or not any more; `original_wanted`: what was heard is to be shown, or the translation again."""

    english_wanted = Signal(bool)
    original_wanted = Signal(bool)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name, self.length = ElidedLabel(name), label(role="quiet")
        self.into_english = CheckBox(self.tr("Into English"))
        self.into_english.setToolTip(self.tr("Translates what is said into English"))
        self.note = label(self.tr("Translated by a chat model from what was heard."), "quiet", wrap=True)
        self.original_button = button(self.tr("Show what was heard"))
        self.original_button.setCheckable(True)
        self.original_button.setAutoDefault(False)
        self._translation = QWidget()
        self._arrange()
        self.into_english.toggled.connect(self.english_wanted)
        self.original_button.toggled.connect(self._toggle_original)
        self.show_transcript(None)

    def show_length(self, seconds: float) -> None:
        self.length.setText(clock(seconds))

    def show_transcript(self, transcript: Transcript | None) -> None:
        """Says who translated it, if anybody did."""
        by_chat = transcript is not None and transcript.translated == "chat"
        self._translation.setVisible(by_chat)
        self.original_button.blockSignals(True)
        self.original_button.setChecked(False)
        self.original_button.setText(self.tr("Show what was heard"))
        self.original_button.blockSignals(False)
        self.original_button.setVisible(by_chat and transcript is not None and bool(transcript.original))

    def _toggle_original(self, wanted: bool) -> None:
        self.original_button.setText(self.tr("Show the translation") if wanted else self.tr("Show what was heard"))
        self.original_wanted.emit(wanted)

    def _arrange(self) -> None:
        layout = column(self)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.name, 1)
        row.addWidget(self.length)
        row.addWidget(self.into_english)
        layout.addLayout(row)
        second = QHBoxLayout(self._translation)
        second.setContentsMargins(0, 0, 0, 0)
        second.setSpacing(16)
        second.addWidget(self.note, 1)
        second.addWidget(self.original_button)
        layout.addWidget(self._translation)


class ElidedLabel(QLabel):
    """A long name is cut in its middle, and whole in the tool tip."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", "state")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.show_name(text)

    def show_name(self, text: str) -> None:
        self._text = text
        self.setToolTip(text)
        self.setAccessibleName(text)
        self._elide()

    def minimumSizeHint(self) -> QSize:
        return QSize(64, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        self.setText(self.fontMetrics().elidedText(self._text, Qt.TextElideMode.ElideMiddle, self.width()))
