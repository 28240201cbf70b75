"""Reading from one place on until it is silenced: speech fetched ahead, stretched, played in order, and followed."""

import asyncio
from bisect import bisect_right
from collections.abc import AsyncIterable, Callable
from dataclasses import dataclass, field

import numpy as np

from voiceassistant.documents.document import Kind, Place
from voiceassistant.errors import ServiceUnavailable
from voiceassistant.reading.events import Spot
from voiceassistant.reading.narration import RATE, Narration
from voiceassistant.reading.plan import Sentence
from voiceassistant.reading.ports import Playback, Samples, Stretcher
from voiceassistant.text.spoken import Spoken
from voiceassistant.text.word_times import WordTime

SENTENCES_AHEAD = 3  # asked for beyond the one that is being played
SECONDS_AHEAD = 12.0  # of sound that waits to be played: a server may be slow for so long
FOLLOW_SECONDS = 0.03  # how often it is looked up what is heard
SENTENCE_PAUSE, PARAGRAPH_PAUSE, HEADING_PAUSE = 0.25, 0.6, 0.9  # seconds, at usual speed

ToSay = tuple[Sentence, Spoken, Narration]


@dataclass(slots=True)
class Stretch:
    """Where a sentence is in what has been written to the player."""

    sentence: Sentence
    spoken: Spoken
    narration: Narration
    stretcher: Stretcher
    begins: int  # samples, of all that was written
    skipped: float = 0.0  # seconds of its speech before the word it began with

    def word_at(self, sample: int) -> Spot:
        """The word that a sample of all that was written belongs to."""
        seconds = self.skipped + self.stretcher.source_seconds((sample - self.begins) / RATE)
        times = self.narration.times
        index = max(0, bisect_right(times, seconds, key=_starts) - 1)
        first = self.sentence.place.character
        if not times:
            return Spot(self.sentence, first, first)
        word = times[index]
        start, end = self.spoken.source_of(word.start, word.end)
        return Spot(self.sentence, first + start, first + end)


def _starts(word: WordTime) -> float:
    return word.starts


def pause_after(sentence: Sentence) -> float:
    """Seconds of silence that let a listener hear where sentence, paragraph and heading end."""
    if sentence.end < len(sentence.block.text.rstrip()):
        return SENTENCE_PAUSE
    return HEADING_PAUSE if sentence.block.kind is Kind.HEADING else PARAGRAPH_PAUSE


