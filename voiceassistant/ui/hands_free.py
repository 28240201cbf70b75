"""Hands-free on and off, and the microphone's mute: a box to tick and a button, and the same in the menu."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from voiceassistant.errors import AssistantError
from voiceassistant.events import Event, Hearing, HearingChanged
from voiceassistant.ui.check_box import CheckBox
from voiceassistant.ui.menus import Menus
from voiceassistant.ui.parts import button
from voiceassistant.ui.port import AssistantPort


class HandsFree(QWidget):
    """Shows what the ear really does, as the engine tells it. `problem` is a reason why the switch is not kept."""

    changed = Signal()  # the assistant may have other settings now
    problem = Signal(object)  # an error

    def __init__(self, menus: Menus, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._menus = menus
        self.assistant: AssistantPort | None = None  # as soon as there is one
        self._wanted = False  # as the engine was told last
        self.switch = CheckBox(self.tr("Hands-free"))
        self.switch.setToolTip(self.tr("Just talk, without a key (Ctrl+M)"))
        self.switch.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # after a click Space stays the talk key
        self.mute_button = button(self.tr("Mute"), takes_clicked_focus=False)
        keeping = self.mute_button.sizePolicy()
        keeping.setRetainSizeWhenHidden(True)  # nothing moves when it comes
        self.mute_button.setSizePolicy(keeping)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addStretch()
        row.addWidget(self.mute_button)
        row.addWidget(self.switch)
        QWidget.setTabOrder(self.switch, self.mute_button)
        self.switch.clicked.connect(self._switch)
        self.mute_button.clicked.connect(lambda: self._mute(self._hearing is not Hearing.MUTED))
        menus.hands_free.connect(self._switch)
        menus.mute.connect(self._mute)
        self.switch.setEnabled(False)
        self._show(Hearing.OFF)

    def follow_settings(self) -> None:
        """Switches as the settings have it, if that is something new: at the start, and when they are changed."""
        self.switch.setEnabled(self.assistant is not None)
        if self.assistant and self.assistant.settings.hands_free.enabled is not self._wanted:
            self._tell(self.assistant.settings.hands_free.enabled)

    def take(self, event: Event) -> None:
        if isinstance(event, HearingChanged):
            self._show(event.hearing)

    def _switch(self, on: bool) -> None:
        """The user's choice holds now, and if it can be kept from the next start on, too."""
        if self.assistant is None:
            return
        settings = self.assistant.settings
        kept = settings.hands_free.model_copy(update={"enabled": on})
        try:
            self.assistant.apply(settings.model_copy(update={"hands_free": kept}))
        except AssistantError as error:
            self.problem.emit(error)
        self._tell(on)
        self.changed.emit()

    def _tell(self, on: bool) -> None:
        if self.assistant:
            self._wanted = on
            self.assistant.engine.hands_free(on)

    def _mute(self, on: bool) -> None:
        if self.assistant:
            self.assistant.engine.mute(on)

    def _show(self, hearing: Hearing) -> None:
        self._hearing = hearing
        on, muted = hearing is not Hearing.OFF, hearing is Hearing.MUTED
        self.switch.setChecked(on)
        self._menus.hands_free_switch.setChecked(on)
        self._menus.mute_switch.setChecked(muted)
        self._menus.mute_switch.setEnabled(on)
        self.mute_button.setVisible(on)
        self.mute_button.setText(self.tr("Unmute") if muted else self.tr("Mute"))
        self.mute_button.setToolTip(
            self.tr("Hear what is said again (Ctrl+Shift+M)")
            if muted
            else self.tr("Hear nothing but what is said with the talk key (Ctrl+Shift+M)")
        )
