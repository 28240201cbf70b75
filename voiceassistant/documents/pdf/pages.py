"""One page of a PDF as it is drawn: its characters with their places, its pictures, its rules."""

import ctypes
import math
from collections.abc import Iterator
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from voiceassistant.documents.document import Box
from voiceassistant.documents.pdf.lines import HYPHEN, Glyph, Line, RawPage, pieces

MOST_CHARACTERS = 60_000  # of one page; the densest newspaper has some 30,000
MOST_OBJECTS = 20_000  # lines and shapes of one page that are looked at: a map has more
THIN = 2.0  # points
SCALE = 100  # device units a point, when PDFium is asked where something stands

# TeX's old fonts have no Unicode map, and these in place of control characters.
LIGATURES = {0x0B: "ff", 0x0C: "fi", 0x0D: "fl", 0x0E: "ffi", 0x0F: "ffl"}
LIGATURES |= {
    0x9F: "§",
    0x1B: "ff",
    0x1C: "fi",
    0x1D: "fl",
    0x1E: "ffi",
    0x1F: "ffl",
    0x15: "–",
    0x16: "—",
    0x10: "“",
    0x11: "”",
}
SPELLED = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
SPACES = frozenset([0x09, 0x20, 0xA0, 0x3000, *range(0x2000, 0x200C), 0x202F, 0x205F])
FIXED = ("mono", "courier", "typewriter", "cmtt", "code", "consol", "sftt", "xtt", "lmtt", "d2coding", "ectt")


class PageReader:
    """Reads a page's characters. One for each page: it keeps what it learns of the page's fonts."""

    def __init__(self, page: pypdfium2.PdfPage, number: int) -> None:
        self._page, self._number = page, number
        self.width, self.height = page.get_size()
        self._text = page.get_textpage()
        self._place = _placement(page, self.width, self.height)
        self._behind_picture = False
        self._fonts: dict[Any, tuple[float, bool, bool, bool]] = {}

    def read(self) -> RawPage:
        images, rules, shapes = self._drawn()
        covered = sum((box.right - box.left) * (box.bottom - box.top) for box in images)
        self._behind_picture = covered > 0.5 * self.width * self.height
        return RawPage(
            self._number, self.width, self.height, tuple(self._pieces()), tuple(images), tuple(rules), tuple(shapes)
        )

    def _pieces(self) -> list[Line]:
        return pieces(self._glyphs())

    def _glyphs(self) -> Iterator[Glyph]:
        text = self._text
        loose, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
        last: Glyph | None = None
        for index in range(min(text.count_chars(), MOST_CHARACTERS)):
            code = pdfium.FPDFText_GetUnicode(text, index)
            letters = self._letters(code, index)
            if not letters:
                continue
            if letters == " ":
                if last is not None:
                    yield Glyph(index, " ", last.right, last.top, last.right, last.bottom, last.foot, last.size)
                continue
            size, bold, fixed, level = self._font(index)
            if not level:
                continue  # beside the page, or along an axis
            pdfium.FPDFText_GetLooseCharBox(text, index, loose)
            pdfium.FPDFText_GetCharOrigin(text, index, x, y)
            box = self._place(loose.left, loose.top, loose.right, loose.bottom)
            foot = self._place(x.value, y.value, x.value, y.value).top
            if not 0.3 * size < box.bottom - box.top < 3 * size:  # fonts that tell nonsense of their height
                box = box._replace(top=foot - 0.8 * size, bottom=foot + 0.2 * size)
            if box.right < 0 or box.left > self.width or foot < 0 or foot > self.height + size:
                continue  # cut off
            last = Glyph(index, letters, box.left, box.top, box.right, box.bottom, foot, size, bold, fixed)
            yield last

    def _letters(self, code: int, index: int) -> str:
        """What a character reads as; empty for what is none."""
        if code in SPACES:
            return " "
        if code in (0x0A, 0x0D) and pdfium.FPDFText_IsGenerated(self._text, index):
            return " "
        if code in (0x02, 0xFFFE, 0xAD):
            return HYPHEN
        if code in LIGATURES:
            return LIGATURES[code]
        if code in SPELLED:
            return SPELLED[code]
        if code < 0x20 or 0x7F <= code < 0xA0 or 0xD800 <= code < 0xE000 or code in (0x200B, 0xFEFF):
            return ""
        return chr(code) if code < 0x110000 else ""

    def _font(self, index: int) -> tuple[float, bool, bool, bool]:
        """Size in points, bold, letters of one width, upright on the page as it is shown."""
        drawn = ctypes.cast(pdfium.FPDFText_GetTextObject(self._text, index), ctypes.c_void_p).value
        if drawn is not None and drawn in self._fonts:
            return self._fonts[drawn]
        matrix = pdfium.FS_MATRIX()
        pdfium.FPDFText_GetMatrix(self._text, index, matrix)
        size = pdfium.FPDFText_GetFontSize(self._text, index) * math.hypot(matrix.c, matrix.d)
        turned = pdfium.FPDFText_GetCharAngle(self._text, index) - math.radians(self._page.get_rotation())
        name, flags = ctypes.create_string_buffer(200), ctypes.c_int()
        pdfium.FPDFText_GetFontInfo(self._text, index, name, 200, flags)
        called = name.value.decode("utf-8", "replace").lower()
        weight = pdfium.FPDFText_GetFontWeight(self._text, index)
        found = (
            max(abs(size), 0.5),
            weight >= 600 or any(word in called for word in ("bold", "black", "heavy", "-bd", "cmbx", "sfbx")),
            bool(flags.value & 1) or any(word in called for word in FIXED),
            math.cos(turned) > 0.9 and (self._behind_picture or not self._is_invisible(drawn)),
        )
        if drawn is not None:
            self._fonts[drawn] = found
        return found

    def _is_invisible(self, drawn: int | None) -> bool:
        """Text that only programs see: it is meant where it lies behind a picture of the page."""
        if drawn is None:
            return False
        mode = pdfium.FPDFTextObj_GetTextRenderMode(ctypes.cast(drawn, pdfium.FPDF_PAGEOBJECT))
        return bool(mode == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE)

    def _drawn(self) -> tuple[list[Box], list[Box], list[Box]]:
        """Pictures, thin rules, and other shapes."""
        images: list[Box] = []
        rules: list[Box] = []
        shapes: list[Box] = []
        for count, drawn in enumerate(self._page.get_objects(max_depth=4)):
            if count > MOST_OBJECTS:
                break
            if drawn.type == pdfium.FPDF_PAGEOBJ_TEXT or drawn.type == pdfium.FPDF_PAGEOBJ_FORM:
                continue
            box = self._visible(self._place(*_bounds(drawn)))
            if box is None:
                continue
            if drawn.type == pdfium.FPDF_PAGEOBJ_IMAGE:
                images.append(box)
            elif min(box.right - box.left, box.bottom - box.top) < THIN:
                rules.append(box)
            else:
                shapes.append(box)
        return images, rules, shapes

    def _visible(self, box: Box) -> Box | None:
        cut = Box(max(box.left, 0), max(box.top, 0), min(box.right, self.width), min(box.bottom, self.height))
        return cut if cut.left <= cut.right and cut.top <= cut.bottom else None


