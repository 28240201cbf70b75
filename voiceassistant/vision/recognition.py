"""How a picture is read: which questions the tesseract program is asked about it, and what is made of its answers.

    a strip of it in English ─► sure? ─► all of it in English
                             └► else ─► all of it in Korean ─► what is not Hangul, cut out, in English

Asked for both languages at once ("kor+eng") tesseract has them compete word by word, and English wins Korean words
("리눅스는" becomes "ASAS"): a tenth of a page's letters are wrong. Alone, the Korean data reads Hangul almost without a
mistake, but knows no Latin letters ("GNU" becomes "6800"); with what it does not know read by the English data,
it is a hundredth.
"""

from collections.abc import Generator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from statistics import median

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageFilter

from voiceassistant.vision.tesseract import LEAST_SURE, Question, Word

SMALL_SIDE = 2000  # pixels; a screen's letters are too small for tesseract, twice the size halves its errors
LARGEST_SIDE = 6000  # pixels; beyond it only the time grows

SOFTENED = 1.0  # pixels; sharp Hangul falls apart into strokes, between which columns are seen
UNSURE = 50.0  # of 100: English data on Hangul is less sure of three quarters of the letters, on Latin text of 5 %
UNSURE_SHARE = 0.15  # of a page's letters: it is in another language
UNSURE_STRIP_SHARE = 0.35  # of a strip's, whose edges cut through lines
STRIP_SHARE = 8  # of the picture's height
LEAST_STRIP = 300  # pixels

DOUBTED = 30.0  # Hangul that is less sure than this may be Latin letters
SURE_NUMBER = 85.0
REACH = 0.25  # of a line's height: so far off are the edges of words
SPACE = 0.27  # of a line's height: gaps between syllables are up to 0.25, between words from 0.28
DARK = 90.0  # grey levels: fainter is paper
FAINT = 3.0  # grey levels, of 255: columns of pixels whose ink differs less are the same
BORDER = 20  # pixels around what is cut out
BETWEEN = 16  # pixels between two cuttings

Ink = npt.NDArray[np.float32]
Asking = Generator[Question, tuple[Word, ...], tuple[Word, ...]]


def recognition(picture: Image.Image, languages: Sequence[str]) -> Asking:
    """The words in a picture, in the order in which they are read: returned, after the questions it yields.

    Args:
        picture: Of any size.
        languages: Tesseract's names, those that are installed; without "kor" and "eng" the first one reads alone.
    """
    grey, scale = _scaled(picture.convert("L"))
    found = yield from _read(grey, languages)
    return tuple(_shrunk(word, scale) for word in found if word.sure >= LEAST_SURE)


def is_hangul(text: str) -> bool:
    return any("가" <= letter <= "힣" for letter in text)


def _read(grey: Image.Image, languages: Sequence[str]) -> Asking:
    if "kor" not in languages:
        return (yield from _all_of(grey, languages[0]))
    if "eng" in languages:
        strip = _fullest_strip(grey)
        if strip is None or _unsure((yield Question(strip, "eng", 6))) < UNSURE_STRIP_SHARE:
            english = yield from _all_of(grey, "eng")
            if _unsure(english) < UNSURE_SHARE:
                return english
    found = yield from _all_of(grey.filter(ImageFilter.GaussianBlur(SOFTENED)), "kor")
    ink = _ink(grey)
    if "eng" in languages:
        found = yield from _with_latin(grey, ink, found)
    return _joined(ink, found)


def _all_of(grey: Image.Image, language: str) -> Asking:
    found = yield Question(grey, language)
    # Looking for columns finds nothing in some pictures of two or three lines.
    return found or (yield Question(grey, language, 6))


def _scaled(grey: Image.Image) -> tuple[Image.Image, float]:
    """Twice as large for small pictures, whose letters tesseract cannot see; huge ones smaller."""
    longest = max(grey.size)
    scale = 2.0 if longest <= SMALL_SIDE else min(1.0, LARGEST_SIDE / longest)
    if scale == 1:
        return grey, scale
    size = (max(1, round(grey.width * scale)), max(1, round(grey.height * scale)))
    return grey.resize(size, Image.Resampling.LANCZOS), scale


def _shrunk(word: Word, scale: float) -> Word:
    return replace(
        word, left=word.left / scale, top=word.top / scale, right=word.right / scale, bottom=word.bottom / scale
    )


# --- in which language ------------------------------------------------------------------------------------------------


def _unsure(words: Sequence[Word]) -> float:
    """The share of letters that the language may not have, 0 to 1; 1 where nothing is read."""
    letters = sum(len(word.text) for word in words)
    return sum(len(word.text) for word in words if word.sure < UNSURE) / letters if letters else 1.0


