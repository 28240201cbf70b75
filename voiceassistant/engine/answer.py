"""One answer: from the utterance to the last sentence heard."""

import asyncio
import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import aclosing, contextmanager
from dataclasses import replace
from typing import Literal

from voiceassistant.engine.ports import Ear, Lectern, Playback, Player, Roles, Store
from voiceassistant.engine.speaking import Speaking
from voiceassistant.errors import AssistantError, AudioError, NothingHeard, RequestRefused
from voiceassistant.events import (
    Asked,
    Event,
    Failed,
    FirstSound,
    ReplyDelta,
    ReplyEnded,
    SentenceSpoken,
    Steered,
    Step,
    TakenBack,
    Timings,
    ToolEnded,
    ToolStarted,
    TurnEnded,
    Utterance,
)
from voiceassistant.messages import (
    Attachment,
    Message,
    ReplyFinished,
    ReplyPart,
    TextDelta,
    ToolCall,
    ToolCalling,
    ToolReturned,
    Usage,
)
from voiceassistant.text import Sentence, SentenceStream
from voiceassistant.transcripts import Transcript

log = logging.getLogger(__name__)

Early = Literal["transcript", "answer"]  # how far the work on a guess may go

NOTHING_ATTACHED = Attachment()
LEAST_SPEECH_SECONDS = 0.1  # less than this is a click or a cough; Whisper would invent words for it


class StepFailed(Exception):
    """A step of the answer failed for a reason worth telling."""

    def __init__(self, step: Step, error: AssistantError) -> None:
        super().__init__(str(error))
        self.step, self.error = step, error


