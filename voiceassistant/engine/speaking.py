"""Sentences become sound: synthesised ahead, played in order, hung up on when the answer is silenced."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import aclosing, suppress
from dataclasses import dataclass, field

from voiceassistant.engine.ports import Playback, Synthesiser
from voiceassistant.errors import AssistantError, AudioError
from voiceassistant.text import Sentence, heard_text
from voiceassistant.text.word_times import WordTime, estimated, estimated_ahead, first_sound

REQUESTS_AHEAD = 2  # one is being received while the next one's first byte is on its way
SECONDS_AHEAD = 20.0  # further ahead only costs more when the user interrupts
FOLLOW_SECONDS = 0.05  # how often the sentence being heard is looked up
RATE = 24_000  # of what a Synthesiser gives and a Playback takes
BYTES_PER_SAMPLE = 2


@dataclass(slots=True)
class Clip:
    """One sentence's speech, as far as it has come."""

    sentence: Sentence
    chunks: "asyncio.Queue[bytes | None]" = field(default_factory=asyncio.Queue)
    size: int = 0  # bytes handed to the player
    sound: bytearray = field(default_factory=bytearray)  # those, until the sentence after it is heard
    is_whole: bool = False

    @property
    def samples(self) -> int:
        return self.size // BYTES_PER_SAMPLE

    def word_times(self) -> tuple[WordTime, ...]:
        speech, sound = self.sentence.speech, bytes(self.sound)
        if self.is_whole:
            return estimated(speech, sound, RATE)
        return estimated_ahead(speech, begins=first_sound(sound, RATE))


class Speaking:
    """Speaks one answer.

    Args:
        synthesiser: Gives the role, once its server is there.
        changed: Set by the playback at its first sound and at its end.
    """

    def __init__(
        self,
        synthesiser: Callable[[], Awaitable[Synthesiser]],
        changed: asyncio.Event,
    ) -> None:
        self._synthesiser, self._changed = synthesiser, changed
        self._playback: Playback | None = None
        self._clips: list[Clip] = []
        self._told = 0  # how many of them have begun to be heard
        self._waiting: asyncio.Queue[Clip | None] = asyncio.Queue()
        self._ordered: asyncio.Queue[Clip | None] = asyncio.Queue()
        self._ahead = asyncio.Semaphore(REQUESTS_AHEAD)

    def say(self, sentence: Sentence) -> None:
        clip = Clip(sentence)
        self._clips.append(clip)
        self._waiting.put_nowait(clip)
        self._ordered.put_nowait(clip)

    def no_more(self) -> None:
        self._waiting.put_nowait(None)
        self._ordered.put_nowait(None)

    def heard(self) -> str:
        """The text that has been heard until now."""
        if self._playback is None:
            return ""
        return heard_text(
            [clip.sentence for clip in self._clips],
            [clip.samples for clip in self._clips],
            self._playback.heard_samples,
            RATE,
            lambda number: self._clips[number].word_times(),
        )

    def being_said(self) -> str:
        """The sentences that an ear may have in it now: the one being heard, and the one before."""
        return " ".join(clip.sentence.speech for clip in self._clips[max(0, self._told - 2) : self._told])

    async def run(
        self,
        begin: Callable[[], Awaitable[Playback]],
        on_sentence: Callable[[Sentence], None] = lambda sentence: None,  # noqa: ARG005 - nobody follows
    ) -> None:
        """Returns when the last sentence was heard. Cancelling it hangs up.

        Args:
            begin: Gives the playback that takes the PCM, as soon as anything may be heard; speech is fetched before.
            on_sentence: Called when a sentence begins to be heard.

        Raises ServiceError or AudioError.
        """
        failures: list[AssistantError] = []
        try:
            async with asyncio.TaskGroup() as group:
                requests = group.create_task(self._request(group), name="speech-requests")
                playback = self._playback = await begin()
                follower = group.create_task(self._follow(playback, on_sentence), name="speech-follow")
                await self._feed(playback)
                await requests
                playback.finish()
                await self._until_heard(playback)
                follower.cancel()
                self._tell_begun(playback, on_sentence)
        except* AssistantError as group_of_errors:
            failures = [error for error in group_of_errors.exceptions if isinstance(error, AssistantError)]
        if failures:  # raised out here: Python 3.11.2 wraps what is raised inside `except*` in a group of its own
            await self._hear_the_rest()
            raise failures[0]

    async def _hear_the_rest(self) -> None:
        """What has come before a failure is still heard, and can be silenced until then."""
        if self._playback is None:
            return
        self._playback.finish()
        with suppress(AudioError):  # the speaker's own failure is among those told already
            await self._until_heard(self._playback)

    async def _request(self, group: asyncio.TaskGroup) -> None:
        synthesiser = await self._synthesiser()
        while clip := await self._waiting.get():
            while self._playback is not None and self._playback.queued_seconds > SECONDS_AHEAD:
                await asyncio.sleep(FOLLOW_SECONDS)
            await self._ahead.acquire()
            group.create_task(self._fetch(synthesiser, clip), name="speech-fetch")

    async def _fetch(self, synthesiser: Synthesiser, clip: Clip) -> None:
        try:
            async with aclosing(synthesiser.synthesise(clip.sentence.speech)) as chunks:
                async for chunk in chunks:
                    clip.chunks.put_nowait(chunk)
        finally:
            self._ahead.release()
            clip.chunks.put_nowait(None)

    async def _feed(self, playback: Playback) -> None:
        while clip := await self._ordered.get():
            while chunk := await clip.chunks.get():
                playback.write(chunk)
                clip.sound += chunk
                clip.size += len(chunk)
            clip.is_whole = True

    async def _until_heard(self, playback: Playback) -> None:
        while not playback.ended:
            self._changed.clear()
            if not playback.ended:  # it may have ended just before the mark was cleared
                await self._changed.wait()
        if playback.error:
            raise playback.error

    async def _follow(self, playback: Playback, on_sentence: Callable[[Sentence], None]) -> None:
        while True:
            self._tell_begun(playback, on_sentence)
            await asyncio.sleep(FOLLOW_SECONDS)

    def _tell_begun(self, playback: Playback, on_sentence: Callable[[Sentence], None]) -> None:
        """Tells each sentence that has begun to be heard since the last look."""
        while playback.first_sound_at is not None and self._told < len(self._clips):
            begins = sum(clip.samples for clip in self._clips[: self._told])
            clip = self._clips[self._told]
            if not clip.size or playback.heard_samples < begins:
                return
            on_sentence(clip.sentence)
            if self._told:
                self._clips[self._told - 1].sound.clear()  # it was heard to its end
            self._told += 1
