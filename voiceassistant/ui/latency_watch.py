"""Notes how long each spoken question waits for its answer, and keeps it for the next run."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from voiceassistant.events import Event, TurnEnded
from voiceassistant.pricing import LOCAL
from voiceassistant.settings import Role, data_folder
from voiceassistant.ui.port import AssistantPort

if TYPE_CHECKING:  # imported when they are first wanted, so that the window is painted sooner
    from voiceassistant.latency import LatencyLog
    from voiceassistant.ui.latency_panel import LatencyPanel


class LatencyWatch(QObject):
    """`closed`: the panel is to be. `settings_wanted`: the section that a piece of advice is about."""

    closed = Signal()
    settings_wanted = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.assistant: AssistantPort | None = None  # as soon as there is one
        self.log: LatencyLog | None = None
        self.panel: LatencyPanel | None = None

    def load(self) -> None:
        """Reads what earlier runs kept."""
        from voiceassistant import latency_file
        from voiceassistant.latency import LatencyLog

        self.log = LatencyLog(latency_file.load(latency_path()))
        self.show()

    def make_panel(self) -> "LatencyPanel":
        from voiceassistant.ui.latency_panel import LatencyPanel

        self.panel = LatencyPanel()
        self.panel.closed.connect(self.closed)
        self.panel.settings_wanted.connect(self.settings_wanted)
        self.show()
        return self.panel

    def take(self, event: Event) -> None:
        local = self._local_roles() if isinstance(event, TurnEnded) else ()
        if self.log and self.log.take(event, local):
            from voiceassistant import latency_file

            latency_file.save(latency_path(), self.log.turns)
            self.show()

    def show(self) -> None:
        """What is known now, by the settings as they are now."""
        if self.panel and self.log and self.assistant:
            self.panel.show_log(self.log, self.assistant.settings)

    def _local_roles(self) -> set[Role]:
        servers = self.assistant.servers() if self.assistant else {}
        return {role for role, title in servers.items() if title.lower().startswith(LOCAL)}


def latency_path() -> Path:
    return data_folder() / "latency.json"
