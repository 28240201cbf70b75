"""The chapters of a document that became sound, and how ffmpeg is told of them."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from voiceassistant.documents.document import Chapter, Place
from voiceassistant.text.subtitles import clock

SHORTEST_SECONDS = 60.0  # on average: where a finer division gives shorter ones, a coarser one is taken
MOST = 255  # in an MP3 their number is one byte


class Heading(NamedTuple):
    """Where a part of the document begins to be heard."""

    title: str
    level: int  # from 1
    seconds: float


class SoundChapter(NamedTuple):
    title: str
    start: float  # seconds
    end: float


def headings_of(outline: Sequence[Chapter], sentences: Iterable[tuple[Place, float]]) -> list[Heading]:
    """What the document's own outline names, each with the first sentence that is heard of it.

    Args:
        outline: In any order.
        sentences: Where each one stands and when it begins, in reading order.
    """
    chapters = sorted(outline, key=lambda chapter: chapter.place)
    found: list[Heading] = []
    number, first = 0, True
    for place, seconds in sentences:
        begun = number
        while number < len(chapters) and chapters[number].place[:2] <= place[:2]:
            number += 1
        here = chapters[begun:number]
        if first:  # what comes before the first sentence is not heard, but for the one that goes on
            here = [chapter for chapter in here if chapter.place[:2] == place[:2]] or here[-1:]
            first = False
        found += [Heading(chapter.title, chapter.level, seconds) for chapter in here]
    return found


def chapters(headings: Sequence[Heading], seconds: float, title: str) -> list[SoundChapter]:
    """As finely divided as makes chapters of a listener's size; none where there are no headings.

    Args:
        headings: In the order in which they are heard.
        seconds: How long all of it is.
        title: The document's, for what comes before the first heading.
    """
    begins: list[tuple[float, str]] = []
    for heading in _of_one_size(headings, seconds):
        name = " ".join(heading.title.split()) or title
        if begins and heading.seconds <= begins[-1][0]:  # a part and its first chapter
            _, before = begins.pop()
            name = name if name == before else f"{before}: {name}"
        begins.append((heading.seconds, name))
    if begins and begins[0][0] > 0:
        begins.insert(0, (0.0, title))
    edges = [*(start for start, _ in begins), seconds]
    return [SoundChapter(name, start, end) for (start, name), end in zip(begins, edges[1:], strict=True)]


def _of_one_size(headings: Sequence[Heading], seconds: float) -> list[Heading]:
    """Those down to one level: at least two if there are, then as many as are not too short or too many."""
    chosen: list[Heading] = []
    for level in sorted({heading.level for heading in headings}):
        finer = [heading for heading in headings if heading.level <= level]
        fine_enough = len(chosen) >= 2
        if fine_enough and (len(finer) >= MOST or seconds / len(finer) < SHORTEST_SECONDS):
            break
        chosen = finer
    return chosen[: MOST - 1]


def chapter_tags(parts: Sequence[SoundChapter]) -> dict[str, str]:
    """Chapters as Ogg and FLAC files have them, among their tags.

    ffmpeg 5 would write them itself, with seconds rounded up where they end in .5 or more.
    """
    tags = {}
    for number, part in enumerate(parts):
        tags[f"CHAPTER{number:03d}"] = clock(part.start, ".")
        tags[f"CHAPTER{number:03d}NAME"] = part.title
    return tags


def ffmetadata(tags: Mapping[str, str], parts: Sequence[SoundChapter] = ()) -> str:
    """A file of tags and chapters as ffmpeg reads it; empty tags are left out."""
    lines = [";FFMETADATA1", *(f"{name}={_escaped(value)}" for name, value in tags.items() if value)]
    for part in parts:
        times = (f"START={round(part.start * 1000)}", f"END={round(part.end * 1000)}")
        lines += ["[CHAPTER]", "TIMEBASE=1/1000", *times, f"title={_escaped(part.title)}"]
    return "\n".join(lines) + "\n"


def _escaped(text: str) -> str:
    return re.sub(r"([=;#\\\n])", r"\\\1", text.replace("\r\n", "\n").replace("\0", ""))
