"""The three roles and the store without servers: what they answer, when, and how they fail is the test's to say."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from voiceassistant.errors import AssistantError
from voiceassistant.messages import Image, JsonAnswer, Message, ReplyFinished, ReplyPart, TextDelta, Usage
from voiceassistant.transcripts import Transcript

SAMPLES_PER_LETTER = 1_000
PCM_PER_LETTER = b"\x10\x00\xf0\xff" * (SAMPLES_PER_LETTER // 2)  # a sound: what only hums is no speech


@dataclass
class FakeRoles:
    """Hears `heard`, answers `parts`, and speaks SAMPLES_PER_LETTER.

    `errors` has an error by step ("transcription", "chat", "chat-late", "speech"); `gates` makes a step wait.
    """

    heard: str = "How are you?"
    parts: Sequence[ReplyPart] = (TextDelta("I am fine today. "), TextDelta("Thank you for asking."))
    errors: dict[str, AssistantError] = field(default_factory=dict)
    errors_after: dict[str, tuple[int, AssistantError]] = field(default_factory=dict)  # so many times it works
    gates: dict[str, asyncio.Event] = field(default_factory=dict)
    histories: list[list[Message]] = field(default_factory=list)
    as_json: list[JsonAnswer | None] = field(default_factory=list)
    spoken: list[str] = field(default_factory=list)
    hung_up: list[str] = field(default_factory=list)
    reached: Callable[[str], None] = lambda step: None
    warmed: int = 0

    async def transcriber(self) -> "FakeRoles":
        return self

    async def chat(self) -> "FakeRoles":
        return self

    async def synthesiser(self) -> "FakeRoles":
        return self

    async def warm(self, history: Sequence[Message]) -> None:
        self.warmed += 1

    async def transcribe(self, utterance: Any) -> Transcript:
        await self._step("transcription")
        return Transcript(self.heard, "en")

    async def reply(
        self,
        history: Sequence[Message],
        as_json: JsonAnswer | None = None,
        may_act: Callable[[], Awaitable[object]] | None = None,
    ) -> AsyncGenerator[ReplyPart, None]:
        self.histories.append(list(history))
        self.as_json.append(as_json)
        await self._step("chat")
        for part in self.parts:
            yield part
        await self._step("chat-late")
        yield ReplyFinished("stop", Usage(10, 5))

    async def synthesise(self, text: str) -> AsyncGenerator[bytes, None]:
        self.spoken.append(text)
        await self._step("speech")
        yield PCM_PER_LETTER * len(text)

    async def _step(self, step: str) -> None:
        self.reached(step)
        if step in self.errors_after:
            left, error = self.errors_after[step]
            self.errors_after[step] = (left - 1, error)
            if left <= 0:
                raise error
        if step in self.errors:
            raise self.errors[step]
        if step in self.gates:
            try:
                await self.gates[step].wait()
            except asyncio.CancelledError:
                self.hung_up.append(step)
                raise


@dataclass
class FakeStore:
    messages: list[Message] = field(default_factory=list)
    answers: list[dict[str, Any]] = field(default_factory=list)
    error: AssistantError | None = None

    async def history(self) -> list[Message]:
        if self.error:
            raise self.error
        return list(self.messages)

    async def asked(self, turn: int, transcript: Transcript, images: tuple[Image, ...] = ()) -> None:
        self.messages.append(Message("user", transcript.text, images=images))

    async def answered(self, turn: int, answer: Message, **details: Any) -> None:
        self.answers.append({"answer": answer, **details})
        self.messages.append(answer)

    async def forget(self, question: Message) -> None:
        self.messages.remove(question)