def _fullest_strip(grey: Image.Image) -> Image.Image | None:
    """Across the picture, where most is on it; None of a picture that is hardly larger."""
    height = max(LEAST_STRIP, grey.height // STRIP_SHARE)
    if grey.height < 2 * height:
        return None
    rows = _ink(grey).mean(axis=1)
    filled = np.convolve(rows, np.ones(height), "valid")
    top = int(filled.argmax())
    return grey.crop((0, top, grey.width, top + height))


# --- Latin letters among Hangul ---------------------------------------------------------------------------------------


def _with_latin(grey: Image.Image, ink: Ink, words: tuple[Word, ...]) -> Asking:
    """What was read as Korean, and what that does not know read as English, all cuttings on one sheet."""
    foreign = _foreign(words)
    if not foreign:
        return words
    boxes = [_box(ink, words, first, behind) for first, behind in foreign]
    sheet, tops = _sheet(grey, boxes)
    found: list[list[Word]] = [[] for _ in boxes]
    for word in (yield Question(sheet, "eng", 6)):
        number = max(0, int(np.searchsorted(tops, (word.top + word.bottom) / 2 + BETWEEN / 2)) - 1)
        found[number].append(_moved(word, boxes[number], tops[number], words[foreign[number][0]].line))
    merged: list[Word] = []
    done = 0
    for (first, behind), latin in zip(foreign, found, strict=True):
        korean = words[first:behind]
        merged += [*words[done:first], *(latin if _sureness(latin) > max(_sureness(korean), DOUBTED) else korean)]
        done = behind
    return (*merged, *words[done:])


def _foreign(words: Sequence[Word]) -> list[tuple[int, int]]:
    """From which to which word there is no Hangul, within one line."""
    found: list[tuple[int, int]] = []
    first = 0
    for number, word in enumerate((*words, None)):
        if word is not None and _may_be_latin(word) and word.line == words[first].line:
            continue
        if number > first and _is_worth_asking(words[first:number]):
            found.append((first, number))
        first = number if word is not None and _may_be_latin(word) else number + 1
        if first >= len(words):
            break
    return found


def _may_be_latin(word: Word) -> bool:
    return not is_hangul(word.text) or (word.sure < DOUBTED and len(word.text) <= 2)


def _is_worth_asking(words: Sequence[Word]) -> bool:
    if not any(letter.isalnum() or letter in "『「" for word in words for letter in word.text if not is_hangul(letter)):
        return False
    return not all(word.sure >= SURE_NUMBER and not any(map(str.isalpha, word.text)) for word in words)


def _sureness(words: Sequence[Word]) -> float:
    letters = sum(len(word.text) for word in words)
    return sum(word.sure * len(word.text) for word in words) / letters if letters else 0.0


def _box(ink: Ink, words: Sequence[Word], first: int, behind: int) -> tuple[int, int, int, int]:
    """Where some words of a line stand, without the letters beside them.

    Tesseract's edges are wrong by some pixels, or by all of the next word: the next empty column parts them.
    """
    here = words[first:behind]
    top, bottom = int(min(word.top for word in here)), int(max(word.bottom for word in here))
    left, right = min(word.left for word in here) - 2, max(word.right for word in here) + 2
    reach = REACH * (bottom - top)
    if behind < len(words) and words[behind].line == here[0].line and words[behind].left < right + reach:
        right = _parting(ink[top:bottom], min(right, words[behind].left), reach)
    before = words[first - 1] if first else None
    if before is not None and before.line == here[0].line and before.right > left - reach:
        left = _parting(ink[top:bottom], max(min(left, before.right), before.left), reach)
    left = max(0, int(left))
    return left, max(0, top - 4), max(left + 5, int(right)), bottom + 4


def _parting(line: Ink, at: float, reach: float) -> float:
    """The column of pixels nearest to `at` that has no ink, or as little as there is within reach."""
    first = max(0, int(at - reach))
    columns = line[:, first : int(at + reach)].mean(axis=0)
    if not len(columns):
        return at
    empty = first + np.flatnonzero(columns <= columns.min() + FAINT)
    return float(empty[np.abs(empty - at).argmin()])


def _sheet(grey: Image.Image, boxes: Sequence[tuple[int, int, int, int]]) -> tuple[Image.Image, list[int]]:
    """All that was cut out, one below the other, and where each begins."""
    heights = [bottom - top + BETWEEN for _, top, _, bottom in boxes]
    tops = np.cumsum([BORDER, *heights]).tolist()
    wide = max(right - left for left, _, right, _ in boxes)
    sheet = Image.new("L", (wide + 2 * BORDER, tops[-1] + BORDER), 255)
    for box, top in zip(boxes, tops, strict=False):
        sheet.paste(grey.crop(box), (BORDER, top))
    return sheet, tops[:-1]


def _moved(word: Word, box: tuple[int, int, int, int], top: int, line: tuple[int, int, int]) -> Word:
    """From its place on the sheet to that in the picture."""
    right, down = box[0] - BORDER, box[1] - top
    return replace(
        word,
        left=word.left + right,
        right=word.right + right,
        top=word.top + down,
        bottom=word.bottom + down,
        line=line,
    )


# --- spaces -----------------------------------------------------------------------------------------------------------


def _joined(ink: Ink, words: Sequence[Word]) -> tuple[Word, ...]:
    """Hangul is read syllable by syllable, and Latin letters within its words by themselves: only gaps part them."""
    found: list[Word] = []
    for _, line in groupby(words, key=lambda word: word.line):
        here = list(line)
        dark = ink[int(min(word.top for word in here)) : int(max(word.bottom for word in here))].max(axis=0) > DARK
        tall = median(word.bottom - word.top for word in here)
        found.append(here[0])
        for before, word in pairwise(here):
            inside = is_hangul(before.text[-1]) or is_hangul(word.text[0])
            found.append(replace(word, joined=inside and _gap(dark, before, word, tall) < SPACE * tall))
    return tuple(found)


def _gap(dark: npt.NDArray[np.bool_], before: Word, word: Word, tall: float) -> int:
    """Pixels: the widest one without ink between the last letter of one and the first of the other.

    Looked for in the picture, because the words' edges are wrong.
    """
    last = before.right - min(before.right - before.left, tall) / 2
    first = word.left + min(word.right - word.left, tall) / 2
    columns = dark[int(min(last, first)) : int(max(last, first)) + 1]
    edges = np.flatnonzero(np.concatenate(([True], columns, [True])))
    return int(np.diff(edges).max()) - 1


def _ink(grey: Image.Image) -> Ink:
    """How dark each pixel is; float32, shape (height, width), 0 to 255."""
    return 255.0 - np.asarray(grey, np.float32)
