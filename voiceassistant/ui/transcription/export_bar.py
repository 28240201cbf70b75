"""The transcript leaves the window: copied, or as a file, in one of the formats."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QHBoxLayout, QWidget

from voiceassistant.text.subtitles import rendered
from voiceassistant.transcripts import Transcript
from voiceassistant.ui.choice import Choice
from voiceassistant.ui.parts import button, label
from voiceassistant.ui.state_line import StateLine

SUFFIXES = {"text": "txt", "srt": "srt", "vtt": "vtt", "json": "json", "verbose_json": "json"}


class ExportBar(QWidget):
    """Says what came of it.

    Args:
        name: The recording's file; the transcript's is called after it.
    """

    def __init__(self, name: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._transcript: Transcript | None = None
        self.state, self.form = StateLine(), Choice()
        self.copy_button, self.save_button = button(self.tr("Copy")), button(self.tr("Save as…"))
        self.form.offer([(title, form) for form, title in self._titles().items()], "text")
        self._arrange()
        self.copy_button.clicked.connect(self.copy)
        self.save_button.clicked.connect(self.ask_where)
        self.show_transcript(None)

    def show_transcript(self, transcript: Transcript | None) -> None:
        """What is exported from now on."""
        self._transcript = transcript
        for one in (self.form, self.copy_button, self.save_button):
            one.setEnabled(transcript is not None)

    def copy(self) -> None:
        if self._transcript:
            QApplication.clipboard().setText(rendered(self._transcript, self._form))
            self.state.tell(self.tr("Copied as {format}.").format(format=self.form.currentText()))

    def save(self, path: Path) -> None:
        """Writes the file in the chosen format."""
        if self._transcript is None:
            return
        try:
            path.write_text(rendered(self._transcript, self._form), encoding="utf-8", newline="\n")
        except OSError as error:
            words = self.tr("{name} cannot be written: {reason}. Choose another folder.")
            self.state.tell(words.format(name=path.name, reason=error.strerror), problem=True)
        else:
            self.state.tell(self.tr("{name} is written.").format(name=path.name))

    def ask_where(self) -> None:
        if self._transcript is None:
            return
        suffix = SUFFIXES[self._form]
        dialog = QFileDialog(self, self.tr("Save the transcript"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(f"{self.form.currentText()} (*.{suffix})")
        dialog.setDefaultSuffix(suffix)
        dialog.setDirectory(str(self._name.parent))
        dialog.selectFile(f"{self._name.stem}.{suffix}")
        dialog.fileSelected.connect(lambda chosen: self.save(Path(chosen)))
        dialog.open()

    @property
    def _form(self) -> str:
        return str(self.form.currentData())

    def _titles(self) -> dict[str, str]:
        return {
            "text": self.tr("Text"),
            "srt": self.tr("SRT subtitles"),
            "vtt": self.tr("WebVTT subtitles"),
            "json": self.tr("JSON"),
            "verbose_json": self.tr("JSON with times"),
        }

    def _arrange(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.state, 1)  # beside the buttons: nothing moves when there is something to say
        row.addStretch()
        row.addWidget(label(self.tr("Format"), "name", buddy=self.form))
        for one in (self.form, self.copy_button, self.save_button):
            row.addWidget(one)
        self.copy_button.setToolTip(self.tr("Copy the whole transcript in this format (Ctrl+Shift+C)"))
        self.save_button.setToolTip(self.tr("Save the whole transcript in this format (Ctrl+S)"))
        for one in (self.copy_button, self.save_button):
            one.setAutoDefault(False)
