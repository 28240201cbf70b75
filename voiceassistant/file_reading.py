"""A document read from a sentence to its end, as a sound file or aloud: joins reading, voices and `audio/book.py`."""

import asyncio
import hashlib
import json
import logging
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from voiceassistant.audio.book import VORBIS_COMMENTS, format_of, write_book
from voiceassistant.audio.flac import FlacPacker
from voiceassistant.audio.new_file import NewFile
from voiceassistant.audio.stretch import Stretch
from voiceassistant.audio.wav_marks import Mark
from voiceassistant.engine.ports import Player
from voiceassistant.errors import DocumentError, StoreError
from voiceassistant.local.weights.lock import locked_if_free
from voiceassistant.reading import subtitles
from voiceassistant.reading.aloud import read_aloud
from voiceassistant.reading.chapters import SoundChapter, chapter_tags, ffmetadata
from voiceassistant.reading.export import (
    ExportProgress,
    chapters_of,
    cue_sentences,
    language_of,
    speak,
    timings,
)
from voiceassistant.reading.journal import PIECE_SECONDS, SAMPLE_BYTES, Journal
from voiceassistant.reading.narration import RATE, Narrator
from voiceassistant.reading.plan import Plan, Sentence
from voiceassistant.reading.ports import Stretcher
from voiceassistant.reading.readable import SpokenForm
from voiceassistant.reading_room import ServiceVoices, narrator
from voiceassistant.servers.services import Services
from voiceassistant.settings import Settings

KEPT_SECONDS = 30 * 24 * 3600.0  # nobody comes back to a job that was broken off longer ago

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ExportWish:
    """What is wanted of a document's speech.

    Args:
        out: Where to; its suffix is the format, one of `audio.book.FORMATS`.
        speed: 0.5 to 4; 1 is usual.
        subtitles: SRT and VTT beside it, under the same name.
        timings: Where a JSON file goes with the time of each word; None: nowhere.
        start: The number of the first sentence, counted from 1.
        author: For the file's tags.
    """

    out: Path
    speed: float = 1.0
    subtitles: bool = False
    timings: Path | None = None
    start: int = 1
    author: str = ""

    @property
    def files(self) -> tuple[Path, ...]:
        beside = (self.out.with_suffix(".srt"), self.out.with_suffix(".vtt")) if self.subtitles else ()
        return (self.out, *beside, *((self.timings,) if self.timings else ()))


@dataclass(frozen=True, slots=True)
class Exported:
    """What became of it.

    Attributes:
        files: What was written.
        sentences: So many are in it.
        seconds: So long is it.
        chapters: Those in it.
        missing: Why sections are not in it.
    """

    files: tuple[Path, ...]
    sentences: int
    seconds: float
    chapters: tuple[SoundChapter, ...]
    missing: tuple[DocumentError, ...]


async def export_document(
    services: Services,
    settings: Settings,
    folder: Path,
    plan: Plan,
    spoken: SpokenForm,
    wish: ExportWish,
    identity: str,
    on_progress: Callable[[ExportProgress], None] = lambda _progress: None,
) -> Exported:
    """`export` with the voices that the settings choose.

    `identity` tells the document from others; in `folder` the reading room keeps what it keeps.
    """
    voices = ServiceVoices(services, lambda: settings)
    reads = narrator(services, lambda: settings, folder, voices)
    try:
        async with voices.voice("") as usual:
            work = repr((identity, usual.identity, sorted(settings.reading.voices.items())))
        return await export(
            plan, reads, spoken, wish,
            stretcher=lambda speed: Stretch(RATE, speed), jobs=folder / "exports", work=work, on_progress=on_progress,
        )  # fmt: skip
    finally:
        await reads.close()


async def read_document_aloud(
    services: Services,
    settings: Settings,
    folder: Path,
    plan: Plan,
    spoken: SpokenForm,
    player: Player,
    start: int,
    on_sentence: Callable[[Sentence], None],
) -> None:
    """`read_aloud` with the voices that the settings choose, and as fast."""
    reads = narrator(services, lambda: settings, folder)
    try:
        await read_aloud(
            plan, reads, spoken, player,
            speed=settings.reading.speed, stretcher=lambda speed: Stretch(RATE, speed),
            start=start, on_sentence=on_sentence,
        )  # fmt: skip
    finally:
        await reads.close()


