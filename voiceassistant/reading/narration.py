"""A sentence's speech while it comes: asked for ahead, kept, and timed word by word as well as is known yet."""

import asyncio
import hashlib
import logging
from collections import OrderedDict
from collections.abc import Sequence
from contextlib import aclosing

from voiceassistant.errors import AssistantError, ServiceUnavailable
from voiceassistant.reading.ports import Aligner, Narrators, SpeechKeeper
from voiceassistant.text.word_times import WordTime, estimated, estimated_ahead, first_sound

RATE = 24_000
BYTES_PER_SECOND = 2 * RATE
BEGINNING_BYTES = round(0.5 * BYTES_PER_SECOND)  # of a sentence: its first word has begun
KEPT_NARRATIONS = 24  # a few minutes: for going back, and for what is ahead
AT_ONCE = 2  # requests: one is being received while the next one's first byte is on its way

log = logging.getLogger(__name__)


class Narration:
    """One sentence's speech. Belongs to the loop; `times` may be read from anywhere."""

    def __init__(self, text: str, language: str) -> None:
        self.text, self.language = text, language
        self.pcm = bytearray()  # mono 16-bit little-endian at 24 kHz
        self.complete = False
        self.aligned = False  # its times are no longer a guess
        self.settled = False  # its times are as good as they get
        self.error: AssistantError | None = None
        self.times: Sequence[WordTime] = estimated_ahead(text)
        self._changed = asyncio.Event()

    @property
    def seconds(self) -> float:
        """Of what has come yet."""
        return len(self.pcm) / BYTES_PER_SECOND

    def add(self, pcm: bytes) -> None:
        had, self.pcm = len(self.pcm), self.pcm + pcm
        if had < BEGINNING_BYTES <= len(self.pcm):  # some voices are silent for a while before the first word
            self.times = estimated_ahead(self.text, begins=first_sound(bytes(self.pcm[:BEGINNING_BYTES]), RATE))
        self._tell()

    def end(self, times: Sequence[WordTime] = (), error: AssistantError | None = None) -> None:
        """All of it has come, or as much as will."""
        self.error = error
        if len(self.pcm) % 2:
            del self.pcm[-1]
        self.aligned = bool(times)
        self.times = times or estimated(self.text, bytes(self.pcm), RATE)
        self.complete = True
        self._tell()

    async def more(self, have: int) -> bytes:
        """What comes after the first `have` bytes, an even number; waits for it; empty at the end.

        Raises ServiceError, once what had come before it was taken.
        """
        while not self.complete and len(self.pcm) - have < 2:
            self._changed.clear()
            await self._changed.wait()
        found = bytes(self.pcm[have : len(self.pcm) & ~1])
        if not found and self.error is not None:
            raise self.error
        return found

    async def whole(self) -> None:
        """Returns when all of it has come. Raises ServiceError."""
        while not self.complete:
            self._changed.clear()
            await self._changed.wait()
        if self.error is not None:
            raise self.error

    async def timed(self) -> None:
        """Returns when all of it has come and its times are as good as they get. Raises ServiceError."""
        await self.whole()
        while not self.settled:
            self._changed.clear()
            await self._changed.wait()

    def settle(self) -> None:
        """Nothing becomes better any more."""
        self.settled = True
        self._tell()

    def _tell(self) -> None:
        self._changed.set()


class Narrator:
    """Has sentences spoken, each once. Belongs to the loop.

    Args:
        voices: Who speaks.
        keeper: Where speech is kept; None: in memory alone.
        aligner: Tells when words are spoken; None: that stays a guess.
    """

    def __init__(self, voices: Narrators, keeper: SpeechKeeper | None = None, aligner: Aligner | None = None) -> None:
        self._voices, self._keeper, self._aligner = voices, keeper, aligner
        self._narrations: OrderedDict[tuple[str, str], Narration] = OrderedDict()
        self._tasks: dict[tuple[str, str], asyncio.Task[None]] = {}
        self._at_once = asyncio.Semaphore(AT_ONCE)
        self._aligning = asyncio.Lock()

    def narrate(self, text: str, language: str) -> Narration:
        """A text's speech, which comes from now on, unless it is there already.

        Args:
            text: What is said, numbers and all as words.
            language: ISO 639-1; chooses the voice.
        """
        key = (text, language)
        found = self._narrations.get(key)
        if found is None or found.error is not None:
            found = self._narrations[key] = Narration(text, language)
            task = asyncio.create_task(self._fetch(found), name="narration")
            self._tasks[key] = task
            task.add_done_callback(lambda done: self._ended(key, done))
        self._narrations.move_to_end(key)
        while len(self._narrations) > KEPT_NARRATIONS:
            oldest, _ = self._narrations.popitem(last=False)
            if oldest in self._tasks:
                self._tasks[oldest].cancel()
        return found

    async def on_this_computer(self) -> bool:
        """Whether speech costs only the computer's time. Raises AssistantError."""
        return await self._voices.on_this_computer()

    def only(self, wanted: Narration) -> None:
        """Hangs up on all other speech that has not come yet."""
        for key, task in tuple(self._tasks.items()):
            narration = self._narrations.get(key)
            if narration is not None and not narration.complete and narration is not wanted:
                task.cancel()

    def forget(self) -> None:
        """The voice is another one now: nothing that was spoken counts any more."""
        for task in self._tasks.values():
            task.cancel()
        self._narrations.clear()

    async def close(self) -> None:
        self.forget()
        await asyncio.gather(*self._tasks.values(), return_exceptions=True)
        if self._aligner is not None:
            await asyncio.to_thread(self._aligner.close)

    def _ended(self, key: tuple[str, str], task: "asyncio.Task[None]") -> None:
        if self._tasks.get(key) is task:
            del self._tasks[key]
        narration = self._narrations.get(key)
        if task.cancelled():
            if narration is not None and not narration.complete:
                del self._narrations[key]
        elif error := task.exception():
            log.error("a narration failed", exc_info=error)

    async def _fetch(self, narration: Narration) -> None:
        try:
            async with self._at_once, self._voices.voice(narration.language) as voice:
                key = speech_key(voice.identity, narration.text)
                if await self._recall(narration, key):
                    return
                async with aclosing(voice.synthesise(narration.text)) as chunks:
                    async for chunk in chunks:
                        narration.add(chunk)
            if not narration.pcm:
                raise ServiceUnavailable("The speech server sent no sound")
        except asyncio.CancelledError:
            narration.end(error=ServiceUnavailable("The speech was not fetched to its end"))
            raise
        except AssistantError as error:
            narration.end(error=error)
            return
        narration.end()
        try:
            await self._time(narration)
        finally:
            narration.settle()
        if self._keeper is not None:
            times = narration.times if narration.aligned else ()
            await asyncio.to_thread(self._keeper.save, key, bytes(narration.pcm), times)

    async def _recall(self, narration: Narration, key: str) -> bool:
        kept = await asyncio.to_thread(self._keeper.load, key) if self._keeper is not None else None
        if kept is None:
            return False
        pcm, times = kept
        narration.add(pcm)
        narration.end(times)
        narration.settle()
        return True

    async def _time(self, narration: Narration) -> None:
        """One at a time, and the nearest first: it takes a core."""
        if self._aligner is None:
            return
        async with self._aligning:
            times = await asyncio.to_thread(
                self._aligner.align, narration.text, narration.language, bytes(narration.pcm)
            )
        if times:
            narration.times, narration.aligned = times, True


def speech_key(voice: str, text: str) -> str:
    """What a sentence's speech is kept under."""
    return hashlib.sha256(f"{voice}\0{text}".encode()).hexdigest()
