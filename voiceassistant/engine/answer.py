"""One answer: from the utterance to the last sentence heard."""

import asyncio
import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import aclosing, contextmanager
from dataclasses import replace

from voiceassistant.engine.ports import Ear, Playback, Player, Roles, Store
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
    Step,
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

NOTHING_ATTACHED = Attachment()
LEAST_SPEECH_SECONDS = 0.1  # less than this is a click or a cough; Whisper would invent words for it


class StepFailed(Exception):
    """A step of the answer failed for a reason worth telling."""

    def __init__(self, step: Step, error: AssistantError) -> None:
        super().__init__(str(error))
        self.step, self.error = step, error


class Answering:
    """Answers one question, as a task of its own; cancelling `run` hangs up on every server at once.

    Args:
        turn: The number that its events carry.
        question: What was typed, or the recording of what was said.
        attachment: What goes with it beside its words.
        roles, player, store, ear: The engine's ports.
        tell: Takes the events.
        clock: Seconds, monotonic.
        earlier: Answers that are still ending; what was heard of them belongs before this question.
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
    ) -> None:
        self.turn, self.question, self.attachment = turn, question, attachment
        self.retry_with: str | Utterance | None = question  # None once the answer has come
        self._roles, self._player, self._store, self._ear = roles, player, store, ear
        self._tell, self._clock, self._earlier = tell, clock, earlier
        self._asked_at = clock() if isinstance(question, str) else question.ended_at
        self._timings = Timings()
        self._text = ""
        self._finished: ReplyFinished | None = None
        self._calls: list[ToolCall] = []
        self._sentences = SentenceStream()
        self._playback: Playback | None = None
        self._speaking: Speaking | None = None
        self._voice_failed = False

    def silence(self) -> None:
        """Ends the sound at once."""
        if self._playback:
            self._playback.stop()

    def level(self) -> float:
        """How loud the answer is now, 0 to 1."""
        return self._playback.level() if self._playback else 0.0

    async def run(self) -> None:
        """Never raises but CancelledError: what goes wrong is told as Failed."""
        interrupted, known = False, False
        try:
            transcript = await self._understand()
            history = await self._remember(transcript)
            known = True
            await self._reply(history)
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
            if known:
                await asyncio.shield(self._keep(interrupted))
            self._time("done")
            can_retry = interrupted and not self._text and self.retry_with is not None
            self._tell(TurnEnded(self.turn, self._heard(interrupted), interrupted, can_retry, self._timings))

    # --- the steps ----------------------------------------------------------------------------------------------------

    async def _understand(self) -> Transcript:
        if isinstance(self.question, str):
            return Transcript(self.question)
        with _step(Step.TRANSCRIPTION):
            if self.question.speech_seconds < LEAST_SPEECH_SECONDS:
                self._forget_recording(self.question)  # there is nothing in it to send again
                raise NothingHeard("I heard nothing")
            transcript = await (await self._roles.transcriber()).transcribe(self.question)
            if not transcript.text.strip():
                raise NothingHeard("I heard nothing")
        self._time("transcript")
        return transcript

    async def _remember(self, transcript: Transcript) -> list[Message]:
        """Keeps the question and returns the conversation with it at the end."""
        images = self.attachment.images
        self._tell(Asked(self.turn, transcript, spoken=not isinstance(self.question, str), images=images))
        if self._earlier:
            await asyncio.wait(self._earlier)
        question = Message("user", transcript.text, images=images)
        with _step(Step.STORE):
            history = await self._store.history()
            if not history or history[-1] != question:  # a question that is sent again stands there already
                await self._store.asked(self.turn, transcript, images)
                history = [*history, question]
        if not isinstance(self.question, str):
            self._forget_recording(self.question)
        self.retry_with = transcript.text
        return history

    def _forget_recording(self, utterance: Utterance) -> None:
        self.retry_with = None
        if self._ear:
            self._ear.discard(utterance)

    async def _reply(self, history: Sequence[Message]) -> None:
        failure: StepFailed | None = None
        async with asyncio.TaskGroup() as group:
            self._speaking = None if self.attachment.as_json else self._begin_speaking()  # JSON is for reading
            if self._speaking:
                group.create_task(self._speak(self._speaking), name=f"voice-{self.turn}")
            try:
                await self._chat(history)
            except StepFailed as failed:
                failure = failed  # what had come of the answer is still spoken
            self._say(self._sentences.flush())
            if self._speaking:
                self._speaking.no_more()
        if failure:
            raise failure

    async def _chat(self, history: Sequence[Message]) -> None:
        with _step(Step.CHAT):
            chat = await self._roles.chat()
            async with aclosing(chat.reply(history, self.attachment.as_json)) as parts:
                async for part in parts:
                    self._take(part)
            if not self._text.strip():
                withheld = self._finished is not None and self._finished.finish_reason == "content_filter"
                raise RequestRefused("The server withheld its answer" if withheld else "The server's answer is empty")

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

    def _begin_speaking(self) -> Speaking | None:
        try:
            self._playback = self._player.begin()
        except AssistantError as error:
            self._fail(Step.PLAYBACK, error)
            return None
        loop = asyncio.get_running_loop()
        changed = asyncio.Event()

        def on_change() -> None:  # on the audio worker's thread
            loop.call_soon_threadsafe(self._playback_changed, changed)

        self._playback.on_change(on_change)
        return Speaking(self._roles.synthesiser, self._playback, changed, self._sentence_begins)

    def _playback_changed(self, changed: asyncio.Event) -> None:
        changed.set()
        at = self._playback.first_sound_at if self._playback else None
        if at is not None and self._timings.first_audio is None:
            self._timings = replace(self._timings, first_audio=self._milliseconds(at))
            self._tell(FirstSound(self.turn, at))

    async def _speak(self, speaking: Speaking) -> None:
        try:
            await speaking.run()
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
