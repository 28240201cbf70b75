"""The page in the middle, and at its right a panel that is opened on demand and folds away in a narrow window."""

from collections.abc import Callable

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from voiceassistant.settings import config_folder

WIDE_PIXELS = 900  # a narrower window has no room for a panel beside the page
PANEL_PIXELS = 296


class Sides(QSplitter):
    """Remembers the panel's width, and whether it is open. Where the window is narrow it takes the page's place.

    Args:
        page: What stands in the middle.
        make_panel: Makes the panel when it is first seen.
        name: Under which window.ini remembers it.
    """

    panel_shown = Signal(bool)

    def __init__(
        self, page: QWidget, make_panel: Callable[[], QWidget], name: str = "panel", parent: QWidget | None = None
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.page, self._make_panel = page, make_panel
        self.panel: QWidget | None = None
        self._memory = QSettings(str(config_folder() / "window.ini"), QSettings.Format.IniFormat)
        self._shown_key, self._width_key = f"{name}/shown", f"{name}/width"
        self._wanted = bool(self._memory.value(self._shown_key, False, bool))
        self._covers = False  # the page, because it was opened in a narrow window
        self._wide: bool | None = None  # until the window has a size
        self._seen = False
        self.setChildrenCollapsible(False)
        self.setHandleWidth(8)
        self.addWidget(page)
        self.splitterMoved.connect(self._remember_width)

    def show_panel(self, on: bool) -> None:
        self._wanted, self._covers = on, on and not self._wide
        self._memory.setValue(self._shown_key, on)
        self._arrange()

    def uncover(self) -> None:
        """The page is wanted: a panel that took its place folds away."""
        if self._covers:
            self._covers = False
            self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= WIDE_PIXELS
        if wide is not self._wide:
            self._wide, self._covers = wide, False
            self._arrange()

    def _arrange(self) -> None:
        seen = self._wanted and bool(self._wide or self._covers)
        if seen and self.panel is None:
            self.panel = self._make_panel()
            self.addWidget(self.panel)
            self.setStretchFactor(0, 1)  # the page takes what the window gains
            self.setStretchFactor(1, 0)
        if self.panel:
            self.panel.setVisible(seen)
        self.page.setVisible(not (seen and self._covers))
        if seen and self._wide:
            width = self._kept_width()
            self.setSizes([self.width() - self.handleWidth() - width, width])
        if seen is not self._seen:
            self._seen = seen
            self.panel_shown.emit(seen)

    def _kept_width(self) -> int:
        kept = self._memory.value(self._width_key, PANEL_PIXELS, int)
        return kept if isinstance(kept, int) and kept > 0 else PANEL_PIXELS

    def _remember_width(self) -> None:
        if self.panel and self._wide:
            self._memory.setValue(self._width_key, self.panel.width())
