"""A PDF, page by page."""

import logging
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image

from voiceassistant.documents.document import Block, Box, Chapter, Picture, Place, Run
from voiceassistant.documents.pdf.blocks import blocks
from voiceassistant.documents.pdf.boxes import boxes_of, nearest
from voiceassistant.documents.pdf.columns import gutter_of
from voiceassistant.documents.pdf.joining import Words, merged, words_of
from voiceassistant.documents.pdf.layout import Layout, layout, plain
from voiceassistant.documents.pdf.lines import HYPHEN, RawPage
from voiceassistant.documents.pdf.pages import PageReader
from voiceassistant.documents.pdf.paragraphs import Draft, goes_on
from voiceassistant.documents.pdf.quoted import looks_quoted, within_references
from voiceassistant.documents.pdf.scanned import is_scanned, recognised
from voiceassistant.errors import DocumentError, DocumentLocked, DocumentTooLarge, NothingToRead
from voiceassistant.vision.words import CannotReadText, can_recognise

logger = logging.getLogger(__name__)

LARGEST_FILE = 2_000_000_000  # bytes
MOST_PAGES = 50_000
MOST_PIXELS = 16_000_000
MOST_CHAPTERS = 5_000
KEPT_RAW, KEPT = 16, 8  # pages; some 1 MB each
KEPT_RECOGNISED = 24  # pages: to recognise one takes seconds
LOOKED_AT = 20  # pages without text or picture, until there is nothing to read
NEIGHBOURS = (-3, -2, -1, 1, 2, 3)  # pages on both sides: left and right ones have headers of their own
SAMPLED = 10  # pages spread over the document, for how its words are written
SCAN_DPI = 220

T = TypeVar("T")


def open_pdf(path: Path, password: str | None = None) -> "PdfDocument":
    """Takes some milliseconds however long the document is.

    Raises:
        DocumentLocked: It wants a password, or another one.
        DocumentTooLarge: It is larger than any book.
        NothingToRead: No page holds text, or pictures of text and a program that reads them.
        DocumentError: It is broken or no PDF.
    """
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise DocumentTooLarge(f"{path.name} has more than {LARGEST_FILE // 10**9} GB")
        opened = pypdfium2.PdfDocument(path, password=password)
    except OSError as error:
        raise DocumentError(f"{path.name} cannot be opened: {error.strerror or error}") from error
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == pdfium.FPDF_ERR_PASSWORD or "password" in str(error).lower():
            wrong = "The password does not open" if password else "A password is needed to open"
            raise DocumentLocked(f"{wrong} {path.name}") from error
        raise DocumentError(f"{path.name} is broken, or no PDF") from error
    document = PdfDocument(opened, path)
    try:
        document.check()
    except DocumentError:
        document.close()
        raise
    return document


