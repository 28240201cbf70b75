"""What is told in the notice bar, and what the buttons of remedies do, there and under a message that failed."""

from typing import Any

from PySide6.QtCore import QObject, Signal

from voiceassistant.events import Event, ModelRetiring, Notice, Phase, PhaseChanged, TurnEnded
from voiceassistant.settings import Role
from voiceassistant.ui.bridge import Bridge
from voiceassistant.ui.dialogs import Dialogs
from voiceassistant.ui.notice_bar import NoticeBar
from voiceassistant.ui.notices import notice_of
from voiceassistant.ui.port import AssistantPort
from voiceassistant.ui.remedies import Remedy
from voiceassistant.ui.texts import error_sentence


class NoticeBoard(QObject):
    """`asked`: a remedy is a question."""

    asked = Signal(str)

    def __init__(self, bar: NoticeBar, dialogs: Dialogs, bridge: Bridge) -> None:
        super().__init__(bar)
        self._bar, self._dialogs, self._bridge = bar, dialogs, bridge
        self.assistant: AssistantPort | None = None  # as soon as there is one
        self._retiring: Role | None = None  # whose model has a successor to switch to
        self._sending = False  # a recording that was left over
        bar.remedy_chosen.connect(self.do)

    def take(self, event: Event) -> None:
        """Tells what an event says, if it is one to be told here."""
        match event:
            case PhaseChanged(phase=Phase.LISTENING):
                self._bar.dismiss_if_harmless()
            case Notice(kind="recording", is_error=False):
                self.show_unsent()
            case Notice() | ModelRetiring():
                self._show(event)
            case TurnEnded() if self._sending:
                self._sending = False
                self.show_unsent()

    def tell(self, words: str) -> None:
        self._bar.show_notice(words)

    def complain(self, error: BaseException | str) -> None:
        """Tells of a problem: an error, or a sentence."""
        self._bar.show_notice(error if isinstance(error, str) else error_sentence(error), problem=True)

    def show_unsent(self) -> None:
        """Tells of recordings of an earlier run, if there are some."""
        if self.assistant and self.assistant.unsent():
            words = self.tr("What you said last time was recorded but not sent.")
            self._bar.show_notice(words, remedies=(Remedy.SEND, Remedy.DISCARD))

    def do(self, chosen: Remedy) -> None:
        match chosen:
            case Remedy.MICROPHONE | Remedy.SPEAKER | Remedy.DEVICES:
                self._dialogs.settings("general")
            case Remedy.SETTINGS:
                self._dialogs.settings("transcription")
            case Remedy.SEND if self.assistant:
                self._sending = True
                self.assistant.send_unsent()
            case Remedy.DISCARD if self.assistant:
                self.assistant.discard_unsent()
            case Remedy.GO_ON:
                self.asked.emit(self.tr("Please go on."))
            case Remedy.SWITCH if self.assistant and self._retiring:
                self._bridge.when_done(self.assistant.switch_to_successor(self._retiring), self, self.ended)

    def ended(self, _result: Any, error: BaseException | None) -> None:
        """Something was done for the user; only a failure is told."""
        if error:
            self.complain(error)

    def _show(self, event: Event) -> None:
        if isinstance(event, ModelRetiring):
            self._retiring = event.role
        if found := notice_of(event):
            self._bar.show_notice(found.text, problem=found.problem, remedies=found.remedies, titles=found.titles)
