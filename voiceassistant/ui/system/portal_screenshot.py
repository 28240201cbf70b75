"""A part of the screen by the desktop's own means, where a program may not look at the screen itself (Wayland)."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QGuiApplication

from voiceassistant.ui.system.buses import session_bus

if TYPE_CHECKING:
    from voiceassistant.ui.system.portal import Answer

SCREENSHOT = "org.freedesktop.portal.Screenshot"


def only_the_desktop_sees() -> bool:
    """Whether the portal is the only way to a picture of the screen."""
    return QGuiApplication.platformName().startswith("wayland")


def ask_desktop(parent: QObject, taken: Callable[[Path], None], ended: Callable[[bool], None]) -> None:
    """Has the user choose a part of the screen in the desktop's own dialogue.

    Args:
        parent: While it lives, the answer is waited for.
        taken: Called with the picture's file, which is the user's: it stays where it is.
        ended: Called before, and in every case; whether the user got what was asked for, or did not want it any more.
    """
    bus = session_bus(parent)
    if bus is None:
        ended(False)
        return
    from voiceassistant.ui.system.portal import CANCELLED, DONE, Portal

    portal = Portal(bus, parent)

    def answered(answer: "Answer") -> None:
        path = _path_in(answer) if answer.code == DONE else None
        portal.end()
        portal.deleteLater()
        ended(path is not None or answer.code == CANCELLED)
        if path:
            taken(path)

    def found(version: int) -> None:
        from voiceassistant.ui.system.portal import FAILED, Answer

        if version:
            portal.ask(SCREENSHOT, "Screenshot", "s", ("",), {"interactive": ("b", True)}, answered)
        else:
            answered(Answer(FAILED))

    portal.find(SCREENSHOT, found)


def _path_in(answer: "Answer") -> Path | None:
    url = QUrl(str(answer.results.get("uri", "")))
    return Path(url.toLocalFile()) if url.isLocalFile() else None
