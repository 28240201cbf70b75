"""The reading window's menu bar: every key and every choice can be found here."""

from collections.abc import Sequence

from PySide6.QtCore import QKeyCombination, QObject, Qt, Signal, SignalInstance
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar

from voiceassistant.reading.plan import Unit
from voiceassistant.ui.reading.open_menu import OpenMenu

Key, Modifier = Qt.Key, Qt.KeyboardModifier
NUMBERS = Modifier.KeypadModifier | Modifier.ShiftModifier  # how "+" is typed differs between keyboards


class ReadingMenus(QObject):
    """Fills a menu bar; what is chosen is told by signals."""

    export = Signal()
    close = Signal()
    toggled = Signal()
    paused = Signal()
    stepped = Signal(object, int)  # a Unit, and how many
    faster = Signal(int)  # steps
    usual_speed = Signal()
    begin_again = Signal()
    find = Signal()
    differently = Signal()
    pronunciations = Signal()
    voices = Signal()
    bookmark = Signal()
    note = Signal()
    panel = Signal(int)  # its page
    as_pages = Signal(bool)
    larger = Signal(int)  # steps; 0: as usual
    line_focus = Signal(bool)
    caret = Signal(bool)
    only_text = Signal(bool)
    keys_wanted = Signal()
    talk = Signal()  # tapped

    def __init__(self, bar: QMenuBar) -> None:
        super().__init__(bar)
        self.actions: list[QAction] = []
        self.needs_document: list[QAction] = []
        self._by_key: dict[int, QAction] = {}
        self._document_menu(bar.addMenu(self.tr("&Document")))
        self._read_menu(bar.addMenu(self.tr("&Read")))
        self._view_menu(bar.addMenu(self.tr("&View")))
        self._add(bar.addMenu(self.tr("&Help")), self.tr("All keys"), "F1", self.keys_wanted)
        self.enable(False)

    def enable(self, opened: bool) -> None:
        """Whether there is a document."""
        for action in self.needs_document:
            action.setEnabled(opened)

    def action_for(self, event: QKeyEvent) -> QAction | None:
        """What a key does that no widget wanted."""
        modifiers = event.modifiers() & ~Modifier.KeypadModifier
        if event.key() in (Key.Key_Plus, Key.Key_Minus) and not event.modifiers() & ~NUMBERS:
            modifiers = Modifier.NoModifier
        return self._by_key.get(QKeyCombination(modifiers, Key(event.key())).toCombined())

    # --- the menus ----------------------------------------------------------------------------------------------------

    def _document_menu(self, menu: QMenu) -> None:
        self.opening = OpenMenu(menu)
        self.actions += self.opening.actions
        for action in self.opening.actions:
            self._know(action)
        menu.addSeparator()
        self.needs_document.append(self._add(menu, self.tr("Save as sound or subtitles…"), "Ctrl+E", self.export))
        self._add(menu, self.tr("Close"), "Ctrl+W", self.close)

    def _read_menu(self, menu: QMenu) -> None:
        before = len(self.actions)
        toggling = (Key.Key_Space, Key.Key_MediaTogglePlayPause, Key.Key_MediaPlay)  # one key on most keyboards
        self._add_plain(menu, self.tr("Read or pause"), toggling, self.toggled)
        self._add_hidden((Key.Key_MediaPause, Key.Key_MediaStop), self.paused)
        self._add_talk(menu)
        menu.addSeparator()
        self._add_steps(menu)
        menu.addSeparator()
        self._add_plain(menu, self.tr("Faster"), (Key.Key_Plus,), self.faster, 1)
        self._add_plain(menu, self.tr("Slower"), (Key.Key_Minus,), self.faster, -1)
        self._add(menu, self.tr("Usual speed"), "Ctrl+R", self.usual_speed)
        menu.addSeparator()
        self._add_plain(menu, self.tr("Set a bookmark"), (Key.Key_B,), self.bookmark)
        self._add(menu, self.tr("Bookmark with a note…"), "Ctrl+B", self.note)
        self._add(menu, self.tr("Find…"), QKeySequence.StandardKey.Find, self.find)
        menu.addSeparator()
        self._add(menu, self.tr("Say this word differently…"), "Ctrl+D", self.differently)
        self.needs_document += self.actions[before:]
        self._add(menu, self.tr("Pronunciations…"), "Ctrl+Shift+D", self.pronunciations)
        self._add(menu, self.tr("Voices by language…"), "Ctrl+Shift+L", self.voices)

    def _add_steps(self, menu: QMenu) -> None:
        back, on = (Key.Key_Left, Key.Key_MediaPrevious), (Key.Key_Right, Key.Key_MediaNext)
        self._add_plain(menu, self.tr("Previous sentence"), back, self.stepped, Unit.SENTENCE, -1)
        self._add_plain(menu, self.tr("Next sentence"), on, self.stepped, Unit.SENTENCE, 1)
        steps = (
            (self.tr("Previous paragraph"), ("Ctrl+Left",), Unit.PARAGRAPH, -1),
            (self.tr("Next paragraph"), ("Ctrl+Right",), Unit.PARAGRAPH, 1),
            (self.tr("Previous heading"), ("Ctrl+Shift+Left", "Ctrl+PgUp"), Unit.HEADING, -1),
            (self.tr("Next heading"), ("Ctrl+Shift+Right", "Ctrl+PgDown"), Unit.HEADING, 1),
            (self.tr("Previous page"), ("Alt+PgUp",), Unit.PAGE, -1),
            (self.tr("Next page"), ("Alt+PgDown",), Unit.PAGE, 1),
        )
        for text, keys, unit, count in steps:
            self._add(menu, text, keys, self.stepped, unit, count)
        self._add(menu, self.tr("From the beginning"), "Ctrl+Home", self.begin_again)

    def _view_menu(self, menu: QMenu) -> None:
        self.pages_switch = self._add_switch(menu, self.tr("Pages as they are"), "Ctrl+T", self.as_pages)
        menu.addSeparator()
        titles = (self.tr("Contents"), self.tr("Bookmarks"), self.tr("What is read"), self.tr("How it looks"))
        for page, title in enumerate(titles):
            self._add(menu, title, f"Ctrl+{page + 1}", self.panel, page)
        menu.addSeparator()
        self._add(menu, self.tr("Larger"), ("Ctrl++", "Ctrl+="), self.larger, 1)
        self._add(menu, self.tr("Smaller"), "Ctrl+-", self.larger, -1)
        self._add(menu, self.tr("Usual size"), "Ctrl+0", self.larger, 0)
        self.focus_switch = self._add_switch(menu, self.tr("Only some lines clear"), "Ctrl+L", self.line_focus)
        self.caret_switch = self._add_switch(menu, self.tr("Caret in the text"), "F7", self.caret)
        menu.addSeparator()
        self.only_text_switch = self._add_switch(menu, self.tr("Only the text"), "F11", self.only_text)

    # --- one entry ----------------------------------------------------------------------------------------------------

    def _add(
        self,
        menu: QMenu,
        text: str,
        keys: QKeySequence.StandardKey | str | Sequence[str],
        chosen: SignalInstance,
        *values: object,
    ) -> QAction:
        action = menu.addAction(text)
        action.setShortcuts(
            [QKeySequence(key) for key in ((keys,) if isinstance(keys, str) else keys)]
            if not isinstance(keys, QKeySequence.StandardKey)
            else QKeySequence.keyBindings(keys)
        )
        action.triggered.connect(lambda: chosen.emit(*values))
        self.actions.append(action)
        self._know(action)
        return action

    def _add_switch(self, menu: QMenu, text: str, key: str, chosen: SignalInstance) -> QAction:
        action = menu.addAction(text)
        action.setCheckable(True)
        action.setShortcut(QKeySequence(key))
        action.triggered.connect(chosen)
        self.actions.append(action)
        self._know(action)
        return action

    def _add_plain(
        self, menu: QMenu, text: str, keys: Sequence[Qt.Key], chosen: SignalInstance, *values: object
    ) -> None:
        """Keys that buttons, fields and lists may want for themselves: no shortcuts, which would be first."""
        shown = QKeySequence(keys[0]).toString(QKeySequence.SequenceFormat.NativeText)
        action = menu.addAction(f"{text}\t{shown}")
        action.triggered.connect(lambda: chosen.emit(*values))
        self.actions.append(action)
        self._by_key |= {key.value: action for key in keys}

    def _add_hidden(self, keys: Sequence[Qt.Key], chosen: SignalInstance) -> None:
        action = QAction(self)
        action.triggered.connect(lambda: chosen.emit())  # noqa: PLW0108 - without its argument
        self.needs_document.append(action)
        self._by_key |= {key.value: action for key in keys}

    def _add_talk(self, menu: QMenu) -> None:
        """Its key is held, which no action knows of: the window has it watched."""
        action = menu.addAction(self.tr("Talk") + "\tT")
        action.triggered.connect(lambda: self.talk.emit())  # noqa: PLW0108 - without its argument
        self.actions.append(action)  # and so it is among what needs a document

    def _know(self, action: QAction) -> None:
        """A widget may have claimed a shortcut and then not used it."""
        for shortcut in action.shortcuts():
            self._by_key[shortcut[0].toCombined()] = action  # type: ignore[index]  # the stubs don't know
