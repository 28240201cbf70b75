"""What is kept of documents while they are read: the place of the open one, its bookmarks, and what was read before."""

import logging

from voiceassistant.documents.document import Document, Place, Source
from voiceassistant.errors import AssistantError, DocumentError
from voiceassistant.reading.book import Book
from voiceassistant.reading.plan import Sentence
from voiceassistant.reading.shelf import Bookmark, DocumentShelf, KnownDocument

log = logging.getLogger(__name__)


class Kept:
    """The shelf, on the thread of the document that it belongs to. Belongs to a loop.

    Args:
        shelf: Closed by `close`.
        book: Has the thread, and the open document.
    """

    def __init__(self, shelf: DocumentShelf, book: Book) -> None:
        self._shelf, self._book = shelf, book

    async def opened(self, source: Source, document: Document) -> Place:
        """Where it was left. From now on places and bookmarks are this document's. Raises StoreError."""
        return await self._book.work(lambda: self._shelf.opened(source, document))

    async def reached(self, sentence: Sentence) -> None:
        """The place in the open document. One that cannot be kept stops nobody."""
        document = self._book.document
        if document is None:
            return
        try:
            await self._book.work(lambda: self._shelf.reached(sentence.place, sentence.text, document.sections))
        except AssistantError as error:
            log.warning("the place is not kept: %s", error)

    async def recent(self) -> list[KnownDocument]:
        """What was read last, the newest first. Raises StoreError."""
        return await self._book.work(self._shelf.recent)

    async def forget(self, source: str) -> None:
        """Nothing is known of a document any more. Raises StoreError."""
        await self._book.work(lambda: self._shelf.forget(source))

    async def bookmark(self, place: Place, note: str) -> None:
        """Marks the sentence that is read there. Raises StoreError, DocumentError."""
        plan = self._book.plan

        def mark(_document: Document) -> None:
            sentence = plan.at(place) if plan else None
            if sentence is None:
                raise DocumentError("There is nothing to mark")
            self._shelf.bookmark(sentence.place, sentence.text, note)

        await self._book.ask(mark)

    async def bookmarks(self) -> list[Bookmark]:
        """Of the open document, in reading order. Raises StoreError."""
        return await self._book.work(self._shelf.bookmarks)

    async def remove_bookmark(self, number: int) -> None:
        """`number`: the bookmark's id. Raises StoreError."""
        await self._book.work(lambda: self._shelf.remove_bookmark(number))

    async def close(self) -> None:
        await self._book.work(self._shelf.close)
