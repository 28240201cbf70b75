"""The ways in which the user says what is to be read; the reading window's and the main window's menus use the same."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QInputDialog, QLineEdit, QWidget

from voiceassistant.documents.document import Source
from voiceassistant.errors import AssistantError
from voiceassistant.ui.bridge import Bridge
from voiceassistant.ui.parts import fit_to_screen
from voiceassistant.ui.reading.open_menu import OpenMenu
from voiceassistant.ui.reading.port import ReadingPort
from voiceassistant.ui.reading.screen_region import ScreenRegion
from voiceassistant.ui.reading.selection import DOCUMENT_SUFFIXES, clipboard_source, selection_source
from voiceassistant.ui.texts import error_sentence

PICTURE_SUFFIXES = (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".webp", ".bmp")


class Sources(QObject):
    """`chosen`: a Source; `problem`: in words, why there is none.

    Args:
        folder: Where pictures are kept that have no file.
        window: The dialogs' parent.
    """

    chosen = Signal(object)
    problem = Signal(str)

    def __init__(self, desk: ReadingPort, bridge: Bridge, folder: Path, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._bridge, self._folder, self._window = desk, bridge, folder, window
        self.region = ScreenRegion(folder, self.chosen.emit, self.problem.emit)

    def serve(self, menu: OpenMenu) -> None:
        """Does what is chosen from the menu."""
        menu.file.connect(self.ask_file)
        menu.address.connect(self.ask_address)
        menu.clipboard.connect(self.take_clipboard)
        menu.selection.connect(lambda: self.take_selection())  # noqa: PLW0108 - without its argument
        menu.region.connect(self.ask_region)
        menu.recent_chosen.connect(self.reopen)
        menu.recent_wanted.connect(lambda: self.look_up(menu))

    def look_up(self, menu: OpenMenu) -> None:
        """Has the menu show what was read last."""

        def show(documents: object, error: BaseException | None) -> None:
            if error is None:
                menu.show_recent(documents)  # type: ignore[arg-type]  # the future's

        self._bridge.when_done(self._desk.recent(), menu, show)

    def reopen(self, source: str) -> None:
        self.chosen.emit(source_of(source))

    def ask_file(self) -> None:
        dialog = QFileDialog(self._window, self.tr("Open to read"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setOption(QFileDialog.Option.HideNameFilterDetails)
        patterns = " ".join(f"*{suffix}" for suffix in (*DOCUMENT_SUFFIXES, *PICTURE_SUFFIXES))
        dialog.setNameFilters([self.tr("Documents and pictures") + f" ({patterns})", self.tr("Every file") + " (*)"])
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda path: self.chosen.emit(Path(path)))
        fit_to_screen(dialog, 640, 480)
        dialog.open()

    def ask_address(self) -> None:
        dialog = QInputDialog(self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(self.tr("Read a web page"))
        dialog.setLabelText(self.tr("Address"))
        dialog.setTextEchoMode(QLineEdit.EchoMode.Normal)
        dialog.textValueSelected.connect(self._take_address)
        fit_to_screen(dialog, 560, dialog.sizeHint().height())
        dialog.open()

    def ask_region(self) -> None:
        self.region.ask(self._window)

    def take_clipboard(self) -> None:
        self._take(lambda: clipboard_source(self._folder), self.tr("There is nothing to read in the clipboard."))

    def take_selection(self, chosen: Callable[[Source], None] | None = None) -> None:
        """`chosen`: gets it in the signal's stead."""
        self._take(lambda: selection_source(self._folder), self.tr("No text is selected or copied."), chosen)

    def _take(
        self, find: Callable[[], Source | None], nothing: str, chosen: Callable[[Source], None] | None = None
    ) -> None:
        try:
            source = find()
        except AssistantError as error:
            self.problem.emit(error_sentence(error))
            return
        if source is None:
            self.problem.emit(nothing)
        else:
            (chosen or self.chosen.emit)(source)

    def _take_address(self, typed: str) -> None:
        address = typed.strip()
        if address:
            self.chosen.emit(whole_address(address))


def whole_address(typed: str) -> str:
    """With a scheme: a program on this computer seldom has a certificate."""
    if typed.startswith(("http://", "https://")):
        return typed
    host = typed.partition("/")[0].partition(":")[0]
    return f"{'http' if host == 'localhost' or host.startswith('127.') else 'https'}://{typed}"


def source_of(kept: str) -> Source:
    """What was opened, of what is remembered of it: an address or a path."""
    return kept if kept.startswith(("http://", "https://")) else Path(kept)