@dataclass
class Passage:
    """One task's reading; belongs to the loop, but for `spot`, which is any thread's.

    Args:
        sentences: What is read, with its speech as soon as it is asked for; the first holds `place`.
        place: The word to begin with.
        speed: 1 is usual.
        playback: Takes the sound.
        stretcher: Makes one for each sentence.
        on_sentence: Called when a sentence begins to be heard.
    """

    sentences: AsyncIterable[ToSay]
    place: Place
    speed: float
    playback: Playback
    stretcher: Callable[[float], Stretcher]
    on_sentence: Callable[[Sentence], None]
    _stretches: list[Stretch] = field(default_factory=list)
    _written: int = 0
    _told: int = 0  # how many sentences have begun to be heard
    _changed: asyncio.Event = field(default_factory=asyncio.Event)

    def spot(self) -> Spot | None:
        """What is heard now; None before the first sound."""
        stretch, heard = self._stretch_heard()
        return stretch.word_at(heard) if stretch else None

    def begun(self) -> ToSay | None:
        """The sentence that is heard now, as it is being said; None before the first sound."""
        stretch, _ = self._stretch_heard()
        return (stretch.sentence, stretch.spoken, stretch.narration) if stretch else None

    def _stretch_heard(self) -> tuple[Stretch | None, int]:
        """And how many samples of all were heard."""
        stretches = self._stretches
        if self.playback.first_sound_at is None or not stretches:
            return None, 0
        heard = self.playback.heard_samples
        index = bisect_right(stretches, heard, key=lambda stretch: stretch.begins) - 1
        return stretches[max(0, index)], heard

    def look(self) -> Spot | None:
        """The same on the loop, where every sentence that has begun since the last look is told."""
        spot = self.spot()
        if spot is not None:
            heard = self.playback.heard_samples
            begun = [stretch for stretch in self._stretches[self._told :] if stretch.begins <= heard]
            self._told += len(begun)
            for stretch in begun:
                self.on_sentence(stretch.sentence)
            over = max(0, self._told - 2)  # their sound is not needed here any more
            self._stretches, self._told = self._stretches[over:], self._told - over
        return spot

    async def run(self) -> bool:
        """Returns True when all was heard, False when another sound took its place.

        Raises ServiceError, AudioError, DocumentError. Cancelling it does not silence the playback.
        """
        loop = asyncio.get_running_loop()

        def on_change() -> None:  # on the audio worker's thread
            loop.call_soon_threadsafe(self._changed.set)

        self.playback.on_change(on_change)
        follower = asyncio.create_task(self._follow(), name="reading-follow")
        try:
            await self._write_all()
            self.playback.finish()
            while not self.playback.ended:
                self._changed.clear()
                if not self.playback.ended:
                    await self._changed.wait()
        finally:
            follower.cancel()
            await asyncio.wait([follower])
        self.look()
        if self.playback.error:
            raise self.playback.error
        return self.playback.heard_samples >= self._written

    async def _write_all(self) -> None:
        ahead: asyncio.Queue[ToSay | None] = asyncio.Queue(SENTENCES_AHEAD)
        looking = asyncio.create_task(self._look_ahead(ahead), name="reading-ahead")
        try:
            while not self.playback.ended and (following := await ahead.get()) is not None:
                await self._write(*following)
            if not self.playback.ended:
                await looking  # it says what went wrong
        finally:
            looking.cancel()
            await asyncio.wait([looking])

    async def _look_ahead(self, ahead: "asyncio.Queue[ToSay | None]") -> None:
        try:
            async for following in self.sentences:
                await ahead.put(following)
        except Exception:
            await ahead.put(None)
            raise
        await ahead.put(None)

    async def _write(self, sentence: Sentence, spoken: Spoken, narration: Narration) -> None:
        stretch = Stretch(sentence, spoken, narration, self.stretcher(self.speed), self._written)
        have = 0 if self._stretches else await self._skip(stretch)
        self._stretches.append(stretch)
        while not self.playback.ended and (pcm := await narration.more(have)):
            have += len(pcm)
            self._play(stretch.stretcher.write(_samples(pcm)))
            await self._not_too_far()
        self._play(stretch.stretcher.flush())
        self._write_pcm(bytes(2 * round(RATE * pause_after(sentence) / self.speed)))

    async def _skip(self, stretch: Stretch) -> int:
        """The first sentence begins with its word: how many bytes of its speech are left out."""
        offset = self.place.character - stretch.sentence.place.character
        if not stretch.sentence.holds(self.place) or offset <= 0:
            return 0
        narration = stretch.narration
        await narration.whole()
        start, end = stretch.spoken.spoken_of(offset, offset + 1)
        word = next((one for one in narration.times if one.end > start or one.start >= end), None)
        if word is None:
            raise ServiceUnavailable("The speech has no such word")
        stretch.skipped = word.starts
        return 2 * round(word.starts * RATE)

    async def _not_too_far(self) -> None:
        while not self.playback.ended and self.playback.queued_seconds > SECONDS_AHEAD:
            await asyncio.sleep(FOLLOW_SECONDS)

    def _play(self, samples: Samples) -> None:
        self._write_pcm(_pcm(samples))

    def _write_pcm(self, pcm: bytes) -> None:
        if pcm:
            self.playback.write(pcm, RATE)
            self._written += len(pcm) // 2

    async def _follow(self) -> None:
        while True:
            self.look()
            await asyncio.sleep(FOLLOW_SECONDS)


def _samples(pcm: bytes) -> Samples:
    return np.frombuffer(pcm, "<i2").astype(np.float32) / 32768.0


def _pcm(samples: Samples) -> bytes:
    return (np.clip(samples, -1.0, 32767 / 32768) * 32768.0).astype("<i2").tobytes()
