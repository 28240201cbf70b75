"""The window: menus, conversation, notices, text box and talk button, wired to one assistant."""

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QPaintEvent, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from voiceassistant.events import Event, Hearing, HearingChanged, Phase, PhaseChanged, ServersChanged, TakenBack
from voiceassistant.messages import Attachment
from voiceassistant.ui.bridge import Bridge
from voiceassistant.ui.choices import Choices
from voiceassistant.ui.composer import Composer
from voiceassistant.ui.conversation import Conversation
from voiceassistant.ui.dialogs import Dialogs
from voiceassistant.ui.first_start import FirstStart
from voiceassistant.ui.hands_free import HandsFree
from voiceassistant.ui.images import holds_images
from voiceassistant.ui.latency_watch import LatencyWatch
from voiceassistant.ui.media_files import holds_media, media_in
from voiceassistant.ui.menus import Menus
from voiceassistant.ui.notice_bar import NoticeBar
from voiceassistant.ui.notice_board import NoticeBoard
from voiceassistant.ui.parts import fit_to_screen, frame, label
from voiceassistant.ui.picture_texts import PictureTexts
from voiceassistant.ui.port import AssistantPort
from voiceassistant.ui.reading.selection import documents_in
from voiceassistant.ui.sides import Sides
from voiceassistant.ui.talk_keys import TalkKeys
from voiceassistant.ui.talk_panel import TalkPanel
from voiceassistant.ui.texts import servers_line
from voiceassistant.ui.theme import Theme

NOTHING = Attachment()


