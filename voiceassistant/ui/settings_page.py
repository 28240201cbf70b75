"""A form made from a settings model: the page of one section."""

from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel, ValidationError
from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from voiceassistant.ui.parts import column
from voiceassistant.ui.settings_fields import SettingsField


class SettingsPage(QScrollArea):
    """`edited`: all fields fit, and at least one is new."""

    edited = Signal()

    def __init__(self, model: BaseModel, names: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = type(model)
        self.fields: dict[str, SettingsField] = {}
        self.page = QWidget()
        self.page.setObjectName("page")
        self.rows: QVBoxLayout = column(self.page, margin=24, spacing=24)
        for name in names:
            field = SettingsField(name, self._model.model_fields[name], getattr(model, name))
            field.edited.connect(self._edited)
            self.fields[name] = field
            self.rows.addWidget(field)
        self.rows.addStretch()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(self.page)

    def add_section(self, section: QWidget) -> None:
        """Puts something behind the fields."""
        self.rows.insertWidget(self.rows.count() - 1, section)

    def values(self) -> dict[str, Any]:
        return {name: field.value for name, field in self.fields.items()}

    def show_values(self, model: BaseModel) -> None:
        for name, field in self.fields.items():
            field.show_value(getattr(model, name))

    def fits(self) -> bool:
        """Whether all values fit; what does not says why, beside its field."""
        problems = self.problems()
        for name, field in self.fields.items():
            field.show_problem(problems.get(name, ""))
        return not problems

    def problems(self) -> dict[str, str]:
        """A sentence for each field that does not fit."""
        try:
            self._model.model_validate(self.values())
        except ValidationError as error:
            return {str(one["loc"][0]): _in_words(one["type"], one["msg"]) for one in error.errors()}
        return {}

    def _edited(self, _name: str) -> None:
        if self.fits():
            self.edited.emit()


def _in_words(kind: str, message: str) -> str:
    if kind == "string_pattern_mismatch":
        return QCoreApplication.translate("SettingsPage", "Write two small letters, such as en, or nothing.")
    if kind == "pauses_swapped":
        return QCoreApplication.translate("SettingsPage", "The longest pause is shorter than the shortest.")
    if kind == "key_alone":
        return QCoreApplication.translate("SettingsPage", "Press the key together with Ctrl, Alt or Meta.")
    if kind == "key_twice":
        return QCoreApplication.translate("SettingsPage", "This key does something else already.")
    return message
