"""The chapter that somebody means: by its number, or by what it is called. Pure."""

import re
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher

from voiceassistant.documents.document import Chapter, Place
from voiceassistant.reading.said_numbers import ENGLISH, english_number

LEAST_SHARE = 0.6  # of the words that were said have to be in the title
ALIKE = 0.8  # a word that was misheard
LEAST_LETTERS = 4  # that two words have to begin alike with: "install" and "installation"

_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_NUMBERED = (
    re.compile(rf"(?:chapter|section|part|kapitel)\s+(?P<number>\d+|[ivxlc]+\b|{ENGLISH}\b)"),
    re.compile(r"제?\s*(?P<number>\d+)\s*(?:장|부|절)"),
    re.compile(r"(?P<number>\d{1,3})(?:\.(?!\d)|\)|:|\s|$)"),
    re.compile(r"(?P<number>[ivxlc]+)[.:)]"),
)
_EMPTY = frozenset(
    re.findall(r"\w+", "the a an of and or to in on for with about my your its it how what is are by from chapter")
)
_WORD = re.compile(r"[^\W_]+")


def chapter_number(title: str) -> int | None:
    """The number that a title gives itself: "Chapter IV", "3. Storms", "제2장"."""
    low = title.strip().lower()
    for pattern in _NUMBERED:
        if match := pattern.match(low):
            words = match["number"]
            return _roman(words) if set(words) <= set(_ROMAN) else english_number(words)
    return None


def main_level(chapters: Sequence[Chapter]) -> int:
    """The level whose entries are called chapters: the uppermost that has more than one; 0: there are none."""
    counts = Counter(chapter.level for chapter in chapters)
    return next((level for level in sorted(counts) if counts[level] > 1), min(counts, default=0))


def main_chapters(chapters: Sequence[Chapter]) -> list[Chapter]:
    """Those that are counted: which have a number, or else those of the main level."""
    level = main_level(chapters)
    numbered = [one for one in chapters if one.level <= level and chapter_number(one.title) is not None]
    return numbered or [one for one in chapters if one.level == level]


def chapter_numbered(chapters: Sequence[Chapter], number: int) -> Chapter | None:
    """The chapter of that number, from 1; -1: the last one."""
    main = main_chapters(chapters)
    if not main:
        return None
    if number == -1:
        return [one for one in chapters if one.level == main_level(chapters)][-1]
    named = [one for one in main if chapter_number(one.title) == number]
    if named or any(chapter_number(one.title) is not None for one in main):
        return named[0] if named else None
    return main[number - 1] if 1 <= number <= len(main) else None


def chapter_titled(chapters: Sequence[Chapter], words: str) -> Chapter | None:
    """The chapter whose title these words mean best; None: no title has most of them."""
    said = _telling(words)
    best = max(chapters, key=lambda chapter: _likeness(said, chapter), default=None)
    return best if best is not None and _share(said, best.title) >= LEAST_SHARE else None


def end_of_chapter(chapters: Sequence[Chapter], place: Place) -> Place | None:
    """Where the chapter ends that a place is in: the beginning of the next; None: with the document."""
    level = main_level(chapters)
    return min((one.place for one in chapters if one.level <= level and one.place > place), default=None)


def chapter_of(chapters: Sequence[Chapter], place: Place) -> Chapter | None:
    """The last one that begins at or before a place."""
    return max((one for one in chapters if one.place <= place), key=lambda one: one.place, default=None)


def _likeness(said: Sequence[str], chapter: Chapter) -> tuple[float, int, int]:
    """The more of the words the better, then the fewer others, then the more important."""
    return _share(said, chapter.title), -len(_telling(chapter.title)), -chapter.level


def _share(said: Sequence[str], title: str) -> float:
    if not said:
        return 0.0
    there, whole = _telling(title), "".join(_telling(title))
    return sum(any(_alike(word, one) for one in there) or _within(word, whole) for word in said) / len(said)


def _alike(one: str, other: str) -> bool:
    if one == other or (
        min(len(one), len(other)) >= LEAST_LETTERS and (one.startswith(other) or other.startswith(one))
    ):
        return True
    common = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    if common > LEAST_LETTERS and common >= min(len(one), len(other)) - 3:  # "installing", "installation"
        return True
    return len(one) >= LEAST_LETTERS and SequenceMatcher(None, one, other).ratio() >= ALIKE


def _within(word: str, title: str) -> bool:
    """Korean, where nobody agrees on spaces, and words have endings."""
    return not word.isascii() and len(word) > 1 and word in title


def _telling(words: str) -> list[str]:
    """The words that tell something; all of them, if none does."""
    every = _WORD.findall(words.lower())
    return [word for word in every if word not in _EMPTY] or every


def _roman(numeral: str) -> int:
    values = [_ROMAN[sign] for sign in numeral]
    return sum(
        -value if any(after > value for after in values[at + 1 : at + 2]) else value for at, value in enumerate(values)
    )
