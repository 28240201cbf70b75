"""What the engine asks of the rooms around it. No vendor is imported here."""

from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from typing import Protocol

from voiceassistant.errors import AssistantError
from voiceassistant.events import Obeyed, Utterance
from voiceassistant.messages import Image, JsonAnswer, MayAct, Message, ReplyFinished, ReplyPart, at_once
from voiceassistant.transcripts import Transcript


class Transcriber(Protocol):
    async def transcribe(self, utterance: Utterance) -> Transcript:
        """Raises ServiceError. Cancelling it hangs up."""
        ...


class ChatModel(Protocol):
    def reply(
        self,
        history: Sequence[Message],
        as_json: JsonAnswer | None = None,
        may_act: MayAct = at_once,
    ) -> AsyncGenerator[ReplyPart, None]:
        """Streams the answer to the last message, tools run on the way; ends with ReplyFinished.

        `may_act` is awaited before a tool that changes anything: the question may turn out not to have been finished.
        An answer as JSON calls no tools. Raises ServiceError, and CannotSee where the model takes no images.
        Closing the iterator hangs up.
        """
        ...


class Synthesiser(Protocol):
    def synthesise(self, text: str) -> AsyncGenerator[bytes, None]:
        """Streams mono 16-bit little-endian PCM at 24 kHz, cut anywhere. Raises ServiceError; closing it hangs up."""
        ...


class Roles(Protocol):
    """The three roles, each ready to be asked; waits for the local engine where that serves one."""

    async def transcriber(self) -> Transcriber: ...
    async def chat(self) -> ChatModel: ...
    async def synthesiser(self) -> Synthesiser: ...
    async def warm(self, history: Sequence[Message]) -> None:
        """Called when the user begins to speak: connections are opened, local models loaded and primed.

        Never raises: what is wrong shows when the role is asked.
        """
        ...


class Playback(Protocol):
    """One answer being played. Thread-safe."""

    def write(self, pcm: bytes, rate: int = 24_000) -> None: ...
    def finish(self) -> None: ...
    def stop(self) -> None: ...
    def pause(self) -> None: ...  # silent at once; what was not heard stays
    def resume(self) -> None: ...  # goes on where it was
    def on_change(self, callback: Callable[[], None]) -> None: ...
    def level(self) -> float: ...
    @property
    def queued_seconds(self) -> float: ...  # written, not yet heard
    @property
    def heard_samples(self) -> int: ...  # at 24 kHz
    @property
    def first_sound_at(self) -> float | None: ...
    @property
    def ended(self) -> bool: ...
    @property
    def error(self) -> AssistantError | None: ...


class Player(Protocol):
    def begin(self) -> Playback:
        """Silences whatever plays."""
        ...

    def stop(self) -> None:
        """Silences whatever plays."""
        ...


class Ear(Protocol):
    """The microphone's side. `begin`, `drop` and `level` are quick; `end` may block for one audio block."""

    def begin(self, name: str) -> None: ...
    def end(self) -> Utterance: ...
    def drop(self) -> None: ...
    def level(self) -> float: ...
    def discard(self, utterance: Utterance) -> None:
        """Its transcript is kept, so the file can go; one that is not the listener's own is left alone."""
        ...

    def hands_free(self, on: bool) -> None:
        """Whether it listens by itself; what it hears it tells the engine as SpeechStarted and so on."""
        ...

    def mute(self, on: bool) -> None: ...
    def drop_speech(self) -> None:
        """What is being said hands-free is nothing to us."""
        ...

    def expect_more(self, utterance: Utterance) -> None:
        """What was said until this pause breaks off: the pause has to be longer to end the turn."""
        ...

    def next_utterance(self, *, answering: bool) -> None:
        """The last utterance has its answer, which is being spoken or is over: what is said now is another one."""
        ...


class Store(Protocol):
    """Where conversations are kept. Every method raises StoreError."""

    async def history(self) -> list[Message]:
        """The open conversation, as the chat model is shown it."""
        ...

    async def asked(self, turn: int, transcript: Transcript, images: tuple[Image, ...] = ()) -> None:
        """The question is known: from here on it is in the conversation."""
        ...

    async def answered(
        self,
        turn: int,
        answer: Message,
        *,
        reply: str,
        finished: ReplyFinished,
        interrupted: bool,
        as_json: bool = False,
    ) -> None:
        """`answer.content` is what was heard, `reply` the whole text that had come."""
        ...

    async def forget(self, question: Message) -> None:
        """The newest question like this one goes; nothing was answered to it, and other words take its place."""
        ...


class Lectern(Protocol):
    """What lies open before the user and may be read aloud: words steer it, or ask about it. Quick."""

    def steering(self, words: str) -> Callable[[], Awaitable[Obeyed]] | None:
        """What does what these words want of it; None where they are a question, or nothing is open. Never raises."""
        ...

    def being_said(self) -> str:
        """The sentences that an ear may have in it now; empty: nothing is being read."""
        ...

    def context(self) -> str:
        """What the chat model has to know of it to answer a question about it; empty: nothing is open."""
        ...
