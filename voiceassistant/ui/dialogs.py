"""Opens the other windows; each is imported when it is first wanted, so that the main one is painted sooner."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QFileInfo, QObject, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from voiceassistant.documents.document import READ
from voiceassistant.settings import data_folder
from voiceassistant.ui.bridge import Bridge
from voiceassistant.ui.choice import VOICES
from voiceassistant.ui.parts import fit_to_screen
from voiceassistant.ui.port import AssistantPort
from voiceassistant.ui.reading.open_menu import OpenMenu
from voiceassistant.ui.remedies import Remedy

if TYPE_CHECKING:
    from voiceassistant.reading.events import DocumentOpened
    from voiceassistant.reading.shelf import KnownDocument
    from voiceassistant.ui.reading.sources import Sources
    from voiceassistant.ui.reading.window import ReadingWindow
    from voiceassistant.ui.transcription.work import Finished

T = TypeVar("T", bound=QDialog)


class Dialogs(QObject):
    """What comes of a dialog is told by signals.

    Args:
        bridge: Brings the assistant's answers to the window's thread.
        window: The dialogs' parent.
    """

    settings_applied = Signal()
    key_kept = Signal()
    personas_chosen = Signal(object)  # a tuple of Persona
    remedy_chosen = Signal(Remedy)
    keys_wanted = Signal()

    def __init__(self, bridge: Bridge, window: QWidget) -> None:
        super().__init__(window)
        self._bridge, self._window = bridge, window
        self.assistant: AssistantPort | None = None  # as soon as there is one
        self._pictures = data_folder() / "reading" / "pictures"  # of the screen
        self._transcripts: dict[tuple[Path, int], Finished] = {}  # by file and time of its last change

    def settings(self, page: str = "transcription", window: QWidget | None = None) -> None:
        """`page` is the name of a section, or "general"; over another window than the main one, if one is given."""
        if self.assistant is None:
            return
        from voiceassistant.ui.settings_dialog import SettingsDialog

        dialog = SettingsDialog(self.assistant, self._bridge, window or self._window)
        dialog.applied.connect(self.settings_applied)
        dialog.key_kept.connect(self.key_kept)
        dialog.show_page(page)
        self._open(dialog)

    def keys(self, actions: Sequence[QAction]) -> None:
        """Every key, as the menus' actions have them."""
        from voiceassistant.ui.keys_help import KeysHelp

        self._open(KeysHelp(actions, self._window))

    def personas(self) -> None:
        if self.assistant is None:
            return
        from voiceassistant.ui.persona_dialog import PersonaDialog

        dialog = PersonaDialog(self.assistant.settings.personas, self._window)
        dialog.chosen.connect(self.personas_chosen)
        self._open(dialog)

    def say(self) -> None:
        from voiceassistant.ui.say_dialog import SayDialog

        self._show_beside(SayDialog, lambda assistant: SayDialog(assistant, self._bridge, self._window))

    def spending(self) -> None:
        from voiceassistant.ui.spending_dialog import SpendingDialog

        def make(assistant: AssistantPort) -> SpendingDialog:
            dialog = SpendingDialog(assistant, self._bridge, self._window)
            dialog.prices_wanted.connect(lambda: self.settings("chat"))
            self.settings_applied.connect(dialog.load)
            return dialog

        self._show_beside(SpendingDialog, make)

    def transcription(self, path: Path, notice: str = "") -> None:
        """A sound or video file becomes text; each file has a window of its own, which shows the notice."""
        from voiceassistant.ui.transcription.window import TranscriptionWindow

        def make(assistant: AssistantPort) -> TranscriptionWindow:
            changed = QFileInfo(str(path)).lastModified().toMSecsSinceEpoch()
            finished = self._transcripts.setdefault((path, changed), {})
            window = TranscriptionWindow(assistant, self._bridge, path, finished, self._window)
            window.remedy_chosen.connect(self.remedy_chosen)
            window.keys_wanted.connect(self.keys_wanted)
            return window

        shown = self._show_beside(TranscriptionWindow, make, lambda window: window.path == path)
        if shown and notice:
            shown.notice.show_notice(notice)

    def serve(self, menu: OpenMenu) -> None:
        """Opens the reading window with what is chosen from the menu."""
        menu.file.connect(lambda: self.reading(lambda sources: sources.ask_file()))
        menu.address.connect(lambda: self.reading(lambda sources: sources.ask_address()))
        menu.clipboard.connect(lambda: self.reading(lambda sources: sources.take_clipboard()))
        menu.selection.connect(lambda: self.reading(lambda sources: sources.take_selection()))
        menu.region.connect(lambda: self.reading(lambda sources: sources.ask_region()))
        menu.recent_chosen.connect(lambda source: self.reading(lambda sources: sources.reopen(source)))
        menu.recent_wanted.connect(lambda: self._show_recent(menu))

    def reading(self, choose: "Callable[[Sources], None]") -> None:
        """Documents aloud, in a window of their own; the way in which one is chosen."""
        if shown := self.reading_window():
            choose(shown.sources)

    def reading_window(self, *, activate: bool = True) -> "ReadingWindow | None":
        """The one window of this kind, on the screen; None: there is no assistant yet."""
        from voiceassistant.ui.reading.window import ReadingWindow

        def make(assistant: AssistantPort) -> ReadingWindow:
            window = ReadingWindow(assistant.reading, self._bridge, self._pictures, self._window)
            window.remedy_chosen.connect(self.remedy_chosen)
            window.talk.pressed.connect(assistant.engine.press)
            window.talk.released.connect(assistant.engine.release)
            window.talk.stopped.connect(assistant.engine.stop)
            self._bridge.happened.connect(window.talk.take)
            window.finished.connect(lambda: self._keep_reading(window))
            window.export_wanted.connect(partial(self._export, assistant, window))
            window.voice_chosen.connect(lambda voice: self._apply_reading(voice=voice))
            window.voices_wanted.connect(lambda: self.settings("reading", window))
            window.pronunciations_wanted.connect(partial(self._pronunciations, assistant, window))
            show_voices = partial(_show_voices, window, assistant)
            self.settings_applied.connect(show_voices)
            window.finished.connect(lambda: self.settings_applied.disconnect(show_voices))
            show_voices()
            return window

        return self._show_beside(ReadingWindow, make, activate=activate)

    def _export(
        self, assistant: AssistantPort, window: "ReadingWindow", opened: "DocumentOpened", password: str | None
    ) -> None:
        from voiceassistant.ui.reading.export_dialog import ExportDialog

        kinds, speed = assistant.reading.wanted, window.controls.speed.value()
        dialog = ExportDialog(assistant, self._bridge, opened.source, password, kinds, opened.title, speed, window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.show()

    def _pronunciations(self, assistant: AssistantPort, window: "ReadingWindow", word: str, language: str) -> None:
        """Beside the reading window; `word` is to be said differently, if there is one."""
        from voiceassistant.ui.reading.pronunciations_dialog import PronunciationsDialog

        def speak(text: str, language: str) -> "Future[None]":
            return assistant.speak(text, assistant.settings.reading.voice_for(language))

        there = [one for one in window.findChildren(PronunciationsDialog) if one.isVisible()]
        dialog = there[0] if there else PronunciationsDialog(assistant.reading, speak, self._bridge, window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.show()
        dialog.raise_()
        dialog.activateWindow()
        dialog.say_differently(word, language)

    def _show_recent(self, menu: OpenMenu) -> None:
        def show(documents: "list[KnownDocument] | None", error: BaseException | None) -> None:
            if error is None:
                menu.show_recent(documents or ())

        if self.assistant is not None:
            self._bridge.when_done(self.assistant.reading.recent(), menu, show)

    def _keep_reading(self, window: "ReadingWindow") -> None:
        """The next document is read as fast, and as much of it."""
        if self.assistant is not None:
            too = tuple(sorted(kind.value for kind in self.assistant.reading.wanted - READ))
            self._apply_reading(speed=window.controls.speed.value(), read_too=too)

    def _apply_reading(self, **changes: object) -> None:
        if self.assistant is None:
            return
        settings = self.assistant.settings
        reading = {**settings.reading.model_dump(), **changes}
        if reading != settings.reading.model_dump():
            self.assistant.apply(settings.with_values(reading=reading))

    def choose_recording(self) -> None:
        """Has the user choose a sound or video file to transcribe."""
        if self.assistant is None:
            return
        from voiceassistant.ui.media_files import file_patterns

        dialog = QFileDialog(self._window, self.tr("Transcribe a file"))
        dialog.setOption(QFileDialog.Option.HideNameFilterDetails)  # there are more than a hundred
        sounds = self.tr("Sound and video") + f" ({file_patterns()})"
        dialog.setNameFilters([sounds, self.tr("Every file") + " (*)"])
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda chosen: self.transcription(Path(chosen)))
        fit_to_screen(dialog, 640, 480)
        self._open(dialog)

    def close_all(self) -> None:
        """With the main window."""
        for dialog in self._window.findChildren(QDialog):
            dialog.close()

    def _show_beside(
        self,
        kind: type[T],
        make: Callable[[AssistantPort], T],
        is_it: Callable[[T], bool] = lambda _dialog: True,
        *,
        activate: bool = True,
    ) -> T | None:
        """Opens a window that stays beside the main one; the one that is open already comes to the front.

        `activate`: it takes the focus; else the user goes on in another program.
        """
        if self.assistant is None:
            return None
        there = [dialog for dialog in self._window.findChildren(kind) if dialog.isVisible() and is_it(dialog)]
        dialog = there[0] if there else make(self.assistant)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating, not activate)
        dialog.show()
        if activate:
            dialog.raise_()
            dialog.activateWindow()
        return dialog

    def _open(self, dialog: QDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()


def _show_voices(window: "ReadingWindow", assistant: AssistantPort) -> None:
    chosen = assistant.settings
    window.show_voices(VOICES, chosen.reading.voice or chosen.with_persona.speech.voice)
