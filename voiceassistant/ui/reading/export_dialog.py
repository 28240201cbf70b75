"""The open document becomes a sound file, with chapters and subtitles; stopped, it goes on there the next time."""

from collections.abc import Set
from concurrent.futures import CancelledError, Future
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QFormLayout, QHBoxLayout, QProgressBar, QWidget

from voiceassistant.documents.document import Kind, Source
from voiceassistant.ui.bridge import Bridge
from voiceassistant.ui.check_box import CheckBox
from voiceassistant.ui.choice import Choice
from voiceassistant.ui.parts import button, column, fit_to_screen, label
from voiceassistant.ui.port import AssistantPort
from voiceassistant.ui.state_line import StateLine
from voiceassistant.ui.texts import error_sentence
from voiceassistant.ui.transcription.page import clock
from voiceassistant.ui.transcription.progress_words import time_left

if TYPE_CHECKING:
    from voiceassistant.file_reading import Exported
    from voiceassistant.reading.export import ExportProgress

PROGRESS_STEPS = 1000
TELLING_SHARE = 0.02  # before that the time left is a guess


class ExportDialog(QDialog):
    """Closing it stops the work.

    Args:
        assistant: Has the document spoken and written.
        bridge: Brings its answers.
        source: The document.
        password: Its password, where it wants one.
        kinds: What is read of it.
        title: The file is called after it.
        speed: How fast it is spoken.
    """

    def __init__(
        self,
        assistant: AssistantPort,
        bridge: Bridge,
        source: Source,
        password: str | None,
        kinds: Set[Kind],
        title: str,
        speed: float,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._assistant, self._bridge = assistant, bridge
        self._source, self._password, self._kinds, self._title, self._speed = source, password, kinds, title, speed
        self._future: Future[Exported] | None = None
        self._began = QElapsedTimer()
        self._first_share: float | None = None  # where it went on
        self.setWindowTitle(self.tr("Save as sound"))
        self.form, self.subtitles = Choice(), CheckBox(self.tr("Subtitles beside it (SRT and WebVTT)"))
        self.progress, self.state = QProgressBar(), StateLine()
        self.save_button = button(self.tr("Save as…"), primary=True)
        self.stop_button, self.close_button = button(self.tr("Stop")), button(self.tr("Close"))
        self._arrange()
        self.save_button.clicked.connect(self.ask_where)
        self.stop_button.clicked.connect(self.stop)
        self.close_button.clicked.connect(self.close)
        self._show_busy(False)
        fit_to_screen(self, 480, 240)

    def done(self, result: int) -> None:
        self.stop()
        super().done(result)

    # --- the work -----------------------------------------------------------------------------------------------------

    def ask_where(self) -> None:
        suffix = self.form.currentData()
        dialog = QFileDialog(self, self.tr("Save as sound"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(f"{self.form.currentText()} (*.{suffix})")
        dialog.setDefaultSuffix(suffix)
        if isinstance(self._source, Path):
            dialog.setDirectory(str(self._source.absolute().parent))  # beside the document
        dialog.selectFile(f"{file_name(self._title)}.{suffix}")
        dialog.fileSelected.connect(lambda chosen: self.save(Path(chosen)))
        dialog.open()

    def save(self, path: Path) -> None:
        """Begins, or goes on where it was stopped."""
        from voiceassistant.file_reading import ExportWish

        if self._future is not None:
            return
        self._first_share = None
        self._began.start()
        wish = ExportWish(path, self._speed, subtitles=self.subtitles.isChecked())
        tell = self._bridge.relay(self, self._progressed)
        self._future = self._assistant.save_document(self._source, self._password, self._kinds, wish, tell)
        self._show_busy(True)
        self.state.tell(self.tr("The document is being spoken…"))
        self._bridge.when_done(self._future, self, self._ended)

    def stop(self) -> None:
        if self._future is not None:
            self._future.cancel()

    def _progressed(self, progress: "ExportProgress") -> None:
        if self._future is None:
            return
        self.progress.setRange(0, PROGRESS_STEPS)
        self.progress.setValue(round(progress.share * PROGRESS_STEPS))
        if progress.writing:
            self.state.setText(self.tr("The file is being written…"))
        else:
            words = self.tr("{share} is spoken, {length}").format(
                share=f"{progress.share:.0%}", length=clock(progress.seconds)
            )
            self.state.setText(", ".join(part for part in (words, self._time_left(progress.share)) if part))

    def _time_left(self, share: float) -> str:
        if self._first_share is None:
            self._first_share = share
        gone = share - self._first_share
        return "" if gone < TELLING_SHARE else time_left(self._began.elapsed() / 1000 * (1 - share) / gone)

    def _ended(self, exported: "Exported | None", error: BaseException | None) -> None:
        self._future = None
        self._show_busy(False)
        if isinstance(error, CancelledError):
            self.state.tell(self.tr("Stopped. Saved again under the same name, it goes on there."))
        elif exported is None:
            self.state.tell(error_sentence(error or RuntimeError()), problem=True)
        else:
            words = self.tr("{name} is written, {length}.")
            told = words.format(name=exported.files[0].name, length=clock(exported.seconds))
            self.state.tell(" ".join((told, *(error_sentence(one) for one in exported.missing))))

    def _show_busy(self, busy: bool) -> None:
        self.progress.setRange(0, 0 if busy else 1)  # how long it takes is not known at first
        for part, seen in ((self.progress, busy), (self.stop_button, busy), (self.save_button, not busy)):
            part.setVisible(seen)
        for field in (self.form, self.subtitles):
            field.setEnabled(not busy)
        (self.stop_button if busy else self.save_button).setFocus()

    # --- how it is put together ---------------------------------------------------------------------------------------

    def _arrange(self) -> None:
        formats = (
            (self.tr("MP3"), "mp3"),
            (self.tr("M4B, an audiobook with chapters"), "m4b"),
            (self.tr("Opus, the smallest"), "opus"),
            (self.tr("FLAC, without loss"), "flac"),
            (self.tr("WAV"), "wav"),
        )
        self.form.offer(formats, "mp3")
        layout = column(self, margin=24, spacing=16)
        fields = QFormLayout()
        fields.setVerticalSpacing(8)
        fields.addRow(label(self.tr("Format"), buddy=self.form), self.form)
        fields.addRow(self.subtitles)
        layout.addLayout(fields)
        layout.addWidget(self.progress)
        layout.addWidget(self.state)
        layout.addStretch()
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch()
        for one in (self.close_button, self.stop_button, self.save_button):
            row.addWidget(one)
        layout.addLayout(row)
        self.progress.setTextVisible(False)  # it is said below
        self.progress.setAccessibleName(self.tr("How much is spoken"))


def file_name(title: str) -> str:
    """A title as the name of a file on any system."""
    kept = "".join(" " if letter in '/\\:*?"<>|' or not letter.isprintable() else letter for letter in title)
    return " ".join(kept.split())[:80].strip(" .") or "document"