def _bounds(drawn: pypdfium2.PdfObject) -> tuple[float, float, float, float]:
    """Left, top, right, bottom in the page's own coordinates; forms around it count."""
    left, bottom, right, top = drawn.get_bounds()
    form = drawn.container
    while form is not None:
        corners = [form.get_matrix().on_point(x, y) for x in (left, right) for y in (bottom, top)]
        left, right = min(x for x, _ in corners), max(x for x, _ in corners)
        bottom, top = min(y for _, y in corners), max(y for _, y in corners)
        form = form.container
    return left, top, right, bottom


def _placement(page: pypdfium2.PdfPage, width: float, height: float) -> Any:
    """A function from the page's own coordinates (left, top, right, bottom) to ours.

    The page may be cropped and turned: PDFium is asked where three points come to stand.
    """
    x, y = ctypes.c_int(), ctypes.c_int()

    def point(across: float, up: float) -> tuple[float, float]:
        size = (round(width * SCALE), round(height * SCALE))
        pdfium.FPDF_PageToDevice(page, 0, 0, *size, 0, across, up, x, y)
        return x.value / SCALE, y.value / SCALE

    (x0, y0), (x1, y1), (x2, y2) = point(0, 0), point(1000, 0), point(0, 1000)
    ax, ay, bx, by = (x1 - x0) / 1000, (y1 - y0) / 1000, (x2 - x0) / 1000, (y2 - y0) / 1000

    def place(left: float, top: float, right: float, bottom: float) -> Box:
        xa, ya = x0 + ax * left + bx * top, y0 + ay * left + by * top
        xb, yb = x0 + ax * right + bx * bottom, y0 + ay * right + by * bottom
        return Box(min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb))

    return place
