"""What is read of a document, sentence by sentence, for whoever reads all of it: an export, the terminal."""

import asyncio
from bisect import bisect_left
from collections.abc import Callable, Iterator, Set
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from typing import NamedTuple, TypeVar

from voiceassistant.documents.document import Kind, Place
from voiceassistant.errors import DocumentError, NothingToRead
from voiceassistant.reading.passage import pause_after
from voiceassistant.reading.plan import Plan, Sentence
from voiceassistant.text.spoken import Spoken

CHAPTER_PAUSE = 1.5  # seconds, at usual speed
CHAPTER_LEVELS = 2  # of headings that are heard as the beginning of something new

T = TypeVar("T")
SpokenForm = Callable[[str, str], Spoken]


class DocumentWorker:
    """One thread for all that a document is asked, which is not for two at once; at the end it has nothing to do."""

    async def __aenter__(self) -> "DocumentWorker":
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="document")
        return self

    async def __call__(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    async def __aexit__(self, *_: object) -> None:
        await asyncio.to_thread(self._thread.shutdown)


class Readable(NamedTuple):
    """A sentence with anything to say."""

    number: int  # from 1
    sentence: Sentence
    spoken: Spoken
    share: float  # of the document that lies before it
    pause: float  # seconds of silence before it, at usual speed


def readable(plan: Plan, spoken: SpokenForm, start: int = 1) -> Iterator[Readable]:
    """What is read of a document, from the sentence of that number on. Blocks: for a worker. Raises DocumentError."""
    outlined = {chapter.place[:2] for chapter in plan.document.outline() if chapter.level <= CHAPTER_LEVELS}
    return islice(_numbered(plan, spoken, outlined), max(0, start - 1), None)


def _numbered(plan: Plan, spoken: SpokenForm, outlined: Set[tuple[int, ...]]) -> Iterator[Readable]:
    number, pause = 0, 0.0
    for sentence in plan.since(Place(0)):
        said = spoken(sentence.text, sentence.language)
        if any(map(str.isalnum, said.text)):
            number += 1
            if number > 1 and _begins_chapter(sentence, outlined):
                pause = CHAPTER_PAUSE
            yield Readable(number, sentence, said, _share(plan, sentence), pause)
            pause = pause_after(sentence)


def _begins_chapter(sentence: Sentence, outlined: Set[tuple[int, ...]]) -> bool:
    if not sentence.begins_block:
        return False
    if outlined:
        return sentence.place[:2] in outlined
    return sentence.block.kind is Kind.HEADING and sentence.block.level <= CHAPTER_LEVELS


def _share(plan: Plan, sentence: Sentence) -> float:
    there = plan.section(sentence.place.section)
    before = bisect_left(there, sentence.place, key=_place)
    return (sentence.place.section + before / max(1, len(there))) / max(1, plan.document.sections)


def _place(sentence: Sentence) -> Place:
    return sentence.place


def nothing_to_read(plan: Plan, start: int) -> DocumentError:
    """Why no sentence was found."""
    failures = plan.take_failures()
    if failures:
        return failures[0]
    if start > 1:
        failure = NothingToRead(f"The document has no sentence {start}")
        failure.advice = "Begin with an earlier one."
        return failure
    return NothingToRead("There is no text in the document")
