"""The models of a role's server: until when each is there, what follows, and a button to go on with that."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from voiceassistant.events import Event, ServersChanged
from voiceassistant.retirement import ModelInfo
from voiceassistant.settings import Role
from voiceassistant.ui.bridge import Bridge
from voiceassistant.ui.model_texts import model_words, shutdown_words
from voiceassistant.ui.notices import loss
from voiceassistant.ui.parts import button, column, hidden, label
from voiceassistant.ui.port import AssistantPort
from voiceassistant.ui.state_line import StateLine
from voiceassistant.ui.table import Table
from voiceassistant.ui.texts import error_sentence


class ModelsView(QWidget):
    """Asks when it is first seen, and again when the role has another server."""

    listed = Signal(list)  # (name, words) pairs, the model in use first
    switched = Signal()  # the settings have the successor now

    def __init__(
        self, role: Role, assistant: AssistantPort, bridge: Bridge, today: Callable[[], date] = date.today
    ) -> None:
        super().__init__()
        self._role, self._assistant, self._bridge, self._today = role, assistant, bridge, today
        self._asked = 0  # how often; an older answer is no longer wanted
        self.state = StateLine()
        title = self.tr("The server's models")
        self.table = Table(title, [self.tr("Model"), self.tr("Shut down"), self.tr("Then")], (0, 2), most_pixels=240)
        self.go_on_button = button("")
        self.loss = hidden(label(role="quiet", wrap=True))
        layout = column(self, spacing=4)
        layout.addWidget(label(title, "name", buddy=self.table))
        layout.addWidget(self.state)
        layout.addWidget(self.table)
        layout.addWidget(self.go_on_button, alignment=Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.loss)
        self._show([])
        self.go_on_button.clicked.connect(self._go_on)
        bridge.happened.connect(self._take)

    def load(self) -> None:
        self._asked += 1
        self.state.tell(self.tr("The server is asked for its models…"))
        asked = self._asked
        self._bridge.when_done(
            self._assistant.models(self._role), self, lambda models, error: self._came(asked, models, error)
        )

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._asked:
            self.load()

    def _take(self, event: Event) -> None:
        if isinstance(event, ServersChanged) and self._asked:
            self.load()

    def _came(self, asked: int, models: list[ModelInfo] | None, error: BaseException | None) -> None:
        if asked != self._asked:
            return
        if error or not models:
            words = error_sentence(error) if error else self.tr("The server names no models.")
            self.state.tell(words, problem=error is not None)
        else:
            self.state.tell("")
        self._show(models or [])

    def _show(self, models: Sequence[ModelInfo]) -> None:
        in_use = self._assistant.models_in_use().get(self._role, "")
        ordered = sorted(models, key=lambda info: (info.id != in_use, info.id))
        self.table.show_rows([self._row(info, in_use) for info in ordered])
        self.table.setVisible(bool(ordered))
        successor = next((info.successor for info in models if info.id == in_use), "")
        self.go_on_button.setText(self.tr("Go on with {successor}").format(successor=successor))
        self.go_on_button.setVisible(bool(successor))
        self.go_on_button.setEnabled(True)
        self.loss.setText(loss(successor))
        self.loss.setVisible(bool(loss(successor)))
        self.listed.emit([(info.id, model_words(info)) for info in ordered])

    def _row(self, info: ModelInfo, in_use: str) -> list[str]:
        name = self.tr("{model} (in use)").format(model=info.id) if info.id == in_use else info.id
        return [name, shutdown_words(info, self._today()), info.successor]

    def _go_on(self) -> None:
        self.go_on_button.setEnabled(False)
        self._bridge.when_done(self._assistant.switch_to_successor(self._role), self, self._went_on)

    def _went_on(self, _none: Any, error: BaseException | None) -> None:
        self.go_on_button.setEnabled(True)
        if error:
            self.state.tell(error_sentence(error), problem=True)
        else:
            self.switched.emit()
            self.load()
