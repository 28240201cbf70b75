"""The window: menus, conversation, notices, text box and talk button, wired to one assistant."""

from functools import partial
from typing import Any

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QPaintEvent, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from voiceassistant.errors import AssistantError
from voiceassistant.events import Event, ModelRetiring, Notice, Phase, PhaseChanged, ServersChanged, TurnEnded
from voiceassistant.messages import Attachment, Image
from voiceassistant.settings import Persona, Role, Settings
from voiceassistant.ui.bridge import Bridge
from voiceassistant.ui.composer import Composer
from voiceassistant.ui.conversation import Conversation
from voiceassistant.ui.dialogs import Dialogs
from voiceassistant.ui.first_start import FirstStart
from voiceassistant.ui.images import holds_images
from voiceassistant.ui.keys_help import KeysHelp
from voiceassistant.ui.menus import Menus
from voiceassistant.ui.notice_bar import NoticeBar
from voiceassistant.ui.notices import notice_of
from voiceassistant.ui.parts import frame, label
from voiceassistant.ui.port import AssistantPort
from voiceassistant.ui.remedies import Remedy
from voiceassistant.ui.talk_keys import TalkKeys
from voiceassistant.ui.talk_panel import TalkPanel
from voiceassistant.ui.texts import error_sentence, servers_line
from voiceassistant.ui.theme import Theme

NOTHING = Attachment()


