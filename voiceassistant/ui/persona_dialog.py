"""Whom the user can talk to: add, change, remove."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QLineEdit, QListWidget, QPlainTextEdit, QWidget

from voiceassistant.settings import Persona
from voiceassistant.ui.announce import announce
from voiceassistant.ui.parts import button, column, fit_to_screen, hidden, label


class PersonaDialog(QDialog):
    """`chosen`: a tuple of all personas, as the user wants them."""

    chosen = Signal(tuple)

    def __init__(self, personas: Sequence[Persona], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Personas"))
        fit_to_screen(self, 480, 520)
        self._personas = list(personas)
        self.list = QListWidget()
        self.list.setAccessibleName(self.windowTitle())
        self.add_button, self.remove_button = button(self.tr("Add")), button(self.tr("Remove"))
        self.name, self.voice, self.model = QLineEdit(), QLineEdit(), QLineEdit()
        self.prompt = QPlainTextEdit()
        self.prompt.setTabChangesFocus(True)
        self.problem = hidden(label(role="problem", wrap=True))
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self._arrange()
        self._connect()
        self.list.addItems([persona.name for persona in self._personas])
        self.list.setCurrentRow(0)
        self._show(self.list.currentRow())

    def _arrange(self) -> None:
        layout = column(self, margin=16)
        layout.addWidget(self.list)
        row = QHBoxLayout()
        row.addWidget(self.add_button)
        row.addWidget(self.remove_button)
        row.addStretch()
        layout.addLayout(row)
        for words, field in (
            (self.tr("Name"), self.name),
            (self.tr("How to answer"), self.prompt),
            (self.tr("Voice; empty for the usual one"), self.voice),
            (self.tr("Chat model; empty for the usual one"), self.model),
        ):
            field.setAccessibleName(words)
            layout.addWidget(label(words, "name", buddy=field))
            layout.addWidget(field)
        layout.addWidget(self.problem)
        layout.addWidget(self.buttons)

    def _connect(self) -> None:
        self.list.currentRowChanged.connect(self._show)
        self.add_button.clicked.connect(self.add)
        self.remove_button.clicked.connect(self.remove)
        for field in (self.name, self.voice, self.model):
            field.textEdited.connect(self._edited)
        self.prompt.textChanged.connect(self._edited)
        self.buttons.accepted.connect(self._accept)
        self.buttons.rejected.connect(self.reject)

    def add(self) -> None:
        name = self.tr("New persona")
        self._personas.append(Persona(name=name))
        self.list.addItem(name)
        self.list.setCurrentRow(len(self._personas) - 1)
        self.name.setFocus()
        self.name.selectAll()

    def remove(self) -> None:
        at = self.list.currentRow()
        if at >= 0:
            del self._personas[at]
            self.list.takeItem(at)
            self._show(self.list.currentRow())

    def _show(self, at: int) -> None:
        there = 0 <= at < len(self._personas)
        shown = self._personas[at] if there else Persona(name="-")
        self.prompt.blockSignals(True)
        self.prompt.setPlainText(shown.system_prompt)
        self.prompt.blockSignals(False)
        self.name.setText(shown.name if there else "")
        self.voice.setText(shown.voice)
        self.model.setText(shown.model)
        for widget in (self.name, self.prompt, self.voice, self.model, self.remove_button):
            widget.setEnabled(there)

    def _edited(self) -> None:
        at = self.list.currentRow()
        values = {
            "name": self.name.text().strip(),
            "system_prompt": self.prompt.toPlainText().strip(),
            "voice": self.voice.text().strip(),
            "model": self.model.text().strip(),
        }
        self._personas[at] = self._personas[at].model_copy(update=values)  # its name is looked at in the end
        self.list.item(at).setText(values["name"])

    def _accept(self) -> None:
        names = [persona.name for persona in self._personas]
        if "" not in names and len(set(names)) == len(names):
            self.chosen.emit(tuple(self._personas))
            self.accept()
            return
        sentence = self.tr("Every persona needs a name of its own.")
        self.problem.setText(f"⚠ {sentence}")
        self.problem.setVisible(True)
        announce(self.list, sentence, urgent=True)
