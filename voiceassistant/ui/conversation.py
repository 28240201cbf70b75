"""The conversation, like a page: questions and answers by name and indent, failures where they happened."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from voiceassistant.events import (
    Asked,
    ConversationOpened,
    Event,
    Failed,
    FirstSound,
    PartlyHeard,
    Phase,
    PhaseChanged,
    ReplyDelta,
    ReplyEnded,
    SentenceSpoken,
    TakenBack,
    ToolEnded,
    ToolStarted,
    TurnEnded,
)
from voiceassistant.messages import KeptMessage, ReplyFinished, Token
from voiceassistant.settings import Settings
from voiceassistant.ui.announce import announce
from voiceassistant.ui.confidence import unsure_tokens, unsure_words
from voiceassistant.ui.json_tree import read_json
from voiceassistant.ui.marked_text import heard_end
from voiceassistant.ui.message_list import MessageList
from voiceassistant.ui.message_row import MessageRow
from voiceassistant.ui.remedies import Remedy, remedies
from voiceassistant.ui.texts import ending_sentence, error_sentence, facts_line


@dataclass
class Shown:
    """What is on the page of one turn."""

    asked: Asked | None = None
    question: MessageRow | None = None
    answer: MessageRow | None = None
    spoken: bool = False
    tokens: list[Token] = field(default_factory=list)


class Conversation(MessageList):
    """What the events say, as messages."""

    retry_asked = Signal(int)  # turn
    reading_asked = Signal(object)  # an Asked, whose pictures' text is to go with it
    correction_asked = Signal(str, object)  # the question, and the Unsure in it
    remedy_chosen = Signal(Remedy)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("conversation")
        self.setAccessibleName(self.tr("Conversation"))
        self.invite(hands_free=False)
        self.settings = Settings()  # prices, and whether unsure words are shown
        self._turns: dict[int, Shown] = {}
        self._taken_back: set[int] = set()  # turns; what is still said of them is not shown

    def invite(self, *, hands_free: bool) -> None:
        """What is to be read while there is no message."""
        self.invitation = (
            self.tr("Just ask, for example:\n“What is seventeen times twenty-three?”")
            if hands_free
            else self.tr("Hold Space and ask, for example:\n“What is seventeen times twenty-three?”")
        )
        self.setAccessibleDescription(self.invitation)
        self.viewport().update()

    # --- what is said -------------------------------------------------------------------------------------------------

    def show_messages(self, messages: Sequence[KeptMessage]) -> None:
        """Replaces the page by a kept conversation."""
        super().show_messages(messages)
        self._turns.clear()

    def _fill(self, row: MessageRow, kept: KeptMessage) -> None:
        super()._fill(row, kept)
        if kept.finished:
            self._show_reply(row, kept.finished, as_json=kept.as_json, can_go_on=False)
        if kept.heard is not None:
            row.show_interrupted(heard_end(row.source, kept.heard))
        self.name(row)

    def take(self, event: Event) -> None:
        """Shows what an event says; events of other kinds are none of its business."""
        if not isinstance(event, PhaseChanged) and getattr(event, "turn", None) in self._taken_back:
            return
        match event:
            case PartlyHeard(turn=turn, text=text):
                self._show_partly(turn, text)
            case TakenBack(turn=turn):
                self._taken_back.add(turn)
                self.drop(turn)
            case Asked():
                self._show_question(event)
            case ReplyDelta(turn=turn, text=text, tokens=tokens):
                self._answer(turn).append(text)
                self._shown(turn).tokens.extend(tokens)
            case ToolStarted(turn=turn, call=call):
                self._answer(turn).show_tool(call, ended=False)
            case ToolEnded(turn=turn, call=call):
                self._answer(turn).show_tool(call, ended=True)
            case SentenceSpoken(turn=turn, start=start, end=end):
                self._shown(turn).spoken = True
                row = self._answer(turn)
                row.flush()
                row.text.underline(start, end)
            case FirstSound(turn=turn):
                self._shown(turn).spoken = True
            case ReplyEnded():
                self._finish(event)
            case TurnEnded():
                self._end(event)
            case Failed():
                self._show_failure(event)
            case ConversationOpened(messages=messages):
                self.show_messages(messages)
            case PhaseChanged(turn=turn, phase=phase):
                self._drop_unsettled(turn, phase)
                if phase is Phase.READY:
                    self.give_room_back()

    def drop(self, turn: int) -> None:
        """Its question is asked again, so it is shown again; what stands above stays where it is until then."""
        shown = self._turns.pop(turn, Shown())
        rows = [row for row in (shown.question, shown.answer) if row]
        if rows:
            self.keep_room()
        for row in rows:
            self.remove_row(row)

    def row_of(self, turn: int) -> MessageRow | None:
        """The turn's answer, or its question where there is none yet."""
        shown = self._turns.get(turn, Shown())
        return shown.answer or shown.question

    def _shown(self, turn: int) -> Shown:
        return self._turns.setdefault(turn, Shown())

    def _question(self, turn: int) -> MessageRow:
        shown = self._shown(turn)
        if shown.question is None:
            shown.question = self._add(turn, from_user=True)
        return shown.question

    def _show_partly(self, turn: int, text: str) -> None:
        """What is understood so far, where the question will stand; one that is known already stays."""
        if self._shown(turn).asked or not text.strip():
            return
        row = self._question(turn)
        row.show_partly(text)
        self.name(row)

    def _drop_unsettled(self, turn: int, phase: Phase) -> None:
        """Speech that led to no question goes when the assistant is ready, speaks on, or hears another question."""
        for other, shown in tuple(self._turns.items()):
            gone = phase is Phase.READY or (phase in (Phase.SPEAKING, Phase.LISTENING) and other != turn)
            if gone and shown.question and shown.question.unsettled:
                self.drop(other)

    def _show_question(self, event: Asked) -> None:
        self._shown(event.turn).asked = event
        row = self._question(event.turn)
        row.show_images(event.images)
        row.settle(event.transcript.text)
        if self.settings.show_confidence:
            row.show_unsure(unsure_words(row.source, event.transcript.words))
            row.text.unsure_clicked.connect(partial(self.correction_asked.emit, row.source))
        self.name(row)
        self.follow()

    def _answer(self, turn: int) -> MessageRow:
        shown = self._shown(turn)
        if shown.answer is None:
            shown.answer = self._add(turn, from_user=False)
        return shown.answer

    def _finish(self, event: ReplyEnded) -> None:
        if not event.text and not ending_sentence(event.finish_reason):
            return
        row = self._answer(event.turn)
        row.show_source(event.text)
        finished = ReplyFinished(event.finish_reason, event.usage, event.server, event.model)
        self._show_reply(row, finished, as_json=event.as_json is not None, can_go_on=True)
        if self.settings.show_confidence and row.json is None:
            row.show_unsure(unsure_tokens(event.text, self._shown(event.turn).tokens))
        self.name(row)

    def _show_reply(self, row: MessageRow, finished: ReplyFinished, *, as_json: bool, can_go_on: bool) -> None:
        """How an answer came: as JSON, from whom, with how many tokens, and whether to its end."""
        words = ending_sentence(finished.finish_reason)
        if as_json and row.source:
            try:
                row.show_json(read_json(row.source))
            except ValueError:
                was_cut = finished.finish_reason == "length"
                words = self.tr("The JSON was cut.") if was_cut else words or self.tr("The answer is not whole JSON.")
        row.show_facts(facts_line(finished.server, finished.model, finished.usage, self.settings.chat))
        if words:
            cut = can_go_on and finished.finish_reason == "length"
            row.show_ending(words, (Remedy.GO_ON,) if cut else ())

    def _end(self, event: TurnEnded) -> None:
        shown = self._turns.get(event.turn, Shown())
        if event.interrupted and not (shown.answer and shown.answer.source):
            self._show_stopped(event)
            return
        if shown.answer is None:
            return
        row = shown.answer
        row.flush()
        row.text.no_underline()
        if event.interrupted:
            row.show_interrupted(heard_end(row.source, event.heard))
        elif row.plain and not shown.spoken:
            announce(self, row.plain)
        self.name(row)

    def _show_stopped(self, event: TurnEnded) -> None:
        """Says that no answer comes. Where nothing was asked that could be asked again, there is nothing to say."""
        row = self.row_of(event.turn)
        if row is None and event.can_retry:
            row = self._answer(event.turn)
        if row is None or row.failure:
            return
        row.unsettled = False  # it stays, with what can be done
        row.show_stopped((Remedy.TRY_AGAIN,) if event.can_retry else ())
        self.name(row)
        announce(self, row.failure_text)

    def _show_failure(self, event: Failed) -> None:
        sentence = error_sentence(event.error)
        last = next(reversed(self.rows()), None)
        if last and last.failure_text == sentence and not last.source:
            self.remove_row(last)  # the same again: once is enough to read
        row = self.row_of(event.turn) or self._answer(event.turn)
        row.unsettled = False  # it stays, with what went wrong
        row.show_failure(sentence, remedies(event.error, event.step, event.can_retry))
        self.name(row)
        announce(self, sentence, urgent=True)

    def _choose(self, turn: int, row: MessageRow, remedy: Remedy) -> None:
        if remedy is Remedy.READ_PICTURE:
            self.reading_asked.emit(self._shown(turn).asked)
            return
        if remedy is not Remedy.TRY_AGAIN:
            if remedy is Remedy.GO_ON:
                row.clear_failure()  # once is enough
            self.remedy_chosen.emit(remedy)
            return
        self.drop(turn)
        self.retry_asked.emit(turn)

    def _add(self, turn: int, *, from_user: bool) -> MessageRow:
        row = self.add_row(from_user=from_user)
        row.remedy_chosen.connect(lambda remedy: self._choose(turn, row, remedy))
        return row
