"""A text of the user's own is spoken, or kept as a sound file."""

from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from voiceassistant.ui.bridge import Bridge
from voiceassistant.ui.choice import VOICES, TypedChoice
from voiceassistant.ui.parts import button, column, fit_to_screen, label
from voiceassistant.ui.port import AssistantPort
from voiceassistant.ui.speech_work import SpeechWork
from voiceassistant.ui.speed_field import SpeedField
from voiceassistant.ui.state_line import StateLine
from voiceassistant.ui.theme import reading_font

FORMATS = ("mp3", "opus", "aac", "flac", "wav", "pcm")
TEXT_SUFFIXES = (".txt", ".md", ".text")


class SayText(QPlainTextEdit):
    """What is to be said; a dropped text file gives its text. `problem`: why one cannot be read."""

    problem = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFont(reading_font())
        self.setTabChangesFocus(True)
        self.setPlaceholderText(self.tr("Type, paste or drop a text"))

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return bool(_text_files(source)) or super().canInsertFromMimeData(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        files = _text_files(source)
        if not files:
            super().insertFromMimeData(source)
        for path in files:
            try:
                self.insertPlainText(path.read_text(encoding="utf-8"))
            except (OSError, UnicodeDecodeError) as error:
                words = self.tr("{name} cannot be read as text: {reason}.")
                self.problem.emit(words.format(name=path.name, reason=getattr(error, "strerror", None) or "UTF-8"))


class SayDialog(QDialog):
    """Stays open beside the window; closing it ends the speech.

    Args:
        assistant: Speaks; its settings have the voice and speed to begin with.
        bridge: Brings its answers.
    """

    def __init__(self, assistant: AssistantPort, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._assistant = assistant
        self.setWindowTitle(self.tr("Say a text"))
        usual = assistant.settings.with_persona.speech
        self.text = SayText()
        self.voice = TypedChoice(self.tr("Voice"), VOICES)
        self.voice.setEditText(usual.voice)
        self.speed = SpeedField(self.tr("Speed"), usual.speed)
        self.speak_button = button(self.tr("Speak"), primary=True)
        self.save_button = button(self.tr("Save as…"))
        self.state = StateLine()
        self.work = SpeechWork(bridge, self)
        self._arrange()
        self._connect()
        self._update()
        fit_to_screen(self, 520, 440)
        self.text.setFocus()

    def done(self, result: int) -> None:
        self.work.stop()
        super().done(result)

    def save(self, path: str) -> None:
        """Writes the speech into a file, in the format of its suffix."""
        name = Path(path).name
        self.work.begin(
            lambda: self._assistant.save_speech(self._words, Path(path), self._voice, self.speed.value),
            self.tr("{name} is being written…").format(name=name),
            self.tr("{name} is written.").format(name=name),
        )

    def _speak(self) -> None:
        if self.work.busy:
            self.work.stop()
        elif self._words:
            self.work.begin(
                lambda: self._assistant.speak(self._words, self._voice, self.speed.value),
                self.tr("Speaking…"),
                self.tr("It was spoken to its end."),
            )

    @property
    def _words(self) -> str:
        return self.text.toPlainText().strip()

    @property
    def _voice(self) -> str:
        return self.voice.currentText().strip()

    def _update(self) -> None:
        busy, empty = self.work.busy, not self._words
        self.speak_button.setText(self.tr("Stop") if busy else self.tr("Speak"))
        self.speak_button.setEnabled(busy or not empty)
        self.save_button.setEnabled(not busy and not empty)
        if not busy:
            self.state.tell(self.tr("Type, paste or drop a text first.") if empty else "")

    def _ask_where(self) -> None:
        dialog = QFileDialog(self, self.tr("Save the speech"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([f"{name.upper()} (*.{name})" for name in FORMATS])
        dialog.filterSelected.connect(lambda chosen: _use_format(dialog, chosen.partition(" ")[0].lower()))
        dialog.setDefaultSuffix(FORMATS[0])
        dialog.selectFile(f"speech.{FORMATS[0]}")
        dialog.fileSelected.connect(self.save)
        dialog.open()

    def _arrange(self) -> None:
        layout = column(self, margin=16)
        layout.addWidget(label(self.tr("Text"), "name", buddy=self.text))
        self.text.setAccessibleName(self.tr("Text"))
        layout.addWidget(self.text, 1)
        fields = QHBoxLayout()
        fields.setSpacing(16)
        fields.addLayout(_named(self.tr("Voice"), self.voice))
        fields.addLayout(_named(self.tr("Speed"), self.speed), 1)
        layout.addLayout(fields)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.state, 1)  # beside the buttons: nothing moves when there is something to say
        buttons.addStretch()
        buttons.addWidget(self.save_button)
        buttons.addWidget(self.speak_button)
        layout.addLayout(buttons)

    def _connect(self) -> None:
        for one in (self.speak_button, self.save_button):
            one.setAutoDefault(False)  # Enter belongs to the text
        self.text.textChanged.connect(self._update)
        self.text.problem.connect(lambda sentence: self.state.tell(sentence, problem=True))
        self.work.changed.connect(self._update)
        self.work.told.connect(lambda words, problem: self.state.tell(words, problem=problem))
        self.speak_button.clicked.connect(self._speak)
        self.save_button.clicked.connect(self._ask_where)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self, self._speak)


def _named(title: str, field: QWidget) -> QVBoxLayout:
    made = QVBoxLayout()
    made.setSpacing(4)
    made.addWidget(label(title, "name", buddy=field))
    made.addWidget(field)
    return made


def _use_format(dialog: QFileDialog, suffix: str) -> None:
    dialog.setDefaultSuffix(suffix)
    for chosen in dialog.selectedFiles()[:1]:
        dialog.selectFile(str(Path(chosen).with_suffix(f".{suffix}").name))


def _text_files(data: QMimeData) -> list[Path]:
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return [path for path in paths if path.suffix.lower() in TEXT_SUFFIXES]