class Answering:
    """Answers one question, as a task of its own; cancelling `run` hangs up on every server at once.

    A guess is a question that may not be finished: work on it begins, but nothing of it is told, kept or heard before
    `commit`.

    Args:
        turn: The number that its events carry.
        question: What was typed, or the recording of what was said.
        attachment: What goes with it beside its words.
        roles, player, store, ear: The engine's ports.
        tell: Takes the events.
        clock: Seconds, monotonic.
        earlier: Answers that are still ending; what was heard of them belongs before this question.
        guess: What of it may be done before `commit`; None: it is no guess.
        on_heard: Told the words of a guess; "" where there are none, None where they cannot be had.
        is_ours: Whether words that were heard are the assistant's own, come back through the microphone.
        by_ear: The question began hands-free; that there is nothing in it is nothing to complain of.
        lectern: What the words may steer, or ask about.
    """

    def __init__(
        self,
        turn: int,
        question: str | Utterance,
        *,
        roles: Roles,
        player: Player,
        store: Store,
        ear: Ear | None,
        tell: Callable[[Event], None],
        clock: Callable[[], float],
        attachment: Attachment = NOTHING_ATTACHED,
        earlier: Sequence["asyncio.Task[None]"] = (),
        guess: Early | None = None,
        on_heard: Callable[[str | None], None] = lambda words: None,  # noqa: ARG005 - nobody wants to know
        is_ours: Callable[[str], bool] = lambda words: False,  # noqa: ARG005 - none are
        by_ear: bool = False,
        lectern: Lectern | None = None,
    ) -> None:
        self.turn, self.question, self.attachment = turn, question, attachment
        self.retry_with: str | Utterance | None = question  # None once the answer has come
        self.failed = False
        self._roles, self._player, self._store, self._ear = roles, player, store, ear
        self._pass_on, self._clock, self._earlier = tell, clock, earlier
        self._guess, self._on_heard, self._is_ours, self._by_ear = guess, on_heard, is_ours, by_ear
        self._lectern = lectern
        self._committed = asyncio.Event()
        self._untold: list[Event] = []  # until it is committed
        self._asked_at = clock() if isinstance(question, str) else question.ended_at
        self._timings = Timings()
        self._asked: Message | None = None  # once it is in the store
        self._text = ""
        self._finished: ReplyFinished | None = None
        self._calls: list[ToolCall] = []
        self._sentences = SentenceStream(clause_first=True)
        self._playback: Playback | None = None
        self._playback_change = asyncio.Event()
        self._speaking: Speaking | None = None
        self._voice_failed = self._held = self._taken_back = self._nothing_heard = False
        if guess is None:
            self._commit()
        else:
            self._time("pause_noticed")

    # --- what the engine does with it ---------------------------------------------------------------------------------

    def commit(self, question: Utterance) -> None:
        """The question was complete: what was guessed counts. `question`: the whole recording of it."""
        if self.retry_with is self.question:
            self.retry_with = question
        self.question = question
        self._commit()

    def _commit(self) -> None:
        if self._by_ear:
            self._time("turn_closed")
        self._committed.set()
        self._forget_nothing()
        for event in self._untold:
            self._pass_on(event)
        self._untold.clear()

    def _forget_nothing(self) -> None:
        """A recording in which nothing was said is not one to send again, once it is known to be over."""
        if self._nothing_heard and self._committed.is_set():
            self._forget_recording()

    def silence(self) -> None:
        """Ends the sound at once."""
        if self._playback:
            self._playback.stop()

    def hold(self) -> None:
        """Silent at once; `go_on` goes on where it was."""
        self._held = True
        if self._playback:
            self._playback.pause()

    def go_on(self) -> None:
        self._held = False
        if self._playback:
            self._playback.resume()

    def take_back(self) -> None:
        """The question was not finished: when it is cancelled now, it has never been asked."""
        self._taken_back = True

    def being_said(self) -> str:
        """The sentences that an ear may have in it now."""
        return self._speaking.being_said() if self._speaking else ""

    def level(self) -> float:
        """How loud the answer is now, 0 to 1."""
        return self._playback.level() if self._playback else 0.0

    async def run(self) -> None:
        """Never raises but CancelledError: what goes wrong is told as Failed."""
        interrupted = False
        keeping: asyncio.Task[None] | None = None
        try:
            transcript = await self._understand()
            if self._guess == "transcript":
                await self._committed.wait()
            if await self._steered(transcript):
                return
            history = await self._recall(transcript)
            keeping = asyncio.create_task(self._keep_question(transcript), name=f"question-{self.turn}")
            failure = await self._reply(history)
            await asyncio.wait([keeping])  # it says with what to try again
            if failure:
                raise failure
            self.retry_with = None
        except asyncio.CancelledError:
            interrupted = True
            self.silence()
            raise
        except StepFailed as failure:
            self._fail(failure.step, failure.error)
        except Exception:
            log.exception("turn %d broke", self.turn)
            self._fail(Step.CHAT, AssistantError("Something unexpected went wrong"))
        finally:
            await asyncio.shield(self._end(keeping, interrupted=interrupted))

    async def _end(self, keeping: "asyncio.Task[None] | None", *, interrupted: bool) -> None:
        if keeping is not None:
            if not self._committed.is_set():
                keeping.cancel()
            await asyncio.wait([keeping])
            if not keeping.cancelled() and isinstance(error := keeping.exception(), StepFailed):
                self._fail(error.step, error.error)
        self._forget_nothing()
        if self._taken_back:
            self._forget_recording()  # its sound is the beginning of the recording that goes on
            await self._forget()
        elif self._committed.is_set() or not interrupted:
            if self._asked is not None:
                await self._keep(interrupted)
            self._time("done")
            can_retry = interrupted and not self._text and self.retry_with is not None
            self._tell(TurnEnded(self.turn, self._heard(interrupted), interrupted, can_retry, self._timings))

    # --- the steps ----------------------------------------------------------------------------------------------------

    async def _understand(self) -> Transcript:
        if isinstance(self.question, str):
            return Transcript(self.question)
        try:
            with _step(Step.TRANSCRIPTION):
                transcript = await self._words(self.question)
        except StepFailed as failure:
            self._on_heard("" if isinstance(failure.error, NothingHeard) else None)
            raise
        self._time("transcript")
        self._on_heard(transcript.text)
        return transcript

    async def _words(self, utterance: Utterance) -> Transcript:
        if utterance.speech_seconds < LEAST_SPEECH_SECONDS:
            await self._committed.wait()
            self._forget_recording()  # there is nothing in it to send again
            raise NothingHeard("I heard nothing")
        transcript = await (await self._roles.transcriber()).transcribe(utterance)
        if not transcript.text.strip():
            raise NothingHeard("I heard nothing")
        if self._by_ear and self._is_ours(transcript.text):
            log.info("turn %d: these were our own words", self.turn)
            raise NothingHeard("I heard nothing but myself")
        return transcript

    async def _steered(self, transcript: Transcript) -> bool:
        """Whether the words were for what is being read, and are obeyed: no question, and not kept as one."""
        steer = self._lectern.steering(transcript.text) if self._lectern else None
        if steer is None:
            return False
        await self._committed.wait()
        self._forget_recording()
        obeyed = await steer()
        self._tell(Steered(self.turn, transcript.text, obeyed))
        if obeyed.aloud:
            await self._say_aloud(obeyed.sentence)
        return True

    async def _say_aloud(self, text: str) -> None:
        """What is no answer of the chat model's: it has no place in the conversation."""
        speaking = self._speaking = Speaking(self._roles.synthesiser, self._playback_change)
        self._say([*self._sentences.feed(text), *self._sentences.flush()])
        speaking.no_more()
        await self._speak(speaking, lambda _sentence: None)

    async def _recall(self, transcript: Transcript) -> list[Message]:
        """Tells the question and returns the conversation with it at the end."""
        images = self.attachment.images
        self._tell(Asked(self.turn, transcript, spoken=not isinstance(self.question, str), images=images))
        if self._earlier:
            await asyncio.wait(self._earlier)
        question = Message("user", transcript.text, images=images)
        with _step(Step.STORE):
            history = await self._store.history()
        if not history or history[-1] != question:
            return [*history, question]
        self._asked = question  # a question that is sent again stands there already
        return history

    async def _keep_question(self, transcript: Transcript) -> None:
        """Beside the chat request: keeping it takes some milliseconds."""
        await self._committed.wait()
        if self._asked is None:
            with _step(Step.STORE):
                await self._store.asked(self.turn, transcript, self.attachment.images)
            self._asked = Message("user", transcript.text, images=self.attachment.images)
        self._forget_recording()
        self.retry_with = transcript.text

    def _forget_recording(self) -> None:
        self.retry_with = None
        if self._ear and not isinstance(self.question, str):
            self._ear.discard(self.question)

    async def _reply(self, history: Sequence[Message]) -> StepFailed | None:
        """Returns why not all of it came."""
        failure: StepFailed | None = None
        async with asyncio.TaskGroup() as group:
            if self.attachment.as_json is None:  # JSON is for reading
                self._speaking = Speaking(self._roles.synthesiser, self._playback_change)
                group.create_task(self._speak(self._speaking, self._sentence_begins), name=f"voice-{self.turn}")
            try:
                await self._chat(history)
            except StepFailed as failed:
                failure = failed  # what had come of the answer is still spoken
            self._say(self._sentences.flush())
            if self._speaking:
                self._speaking.no_more()
        return failure

    async def _chat(self, history: Sequence[Message]) -> None:
        with _step(Step.CHAT):
            chat = await self._roles.chat()
            reply = chat.reply(self._with_context(history), self.attachment.as_json, self._committed.wait)
            async with aclosing(reply) as parts:
                async for part in parts:
                    self._take(part)
            if not self._text.strip():
                withheld = self._finished is not None and self._finished.finish_reason == "content_filter"
                raise RequestRefused("The server withheld its answer" if withheld else "The server's answer is empty")

    def _with_context(self, history: Sequence[Message]) -> Sequence[Message]:
        """A question about what is being read takes that with it; in the conversation it stays as it was asked."""
        context = self._lectern.context() if self._lectern else ""
        if not context:
            return history
        question = history[-1]
        return [*history[:-1], replace(question, content=f"{context}\n\n{question.content}")]

    def _take(self, part: ReplyPart) -> None:
        match part:
            case TextDelta(text=text, tokens=tokens):
                self._time("first_token")
                self._text += text
                self._tell(ReplyDelta(self.turn, text, tokens))
                self._say(self._sentences.feed(text))
            case ToolCalling(call=call):
                self._tell(ToolStarted(self.turn, call))
            case ToolReturned(call=call):
                self._calls.append(call)
                self._tell(ToolEnded(self.turn, call))
            case ReplyFinished():
                self._finished = part
                self._tell(self._reply_ended(part))

    def _reply_ended(self, finished: ReplyFinished) -> ReplyEnded:
        return ReplyEnded(
            self.turn,
            self._text,
            finished.finish_reason,
            finished.usage,
            tuple(self._calls),
            finished.server,
            finished.model,
            self.attachment.as_json,
        )

    # --- the voice ----------------------------------------------------------------------------------------------------

    async def _begin_playback(self) -> Playback:
        """Raises AudioError."""
        await self._committed.wait()
        playback = self._playback = self._player.begin()
        loop = asyncio.get_running_loop()

        def on_change() -> None:  # on the audio worker's thread
            loop.call_soon_threadsafe(self._playback_changed)

        playback.on_change(on_change)
        if self._held:
            playback.pause()
        return playback

    def _playback_changed(self) -> None:
        self._playback_change.set()
        at = self._playback.first_sound_at if self._playback else None
        if at is not None and self._timings.first_audio is None:
            self._timings = replace(self._timings, first_audio=self._milliseconds(at))
            self._tell(FirstSound(self.turn, at))

    async def _speak(self, speaking: Speaking, on_sentence: Callable[[Sentence], None]) -> None:
        try:
            await speaking.run(self._begin_playback, on_sentence)
        except AudioError as error:
            self._fail(Step.PLAYBACK, error)
        except AssistantError as error:
            self._fail(Step.SPEECH, error)

    def _say(self, sentences: Sequence[Sentence]) -> None:
        for sentence in sentences:
            self._time("first_sentence")
            if self._speaking:
                self._speaking.say(sentence)

    def _sentence_begins(self, sentence: Sentence) -> None:
        self._tell(SentenceSpoken(self.turn, sentence.start, sentence.end))

    # --- how it ends --------------------------------------------------------------------------------------------------

    def _fail(self, step: Step, error: AssistantError) -> None:
        """Speech that fails leaves the text: there is nothing to send again."""
        log.warning("turn %d, %s: %s", self.turn, step.value, error)
        if self._by_ear and isinstance(error, NothingHeard):
            self._nothing_heard = True
            return
        self.failed = True
        spoken = step in (Step.SPEECH, Step.PLAYBACK)
        self._voice_failed = self._voice_failed or spoken
        self._tell(Failed(self.turn, step, error, can_retry=not spoken and self.retry_with is not None))

    def _heard(self, interrupted: bool) -> str:
        if not interrupted or self._voice_failed or self._speaking is None:
            return self._text  # heard to its end, or read on the screen
        return self._speaking.heard()

    async def _keep(self, interrupted: bool) -> None:
        try:
            await self._store.answered(
                self.turn,
                Message("assistant", self._heard(interrupted), tuple(self._calls)),
                reply=self._text,
                finished=self._finished or ReplyFinished("", Usage()),
                interrupted=interrupted,
                as_json=self.attachment.as_json is not None,
            )
        except AssistantError as error:
            self._fail(Step.STORE, error)

    async def _forget(self) -> None:
        if self._asked is not None:
            try:
                await self._store.forget(self._asked)
            except AssistantError as error:
                self._fail(Step.STORE, error)
        self._tell(TakenBack(self.turn))

    def _tell(self, event: Event) -> None:
        if self._committed.is_set():
            self._pass_on(event)
        else:
            self._untold.append(event)

    def _time(self, step: str) -> None:
        """Notes when a step was first reached."""
        if getattr(self._timings, step) is None:
            self._timings = replace(self._timings, **{step: self._milliseconds(self._clock())})

    def _milliseconds(self, at: float) -> float:
        return round((at - self._asked_at) * 1000, 1)


@contextmanager
def _step(step: Step) -> Iterator[None]:
    try:
        yield
    except AssistantError as error:
        raise StepFailed(step, error) from error
