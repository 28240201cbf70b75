"""A part of the screen as a picture in a file, to have its text recognised and read."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QWidget

from voiceassistant.errors import AssistantError
from voiceassistant.ui.images import keep
from voiceassistant.ui.screenshot import RegionChooser, without_window
from voiceassistant.ui.system.portal_screenshot import ask_desktop, only_the_desktop_sees
from voiceassistant.ui.texts import error_sentence

translate = QCoreApplication.translate


class ScreenRegion:
    """Has the user draw a part of the screen, with the mouse or the arrow keys.

    Args:
        folder: Where the picture is kept.
        taken: Called with its file.
        failed: Called with a sentence, where there is none.
    """

    def __init__(self, folder: Path, taken: Callable[[Path], None], failed: Callable[[str], None]) -> None:
        self._folder, self._taken, self._failed = folder, taken, failed
        self.chooser: RegionChooser | None = None

    def ask(self, window: QWidget) -> None:
        """`window` is out of the way meanwhile."""
        if only_the_desktop_sees():
            window.showMinimized()  # not hidden: it can be had back whatever becomes of the desktop's dialogue
            self._ask_desktop(window)
        else:
            without_window(window, lambda screen: self.choose(screen, window))

    def choose(self, screen: QPixmap, window: QWidget) -> None:
        """A part of this picture; where the system gave none, it is null, and the desktop is asked instead."""
        if screen.isNull():
            self._ask_desktop(window)
            return
        chooser = self.chooser = RegionChooser(screen)  # a window without a parent lives as long as its name
        chooser.chosen.connect(self._keep)
        chooser.showFullScreen()
        chooser.activateWindow()

    def _ask_desktop(self, window: QWidget) -> None:
        def ended(well: bool) -> None:
            window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
            window.activateWindow()
            if not well:
                self._failed(
                    translate(
                        "ScreenRegion", "This desktop does not let programs see the screen. Copy a picture instead."
                    )
                )

        ask_desktop(window, self._taken, ended)

    def _keep(self, part: QPixmap) -> None:
        try:
            kept = keep(part.toImage(), self._folder, "screen")
        except AssistantError as error:
            self._failed(error_sentence(error))
        else:
            self._taken(Path(kept.source))
