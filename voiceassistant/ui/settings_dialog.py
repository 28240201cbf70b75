"""The settings: sections on the left, a form on the right. What fits is used at once, and can be undone."""

from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QStackedWidget, QWidget

from voiceassistant.errors import AssistantError
from voiceassistant.roles import RoleReport
from voiceassistant.settings import HandsFreeSettings, Role, Settings
from voiceassistant.ui.announce import announce
from voiceassistant.ui.bridge import Bridge
from voiceassistant.ui.choice import Choice
from voiceassistant.ui.parts import button, column, fit_to_screen, hidden, label, tab_as_laid_out
from voiceassistant.ui.port import AssistantPort
from voiceassistant.ui.reading_page import ReadingPage
from voiceassistant.ui.role_page import RolePage
from voiceassistant.ui.server_sections import ServerSections
from voiceassistant.ui.settings_fields import DEVICES
from voiceassistant.ui.settings_page import SettingsPage
from voiceassistant.ui.system.desktop_page import DesktopPage
from voiceassistant.ui.texts import error_sentence, role_title

HANDS_FREE, READING, DESKTOP, GENERAL = "hands_free", "reading", "desktop", "general"
GENERAL_NAMES = (*DEVICES, "theme", "language", "show_confidence", "fall_back")


class SettingsDialog(QDialog):
    """`applied`: the assistant has other settings now. `key_kept`: while it was closed, a typed key was saved."""

    applied = Signal()
    key_kept = Signal()

    def __init__(self, assistant: AssistantPort, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._assistant, self._bridge = assistant, bridge
        self._before = assistant.settings
        self._last_tried: set[tuple[Role, str | None]] = set()  # keys that were to be saved while closing
        self.setWindowTitle(self.tr("Settings"))
        fit_to_screen(self, 840, 600)
        self.sections, self.pages = QListWidget(), QStackedWidget()
        self.sections.setObjectName("pages")
        self.sections.setAccessibleName(self.tr("Sections"))
        self.roles = {role: RolePage(role, assistant.settings) for role in Role}
        self.servers = {role: ServerSections(page, assistant, bridge) for role, page in self.roles.items()}
        self.hands_free = SettingsPage(assistant.settings.hands_free, tuple(HandsFreeSettings.model_fields))
        occurring = assistant.reading.languages
        self.reading = ReadingPage(assistant.settings.reading, bridge, assistant.speak, occurring)
        self.desktop = DesktopPage(assistant.settings.desktop)
        self.general = SettingsPage(assistant.settings, GENERAL_NAMES)
        self.problem = hidden(label(role="problem", wrap=True))
        self.undo_button = button(self.tr("Undo changes"))
        self.close_button = button(self.tr("Close"), primary=True)
        self._fill()
        self._arrange()

    def show_page(self, name: str) -> None:
        """`name` is a section in the settings, or "general"."""
        names = [*(role.value for role in Role), HANDS_FREE, READING, DESKTOP, GENERAL]
        self.sections.setCurrentRow(names.index(name))

    def undo(self) -> None:
        """Back to how it was when the dialog opened."""
        self._apply(self._before)
        for page in self.roles.values():
            page.show_settings(self._before)
        self.hands_free.show_values(self._before.hands_free)
        self.reading.show_settings(self._before.reading)
        self.desktop.show_values(self._before.desktop)
        self.general.show_values(self._before)
        self.undo_button.setEnabled(False)

    def done(self, result: int) -> None:
        """Closes, once the keys that were typed are saved; at the second time it closes whatever became of them."""
        pages = self.roles.values()
        left = [page for page in pages if page.unsaved_key and (page.role, page.unsaved_key) not in self._last_tried]
        for page in left:
            self._last_tried.add((page.role, page.unsaved_key))
            if page.unsaved:
                address, key = page.unsaved
                saved = self._assistant.save_key(address, key)
                self._bridge.when_done(saved, self, partial(self._saved_last, page, key, result))
            else:  # there is no address yet that the key could be for
                self.show_page(page.role.value)
                page.fits()
        if not left:
            super().done(result)

    def _saved_last(self, page: RolePage, key: str, result: int, _none: Any, error: BaseException | None) -> None:
        page.key_saved(key, error)
        if error:
            self.show_page(page.role.value)
        else:
            self.key_kept.emit()
        if self.isVisible() and not any(page.unsaved_key for page in self.roles.values()):
            super().done(result)

    def _fill(self) -> None:
        for role, page in self.roles.items():
            self.sections.addItem(role_title(role))
            self.pages.addWidget(page)
            page.edited.connect(partial(self._role_edited, page))
            page.key_entered.connect(partial(self._save_key, page))
            page.test_asked.connect(partial(self._test, page))
            self.servers[role].models.switched.connect(partial(self._switched, page))
            self.finished.connect(self.servers[role].stop)
            tab_as_laid_out(page.page)
        self.sections.addItem(self.tr("Hands-free"))
        self.pages.addWidget(self.hands_free)
        self.hands_free.edited.connect(self._hands_free_edited)
        self.sections.addItem(self.tr("Reading"))
        self.pages.addWidget(self.reading)
        self.reading.edited.connect(self._reading_edited)
        self.finished.connect(self.reading.voices.work.stop)
        tab_as_laid_out(self.reading.page)
        self.sections.addItem(self.tr("Desktop"))
        self.pages.addWidget(self.desktop)
        self.desktop.edited.connect(lambda: self._use(desktop=self.desktop.values()))
        self.desktop.problem.connect(self._complain)
        self.sections.addItem(self.tr("General"))
        self.pages.addWidget(self.general)
        self.general.edited.connect(self._general_edited)
        later = self.tr("Used from the next start on.")  # the window's texts are made only once
        words = self.general.fields["language"].help
        words.setText(f"{words.text()} {later}")
        self.sections.currentRowChanged.connect(self.pages.setCurrentIndex)
        self.sections.setCurrentRow(0)
        for kind, asked in (("microphone", self._assistant.microphones()), ("speaker", self._assistant.speakers())):
            self._offer_devices(kind, (), None)
            self._bridge.when_done(asked, self, partial(self._offer_devices, kind))

    def _offer_devices(self, kind: str, names: Any, error: BaseException | None) -> None:
        field = self.general.fields[kind]
        if error:
            field.show_problem(error_sentence(error))
        elif isinstance(field.editor, Choice):
            titles = [(self.tr("System default"), ""), *((name, name) for name in names)]
            field.editor.offer(titles, getattr(self._assistant.settings, kind))

    def _role_edited(self, page: RolePage) -> None:
        try:
            self._apply(page.settings_from(self._assistant.settings))
        except AssistantError as error:
            self._complain(error)
            return
        if page.unsaved and page.key_is_for_here:  # a key typed for one server is not for the next one
            self._save_key(page, *page.unsaved)

    def _hands_free_edited(self) -> None:
        self._use(hands_free=self.hands_free.values())

    def _reading_edited(self) -> None:
        self._use(reading={**self._assistant.settings.reading.model_dump(), **self.reading.values()})

    def _general_edited(self) -> None:
        self._use(**self.general.values())

    def _use(self, **changes: Any) -> None:
        try:
            self._apply(self._assistant.settings.with_values(**changes))
        except AssistantError as error:
            self._complain(error)

    def _apply(self, settings: Settings) -> None:
        self.problem.setVisible(False)
        if settings == self._assistant.settings:
            return
        try:
            self._assistant.apply(settings)
        except AssistantError as error:
            self._complain(error)
            return
        self.undo_button.setEnabled(settings != self._before)
        self.applied.emit()

    def _save_key(self, page: RolePage, address: str, key: str) -> None:
        saved = self._assistant.save_key(address, key)
        self._bridge.when_done(saved, page, lambda _result, error: page.key_saved(key, error))

    def _test(self, page: RolePage) -> None:
        try:
            settings = page.settings_from(self._assistant.settings)
        except AssistantError as error:
            page.tested(None, error)
            return
        asked = self._assistant.test_role(page.role, settings, page.unsaved_key)
        self._bridge.when_done(asked, page, partial(self._tested, page, page.unsaved))

    def _tested(
        self, page: RolePage, typed: tuple[str, str] | None, report: RoleReport | None, error: BaseException | None
    ) -> None:
        page.tested(report, error)
        if typed and report and report.ok:
            self._save_key(page, *typed)

    def _switched(self, page: RolePage) -> None:
        """The assistant has another model for the role."""
        page.show_settings(self._assistant.settings)
        self.undo_button.setEnabled(self._assistant.settings != self._before)
        self.applied.emit()

    def _complain(self, error: AssistantError) -> None:
        sentence = error_sentence(error)
        self.problem.setText(f"⚠ {sentence}")
        self.problem.setVisible(True)
        announce(self, sentence, urgent=True)

    def _arrange(self) -> None:
        for one in (self.undo_button, self.close_button):
            one.setAutoDefault(False)  # Enter in a field ends the field, not the dialog
        self.undo_button.setEnabled(False)
        self.undo_button.clicked.connect(self.undo)
        self.close_button.clicked.connect(self.close)
        widest = max(self.sections.sizeHintForColumn(0), 120) + 40
        self.sections.setFixedWidth(widest)
        self.sections.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.sections)
        middle.addWidget(self.pages, 1)
        last = QHBoxLayout()
        last.setContentsMargins(16, 8, 16, 16)
        last.setSpacing(8)
        last.addWidget(self.problem, 1)
        last.addStretch()
        last.addWidget(self.undo_button)
        last.addWidget(self.close_button)
        layout = column(self)
        layout.addLayout(middle, 1)
        layout.addLayout(last)
