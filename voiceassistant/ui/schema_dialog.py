"""Asks for the JSON Schema that an answer is to follow; empty for any."""

import json

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPlainTextEdit, QWidget

from voiceassistant.ui.announce import announce
from voiceassistant.ui.parts import column, fit_to_screen, hidden, label


class SchemaDialog(QDialog):
    """`chosen`: the schema as JSON text, or ""."""

    chosen = Signal(str)

    def __init__(self, schema: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Answer as JSON"))
        fit_to_screen(self, 480, 360)
        self.text = QPlainTextEdit(schema)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(self.tr("JSON Schema"))
        self.problem = hidden(label(role="problem", wrap=True))
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        words = self.tr("The JSON Schema that the next answer follows; empty for any JSON.")
        layout = column(self, margin=16)
        for widget in (label(words, wrap=True, buddy=self.text), self.text, self.problem, self.buttons):
            layout.addWidget(widget)
        self.buttons.accepted.connect(self._accept)
        self.buttons.rejected.connect(self.reject)

    def _accept(self) -> None:
        schema = self.text.toPlainText().strip()
        reason = schema_problem(schema)
        if not reason:
            self.chosen.emit(schema)
            self.accept()
            return
        sentence = self.tr("This is no JSON Schema: {reason}").format(reason=reason)
        self.problem.setText(f"⚠ {sentence}")
        self.problem.setVisible(True)
        announce(self.text, sentence, urgent=True)
        self.text.setFocus()


def schema_problem(schema: str) -> str:
    """Why it cannot be sent, "" if it can."""
    if not schema:
        return ""
    try:
        read = json.loads(schema)
    except ValueError as error:
        return str(error)
    return "" if isinstance(read, dict) else "{…}"