class MainWindow(QMainWindow):
    painted = Signal()  # for the first time

    def __init__(self, bridge: Bridge, theme: Theme) -> None:
        super().__init__()
        self._bridge, self._theme = bridge, theme
        self._assistant: AssistantPort | None = None
        self._painted = False
        self._phase, self._hearing = Phase.READY, Hearing.OFF
        self._keys: TalkKeys | None = None
        self.setWindowTitle(self.tr("Voice Assistant"))
        self.setMinimumSize(360, 320)
        fit_to_screen(self, 880, 680)
        self.menus, self.dialogs = Menus(self.menuBar()), Dialogs(bridge, self)
        self.conversation, self.notice = Conversation(), NoticeBar()
        self.choices, self.board = Choices(self.menus, bridge), NoticeBoard(self.notice, self.dialogs, bridge)
        self.picture_texts = PictureTexts(bridge, self)
        self.composer, self.talk, self.hands_free = Composer(), TalkPanel(), HandsFree(self.menus)
        self.text_box, self.send_button = self.composer.text_box, self.composer.send_button
        self.setAcceptDrops(True)
        self.roles_line = label(role="quiet")
        self.pages = QStackedWidget()
        self.pages.addWidget(self.conversation)
        self.first_start: FirstStart | None = None
        self.latency = LatencyWatch(self)
        self.sides = Sides(self.pages, self.latency.make_panel)
        self._arrange()
        self._connect()
        self.menus.enable(False)
        self.text_box.setFocus()

    # --- life ---------------------------------------------------------------------------------------------------------

    def attach(self, assistant: AssistantPort) -> None:
        """From here on there is somebody to talk to."""
        self._assistant = assistant
        parts = (self.dialogs, self.choices, self.board, self.picture_texts, self.hands_free, self.latency)
        for part in parts:
            part.assistant = assistant
        self.latency.load()
        self._show_settings()
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
        self.board.show_unsent()
        self.hands_free.follow_settings()

    def show_broken(self, error: BaseException) -> None:
        """There will be no assistant; says why."""
        self.talk.show_unavailable()
        self.board.complain(error)

    # --- what the assistant says --------------------------------------------------------------------------------------

    def take(self, event: Event) -> None:
        match event:
            case PhaseChanged(phase=phase):
                self.talk.show_phase(phase)
                if phase is Phase.THINKING and self._phase in (Phase.LISTENING, Phase.PAUSED):
                    self.composer.went()
                self._phase = phase
            case TakenBack():
                self.composer.came_back()
            case HearingChanged(hearing=hearing):
                self._hearing = hearing
                self._show_hearing()
            case ServersChanged():
                self._show_roles()
        for part in (self.hands_free, self.latency):
            part.take(event)
        self.board.take(event)
        self.conversation.take(event)

    def _show_roles(self) -> None:
        if self._assistant:
            self.roles_line.setText(servers_line(self._assistant.servers()))

    def _show_hearing(self) -> None:
        if self._assistant:
            self.conversation.invite(hands_free=self._hearing is Hearing.LISTENING)
            self.talk.show_hearing(self._hearing, self._assistant.settings.hands_free.wake_phrase)

    # --- what the user does -------------------------------------------------------------------------------------------

    def _press(self) -> None:
        if self._assistant and self.talk.button.isEnabled():
            self._leave_first_start()
            self.conversation.follow()  # hands-free does not: a noise must not move what is being read
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
            self.sides.uncover()
            if attachment != NOTHING:
                self._attach(attachment)
            self._assistant.engine.ask(text)

    def _reading_began(self) -> None:
        self.board.tell(self.tr("The text in the picture is being read."))

    def _ask_in_words(self, turn: int, question: str) -> None:
        """Replaces a question whose pictures the model could not see."""
        if self._assistant:
            self.notice.dismiss_if_harmless()
            self.conversation.drop(turn)
            self._assistant.engine.ask_instead(turn, question)

    def _transcribe(self, data: QMimeData) -> None:
        """The recording that was dropped or pasted; of several the first one."""
        recordings = media_in(data)
        words = self.tr("One recording at a time: {name} was opened. Drop the others afterwards.")
        for path in recordings[:1]:
            self.dialogs.transcription(path, words.format(name=path.name) if len(recordings) > 1 else "")

    def _read(self, data: QMimeData) -> None:
        """The document that was dropped or pasted; of several the first one."""
        if documents := documents_in(data):
            self.dialogs.reading(lambda sources: sources.chosen.emit(documents[0]))

    def _retry(self, turn: int) -> None:
        if self._assistant:
            self._assistant.engine.retry(turn)

    def _new_conversation(self) -> None:
        if self._assistant:
            self._bridge.when_done(self._assistant.new_conversation(), self, self.board.ended)

    def _settings_applied(self) -> None:
        if self._assistant:
            self._show_settings()
            self.hands_free.follow_settings()
            self._theme.use(self._assistant.settings.theme)
            self._show_roles()

    def _key_kept(self) -> None:
        self.board.tell(self.tr("The key you typed is kept in the system's keyring."))

    def _show_settings(self) -> None:
        if self._assistant:
            self.conversation.settings = self._assistant.settings
            self.choices.show()
            self.latency.show()
            self._show_hearing()

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
        asking = QVBoxLayout()
        asking.setSpacing(8)
        asking.addWidget(self.composer, 1)
        asking.addWidget(self.hands_free)
        row.addLayout(asking, 1)
        row.addSpacing(8)
        row.addWidget(self.talk)
        centre = QWidget()
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.sides, 1)
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
        menus.say.connect(self.dialogs.say)
        menus.transcription.connect(self.dialogs.choose_recording)
        self.dialogs.serve(menus.to_read)
        menus.latency.connect(self.sides.show_panel)
        menus.spending.connect(self.dialogs.spending)
        menus.settings.connect(self.dialogs.settings)
        menus.quit.connect(self.close)
        for asked in (menus.keys, self.dialogs.keys_wanted):
            asked.connect(lambda: self.dialogs.keys(menus.actions))
        menus.personas_wanted.connect(self.dialogs.personas)
        talk.pressed.connect(self._press)
        talk.released.connect(self._release)
        self.composer.sent.connect(self._ask)
        self.composer.attached.connect(self._attach)
        self.composer.problem.connect(self.board.complain)
        self.text_box.recordings_pasted.connect(self._transcribe)
        self.text_box.documents_pasted.connect(self._read)
        self.conversation.correction_asked.connect(self.text_box.correct)
        self.conversation.reading_asked.connect(self.picture_texts.of)
        self.conversation.retry_asked.connect(self._retry)
        self.conversation.remedy_chosen.connect(self.board.do)
        self.board.asked.connect(self._ask)
        self.choices.changed.connect(self._show_settings)
        self.choices.problem.connect(self.board.complain)
        self.hands_free.changed.connect(self._show_settings)
        self.hands_free.problem.connect(self.board.complain)
        self.sides.panel_shown.connect(menus.latency_switch.setChecked)
        self.latency.closed.connect(lambda: self.sides.show_panel(False))
        self.latency.settings_wanted.connect(self.dialogs.settings)
        self.picture_texts.began.connect(self._reading_began)
        self.picture_texts.read.connect(self._ask_in_words)
        self.picture_texts.problem.connect(self.board.complain)
        self.dialogs.settings_applied.connect(self._settings_applied)
        self.dialogs.key_kept.connect(self._key_kept)
        self.dialogs.personas_chosen.connect(self.choices.use_personas)
        self.dialogs.remedy_chosen.connect(self.board.do)

    # --- Qt -----------------------------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._keys is None and self.windowHandle():
            self._keys = TalkKeys(self.windowHandle(), self)
            self._keys.pressed.connect(self.hold_talk)
            self._keys.released.connect(self.let_talk_go)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        data = event.mimeData()
        if holds_images(data) or (self._assistant and (holds_media(data) or documents_in(data))):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.composer.add_from(event.mimeData())
        self._transcribe(event.mimeData())
        self._read(event.mimeData())
        event.acceptProposedAction()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.dialogs.close_all()
        super().closeEvent(event)

    def hold_talk(self) -> None:
        """A talk key went down, of this window or of every program."""
        if self.talk.button.isEnabled():
            self.talk.button.setDown(True)
            self._press()

    def let_talk_go(self) -> None:
        if self.talk.button.isDown():
            self.talk.button.setDown(False)
            self._release()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            self.painted.emit()
