"""Files of any length: sent part by part; finished parts stay on disk, so that a broken job goes on where it was."""

import asyncio
import json
import logging
import shutil
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, Protocol

from voiceassistant.errors import AudioFileError
from voiceassistant.transcripts import Segment, Transcript, TranscriptionProgress, TranscriptionWish, Word

log = logging.getLogger(__name__)

RATE = 16_000  # of the parts' sample numbers
OnProgress = Callable[[TranscriptionProgress], None]
Finished = list[tuple[int, int, Transcript]]  # first sample, the one after the last, what is said between


class Part(Protocol):
    @property
    def path(self) -> Path: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def speech_seconds(self) -> float: ...


class Parts(Protocol):
    """A file being cut; `next` blocks, `close` ends it."""

    @property
    def total_seconds(self) -> float: ...
    def next(self) -> Part | None: ...
    def close(self) -> None: ...


class Listener(Protocol):
    async def transcribe(self, utterance: Part, wish: TranscriptionWish) -> Transcript: ...


async def transcribe_parts(
    open_parts: Callable[[Path, int], Parts],
    listener: Listener,
    wish: TranscriptionWish,
    kept: Path,
    on_progress: OnProgress = lambda _progress: None,
    clock: Callable[[], float] = time.monotonic,
) -> Transcript:
    """Transcribes a file's parts one after the other and joins them.

    Args:
        open_parts: Opens the file, given a folder for the parts and the sample to begin with.
        listener: Who hears the parts.
        wish: Passed on to it.
        kept: Folder of this job's finished parts; removed when all of them are done.
        on_progress: Called after each part, on this loop.
        clock: Seconds, monotonic.

    Raises AssistantError; after that, or when cancelled, the same call goes on after the last finished part.
    """
    finished = await asyncio.to_thread(load_finished, kept)
    position = finished[-1][1] if finished else 0
    began, began_at = position, clock()
    with tempfile.TemporaryDirectory() as folder:
        parts = await _opened(open_parts, Path(folder), position)
        try:
            while part := await _next(parts):
                heard = await listener.transcribe(part, wish) if part.speech_seconds else Transcript("")
                finished.append((part.start, part.end, heard))
                await asyncio.to_thread(_keep, kept, finished[-1])
                total = max(parts.total_seconds, part.end / RATE)
                pace = (clock() - began_at) / (part.end - began) * RATE
                left = (total - part.end / RATE) * pace if parts.total_seconds else None
                on_progress(TranscriptionProgress(part.end / RATE, total, left, heard.text))
        finally:
            parts.close()
    await asyncio.to_thread(shutil.rmtree, kept, ignore_errors=True)
    return joined(finished)


def joined(finished: Finished) -> Transcript:
    """One transcript of a file's parts, in their order, with times from the file's beginning."""
    heard = [delayed(transcript, start / RATE) for start, _, transcript in finished]
    ways = {transcript.translated for transcript in heard}
    originals = [transcript.original or transcript.text for transcript in heard]
    return Transcript(
        " ".join(transcript.text.strip() for transcript in heard if transcript.text.strip()),
        next((transcript.language for transcript in heard if transcript.language), ""),
        tuple(word for transcript in heard for word in transcript.words),
        tuple(segment for transcript in heard for segment in transcript.segments),
        finished[-1][1] / RATE if finished else 0.0,
        "chat" if "chat" in ways else "server" if "server" in ways else "",
        " ".join(text.strip() for text in originals if text.strip()) if "chat" in ways else "",
    )


def delayed(transcript: Transcript, seconds: float) -> Transcript:
    """The same, later. Words without times stay so."""

    def later(thing: Any) -> Any:
        return replace(thing, start=thing.start + seconds, end=thing.end + seconds) if thing.end else thing

    return replace(
        transcript, words=tuple(map(later, transcript.words)), segments=tuple(map(later, transcript.segments))
    )


def load_finished(kept: Path) -> Finished:
    """The parts that an earlier run finished, up to the first gap; what cannot be read is heard again."""
    finished: Finished = []
    try:
        for path in sorted(kept.glob("*.json")):
            start, end, fields = json.loads(path.read_text(encoding="utf-8"))
            if start != (finished[-1][1] if finished else 0):
                break
            finished.append((start, end, _transcript(fields)))
    except (OSError, ValueError, TypeError, KeyError) as error:
        log.warning("A finished part of a transcription cannot be read (%s) and is heard again", error)
    return finished


def _transcript(fields: dict[str, Any]) -> Transcript:
    words = tuple(Word(**word) for word in fields.pop("words"))
    return Transcript(words=words, segments=tuple(Segment(**part) for part in fields.pop("segments")), **fields)


def _keep(kept: Path, done: tuple[int, int, Transcript]) -> None:
    start, end, transcript = done
    try:
        kept.mkdir(parents=True, exist_ok=True)
        path = kept / f"{start:012d}.json"
        new = path.with_suffix(".tmp")
        new.write_text(json.dumps([start, end, asdict(transcript)], ensure_ascii=False), encoding="utf-8")
        new.replace(path)
    except OSError as error:
        failure = AudioFileError(f"A finished part could not be kept: {error.strerror}")
        failure.advice = "Check the free disk space and the rights of the data folder."
        raise failure from error


async def _opened(open_parts: Callable[[Path, int], Parts], folder: Path, position: int) -> Parts:
    """The file; when cancelled, what is being opened is closed, so that no decoder is left waiting for a reader."""
    work = asyncio.ensure_future(asyncio.to_thread(open_parts, folder, position))
    try:
        return await asyncio.shield(work)
    except asyncio.CancelledError:
        (parts,) = await asyncio.gather(work, return_exceptions=True)
        if not isinstance(parts, BaseException):
            parts.close()
        raise


async def _next(parts: Parts) -> Part | None:
    """The next part; when cancelled, the decoder is ended first, so that no thread is left waiting for it."""
    work = asyncio.ensure_future(asyncio.to_thread(parts.next))
    try:
        return await asyncio.shield(work)
    except asyncio.CancelledError:
        parts.close()
        await asyncio.gather(work, return_exceptions=True)
        raise
