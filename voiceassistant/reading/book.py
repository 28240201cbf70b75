"""The document that is open, on the one thread that may touch it."""

import asyncio
from collections.abc import Callable, Sequence, Set
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from voiceassistant.documents.document import (
    Block,
    Box,
    Chapter,
    Document,
    Kind,
    PagedDocument,
    Picture,
    Place,
    Run,
    Source,
)
from voiceassistant.errors import DocumentError
from voiceassistant.reading.plan import Plan
from voiceassistant.reading.ports import Opener
from voiceassistant.reading.survey import Found, Headings
from voiceassistant.text.language import language_of

T = TypeVar("T")


class Book:
    """Belongs to a loop; what blocks is done on a thread of its own. One document at a time.

    Args:
        opener: Opens documents.
    """

    def __init__(self, opener: Opener) -> None:
        self._opener = opener
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="document")  # it is not for two threads at once
        self.document: Document | None = None
        self.plan: Plan | None = None
        self.chapters: tuple[Chapter, ...] = ()
        self._headings: Headings | None = None

    async def open(self, source: Source, password: str | None, wanted: Set[Kind]) -> Document:
        """In place of the one that is open. Raises DocumentError; that one stays open then."""
        document = await self._opened(source, password)
        try:
            chapters = tuple(await self.work(document.outline))
        except BaseException:
            await self.work(document.close)
            raise
        await self.close_document()
        self.document, self.plan, self.chapters = document, Plan(document, wanted), chapters
        self._headings = Headings(document)
        return document

    async def close_document(self) -> None:
        document, self.document, self.plan, self.chapters, self._headings = self.document, None, None, (), None
        if document is not None:
            await self.work(document.close)

    async def close(self) -> None:
        """Closes the document and ends the thread, when what it does is done."""
        await self.close_document()
        self._worker.shutdown(wait=False)

    async def get_ready(self) -> None:
        """The next document opens sooner."""
        await self.work(self._opener.warm)

    # --- what is in it ------------------------------------------------------------------------------------------------

    @property
    def title(self) -> str:
        """Empty while none is open."""
        return self.document.title if self.document else ""

    async def section(self, number: int) -> Sequence[Block]:
        """What stands in a section, read or not. Raises DocumentError."""
        return await self.ask(lambda document: document.section(number))

    async def picture(self, page: int, width: int) -> Picture:
        """A page as it looks. Raises DocumentError."""
        return await self.ask(lambda document: _paged(document).picture(page, width))

    async def page_size(self, page: int) -> tuple[float, float]:
        """In points. Raises DocumentError."""
        return await self.ask(lambda document: _paged(document).page_size(page))

    async def boxes(self, runs: Sequence[Run]) -> list[tuple[int, Box]]:
        """Where characters stand, by page. Raises DocumentError."""

        def find(document: Document) -> list[tuple[int, Box]]:
            return [(run.page, box) for run in runs for box in _paged(document).boxes(run)]

        return await self.ask(find)

    async def place_at(self, page: int, x: float, y: float) -> Place | None:
        """The place of the character at a point of a page, in points. Raises DocumentError."""

        def find(document: Document) -> Place | None:
            character = _paged(document).character_at(page, x, y)
            return None if character is None else _place_of(document, page, character)

        return await self.ask(find)

    async def text_at(self, place: Place) -> tuple[str, str]:
        """The text of the block at a place, and the language that is read there. Raises DocumentError."""
        plan = self.plan

        def find(document: Document) -> tuple[str, str]:
            text = document.section(place.section)[place.block].text
            sentence = plan.at(place) if plan else None
            is_read = sentence is not None and sentence.holds(place)
            return text, sentence.language if sentence and is_read else language_of(text)

        return await self.ask(find)

    async def found_chapters(self) -> Found:
        """What the document tells, or else its headings, as far as there is time to look. Raises DocumentError."""
        headings, chapters = self._headings, self.chapters

        def look(document: Document) -> Found:
            return Found(chapters, document.sections) if chapters or not headings else headings.look()

        return await self.ask(look)

    def whereabouts(self, place: Place) -> str:
        """A place in words, for a chat model."""
        if self.document is None:
            return "which is closed"
        what = "page" if self.document.pages else "part"
        here = f"{what} {place.section + 1} of {self.document.sections}"
        before = [chapter for chapter in self.chapters if chapter.place <= place]
        return f"{here}, in “{before[-1].title}”" if before else here

    # --- the thread ---------------------------------------------------------------------------------------------------

    async def ask(self, work: Callable[[Document], T]) -> T:
        """Does something with the document. Raises DocumentError, also where none is open."""
        document = self.document
        if document is None:
            raise DocumentError("No document is open")
        return await self.work(lambda: work(document))

    async def work(self, work: Callable[[], T]) -> T:
        """In its turn on the thread; what was begun there ends, whether or not anybody waits."""
        return await asyncio.get_running_loop().run_in_executor(self._worker, work)

    async def _opened(self, source: Source, password: str | None) -> Document:
        opening = asyncio.get_running_loop().run_in_executor(self._worker, self._opener.open, source, password)
        try:
            return await asyncio.shield(opening)
        except asyncio.CancelledError:
            opening.add_done_callback(_close_unwanted)
            raise


def _close_unwanted(opening: "asyncio.Future[Document]") -> None:
    if not opening.cancelled() and opening.exception() is None:
        opening.result().close()


def _paged(document: Document) -> PagedDocument:
    if not document.pages:
        raise DocumentError("The document has no pages to look at")
    return document  # type: ignore[return-value]  # as `pages` says


def _place_of(document: Document, page: int, character: int) -> Place | None:
    """A paragraph may have begun on the page before."""
    for section in (page, page - 1):
        if section < 0:
            continue
        for index, block in enumerate(document.section(section)):
            for run in block.runs:
                if run.page == page and run.origin <= character < run.origin + run.length:
                    return Place(section, index, run.start + character - run.origin)
    return None
