"""The engine thread: one asyncio loop, an inbox of inputs, the turn machine, and the answers as tasks."""

import asyncio
import logging
import threading
import time
from collections.abc import Callable, Coroutine
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

from voiceassistant.engine.answer import NOTHING_ATTACHED, Answering, Early
from voiceassistant.engine.guesses import Guesses
from voiceassistant.engine.interruptions import Interruptions
from voiceassistant.engine.ports import Ear, Lectern, Player, Roles, Store
from voiceassistant.engine.recorder import Recorder
from voiceassistant.engine.turn import (
    Answer,
    BeginRecording,
    Command,
    DropGuess,
    DropRecording,
    DropSpeech,
    EndRecording,
    GetReady,
    GoOn,
    Guess,
    Hold,
    Silence,
    TakeBack,
    Turn,
    advance,
)
from voiceassistant.errors import AssistantError, AudioError
from voiceassistant.events import (
    AnswerEnded,
    Event,
    Failed,
    FirstSound,
    HandsFreeInput,
    HearingChanged,
    Input,
    InterruptionJudged,
    PartlyHeard,
    Phase,
    PhaseChanged,
    RecordingAsked,
    RecordingEnded,
    RecordingFailed,
    SpeechEnded,
    Step,
    StopPressed,
    TakenBack,
    TalkPressed,
    TalkReleased,
    TextAsked,
    TurnEnded,
    Utterance,
)
from voiceassistant.messages import Attachment, Message
from voiceassistant.tasks import Tasks
from voiceassistant.text.interruption import is_backchannel, is_echo
from voiceassistant.text.unfinished import is_unfinished

log = logging.getLogger(__name__)

T = TypeVar("T")

