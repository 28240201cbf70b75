"""What the menus let the user choose: a microphone, a speaker, and whom to talk to."""

from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from voiceassistant.errors import AssistantError
from voiceassistant.settings import Persona
from voiceassistant.ui.bridge import Bridge
from voiceassistant.ui.menus import Menus
from voiceassistant.ui.port import AssistantPort


class Choices(QObject):
    """Fills the menus' choices and does what is chosen. `problem` is a reason why that failed."""

    changed = Signal()  # the assistant may have other settings now
    problem = Signal(object)  # an error

    def __init__(self, menus: Menus, bridge: Bridge) -> None:
        super().__init__(menus)
        self._menus, self._bridge = menus, bridge
        self.assistant: AssistantPort | None = None  # as soon as there is one
        menus.devices_wanted.connect(self._fill_devices)
        menus.device_chosen.connect(lambda kind, name: self._change(**{kind: name}))
        menus.persona_chosen.connect(lambda name: self._change(persona=name))

    def show(self) -> None:
        """Offers the personas that the settings have now."""
        if self.assistant:
            settings = self.assistant.settings
            self._menus.show_personas([persona.name for persona in settings.personas], settings.persona)

    def use_personas(self, personas: tuple[Persona, ...]) -> None:
        """From now on these can be talked to; one that was chosen and is gone is chosen no more."""
        chosen = self.assistant.settings.persona if self.assistant else ""
        there = chosen in [persona.name for persona in personas]
        self._change(personas=[one.model_dump() for one in personas], persona=chosen if there else "")

    def _fill_devices(self, kind: str) -> None:
        if self.assistant:
            asked = self.assistant.microphones() if kind == "microphone" else self.assistant.speakers()
            self._bridge.when_done(asked, self, partial(self._show_devices, kind))

    def _show_devices(self, kind: str, names: Any, error: BaseException | None) -> None:
        if error:
            self.problem.emit(error)
        elif self.assistant:
            self._menus.show_devices(kind, names, getattr(self.assistant.settings, kind))

    def _change(self, **values: Any) -> None:
        if self.assistant:
            try:
                self.assistant.apply(self.assistant.settings.with_values(**values))
            except AssistantError as error:
                self.problem.emit(error)
            self.changed.emit()
