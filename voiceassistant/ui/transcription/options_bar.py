"""What is wanted of the file, and while it is being heard how far that has come."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QProgressBar, QStackedWidget, QWidget

from voiceassistant.settings import TranscriptionSettings
from voiceassistant.transcripts import TranscriptionProgress, TranscriptionWish
from voiceassistant.ui.choice import Choice
from voiceassistant.ui.language_names import LANGUAGES
from voiceassistant.ui.parts import button, label, make_primary
from voiceassistant.ui.transcription.progress_words import progress_words

PROGRESS_STEPS = 1000


class OptionsBar(QStackedWidget):
    """`started` and `cancelled` by the user; `changed`: something else is wanted."""

    started = Signal()
    cancelled = Signal()
    changed = Signal()

    def __init__(self, usual: TranscriptionSettings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.language, self.names = Choice(), QLineEdit()
        self.start_button = button(self.tr("Transcribe"), primary=True)
        self.progress, self.cancel_button = QProgressBar(), button(self.tr("Cancel"))
        self.progress_label = label(role="quiet")
        self.language.offer([(self.tr("Any"), ""), *LANGUAGES], usual.language)
        self.names.setText(usual.prompt)
        self.addWidget(self._options())
        self.addWidget(self._work())
        self.start_button.clicked.connect(self.started)
        self.cancel_button.clicked.connect(self.cancelled)
        self.language.currentIndexChanged.connect(self.changed)
        self.names.textChanged.connect(self.changed)
        self.names.returnPressed.connect(self.start_button.click)

    def wish(self, *, translate: bool) -> TranscriptionWish:
        language, names = self.language.currentData() or "", self.names.text().strip()
        return TranscriptionWish(language, names, translate, words=True, segments=True)

    def show_wish(self, wish: TranscriptionWish) -> None:
        self.language.setCurrentIndex(max(self.language.findData(wish.language), 0))
        self.names.setText(wish.prompt)

    def begin(self, so_far: TranscriptionProgress | None) -> None:
        """It is being heard, from the beginning or from `so_far` on; how long that takes is not known yet."""
        self.progress.setRange(0, 0)
        self.progress_label.setText(self.tr("The first part is being heard…"))
        if so_far:
            self.show_progress(replace(so_far, seconds_left=None))
        had_focus = self.isAncestorOf(self.focusWidget()) if self.focusWidget() else False
        self.setCurrentIndex(1)
        if had_focus:
            self.cancel_button.setFocus()

    def show_progress(self, progress: TranscriptionProgress) -> None:
        self.progress.setRange(0, PROGRESS_STEPS)
        self.progress.setValue(round(progress.done / max(progress.total, progress.done, 1e-9) * PROGRESS_STEPS))
        self.progress_label.setText(progress_words(progress))

    def end(self, start_words: str, *, primary: bool) -> None:
        """Nothing is being heard; `start_words` is what the button says, `primary` whether it is the obvious one."""
        self.start_button.setText(start_words)
        make_primary(self.start_button, primary)
        had_focus = self.cancel_button.hasFocus()
        self.setCurrentIndex(0)
        if had_focus:
            self.start_button.setFocus()

    def _options(self) -> QWidget:
        page, row = _row()
        row.addWidget(label(self.tr("Language"), "name", buddy=self.language))
        row.addWidget(self.language)
        row.addSpacing(8)
        row.addWidget(label(self.tr("Names"), "name", buddy=self.names))
        self.names.setPlaceholderText(self.tr("Names and words that may occur"))
        self.names.setToolTip(self.names.placeholderText())
        self.names.setAccessibleName(self.names.placeholderText())
        self.names.setMinimumWidth(64)
        row.addWidget(self.names, 1)
        row.addWidget(self.start_button)
        self.language.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.language.setMinimumContentsLength(7)
        self.start_button.setAutoDefault(False)
        return page

    def _work(self) -> QWidget:
        page, row = _row()
        self.progress.setTextVisible(False)  # beside it in words
        self.progress.setAccessibleName(self.tr("Progress"))
        self.progress.setMinimumWidth(64)
        row.addWidget(self.progress, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.progress_label)
        row.addWidget(self.cancel_button)
        self.cancel_button.setAutoDefault(False)
        return page


def _row() -> tuple[QWidget, QHBoxLayout]:
    page = QWidget()
    row = QHBoxLayout(page)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    return page, row
