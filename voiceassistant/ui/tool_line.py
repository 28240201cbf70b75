"""A tool call as one line; a click shows what it was asked and what it answered."""

import json

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from voiceassistant.messages import ToolCall
from voiceassistant.ui.parts import button, column, hidden, label

ARGUMENT_CHARACTERS = 40
RESULT_CHARACTERS = 2000


class ToolLine(QWidget):
    def __init__(self, call: ToolCall, *, ended: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = button("", quiet=True, takes_clicked_focus=False)
        self.line.setCheckable(True)
        self.details = hidden(label(role="quiet", wrap=True))
        self.details.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.line.toggled.connect(self.details.setVisible)
        layout = column(self, spacing=0)
        layout.addWidget(self.line, alignment=Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.details)
        self.show_call(call, ended=ended)

    def show_call(self, call: ToolCall, *, ended: bool) -> None:
        self.id = call.id
        text = f"⚙ {call.name}({short_arguments(call.arguments)})"
        if not ended:
            self.line.setText(f"{text} …")
            self.line.setAccessibleName(self.tr("Tool {name} is running").format(name=call.name))
            return
        seconds = self.tr("{n} s").format(n=f"{call.seconds:.2f}")
        self.line.setText(f"{text} {'✓' if call.ok else '✗'} {seconds}")
        outcome = self.tr("Tool {name} has answered") if call.ok else self.tr("Tool {name} has failed")
        self.line.setAccessibleName(outcome.format(name=call.name))
        self.details.setText(f"{call.arguments}\n{call.result[:RESULT_CHARACTERS]}")
        self.line.setToolTip(call.result[:200])


def short_arguments(arguments: str) -> str:
    """The values alone: what they are called shows in the details."""
    try:
        values = json.loads(arguments)
    except ValueError:
        values = arguments
    text = ", ".join(str(value) for value in values.values()) if isinstance(values, dict) else str(values)
    return text if len(text) <= ARGUMENT_CHARACTERS else text[: ARGUMENT_CHARACTERS - 1] + "…"
