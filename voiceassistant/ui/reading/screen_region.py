"""A part of the screen as a picture in a file, to have its text recognised and read."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QWidget

from voiceassistant.errors import AssistantError
from voiceassistant.ui.images import keep
from voiceassistant.ui.screenshot import RegionChooser, without_window


class NoScreenPicture(AssistantError):
    """The system gave no picture of the screen, as many do under Wayland."""

    advice = "Take a screenshot with the system's own tool and read the clipboard."


class ScreenRegion:
    """Has the user draw a part of the screen, with the mouse or the arrow keys.

    Args:
        folder: Where the picture is kept.
        taken: Called with its file.
        failed: Called with what went wrong.
    """

    def __init__(self, folder: Path, taken: Callable[[Path], None], failed: Callable[[AssistantError], None]) -> None:
        self._folder, self._taken, self._failed = folder, taken, failed
        self.chooser: RegionChooser | None = None

    def ask(self, window: QWidget) -> None:
        """`window` is hidden meanwhile."""
        without_window(window, self.choose)

    def choose(self, screen: QPixmap) -> None:
        """A part of this picture; it is null where the system gave none."""
        if screen.isNull():
            self._failed(NoScreenPicture("The screen could not be pictured"))
            return
        chooser = self.chooser = RegionChooser(screen)  # a window without a parent lives as long as its name
        chooser.chosen.connect(self._keep)
        chooser.showFullScreen()
        chooser.activateWindow()

    def _keep(self, part: QPixmap) -> None:
        try:
            kept = keep(part.toImage(), self._folder, "screen")
        except AssistantError as error:
            self._failed(error)
        else:
            self._taken(Path(kept.source))
