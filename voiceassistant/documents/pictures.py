"""Pictures of text as documents: a photograph of a page, a screenshot, a fax of several pages."""

from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageOps

from voiceassistant.documents.document import Block, Box, Chapter, Picture, Run
from voiceassistant.documents.pdf.blocks import blocks
from voiceassistant.documents.pdf.boxes import boxes_of, nearest
from voiceassistant.documents.pdf.joining import words_of
from voiceassistant.documents.pdf.layout import layout
from voiceassistant.documents.pdf.lines import RawPage
from voiceassistant.documents.pdf.scanned import recognised
from voiceassistant.errors import DocumentError, DocumentTooLarge, NothingToRead
from voiceassistant.vision.words import CannotReadText, can_recognise

MOST_PIXELS = 100_000_000  # of one picture; a page at 600 dpi has 35 million
MOST_SHOWN = 16_000_000  # pixels
MOST_FRAMES = 2_000
SCREEN_DPI = 96.0  # of a picture that doesn't say


def open_picture(path: Path) -> "PictureDocument":
    """Opens a PNG, JPEG, TIFF, WebP, GIF or BMP file; its pictures are pages. The first is read at once.

    Raises:
        DocumentTooLarge: It holds more pixels than a page has.
        NothingToRead: There is no text in it, or no program that reads it.
        DocumentError: It is broken or no picture.
    """
    try:
        opened = Image.open(path)
    except Image.DecompressionBombError as error:
        raise DocumentTooLarge(f"{path.name} is too large a picture") from error
    except FileNotFoundError as error:
        raise DocumentError(f"{path.name} does not exist") from error
    except (OSError, ValueError, SyntaxError) as error:
        raise DocumentError(f"{path.name} cannot be read as a picture") from error
    document = PictureDocument(opened, path)
    try:
        document.check()
    except DocumentError:
        document.close()
        raise
    return document


class PictureDocument:
    """A `PagedDocument`: each of a file's pictures is a page and a section."""

    pages = True
    language = ""

    def __init__(self, opened: Image.Image, path: Path) -> None:
        self._opened, self._path = opened, path
        self._sections = min(getattr(opened, "n_frames", 1), MOST_FRAMES) if opened.format == "TIFF" else 1
        self._read: dict[int, RawPage] = {}

    def check(self) -> None:
        """Raises NothingToRead and DocumentTooLarge."""
        if self._opened.width * self._opened.height > MOST_PIXELS:
            size = f"{self._opened.width} x {self._opened.height}"
            raise DocumentTooLarge(f"{self._path.name} has {size} pixels")
        if not can_recognise():
            raise NothingToRead(f"{self._path.name} is a picture, and no program to read its text is installed")
        if self.sections == 1 and not any(glyph.text.isalnum() for p in self._page(0).pieces for glyph in p.inked):
            raise NothingToRead(f"{self._path.name} holds no text that can be read")

    @property
    def title(self) -> str:
        return self._path.stem

    @property
    def sections(self) -> int:
        return self._sections

    def section(self, number: int) -> Sequence[Block]:
        page = self._page(number)
        taken = layout(page, [], {})
        return blocks((*taken.above, *taken.drafts, *taken.below), words_of(page.text))

    def outline(self) -> Sequence[Chapter]:
        return ()

    def page_size(self, page: int) -> tuple[float, float]:
        image = self._image(page)
        told = image.info.get("dpi", (0, 0))[0]
        points = 72 / (float(told) if 60 <= told <= 2400 else SCREEN_DPI)
        return image.width * points, image.height * points

    def boxes(self, run: Run) -> Sequence[Box]:
        return boxes_of(self._page(run.page), run)

    def character_at(self, page: int, x: float, y: float) -> int | None:
        return nearest(self._page(page), x, y)

    def picture(self, page: int, width: int) -> Picture:
        image = self._image(page)
        scale = max(1, width) / image.width
        scale *= min(1.0, (MOST_SHOWN / (image.width * image.height * scale**2)) ** 0.5)
        size = (max(1, int(image.width * scale)), max(1, int(image.height * scale)))
        shown = image.resize(size, Image.Resampling.LANCZOS)
        return Picture(shown.width, shown.height, shown.tobytes())

    def close(self) -> None:
        self._opened.close()

    def _page(self, number: int) -> RawPage:
        if number not in self._read:
            try:
                self._read[number] = recognised(self._image(number), number, *self.page_size(number))
            except CannotReadText as error:
                raise DocumentError(f"{self._path.name} cannot be read: {error}") from error
        return self._read[number]

    def _image(self, number: int) -> Image.Image:
        """Upright, in colours, on white."""
        try:
            self._opened.seek(number)
            if self._opened.width * self._opened.height > MOST_PIXELS:
                raise DocumentTooLarge(f"Picture {number + 1} of {self._path.name} is too large")
            told = self._opened.info.get("dpi")
            image = ImageOps.exif_transpose(self._opened)
            if image.has_transparency_data:
                ground = Image.new("RGBA", image.size, "white")
                image = Image.alpha_composite(ground, image.convert("RGBA"))
            image = image.convert("RGB")
            if told:
                image.info["dpi"] = told
        except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError) as error:
            raise DocumentError(f"{self._path.name} cannot be read as a picture") from error
        return image
