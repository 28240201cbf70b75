"""The settings' page of the program's place in the desktop: its keys, and the documents it is offered for."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from voiceassistant import desktop_entry
from voiceassistant.errors import DesktopError
from voiceassistant.settings import DesktopSettings
from voiceassistant.ui.check_box import CheckBox
from voiceassistant.ui.parts import column, label
from voiceassistant.ui.settings_page import SettingsPage
from voiceassistant.ui.system.hotkeys import way_of_keys


class DesktopPage(SettingsPage):
    """`problem`: a DesktopError. Whether the program is offered is no setting: the desktop itself knows it."""

    problem = Signal(object)

    def __init__(self, settings: DesktopSettings, parent: QWidget | None = None) -> None:
        super().__init__(settings, tuple(DesktopSettings.model_fields), parent)
        self.keys_note = label(self._about_keys(), "quiet", wrap=True)
        self.offered = CheckBox(self.tr("Offer Voice Assistant for documents in the file manager"))
        self.offered_note = label(self._about_documents(), "quiet", wrap=True)
        self.offered.setAccessibleDescription(self.offered_note.text())
        self.offered.setEnabled(desktop_entry.supported())
        self.offered.setChecked(desktop_entry.installed())
        self.offered.toggled.connect(self._offer)
        self.add_section(self.keys_note)
        documents = QWidget()
        rows = column(documents, spacing=4)
        rows.addWidget(self.offered)
        rows.addWidget(self.offered_note)
        self.add_section(documents)
        can_have = bool(way_of_keys())
        for field in self.fields.values():
            field.setEnabled(can_have)
            field.editor.setAccessibleDescription(f"{field.help.text()} {self.keys_note.text()}")

    def _offer(self, on: bool) -> None:
        try:
            if on:
                desktop_entry.install()
            else:
                desktop_entry.remove()
        except DesktopError as error:
            self.problem.emit(error)
            self.offered.blockSignals(True)
            self.offered.setChecked(desktop_entry.installed())
            self.offered.blockSignals(False)

    def _about_keys(self) -> str:
        command = "voiceassistant --read-selection"
        match way_of_keys():
            case "x11":
                return self.tr("These keys work in every program.")
            case "portal":
                words = self.tr(
                    "These keys work in every program if the desktop allows it; it may ask you, and give others. "
                    "If it does not, bind the command “{command}” to a key in the desktop's own settings."
                )
            case _:
                words = self.tr(
                    "This system gives programs no keys that work everywhere. "
                    "Bind the command “{command}” to a key in its own settings."
                )
        return words.format(command=command)

    def _about_documents(self) -> str:
        if desktop_entry.supported():
            return self.tr("Your usual programs stay as they are; “Open with” lists this one, too.")
        return self.tr("This system does not let a program do that by itself: choose it with “Open with”.")