class PdfDocument:
    """A `PagedDocument`: its sections are its pages.

    A page is taken apart when it is asked for. To know what repeats, and what goes on overleaf, three pages before
    and after it are looked at; a few are kept.
    """

    pages = True

    def __init__(self, document: pypdfium2.PdfDocument, path: Path) -> None:
        self._document, self._path = document, path
        self._raw: _Kept[RawPage] = _Kept(KEPT_RAW)
        self._recognised: _Kept[RawPage] = _Kept(KEPT_RECOGNISED)
        self._layouts: _Kept[Layout] = _Kept(KEPT)
        self._gutters: _Kept[float | None] = _Kept(64)
        self._quoted: _Kept[bool] = _Kept(256)
        self._words: _Kept[Words] = _Kept(SAMPLED + 16)
        self._sample: Words | None = None
        self._chapters: tuple[Chapter, ...] | None = None

    def check(self) -> None:
        """Raises NothingToRead and DocumentTooLarge."""
        if self.sections > MOST_PAGES:
            raise DocumentTooLarge(f"{self._path.name} has {self.sections} pages")
        looked_at = range(min(self.sections, LOOKED_AT))
        if any(self._count(number) for number in looked_at):
            return
        scanned = any(is_scanned(self._page(number)) for number in looked_at)
        if scanned and can_recognise():
            return
        name = self._path.name
        raise NothingToRead(f"{name} holds only pictures of pages" if scanned else f"{name} holds no text")

    def _count(self, number: int) -> int:
        try:
            page = self._document[number]
        except pypdfium2.PdfiumError:
            return 0
        try:
            text = page.get_textpage()
            count = int(text.count_chars())
            text.close()
        except pypdfium2.PdfiumError:
            return 0
        finally:
            page.close()
        return count

    @property
    def title(self) -> str:
        told = " ".join(self._document.get_metadata_value("Title").split())
        named = told.lower().startswith(("microsoft word", "untitled", "powerpoint")) or told.lower().endswith(
            (".doc", ".docx", ".tex", ".dvi", ".indd", ".ppt", ".pptx", ".qxd")
        )
        return self._path.stem if not told or named or "\ufffd" in told else told

    @property
    def language(self) -> str:
        size = pdfium.FPDFCatalog_GetLanguage(self._document, None, 0)
        if not 2 < size <= 100:
            return ""
        text = (pdfium.FPDF_WCHAR * (size // 2))()
        pdfium.FPDFCatalog_GetLanguage(self._document, text, size)
        told = "".join(chr(code) for code in text if code).strip().lower()
        code = told.replace("_", "-").partition("-")[0]
        return code if len(code) == 2 and code.isalpha() else ""

    @property
    def sections(self) -> int:
        return len(self._document)

    def section(self, number: int) -> Sequence[Block]:
        if not 0 <= number < self.sections:
            raise DocumentError(f"{self._path.name} has no page {number + 1}")
        taken = self._layout(number)
        drafts, _ = within_references(taken.drafts, self._quoted_before(number))
        if (tail := self._tail(number)) is not None:
            drafts = [draft for draft in drafts if draft.first is not tail.first]
        drafts = self._with_overleaf(number, drafts)
        return blocks((*taken.above, *drafts, *taken.below), self._near_words(number))

    # -- paragraphs that go on overleaf

    def _tail(self, number: int) -> Draft | None:
        """The page's first paragraph, if it belongs to an earlier page."""
        flow = self._layout(number).flow
        before = next((self._layout(page).flow for page in (number - 1, number - 2) if self._flows(page)), None)
        return flow[0] if flow and before and goes_on(before[-1], flow[0]) else None

    def _flows(self, number: int) -> bool:
        return 0 <= number < self.sections and bool(self._layout(number).flow)

    def _with_overleaf(self, number: int, drafts: list[Draft]) -> list[Draft]:
        flow = self._layout(number).flow
        at = next((at for at, draft in enumerate(drafts) if flow and draft.first is flow[-1].first), None)
        if at is None:
            return drafts
        parts = list(drafts[at].parts)
        following = self._following(number)
        while following is not None and (tail := self._tail(following)) is not None:
            parts += tail.parts
            if len(self._layout(following).flow) > 1:
                break
            following = self._following(following)
        drafts[at] = replace(drafts[at], parts=tuple(parts))
        return drafts

    def _following(self, number: int) -> int | None:
        return next((page for page in (number + 1, number + 2) if self._flows(page)), None)

    def _quoted_before(self, number: int) -> bool:
        """True if a list of what is quoted began on an earlier page and goes on here."""
        start = number
        while start > 0 and start not in self._quoted and looks_quoted(self._layout(start).drafts):
            start -= 1
        inside = self._quoted.get(start, lambda: False)
        for page in range(start, number):
            _, ends_inside = within_references(self._layout(page).drafts, inside)
            inside = ends_inside and looks_quoted(self._layout(page + 1).drafts)
            self._quoted.put(page + 1, inside)
        return inside

    # -- pages

    def _layout(self, number: int) -> Layout:
        return self._layouts.get(number, lambda: self._laid_out(number))

    def _laid_out(self, number: int) -> Layout:
        near = [number + step for step in NEIGHBOURS if 0 <= number + step < self.sections]
        titles = {plain(chapter.title): chapter.level for chapter in self.outline() if chapter.place.section == number}
        gutters = [gutter for other in near if abs(other - number) < 3 and (gutter := self._gutter(other)) is not None]
        return layout(self._page_read(number), [self._page(other) for other in near], titles, gutters)

    def _gutter(self, number: int) -> float | None:
        return self._gutters.get(number, lambda: gutter_of(self._page(number).pieces))

    def _page(self, number: int) -> RawPage:
        """What the file says stands on a page."""
        return self._raw.get(number, lambda: self._read(number))

    def _page_read(self, number: int) -> RawPage:
        """The same, or what is seen on it where the file does not say."""
        page = self._page(number)
        if not is_scanned(page):
            return page
        return self._recognised.get(number, lambda: self._seen(page))

    def _seen(self, page: RawPage) -> RawPage:
        if not can_recognise():
            return page
        pixels = min(page.width * SCAN_DPI / 72, 6000)
        try:
            seen = self.picture(page.number, round(pixels))
            image = Image.frombytes("RGB", (seen.width, seen.height), seen.rgb)
            return recognised(image, page.number, page.width, page.height)
        except (CannotReadText, DocumentError):
            logger.warning("Page %d of %s cannot be recognised", page.number + 1, self._path.name, exc_info=True)
            return page

    def _read(self, number: int) -> RawPage:
        """A broken page is an empty one: the others can be read."""
        try:
            page = self._document[number]
        except pypdfium2.PdfiumError:
            logger.warning("Page %d of %s is broken", number + 1, self._path.name)
            return RawPage(number, *self.page_size(number))
        try:
            return PageReader(page, number).read()
        except pypdfium2.PdfiumError:
            logger.warning("Page %d of %s is broken", number + 1, self._path.name)
            return RawPage(number, *self.page_size(number))
        finally:
            page.close()

    def _near_words(self, number: int) -> Words:
        """How words are written on the pages around, and on some all over the document."""
        if self._sample is None:
            step = max(1, self.sections // SAMPLED)
            self._sample = merged(self._page_words(page) for page in range(0, self.sections, step)[:SAMPLED])
        near = range(max(0, number - 3), min(self.sections, number + 4))
        return merged([self._sample, *(self._page_words(page) for page in near)])

    def _page_words(self, number: int) -> Words:
        return self._words.get(number, lambda: words_of(self._text(number)))

    def _text(self, number: int) -> str:
        """Lines of a page, hyphens at their ends marked; without places, which take the time."""
        try:
            page = self._document[number]
        except pypdfium2.PdfiumError:
            return ""
        try:
            text = page.get_textpage()
            found = str(text.get_text_range(errors="replace"))
            text.close()
        except pypdfium2.PdfiumError:
            return ""
        finally:
            page.close()
        return found.replace("\ufffe", HYPHEN + "\n").replace("\x02", HYPHEN + "\n").replace("\r", "")

    # -- how it looks

    def page_size(self, page: int) -> tuple[float, float]:
        try:
            width, height = self._document.get_page_size(page)
        except pypdfium2.PdfiumError:
            return 595.0, 842.0
        return width, height

    def boxes(self, run: Run) -> Sequence[Box]:
        return boxes_of(self._page_read(run.page), run)

    def character_at(self, page: int, x: float, y: float) -> int | None:
        return nearest(self._page_read(page), x, y)

    def picture(self, page: int, width: int) -> Picture:
        across, down = self.page_size(page)
        scale = max(1, width) / max(across, 1)
        if (pixels := scale * across * scale * down) > MOST_PIXELS:
            scale *= (MOST_PIXELS / pixels) ** 0.5 * 0.999
        try:
            opened = self._document[page]
            try:
                bitmap = opened.render(scale=scale, rev_byteorder=True, prefer_bgrx=False)
            finally:
                opened.close()
            pixels_seen = bitmap.to_numpy()[:, :, :3]
            return Picture(pixels_seen.shape[1], pixels_seen.shape[0], np.ascontiguousarray(pixels_seen).tobytes())
        except (pypdfium2.PdfiumError, MemoryError, ValueError) as error:
            raise DocumentError(f"Page {page + 1} of {self._path.name} cannot be shown") from error

    def outline(self) -> Sequence[Chapter]:
        if self._chapters is None:
            self._chapters = tuple(self._told_chapters())
        return self._chapters

    def _told_chapters(self) -> list[Chapter]:
        found: list[Chapter] = []
        try:
            for told in self._document.get_toc(max_depth=8):
                title = " ".join(told.get_title().split())
                target = told.get_dest()
                page = target.get_index() if target is not None else None
                if title and page is not None and 0 <= page < self.sections:
                    found.append(Chapter(title, told.level + 1, Place(page)))
                if len(found) >= MOST_CHAPTERS:
                    break
        except pypdfium2.PdfiumError:
            logger.warning("The outline of %s is broken", self._path.name)
        return found

    def close(self) -> None:
        self._document.close()


class _Kept(OrderedDict[Hashable, T]):
    """The last few of what was made."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most

    def get(self, key: Hashable, make: Callable[[], T]) -> T:  # type: ignore[override]
        if key in self:
            self.move_to_end(key)
            return self[key]
        return self.put(key, make())

    def put(self, key: Hashable, value: T) -> T:
        self[key] = value
        self.move_to_end(key)
        while len(self) > self._most:
            self.popitem(last=False)
        return value
