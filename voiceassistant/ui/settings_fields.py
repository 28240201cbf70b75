"""One field of a settings model as label, editor, help and, where it does not fit, the reason."""

from collections.abc import Sequence
from typing import Any, Literal, get_args, get_origin

from pydantic.fields import FieldInfo
from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QPalette, QPen, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QWidget,
)

from voiceassistant.ui.announce import announce
from voiceassistant.ui.field_texts import choice_title, field_help, field_title
from voiceassistant.ui.parts import column, hidden, label

SUGGESTIONS = {
    "voice": ("alloy", "ash", "coral", "echo", "fable", "onyx", "nova", "sage", "shimmer"),
    "reasoning_effort": ("none", "minimal", "low", "medium", "high"),
}
LONG_TEXTS = ("system_prompt", "prompt")
DEVICES = ("microphone", "speaker")


class Choice(QComboBox):
    """Values with titles; the wheel scrolls the page instead of changing it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)  # the style sheet would want a picture of an arrow
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QApplication.palette().color(QPalette.ColorRole.PlaceholderText), 2))
        x, y = self.width() - 18, self.height() / 2
        painter.drawPolyline([QPointF(x - 4, y - 2), QPointF(x, y + 2), QPointF(x + 4, y - 2)])

    def offer(self, values: Sequence[tuple[str, str]], chosen: str) -> None:
        """(title, value) pairs; a chosen value that is not among them is offered too."""
        self.blockSignals(True)
        self.clear()
        missing = [] if chosen in (value for _, value in values) else [(chosen, chosen)]
        for title, value in (*values, *missing):
            self.addItem(title, value)
        self.setCurrentIndex(self.findData(chosen))
        self.blockSignals(False)


class LongText(QPlainTextEdit):
    done = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setFixedHeight(96)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.done.emit()


class SettingsField(QWidget):
    """`edited`: the user has finished with it and `value` is new."""

    edited = Signal(str)

    def __init__(self, name: str, field: FieldInfo, value: Any, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = name
        self.editor = self._make(field)
        self.label = label(field_title(name), "name", buddy=self.editor)
        self.help = label(field_help(field.description or ""), "quiet", wrap=True)
        self.problem = hidden(label(role="problem", wrap=True))
        self.editor.setAccessibleDescription(self.help.text())
        if isinstance(self.editor, QComboBox):  # it has its label's name; its list has none
            self.editor.view().setAccessibleName(self.label.text())
        else:
            self.editor.setAccessibleName(self.label.text())
        layout = column(self, spacing=4)
        self.label.setVisible(not isinstance(self.editor, QCheckBox))  # a box has its words beside it
        for widget in (self.label, self.editor, self.problem, self.help):
            layout.addWidget(widget)
        self.show_value(value)

    @property
    def value(self) -> Any:
        match self.editor:
            case Choice():
                return self.editor.currentText() if self.editor.isEditable() else self.editor.currentData()
            case LongText():
                return self.editor.toPlainText().strip()
            case QCheckBox():
                return self.editor.isChecked()
            case QLineEdit():
                return self.editor.text().strip()
            case QSpinBox() | QDoubleSpinBox():
                return self.editor.value()
        raise TypeError(type(self.editor).__name__)

    def show_value(self, value: Any) -> None:
        """Shows it without telling so."""
        self.editor.blockSignals(True)
        match self.editor:
            case Choice() if self.editor.isEditable():
                self.editor.setEditText(value)
            case Choice():
                self.editor.setCurrentIndex(self.editor.findData(value))
            case LongText():
                self.editor.setPlainText(value)
            case QCheckBox():
                self.editor.setChecked(value)
            case QLineEdit():
                self.editor.setText(value)
            case QSpinBox() | QDoubleSpinBox():
                self.editor.setValue(value)
        self.editor.blockSignals(False)
        self.show_problem("")

    def show_problem(self, sentence: str) -> None:
        self.problem.setText(f"⚠ {sentence}")
        self.problem.setVisible(bool(sentence))
        if sentence:
            announce(self.editor, sentence, urgent=True)

    def _make(self, field: FieldInfo) -> QWidget:
        if get_origin(field.annotation) is Literal:
            return self._make_choice([str(value) for value in get_args(field.annotation)])
        if field.annotation is bool:
            box = QCheckBox(field_title(self.name))
            box.toggled.connect(self._edited)
            return box
        if field.annotation in (int, float):
            return self._make_number(field)
        if self.name in DEVICES:
            return self._make_choice([""])
        if self.name in SUGGESTIONS:
            return self._make_suggestions(SUGGESTIONS[self.name])
        if self.name in LONG_TEXTS:
            text = LongText()
            text.done.connect(self._edited)
            return text
        line = QLineEdit()
        line.editingFinished.connect(self._edited)
        return line

    def _make_choice(self, values: Sequence[str]) -> Choice:
        choice = Choice()
        choice.offer([(choice_title(self.name, value), value) for value in values], values[0])
        choice.currentIndexChanged.connect(self._edited)
        return choice

    def _make_suggestions(self, values: Sequence[str]) -> Choice:
        choice = Choice()
        choice.setEditable(True)
        choice.addItems(list(values))
        choice.activated.connect(self._edited)
        if edit := choice.lineEdit():
            edit.editingFinished.connect(self._edited)
            edit.setAccessibleName(field_title(self.name))
        return choice

    def _make_number(self, field: FieldInfo) -> QWidget:
        least = next((m.ge for m in field.metadata if hasattr(m, "ge")), 1)
        most = next((m.le for m in field.metadata if hasattr(m, "le")), 999_999)
        spin = QSpinBox() if field.annotation is int else QDoubleSpinBox()
        spin.setRange(least, most)
        spin.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        if isinstance(spin, QDoubleSpinBox):
            spin.setSingleStep(0.05 if most < 10 else 5)
        spin.setKeyboardTracking(False)
        spin.setButtonSymbols(QAbstractSpinBox.ButtonSymbols.NoButtons)
        spin.valueChanged.connect(self._edited)
        return spin

    def _edited(self) -> None:
        self.edited.emit(self.name)
