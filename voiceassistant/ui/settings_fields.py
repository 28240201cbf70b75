"""One field of a settings model as label, editor, help and, where it does not fit, the reason."""

from collections.abc import Sequence
from typing import Any, Literal, get_args, get_origin

from pydantic.fields import FieldInfo
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QWheelEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QWidget,
)

from voiceassistant.ui.announce import announce
from voiceassistant.ui.check_box import CheckBox
from voiceassistant.ui.choice import VOICES, Choice, TypedChoice
from voiceassistant.ui.field_texts import choice_title, field_help, field_title
from voiceassistant.ui.key_field import KeyField
from voiceassistant.ui.parts import column, hidden, label, without_arrows

SUGGESTIONS = {
    "model": (),  # the server's, as soon as they are known
    "voice": VOICES,
    "reasoning_effort": ("none", "minimal", "low", "medium", "high"),
}
LONG_TEXTS = ("system_prompt", "prompt")
DEVICES = ("microphone", "speaker")
KEYS = ("selection_key", "talk_key")


class LongText(QPlainTextEdit):
    done = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setFixedHeight(96)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.done.emit()


class WholeNumber(QSpinBox):
    """The wheel scrolls the page instead of changing it."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class Number(QDoubleSpinBox):
    """The wheel scrolls the page instead of changing it."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


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
        self._layout = column(self, spacing=4)
        self.label.setVisible(not isinstance(self.editor, QCheckBox))  # a box has its words beside it
        for widget in (self.label, self.editor, self.problem, self.help):
            self._layout.addWidget(widget)
        self.show_value(value)

    @property
    def value(self) -> Any:
        match self.editor:
            case TypedChoice():
                return self.editor.currentText().strip()
            case Choice():
                return self.editor.currentData()
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
            case TypedChoice():
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

    def add_below(self, widget: QWidget) -> None:
        """Puts something that belongs to the editor under it."""
        self._layout.insertWidget(self._layout.indexOf(self.editor) + 1, widget)

    def show_problem(self, sentence: str) -> None:
        self.problem.setText(f"⚠ {sentence}")
        self.problem.setVisible(bool(sentence))
        if sentence:
            announce(self.editor, sentence, urgent=True)

    def _make(self, field: FieldInfo) -> QWidget:
        if get_origin(field.annotation) is Literal:
            return self._make_choice([str(value) for value in get_args(field.annotation)])
        if field.annotation is bool:
            box = CheckBox(field_title(self.name))
            box.toggled.connect(self._edited)
            return box
        if field.annotation in (int, float):
            return self._make_number(field)
        if self.name in DEVICES:
            return self._make_choice([""])
        if self.name in SUGGESTIONS:
            return self._make_suggestions(SUGGESTIONS[self.name])
        if self.name in KEYS:
            key = KeyField()
            key.editingFinished.connect(self._edited)
            return key
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

    def _make_suggestions(self, values: Sequence[str]) -> TypedChoice:
        choice = TypedChoice(field_title(self.name), values)
        choice.activated.connect(self._edited)
        if edit := choice.lineEdit():
            edit.editingFinished.connect(self._edited)
        return choice

    def _make_number(self, field: FieldInfo) -> QWidget:
        least = next((m.ge for m in field.metadata if hasattr(m, "ge")), 1)
        most = next((m.le for m in field.metadata if hasattr(m, "le")), 999_999)
        spin = WholeNumber() if field.annotation is int else Number()
        spin.setRange(least, most)
        spin.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        if isinstance(spin, QDoubleSpinBox):
            spin.setSingleStep(0.05 if most < 10 else 5)
        spin.setKeyboardTracking(False)
        without_arrows(spin)
        spin.valueChanged.connect(self._edited)
        return spin

    def _edited(self) -> None:
        self.edited.emit(self.name)
