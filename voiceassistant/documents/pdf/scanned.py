"""Pages that are pictures of text, or whose font does not say which letters it draws: they are looked at instead."""

import re
from collections.abc import Sequence
from itertools import groupby
from statistics import median

from PIL import Image

from voiceassistant.documents.document import Box
from voiceassistant.documents.pdf.lines import Glyph, Line, RawPage
from voiceassistant.vision.words import Word, words

FEWEST_LETTERS = 20  # on a page that is no picture
PICTURE_SHARE = 0.5  # of a page, covered by pictures
BROKEN_WORDS = 0.003  # of a page's words, with a symbol between letters
FEWEST_BROKEN = 3
LIKE_THE_REST = 0.16  # by how much a line's height may differ that is in the text's own size

_BROKEN = re.compile(r"[^\W\d_]+[!\"#$%&*+<=>?@^|~\ufffd][^\W\d_]{2,}")


def is_scanned(page: RawPage) -> bool:
    if page.letters < FEWEST_LETTERS:
        covered = sum((box.right - box.left) * (box.bottom - box.top) for box in page.images)
        return covered >= PICTURE_SHARE * page.width * page.height
    return has_broken_font(page.text)


def has_broken_font(text: str) -> bool:
    """True for "di!culties": letters that the font draws but has no names for."""
    every = text.split()
    broken = [
        word for word in every if _BROKEN.match(word) and "@" not in word and "=" not in word and "://" not in word
    ]
    return len(broken) >= FEWEST_BROKEN and len(broken) > BROKEN_WORDS * len(every)


def recognised(picture: Image.Image, number: int, width: float, height: float) -> RawPage:
    """A page as it is read in its picture. Its characters are counted in the order in which they are read.

    Args:
        picture: All of the page, in any size.
        number: The page's.
        width: Of the page, in points.
        height: The same.

    Raises CannotReadText.
    """
    scale = width / picture.width
    found = words(picture)
    lines = [list(line) for _, line in groupby(found, key=lambda word: word.line)]
    lines = [line for line in lines if not _is_dirt(line)]
    sizes = _paragraph_sizes(lines)
    heights = [sizes[line[0].line[:2]] * scale for line in lines]
    usual = _usual(lines, heights)
    pieces: list[Line] = []
    index = 0
    for line, tall in zip(lines, heights, strict=True):
        size = usual if abs(tall - usual) <= LIKE_THE_REST * usual else tall
        glyphs, index = _glyphs(line, scale, size, index)
        pieces.append(Line(tuple(glyphs)))
    return RawPage(number, width, height, tuple(pieces), images=(Box(0, 0, width, height),), recognised=True)


def _is_dirt(line: Sequence[Word]) -> bool:
    """True for what is seen in rules and specks: single letters and signs."""
    text = "".join(word.text for word in line)
    return not text.isalnum() and not any(sum(letter.isalnum() for letter in word.text) > 1 for word in line)


def _paragraph_sizes(lines: Sequence[Sequence[Word]]) -> dict[tuple[int, ...], float]:
    """One for each paragraph, in pixels: a line of two words tells little."""
    sizes: dict[tuple[int, ...], list[float]] = {}
    for line in lines:
        sizes.setdefault(line[0].line[:2], []).extend(_size(word) for word in line)
    return {paragraph: median(found) for paragraph, found in sizes.items()}


def _size(word: Word) -> float:
    """Its letters' size, in pixels: how much of it a word fills depends on which letters it has."""
    height = word.bottom - word.top
    if any(letter > "\u2e80" for letter in word.text):
        return height / 0.92
    rises = any(letter.isupper() or letter.isdigit() or letter in "bdfhklt" for letter in word.text)
    falls = any(letter in "gjpqy" for letter in word.text)
    return height / (0.92 if rises and falls else 0.7 if rises or falls else 0.48)


def _usual(lines: Sequence[Sequence[Word]], heights: Sequence[float]) -> float:
    """The height of most words."""
    every = [tall for line, tall in zip(lines, heights, strict=True) for _ in line]
    return median(every) if every else 10.0


def _glyphs(line: Sequence[Word], scale: float, size: float, index: int) -> tuple[list[Glyph], int]:
    """Each word's letters share its width; all stand on the line's foot."""
    top, bottom = min(word.top for word in line) * scale, max(word.bottom for word in line) * scale
    foot = median(word.bottom for word in line) * scale
    glyphs: list[Glyph] = []
    for word in line:
        if glyphs and not word.joined:
            last = glyphs[-1]
            glyphs.append(Glyph(index, " ", last.right, top, word.left * scale, bottom, foot, size))
            index += 1
        wide = (word.right - word.left) / len(word.text) * scale
        for at, letter in enumerate(word.text):
            left = word.left * scale + at * wide
            glyphs.append(Glyph(index, letter, left, top, left + wide, bottom, foot, size))
            index += 1
    return glyphs, index + 1