class MainWindow(QMainWindow):
    painted = Signal()  # for the first time

    def __init__(self, bridge: Bridge, theme: Theme) -> None:
        super().__init__()
        self._bridge, self._theme = bridge, theme
        self._assistant: AssistantPort | None = None
        self._painted = self._sending = False
        self._retiring: Role | None = None  # whose model has a successor to switch to
        self._phase = Phase.READY
        self._keys: TalkKeys | None = None
        self.setWindowTitle(self.tr("Voice Assistant"))
        self.setMinimumSize(360, 320)
        self.resize(QSize(880, 680).boundedTo(self.screen().availableSize()))  # at 200 % a small screen is smaller
        self.menus, self.dialogs = Menus(self.menuBar()), Dialogs(bridge, self)
        self.conversation, self.notice = Conversation(), NoticeBar()
        self.composer, self.talk = Composer(), TalkPanel()
        self.text_box, self.send_button = self.composer.text_box, self.composer.send_button
        self.setAcceptDrops(True)
        self.roles_line = label(role="quiet")
        self.pages = QStackedWidget()
        self.pages.addWidget(self.conversation)
        self.first_start: FirstStart | None = None
        self._arrange()
        self._connect()
        self.menus.enable(False)
        self.text_box.setFocus()

    # --- life ---------------------------------------------------------------------------------------------------------

    def attach(self, assistant: AssistantPort) -> None:
        """From here on there is somebody to talk to."""
        self._assistant = self.dialogs.assistant = assistant
        self._show_settings(assistant.settings)
        self._bridge.happened.connect(self.take)
        self._bridge.listen(assistant.engine)
        self.talk.button.level_source = assistant.level
        self.talk.show_phase(Phase.READY)
        self.text_box.ready = True
        self.composer.update_send()
        self.menus.enable(True)
        if not assistant.settings.first_start_done:
            self._show_first_start(assistant)

    def started(self) -> None:
        """The assistant runs: it can be asked for what it keeps."""
        self._show_roles()
        self._show_unsent()

    def _show_unsent(self) -> None:
        if self._assistant and self._assistant.unsent():
            words = self.tr("What you said last time was recorded but not sent.")
            self.notice.show_notice(words, remedies=(Remedy.SEND, Remedy.DISCARD))

    def show_broken(self, error: BaseException) -> None:
        """There will be no assistant; says why."""
        self.talk.show_unavailable()
        self.notice.show_notice(error_sentence(error), problem=True)

    # --- what the assistant says --------------------------------------------------------------------------------------

    def take(self, event: Event) -> None:
        match event:
            case PhaseChanged(phase=phase):
                self.talk.show_phase(phase)
                if phase is Phase.THINKING and self._phase is Phase.LISTENING:
                    self.composer.went()
                self._phase = phase
                if phase is Phase.LISTENING:
                    self.notice.dismiss_if_harmless()
            case Notice(kind="recording", is_error=False):
                self._show_unsent()
            case Notice() | ModelRetiring():
                self._show_notice(event)
            case ServersChanged():
                self._show_roles()
            case TurnEnded() if self._sending:
                self._sending = False
                self._show_unsent()
        self.conversation.take(event)

    def _show_notice(self, event: Event) -> None:
        if isinstance(event, ModelRetiring):
            self._retiring = event.role
        if found := notice_of(event):
            self.notice.show_notice(found.text, problem=found.problem, remedies=found.remedies, titles=found.titles)

    def _show_roles(self) -> None:
        if self._assistant:
            self.roles_line.setText(servers_line(self._assistant.servers()))

    # --- what the user does -------------------------------------------------------------------------------------------

    def _press(self) -> None:
        if self._assistant and self.talk.button.isEnabled():
            self._leave_first_start()
            self._assistant.engine.press()

    def _release(self) -> None:
        if self._assistant and self.talk.button.isEnabled():
            self._assistant.engine.release()

    def _tap(self) -> None:
        self._press()
        self._release()

    def _stop(self) -> None:
        if self.first_start and self.pages.currentWidget() is self.first_start:
            self.first_start.later()
        elif self._assistant:
            self._assistant.engine.stop()

    def _attach(self, attachment: Attachment) -> None:
        """The next question takes it, typed or spoken."""
        if self._assistant:
            self._assistant.engine.attach(attachment)

    def _ask(self, text: str, attachment: Attachment = NOTHING) -> None:
        if self._assistant:
            self._leave_first_start()
            if attachment != NOTHING:
                self._attach(attachment)
            self._assistant.engine.ask(text)

    def _send_text_of(self, question: str, images: list[Image], texts: tuple[str, ...] = ()) -> None:
        """Asks again with what is written in the pictures, for a model that sees none."""

        def take(text: Any, error: BaseException | None) -> None:
            if error:
                self.notice.show_notice(error_sentence(error), problem=True)
            else:
                self._send_text_of(question, images[1:], (*texts, str(text)))

        if self._assistant and images:
            self.notice.show_notice(self.tr("The text in the picture is being read."))
            self._bridge.when_done(self._assistant.text_in(images[0]), self, take)
        else:
            self.notice.dismiss_if_harmless()
            self._ask("\n\n".join((question, self.tr("Text in the picture:") + "\n" + "\n\n".join(texts))))

    def _retry(self, turn: int) -> None:
        if self._assistant:
            self._assistant.engine.retry(turn)

    def _new_conversation(self) -> None:
        if self._assistant:
            self._bridge.when_done(self._assistant.new_conversation(), self, self._opened)

    def _opened(self, _result: Any, error: BaseException | None) -> None:
        if error:
            self.notice.show_notice(error_sentence(error), problem=True)

    def remedy(self, chosen: Remedy) -> None:
        match chosen:
            case Remedy.MICROPHONE | Remedy.SPEAKER | Remedy.DEVICES:
                self.dialogs.settings("general")
            case Remedy.SETTINGS:
                self.dialogs.settings("transcription")
            case Remedy.SEND if self._assistant:
                self._sending = True
                self._assistant.send_unsent()
            case Remedy.GO_ON:
                self._ask(self.tr("Please go on."))
            case Remedy.SWITCH if self._assistant and self._retiring:
                self._bridge.when_done(self._assistant.switch_to_successor(self._retiring), self, self._opened)
            case Remedy.DISCARD if self._assistant:
                self._assistant.discard_unsent()

    def _settings_applied(self) -> None:
        if self._assistant:
            self._show_settings(self._assistant.settings)
            self._theme.use(self._assistant.settings.theme)
            self._show_roles()

    def _key_kept(self) -> None:
        self.notice.show_notice(self.tr("The key you typed is kept in the system's keyring."))

    def _fill_devices(self, kind: str) -> None:
        if self._assistant:
            asked = self._assistant.microphones() if kind == "microphone" else self._assistant.speakers()
            self._bridge.when_done(asked, self, partial(self._show_devices, kind))

    def _show_devices(self, kind: str, names: Any, error: BaseException | None) -> None:
        if error:
            self.notice.show_notice(error_sentence(error), problem=True)
        elif self._assistant:
            self.menus.show_devices(kind, names, getattr(self._assistant.settings, kind))

    def _choose_device(self, kind: str, name: str) -> None:
        self._change(**{kind: name})

    def _change(self, **values: Any) -> None:
        if self._assistant:
            try:
                self._assistant.apply(self._assistant.settings.with_values(**values))
            except AssistantError as error:
                self.notice.show_notice(error_sentence(error), problem=True)
            self._show_settings(self._assistant.settings)

    def _show_settings(self, settings: Settings) -> None:
        self.conversation.settings = settings
        self.menus.show_personas([persona.name for persona in settings.personas], settings.persona)

    def _use_personas(self, personas: tuple[Persona, ...]) -> None:
        chosen = self._assistant.settings.persona if self._assistant else ""
        there = chosen in [persona.name for persona in personas]
        self._change(personas=[one.model_dump() for one in personas], persona=chosen if there else "")

    # --- first start --------------------------------------------------------------------------------------------------

    def _show_first_start(self, assistant: AssistantPort) -> None:
        self.first_start = FirstStart(assistant, self._bridge)
        self.pages.addWidget(self.first_start)
        self.pages.setCurrentWidget(self.first_start)
        self.first_start.done.connect(self._first_start_done)
        self.first_start.setFocus()

    def _leave_first_start(self) -> None:
        """Whoever already talks needs no question."""
        if self.first_start and self.pages.currentWidget() is self.first_start:
            self.first_start.later()

    def _first_start_done(self) -> None:
        self.pages.setCurrentWidget(self.conversation)
        self.text_box.setFocus()
        self._show_roles()

    # --- how it is put together ---------------------------------------------------------------------------------------

    def _arrange(self) -> None:
        bar = frame("bar")
        row = QHBoxLayout(bar)
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(8)
        row.addWidget(self.composer, 1)
        row.addSpacing(8)
        row.addWidget(self.talk)
        centre = QWidget()
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.pages, 1)
        column.addWidget(self.notice)
        column.addWidget(bar)
        self.setCentralWidget(centre)
        self.statusBar().setSizeGripEnabled(False)
        self.statusBar().setContentsMargins(8, 0, 8, 0)
        self.statusBar().addWidget(self.roles_line)

    def _connect(self) -> None:
        menus, talk = self.menus, self.talk.button
        menus.talk.connect(self._tap)
        menus.stop.connect(self._stop)
        menus.new_conversation.connect(self._new_conversation)
        menus.settings.connect(self.dialogs.settings)
        menus.quit.connect(self.close)
        menus.keys.connect(lambda: KeysHelp(self.menus.actions, self).open())
        menus.devices_wanted.connect(self._fill_devices)
        menus.device_chosen.connect(self._choose_device)
        menus.persona_chosen.connect(lambda name: self._change(persona=name))
        menus.personas_wanted.connect(self.dialogs.personas)
        talk.pressed.connect(self._press)
        talk.released.connect(self._release)
        self.composer.sent.connect(self._ask)
        self.composer.attached.connect(self._attach)
        self.composer.problem.connect(lambda sentence: self.notice.show_notice(sentence, problem=True))
        self.conversation.correction_asked.connect(self.text_box.correct)
        self.conversation.reading_asked.connect(self._send_text_of)
        self.conversation.retry_asked.connect(self._retry)
        self.conversation.remedy_chosen.connect(self.remedy)
        self.notice.remedy_chosen.connect(self.remedy)
        self.dialogs.settings_applied.connect(self._settings_applied)
        self.dialogs.key_kept.connect(self._key_kept)
        self.dialogs.personas_chosen.connect(self._use_personas)

    # --- Qt -----------------------------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._keys is None and self.windowHandle():
            self._keys = TalkKeys(self.windowHandle(), self)
            self._keys.pressed.connect(self._key_pressed)
            self._keys.released.connect(self._key_released)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if holds_images(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.composer.add_from(event.mimeData())
        event.acceptProposedAction()

    def _key_pressed(self) -> None:
        if self.talk.button.isEnabled():
            self.talk.button.setDown(True)
            self._press()

    def _key_released(self) -> None:
        if self.talk.button.isDown():
            self.talk.button.setDown(False)
            self._release()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            self.painted.emit()
