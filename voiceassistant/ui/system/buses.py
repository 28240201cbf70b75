"""Whether there is a message bus: where it is not even spoken (Windows, macOS), nothing of it is imported."""

import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from voiceassistant.ui.system.bus import Bus


def session_bus(parent: QObject) -> "Bus | None":
    """A new connection to the session's bus, which its user closes; None: there is no bus."""
    if not sys.platform.startswith("linux"):
        return None
    from voiceassistant.ui.system.bus import Bus

    return Bus.connect_to_session(parent)