CLOSE_SECONDS = 10.0
WORKERS = 4  # for what blocks: the keyring, devices, the last block of a recording


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A question that failed: what was typed, or the recording of what was said, and what went with it."""

    question: str | Utterance
    attachment: Attachment


class Engine:
    """What the assistant does, without a window. Public methods may be called from any thread and return at once.

    Args:
        ear: The microphone's side; None where there is none.
        player: Where answers are heard.
        roles: The three roles.
        store: Where the conversation is kept.
        clock: Seconds, monotonic, on the same clock as `Utterance.ended_at`.
    """

    def __init__(
        self,
        ear: Ear | None,
        player: Player,
        roles: Roles,
        store: Store,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.ear, self.player, self.roles, self.store, self._clock = ear, player, roles, store, clock
        self.recorder = Recorder(ear, self.handle)
        self._turn = Turn()
        self._subscribers: list[Callable[[Event], None]] = []
        self._answers: dict[int, tuple[Answering, asyncio.Task[None]]] = {}
        self._tasks = Tasks()
        self.early_start: Literal["no", "transcript", "answer"] = "answer"  # what is begun before a turn is closed
        self.lectern: Lectern | None = None  # what is read aloud beside the conversation
        self._guesses = Guesses(self._tasks.spawn)
        self._interruptions = Interruptions(self._clock, self.handle)
        self._unanswered: dict[int, Unanswered] = {}  # questions that failed, for `retry`
        self._attachment = NOTHING_ATTACHED  # what the next question takes with it
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, name="engine", daemon=True)
        self._workers = ThreadPoolExecutor(WORKERS, thread_name_prefix="engine-worker")
        self._loop.set_default_executor(self._workers)

    # --- life ---------------------------------------------------------------------------------------------------------

    def start(self) -> None:
        self._thread.start()

    def close(self, last: Coroutine[Any, Any, None] | None = None) -> None:
        """Ends answers, tasks and the thread, and waits for them; `last` is run on the loop before it ends."""
        if self._thread.is_alive():
            for work in (self._end(), last):
                if work is not None:
                    self._finish(work)
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join(CLOSE_SECONDS)
        self._workers.shutdown(wait=True)
        if not self._loop.is_running():
            self._loop.close()

    def _finish(self, work: Coroutine[Any, Any, None]) -> None:
        try:
            self.run(work).result(timeout=CLOSE_SECONDS)
        except TimeoutError:
            log.error("something did not end within %g seconds", CLOSE_SECONDS)

    def run(self, work: Coroutine[Any, Any, T]) -> "Future[T]":
        """Runs a coroutine on the engine's loop; for everything that shares its connections."""
        return asyncio.run_coroutine_threadsafe(work, self._loop)

    def subscribe(self, callback: Callable[[Event], None]) -> Callable[[], None]:
        """Calls back with every event, on the engine's thread. Returns what ends the subscription."""
        self._subscribers.append(callback)

        def unsubscribe() -> None:
            with suppress(ValueError):  # ended twice is ended
                self._subscribers.remove(callback)

        return unsubscribe

    # --- what the user does -------------------------------------------------------------------------------------------

    def press(self) -> None:
        self._post(TalkPressed(self._clock()))

    def release(self) -> None:
        self._post(TalkReleased(self._clock()))

    def stop(self) -> None:
        """Silences the answer and whatever else is heard, or forgets the recording that is going on."""
        self._post(StopPressed())

    def hands_free(self, on: bool) -> None:
        """Whether the ear listens by itself; answered by HearingChanged."""
        if self.ear:
            self.ear.hands_free(on)

    def mute(self, on: bool) -> None:
        """Whether the ear is deaf, but for the talk key; answered by HearingChanged."""
        if self.ear:
            self.ear.mute(on)

    def hear(self, event: HandsFreeInput | HearingChanged) -> None:
        """What the ear tells by itself."""
        if isinstance(event, HearingChanged):
            self.tell(event)
        else:
            self._post(event)

    def ask(self, text: str) -> None:
        if text.strip():
            self._post(TextAsked(text.strip()))

    def ask_recording(self, utterance: Utterance) -> None:
        self._post(RecordingAsked(utterance))

    def attach(self, attachment: Attachment) -> None:
        """The next question, typed or spoken, takes this with it; an empty one takes back what was attached."""
        self._soon(self._attach, attachment)

    def retry(self, turn: int) -> None:
        """Sends the question of a failed turn again, with what was attached to it."""
        if unanswered := self.take_unanswered(turn):
            self.attach(unanswered.attachment)
            if isinstance(unanswered.question, str):
                self._post(TextAsked(unanswered.question))
            else:
                self._post(RecordingAsked(unanswered.question))

    def ask_instead(self, turn: int, text: str) -> None:
        """Asks a failed turn's question in words of its own, without its pictures: they take the question's place."""
        unanswered = self.take_unanswered(turn)
        if unanswered and text.strip():
            self.run(self._ask_instead(turn, unanswered, text.strip()))

    def take_unanswered(self, turn: int) -> "Unanswered | None":
        """The question of a failed turn, for sending it in another way; it is not kept any more."""
        return self._unanswered.pop(turn, None)

    def level(self) -> float:
        """How loud the microphone is while listening, the answer while speaking; 0 to 1. For a poll at 30 Hz."""
        turn = self._turn
        if turn.phase in (Phase.LISTENING, Phase.PAUSED) and self.ear:
            return self.ear.level()
        answering, _ = self._answers.get(turn.number, (None, None))
        return answering.level() if answering and turn.phase is Phase.SPEAKING else 0.0

    def tell(self, event: Event) -> None:
        """Tells subscribers something from outside the engine, in order with the rest."""
        self._soon(self._emit, event)

    def microphone_lost(self, error: AudioError) -> None:
        """The microphone went away; what was recorded until then is kept."""
        self._soon(self._keep_lost_recording, error)

    async def between_recordings(self) -> None:
        """Returns when nothing is being recorded. On the engine's loop."""
        await self.recorder.between_recordings()

    async def settle(self) -> None:
        """Stops what goes on and returns when it is kept. On the engine's loop."""
        self.handle(StopPressed())
        if ending := [task for _, task in self._answers.values()]:
            await asyncio.wait(ending)

    # --- on the engine's thread ---------------------------------------------------------------------------------------

    async def _ask_instead(self, turn: int, failed: "Unanswered", text: str) -> None:
        if turn in self._answers:  # it may still be keeping what came of it
            await asyncio.wait([self._answers[turn][1]])
        try:
            if isinstance(failed.question, str):
                await self.store.forget(Message("user", failed.question, images=failed.attachment.images))
        except AssistantError as error:
            log.warning("the question of turn %d stays: %s", turn, error)
        self._attach(Attachment(as_json=failed.attachment.as_json))
        self.handle(TextAsked(text))

    def _attach(self, attachment: Attachment) -> None:
        self._attachment = attachment

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_forever()
        if late := asyncio.all_tasks(self._loop):  # a last wish of another thread's, or deaf to its end
            log.warning("still going on at the end: %s", ", ".join(sorted(task.get_name() for task in late)))
            for task in late:
                task.cancel()
            self._loop.run_until_complete(asyncio.wait(late, timeout=CLOSE_SECONDS))

    def _post(self, event: Input) -> None:
        self._soon(self.handle, event)

    def _soon(self, work: Callable[[Any], None], value: object) -> None:
        with suppress(RuntimeError):  # the loop is closed: an ear or a window may have a last word all the same
            self._loop.call_soon_threadsafe(work, value)

    def handle(self, event: Input) -> None:
        """The one place where the turn changes. Engine thread only."""
        before = self._turn
        self._turn, commands = advance(self._turn, event)
        stale = getattr(event, "turn", self._turn.number) != before.number
        self._discard_unwanted(event, before, commands)
        if isinstance(event, (RecordingFailed, FirstSound)) and not stale and before.phase is not Phase.READY:
            self._pass_on(event)
        self._enter(before)
        for command in commands:
            self._do(command)
        self._interruptions.follow(self._turn, event)
        if isinstance(event, StopPressed) or (isinstance(event, TalkPressed) and before.phase is Phase.READY):
            self.player.stop()  # what is heard beside answers: a text that is read aloud, a recording

    def _discard_unwanted(self, event: Input, before: Turn, commands: tuple[Command, ...]) -> None:
        """Recordings that nobody answers: stopped while their last block was on its way, or nothing that was meant."""
        if self.ear is None:
            return
        if isinstance(event, RecordingEnded) and not commands:
            self.ear.discard(event.utterance)
        if isinstance(event, SpeechEnded) and not commands and self._turn.phase in (Phase.READY, Phase.SPEAKING):
            self.ear.discard(event.utterance)  # it was judged just as it ended
        answered = any(isinstance(command, Answer) and command.question is before.said for command in commands)
        if before.said is not None and self._turn.said is not before.said and not answered:
            self.ear.discard(before.said)

    def _enter(self, before: Turn) -> None:
        """Tells of the new phase; the ear first, which may hear the next word at any moment."""
        turn = self._turn
        if self.ear and turn.phase is not before.phase and turn.phase in (Phase.READY, Phase.SPEAKING):
            self.ear.next_utterance(answering=turn.phase is Phase.SPEAKING)
        if turn.phase is not before.phase or turn.number != before.number:
            self._emit(PhaseChanged(turn.number, turn.phase, turn.by_ear))

    def _pass_on(self, event: RecordingFailed | FirstSound) -> None:
        if isinstance(event, FirstSound):
            self._emit(event)
            return
        if event.utterance:
            self._unanswered[event.turn] = Unanswered(event.utterance, self._attachment)
        self._emit(Failed(event.turn, Step.RECORDING, event.error, can_retry=event.utterance is not None))

    def _do(self, command: Command) -> None:
        match command:
            case BeginRecording(turn=turn):
                self._tasks.spawn(self._begin_recording(turn), f"begin-{turn}")
            case EndRecording(turn=turn):
                self._tasks.spawn(self.recorder.end(turn), f"end-{turn}")
            case DropRecording(turn=turn):
                self._tasks.spawn(self.recorder.drop(), f"drop-{turn}")
            case Answer(turn=turn, question=question):
                self._answer(turn, question)
            case GetReady(turn=turn):
                self._tasks.spawn(self._warm(), f"warm-{turn}")
            case Guess(turn=turn, utterance=utterance):
                self._guess(turn, utterance)
            case DropGuess(turn=turn):
                if self._guesses.drop(turn):
                    self._tasks.spawn(self._warm(), f"warm-{turn}")  # hanging up has closed its connections
            case DropSpeech() if self.ear:
                self.ear.drop_speech()
            case Silence() | TakeBack() | Hold() | GoOn() if command.turn in self._answers:
                self._change_answer(command)

    def _change_answer(self, command: Silence | TakeBack | Hold | GoOn) -> None:
        answering, task = self._answers[command.turn]
        match command:
            case Silence():
                answering.silence()  # the sound first: hanging up takes a loop's round
                task.cancel()
            case TakeBack():
                answering.take_back()
            case Hold():
                answering.hold()
            case GoOn():
                answering.go_on()

    async def _begin_recording(self, turn: int) -> None:
        if await self.recorder.begin(turn, f"{time.strftime('%Y%m%d-%H%M%S')}-{turn}"):
            await self._warm()

    async def _warm(self) -> None:
        try:
            history = await self.store.history()
        except AssistantError as error:
            log.warning("not warmed: %s", error)
            return
        await self.roles.warm(history)

    def _keep_lost_recording(self, error: AudioError) -> None:
        if self._turn.phase is Phase.LISTENING:
            self._tasks.spawn(self.recorder.end(self._turn.number, error), "recording-lost")

    def _answer(self, turn: int, question: str | Utterance) -> None:
        guessed = None if isinstance(question, str) else self._guesses.take(turn, question, self._attachment)
        if guessed is None:
            answering = self._make_answering(turn, question, by_ear=self._turn.by_ear)
            task = self._tasks.spawn(answering.run(), f"answer-{turn}")
        else:
            answering, task = guessed
        self._attachment = NOTHING_ATTACHED
        self._answers[turn] = (answering, task)
        self._interruptions.speaking(answering.being_said)
        task.add_done_callback(lambda _: self._answer_over(turn))

    def _make_answering(
        self, turn: int, question: str | Utterance, *, by_ear: bool = False, guess: Early | None = None
    ) -> Answering:
        return Answering(
            turn,
            question,
            roles=self.roles,
            player=self.player,
            store=self.store,
            ear=self.ear,
            tell=self._from_answer,
            clock=self._clock,
            attachment=self._attachment,
            earlier=[task for _, task in self._answers.values()],
            by_ear=by_ear,
            guess=guess,
            on_heard=lambda words: self._heard(turn, words),
            is_ours=self._is_ours,
            lectern=self.lectern,
        )

    def _guess(self, turn: int, utterance: Utterance) -> None:
        """While an answer is paused the words are needed in any case: they say whether it goes on."""
        paused = self._turn.phase is Phase.PAUSED
        if self.early_start == "no" and not paused:
            return
        early: Early = "answer" if self.early_start == "answer" else "transcript"
        self._guesses.begin(self._make_answering(turn, utterance, by_ear=True, guess=early), utterance)

    def _is_ours(self, words: str) -> bool:
        """Nobody's question: our own words, an answer's or of what is read; over that, signs of listening as well."""
        read = self.lectern.being_said() if self.lectern else ""
        return self._interruptions.is_ours(words) or bool(read and (is_echo(words, read) or is_backchannel(words)))

    def _heard(self, turn: int, words: str | None) -> None:
        """What a question by ear says, finished or not."""
        if self._turn.phase is Phase.PAUSED and turn == self._turn.number + 1:
            utterance = self._guesses.utterance
            meant = utterance is not None and self._interruptions.meant(words, utterance)
            self.handle(InterruptionJudged(self._turn.number, meant))
        elif self._turn.phase is Phase.LISTENING and turn == self._turn.number and words:
            self._emit(PartlyHeard(turn, words))
            if self.ear is not None and self._guesses.utterance is not None and is_unfinished(words):
                self.ear.expect_more(self._guesses.utterance)

    def _from_answer(self, event: Event) -> None:
        """What a turn that the user has left still says is dropped here, but for how it ended."""
        if isinstance(event, (Failed, TurnEnded)) and event.can_retry and event.turn in self._answers:
            self._keep_question(event.turn)  # at once: the user may be quicker than the rest of the answer
        if isinstance(event, FirstSound):
            self.handle(event)
        elif isinstance(event, (TurnEnded, TakenBack)) or getattr(event, "turn", 0) == self._turn.number:
            self._emit(event)

    def _answer_over(self, turn: int) -> None:
        del self._answers[turn]
        if turn == self._turn.number:
            self._interruptions.spoken()
        self.handle(AnswerEnded(turn))

    def _keep_question(self, turn: int) -> None:
        answering, _ = self._answers[turn]
        if answering.retry_with is not None:
            self._unanswered[turn] = Unanswered(answering.retry_with, answering.attachment)

    def _emit(self, event: Event) -> None:
        for callback in tuple(self._subscribers):
            try:
                callback(event)
            except Exception:
                log.exception("a subscriber failed on %s", type(event).__name__)

    async def _end(self) -> None:
        self._interruptions.close()
        for answering, _ in self._answers.values():
            answering.silence()
        await self._tasks.close()
