"""The menu bar: every key and every choice can be found here."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal, SignalInstance
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar

from voiceassistant.ui.reading.open_menu import OpenMenu


class Menus(QObject):
    """Fills a menu bar; what is chosen is told by signals."""

    talk = Signal()
    stop = Signal()
    hands_free = Signal(bool)
    mute = Signal(bool)
    new_conversation = Signal()
    say = Signal()  # a text of the user's own
    transcription = Signal()  # of a file
    latency = Signal(bool)  # how long answers take, beside the conversation
    spending = Signal()  # tokens and cost
    settings = Signal()
    quit = Signal()
    keys = Signal()
    persona_chosen = Signal(str)  # its name, or "" for the assistant as the roles have it
    personas_wanted = Signal()  # to be added or changed
    device_chosen = Signal(str, str)  # "microphone" or "speaker", the name or ""
    devices_wanted = Signal(str)  # its menu opens

    def __init__(self, bar: QMenuBar) -> None:
        super().__init__(bar)
        self.actions: list[QAction] = []
        self._asking: list[QAction] = []  # that need an assistant
        main = bar.addMenu(self.tr("&Assistant"))
        self._add(main, self.tr("Talk (hold or tap)\tSpace"), None, self.talk)
        self._add(main, self.tr("Stop"), "Esc", self.stop)
        self.hands_free_switch = self._add_switch(main, self.tr("Hands-free"), "Ctrl+M", self.hands_free)
        self.mute_switch = self._add_switch(main, self.tr("Mute the microphone"), "Ctrl+Shift+M", self.mute)
        main.addSeparator()
        self._add(main, self.tr("New conversation"), QKeySequence.StandardKey.New, self.new_conversation)
        self._add(main, self.tr("Say a text…"), "Ctrl+Shift+S", self.say)
        self._add(main, self.tr("Transcribe a file…"), "Ctrl+Shift+O", self.transcription)
        main.addSeparator()
        self.latency_switch = self._add_switch(main, self.tr("How fast it answers"), "Ctrl+L", self.latency)
        self._add(main, self.tr("Tokens and cost…"), "Ctrl+Shift+T", self.spending)
        self._add(main, self.tr("Settings…"), "Ctrl+,", self.settings)
        self._asking += [action for action in self.actions if action is not self.mute_switch]
        main.addSeparator()
        self._add(main, self.tr("Quit"), "Ctrl+Q", self.quit)
        self.to_read = OpenMenu(bar.addMenu(self.tr("&Read")))
        self.actions += self.to_read.actions
        self._asking += self.to_read.actions
        self.persona_menu = bar.addMenu(self.tr("&Persona"))
        self._persona_group: QActionGroup | None = None
        self.show_personas((), "")
        sound = bar.addMenu(self.tr("&Sound"))
        self.device_menus = {
            "microphone": sound.addMenu(self.tr("Microphone")),
            "speaker": sound.addMenu(self.tr("Speaker")),
        }
        self._groups: dict[str, QActionGroup] = {}
        for kind, menu in self.device_menus.items():
            menu.aboutToShow.connect(lambda kind=kind: self.devices_wanted.emit(kind))
            self.show_devices(kind, (), "")
        self._add(bar.addMenu(self.tr("&Help")), self.tr("All keys"), "F1", self.keys)

    def enable(self, enabled: bool) -> None:
        """Whether there is an assistant to talk to."""
        for action in self._asking:
            action.setEnabled(enabled)
        for menu in (self.persona_menu, *self.device_menus.values()):
            menu.setEnabled(enabled)

    def show_devices(self, kind: str, names: Sequence[str], chosen: str) -> None:
        """Offers the devices, one of them chosen; "" is the system's default."""
        menu = self.device_menus[kind]
        menu.clear()
        if old := self._groups.pop(kind, None):
            old.deleteLater()
        group = self._groups[kind] = QActionGroup(menu)
        gone = [chosen] if chosen and chosen not in names else []
        for name in dict.fromkeys(["", *names, *gone]):
            action = menu.addAction(name.replace("&", "&&") or self.tr("System default"))
            action.setCheckable(True)
            action.setChecked(name == chosen)
            action.triggered.connect(lambda _=False, name=name: self.device_chosen.emit(kind, name))
            group.addAction(action)

    def show_personas(self, names: Sequence[str], chosen: str) -> None:
        """Offers them, one of them chosen, and a way to change them."""
        menu = self.persona_menu
        menu.clear()
        if self._persona_group:
            self._persona_group.deleteLater()
        group = self._persona_group = QActionGroup(menu)
        for name in ("", *names):
            action = menu.addAction(name.replace("&", "&&") or self.tr("As in Settings"))
            action.setCheckable(True)
            action.setChecked(name == chosen)
            action.triggered.connect(lambda _=False, name=name: self.persona_chosen.emit(name))
            group.addAction(action)
        menu.addSeparator()
        menu.addAction(self.tr("Add or change…"), lambda: self.personas_wanted.emit())  # noqa: PLW0108

    def _add(self, menu: QMenu, text: str, key: QKeySequence.StandardKey | str | None, chosen: SignalInstance) -> None:
        self._action(menu, text, key).triggered.connect(lambda: chosen.emit())  # noqa: PLW0108 - without its argument

    def _add_switch(self, menu: QMenu, text: str, key: str, chosen: SignalInstance) -> QAction:
        action = self._action(menu, text, key)
        action.setCheckable(True)
        action.triggered.connect(chosen)
        return action

    def _action(self, menu: QMenu, text: str, key: QKeySequence.StandardKey | str | None) -> QAction:
        action = menu.addAction(text)
        if key is not None:
            action.setShortcut(QKeySequence(key))
        self.actions.append(action)
        return action