async def export(
    plan: Plan,
    narrator: Narrator,
    spoken: SpokenForm,
    wish: ExportWish,
    *,
    stretcher: Callable[[float], Stretcher],
    jobs: Path,
    work: str,
    on_progress: Callable[[ExportProgress], None] = lambda _progress: None,
    piece_seconds: float = PIECE_SECONDS,
) -> Exported:
    """Writes the files once all of them are there; until then, and after a failure, their places are as they were.

    Args:
        plan: What is read; not used by anybody else meanwhile.
        narrator: Who speaks, and for nobody else meanwhile.
        spoken: What is said for a text in a language.
        wish: Where to, and how.
        stretcher: Makes what changes the speed of one sentence.
        jobs: Folder of what was spoken so far, by any unfinished job.
        work: Tells this job from others: the document, the server and its voices. The wish's speed is added here.
        on_progress: Called after each sentence and each part that is written, on this loop.
        piece_seconds: So much of what was spoken is made small at a time.

    Raises AssistantError. After that, when cancelled or after a crash, the same call goes on where it was.
    """
    format_of(wish.out)
    with ExitStack() as stack:
        files = [NewFile(path) for path in wish.files]  # whether they can be written at all, before hours of work
        for file in files:
            stack.callback(file.discard)
        await asyncio.to_thread(forget_abandoned, jobs, time.time())
        work = repr((work, wish.speed, wish.start, sorted(plan.wanted)))
        folder = jobs / hashlib.sha256(work.encode()).hexdigest()[:32]
        if not stack.enter_context(locked_if_free(folder.with_suffix(".lock"))):
            raise _twice()
        journal = await asyncio.to_thread(Journal, folder, work, FlacPacker(), piece_seconds)
        stack.callback(journal.close)
        await asyncio.to_thread(_remove_leftovers, journal.folder / "unfinished.json", files)
        await speak(
            plan, narrator, spoken, journal,
            speed=wish.speed, stretcher=stretcher, start=wish.start, on_progress=on_progress,
        )  # fmt: skip
        exported = await _write(plan, journal, wish, files, on_progress)
        await asyncio.to_thread(journal.remove)
        return exported


async def _write(
    plan: Plan, journal: Journal, wish: ExportWish, files: list[NewFile], on_progress: Callable[[ExportProgress], None]
) -> Exported:
    document, sentences, seconds = plan.document, len(journal.keys), journal.seconds
    parts = await asyncio.to_thread(lambda: chapters_of(journal, document.outline(), document.title))
    language = document.language or await asyncio.to_thread(language_of, journal)
    tags = {"title": document.title, "artist": wish.author, "language": language, "genre": "Audiobook"}
    metadata = journal.folder / "chapters.txt"
    among_tags = format_of(wish.out) in VORBIS_COMMENTS
    told = ffmetadata(tags | chapter_tags(parts)) if among_tags else ffmetadata(tags, parts)
    await asyncio.to_thread(metadata.write_text, told, "utf-8")
    await write_book(
        journal.sound(),
        journal.samples * SAMPLE_BYTES,
        files[0],
        metadata,
        language,
        [Mark(round(part.start * RATE), part.title) for part in parts],
        lambda share: on_progress(ExportProgress(sentences, seconds, share, writing=True)),
    )
    for file in files[1:]:
        await asyncio.to_thread(_write_text, file, _content(file.path, wish, journal, document.title))
    for file in files:
        await asyncio.to_thread(file.close)
    return Exported(wish.files, sentences, seconds, tuple(parts), tuple(plan.take_failures()))


def _content(path: Path, wish: ExportWish, journal: Journal, title: str) -> Iterator[str]:
    if path == wish.timings:
        return timings(journal, title)
    return (subtitles.srt if path.suffix == ".srt" else subtitles.vtt)(cue_sentences(journal), journal.seconds)


def _write_text(file: NewFile, content: Iterator[str]) -> None:
    for text in content:
        file.write(text.encode())


def _remove_leftovers(note: Path, files: list[NewFile]) -> None:
    """A crash leaves half a file in the user's folder; a note tells the next run of it."""
    try:
        for name in json.loads(note.read_text("utf-8")) if note.exists() else ():
            Path(name).unlink(missing_ok=True)
        note.write_text(json.dumps([str(file.beside.resolve()) for file in files]), "utf-8")
    except (OSError, ValueError) as error:
        log.warning("What a broken export left behind cannot be removed: %s", error)


def _twice() -> StoreError:
    failure = StoreError("The same document is being written already")
    failure.advice = "Wait until that is done."
    return failure


def forget_abandoned(jobs: Path, now: float) -> None:
    """Removes what jobs spoke that were broken off longer than KEPT_SECONDS ago; `now` as time.time has it.

    What cannot be removed is logged and stays.
    """
    try:
        for journal in jobs.glob("*/journal.jsonl"):
            if now - journal.stat().st_mtime > KEPT_SECONDS:
                shutil.rmtree(journal.parent)
        for lock in jobs.glob("*.lock"):
            if now - lock.stat().st_mtime > KEPT_SECONDS:
                lock.unlink()
    except OSError as error:
        log.warning("What an abandoned export had spoken cannot be removed: %s", error)
