"""Plain text: sections of some 32 KB, cut between paragraphs and read when they are asked for.

file ─ decoded once to count its characters ─ places to cut at
section ─ lines ─ paragraphs by empty lines, joined only if the whole text is wrapped by hand ─ blocks with runs
"""

import mmap
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from voiceassistant.documents.blocks import Text, has_words, nothing_in
from voiceassistant.documents.document import Block, Chapter, Kind
from voiceassistant.errors import DocumentError, DocumentTooLarge

SECTION_BYTES = 32_768
MOST_SECTION_BYTES = 49_152  # a paragraph may end so late
MOST_BYTES = 200_000_000
MOST_TRANSCODED = 50_000_000  # of another encoding than UTF-8, which is decoded as a whole

LONGEST_WORD = 60

_SAMPLE = 65_536
_PARAGRAPH_END = re.compile(rb"\n[ \t\r\f\v]*\n")
_SENTENCE_END = re.compile(rb"[.!?]['\")\]]*\s|\xe3\x80\x82")
_UNDERLINE = re.compile(r"\s*(?P<mark>[=\-~^*_#])(?P=mark){2,}\s*")
_ITEM = re.compile(r"(?:[-*+•◦‣·▪–—o]|\(?\d{1,3}[.)]|\(?[a-z][.)])[ \t]+(?=\S)")
_CHAPTER = re.compile(
    r"(?:chapter|part|book|section|appendix|act|scene|kapitel|chapitre)\s+(?:\d+|[ivxlc]+|one|two|three|four|five|six"
    r"|seven|eight|nine|ten)\b.{0,60}|제\s?\d+\s?[장절부편].{0,40}",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"(?P<number>(?:\d{1,2}\.)+\d{0,2}|[IVXLC]{1,6}\.)\s+(?P<title>\S.{0,58})")
_NO_HEADING_END = re.compile(r"[.,;:!?…。]['\"”’)]*$")


class Line(NamedTuple):
    text: str  # without its end
    origin: int  # of its first character


class PlainText:
    """UTF-8 bytes, or a file of them, as a document."""

    pages = False
    language = ""

    def __init__(self, content: bytes | mmap.mmap, title: str, start: int = 0, name: str = "") -> None:
        """Raises NothingToRead, or DocumentError if it is no UTF-8."""
        self.title = title
        self._content = content
        self._parts = list(_parts(content, start, name or title))
        if not self._parts:
            raise nothing_in(name or title)
        self._wrapped_at = _wrapped_at(self._sample())

    @property
    def sections(self) -> int:
        return len(self._parts)

    def section(self, number: int) -> Sequence[Block]:
        part = self._parts[number]
        text = _decoded(self._content, part)
        return list(blocks_of(text, part.origin, self._wrapped_at))

    def outline(self) -> Sequence[Chapter]:
        return ()

    def close(self) -> None:
        if isinstance(self._content, mmap.mmap):
            self._content.close()

    def _sample(self) -> str:
        """From the start and from the middle: a title page is no measure for the lines."""
        chosen = {0, len(self._parts) // 2}
        return "\n\n".join(_decoded(self._content, self._parts[number]) for number in sorted(chosen))


def open_plain_text(path: Path) -> PlainText:
    """Raises DocumentError: it is empty, no text, or too large."""
    size = path.stat().st_size
    if size > MOST_BYTES:
        raise DocumentTooLarge(f"{path.name} is larger than a text is")
    if not size:
        raise nothing_in(path.name)
    with path.open("rb") as file:
        content = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    try:
        if content[:3] == b"\xef\xbb\xbf":
            return PlainText(content, path.stem, 3, path.name)
        if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
            return PlainText(_transcoded(content, "utf-16", path.name), path.stem, name=path.name)
        try:
            return PlainText(content, path.stem, name=path.name)
        except UnicodeDecodeError:
            return PlainText(_transcoded(content, guessed(content[:_SAMPLE]), path.name), path.stem, name=path.name)
    except BaseException:
        content.close()
        raise


def decoded_text(content: bytes, name: str) -> str:
    """A whole file as text, without its mark. Raises DocumentError."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = content.decode("utf-16", "replace")
    else:
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = content.decode(guessed(content[:_SAMPLE]), "replace")
    if "\0" in text:
        raise DocumentError(f"{name} is no text")
    return text


def _transcoded(content: mmap.mmap, encoding: str, name: str) -> bytes:
    if len(content) > MOST_TRANSCODED:
        raise DocumentTooLarge(f"{name} is larger than a text in its encoding may be")
    with content:
        return content[:].decode(encoding, "replace").encode("utf-8", "replace")


def guessed(sample: bytes) -> str:
    """ "cp949" if the bytes above ASCII come in the pairs of Korean syllables, else "cp1252"."""
    pairs = sum(len(pair) for pair in re.findall(rb"(?:[\xb0-\xc8\xa1-\xa4][\xa1-\xfe])+", sample))
    high = sum(1 for byte in sample if byte >= 0x80)
    return "cp949" if high and pairs / high > 0.8 else "cp1252"


@dataclass(frozen=True, slots=True)
class _Part:
    start: int  # bytes
    end: int
    origin: int  # characters of the file before it


def _parts(content: bytes | mmap.mmap, start: int, name: str) -> Iterator[_Part]:
    origin = 0
    while start < len(content):
        end = _cut(content, start)
        part = _Part(start, end, origin)
        text = _decoded(content, part)
        if "\0" in text:
            raise DocumentError(f"{name} is no text")
        if has_words(text):
            yield part
        origin += len(text)
        start = end


def _decoded(content: bytes | mmap.mmap, part: _Part) -> str:
    return content[part.start : part.end].decode("utf-8")


def _cut(content: bytes | mmap.mmap, start: int) -> int:
    """Where a section ends: after a paragraph, else a line, else a sentence, else anywhere between characters."""
    if start + SECTION_BYTES >= len(content):
        return len(content)
    end = min(start + MOST_SECTION_BYTES, len(content))
    late = content[start + SECTION_BYTES : end]
    if found := _PARAGRAPH_END.search(late):
        return start + SECTION_BYTES + found.end()
    if end == len(content):
        return end
    if (line := late.find(b"\n")) >= 0:
        return start + SECTION_BYTES + line + 1
    if found := _SENTENCE_END.search(late):
        return start + SECTION_BYTES + found.end()
    if (space := late.rfind(b" ")) >= 0:
        return start + SECTION_BYTES + space + 1
    while end > start and content[end] & 0xC0 == 0x80:  # within a character
        end -= 1
    return end


def _wrapped_at(text: str) -> int:
    """The columns of a text that is wrapped by hand, 0 if it is none: most lines that go on in the next one end
    between 60 and 80 columns.
    """
    lines = [_columns(line.rstrip()) for line in text.split("\n")]
    going_on = sorted(width for width, after in pairwise(lines) if width and after)
    if len(going_on) < 2 or sum(60 <= width <= 80 for width in going_on) / len(going_on) <= 0.5:
        return 0
    return min(80, going_on[len(going_on) * 9 // 10])


def _columns(line: str) -> int:
    if line.isascii():
        return len(line)
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in line)


def blocks_of(text: str, origin: int, wrapped_at: int) -> Iterator[Block]:
    """The blocks of a section's text, which begins `origin` characters into the file."""
    for paragraph in _paragraphs(text, origin):
        yield from (_joined(paragraph, text, wrapped_at) if wrapped_at else _apart(paragraph))


def _paragraphs(text: str, origin: int) -> Iterator[list[Line]]:
    paragraph: list[Line] = []
    for line in re.split(r"(?<=\n)|(?<=\r)(?!\n)|(?<=\f)", text):
        bare = line.rstrip("\r\n\f")
        if bare.strip() and not (_UNDERLINE.fullmatch(bare) and not _underlines(bare, paragraph)):
            paragraph.append(Line(bare, origin))
        elif paragraph:
            yield paragraph
            paragraph = []
        origin += len(line)
    if paragraph:
        yield paragraph


def _underlines(rule: str, lines: Sequence[Line]) -> bool:
    """A rule right below a line of its length makes a heading of it; any other only divides."""
    return bool(lines) and abs(_columns(rule.strip()) - _columns(lines[-1].text.strip())) <= 4


def _apart(lines: Sequence[Line]) -> Iterator[Block]:
    """Each line is a paragraph."""
    alone = len(lines) == 1
    for number, line in enumerate(lines):
        if number and _UNDERLINE.fullmatch(line.text):
            continue
        under = lines[number + 1].text if number + 1 < len(lines) else ""
        if level := _level(line.text, under, alone):
            yield from _block(Kind.HEADING, [line], level=level)
        elif marker := _ITEM.match(line.text.lstrip()):
            yield from _block(Kind.ITEM, [_after(line, marker)])
        else:
            yield from _block(Kind.PARAGRAPH, [line])


def _joined(lines: Sequence[Line], around: str, wrapped_at: int) -> Iterator[Block]:
    """The lines of a paragraph in a text that is wrapped by hand."""
    under = lines[1].text if len(lines) > 1 else ""
    if len(lines) <= 2 and (level := _level(lines[0].text, under, alone=len(lines) == 1)):
        yield from _block(Kind.HEADING, lines[:1], level=level)
        lines = lines[1:]
        if not lines or _UNDERLINE.fullmatch(lines[0].text):
            return
    kind = Kind.PARAGRAPH
    pending: list[Line] = []
    for number, line in enumerate(lines):
        marker = _ITEM.match(line.text.lstrip())
        starts = marker is not None and (number == 0 or len(lines) == 1 or _starts_item(lines, number))
        if pending and (starts or _was_meant(lines[number - 1].text, line.text, wrapped_at)):
            yield from _block(kind, pending, around)
            kind, pending = Kind.PARAGRAPH, []
        if starts and marker is not None:
            kind = Kind.ITEM
        pending.append(_after(line, marker) if starts and marker is not None else line)
    yield from _block(kind, pending, around)


def _starts_item(lines: Sequence[Line], number: int) -> bool:
    """A number at the start of a line may be of a sentence ("in\\n12. May"): the paragraph has to be a list."""
    return _ITEM.match(lines[0].text.lstrip()) is not None or lines[number - 1].text.rstrip().endswith(":")


def _was_meant(before: str, line: str, wrapped_at: int) -> bool:
    """True if a line ends early, in an address or a list: the next word would have stood there, too.

    In a poem, where that is so, the sentence goes on if the line ends in a comma or the next begins small.
    """
    word = line.split(maxsplit=1)[0]
    fits = _columns(before.rstrip()) + 1 + _columns(word) <= wrapped_at - 4
    return fits and before.rstrip()[-1:] not in ",;—–-" and not line.lstrip()[:1].islower()


def _after(line: Line, marker: re.Match[str]) -> Line:
    indent = len(line.text) - len(line.text.lstrip())
    return Line(line.text[indent + marker.end() :], line.origin + indent + marker.end())


def _level(line: str, under: str, alone: bool) -> int:
    """A heading's level, 0 for what is probably none."""
    text = line.strip()
    if not text or len(text) > 70 or not any(map(str.isalpha, text)):
        return 0
    if (mark := _UNDERLINE.fullmatch(under)) and abs(len(under.strip()) - _columns(text)) <= 4:
        return 1 if mark["mark"] in "=#*" else 2
    if not alone:
        return 0
    if _CHAPTER.fullmatch(text):
        return 1
    if _NO_HEADING_END.search(text):
        return 0
    if found := _NUMBERED.fullmatch(text):
        title = found["title"]
        return min(6, 1 + found["number"].strip(".").count(".")) if title[0].isupper() or not title[0].isascii() else 0
    letters = [letter for letter in text if letter.isalpha()]
    return 2 if len(letters) >= 4 and all(map(str.isupper, letters)) else 0


def _block(kind: Kind, lines: Sequence[Line], around: str = "", level: int = 0) -> Iterator[Block]:
    """One block of some lines."""
    joined = Text()
    for number, line in enumerate(lines):
        if number and not _divides(lines[number - 1].text, line.text):
            joined.space()
        elif number and _is_one_word(lines[number - 1].text, line.text, around):
            joined.drop_last()
        joined.add(line.text.rstrip(), line.origin)
    return joined.blocks(kind, level)


def _divides(before: str, line: str) -> bool:
    """True if the first line ends within a word, at a hyphen."""
    before = before.rstrip()
    return before.endswith("-") and before[-2:-1].isalpha() and line.lstrip()[:1].isalpha()


def _is_one_word(before: str, line: str, around: str) -> bool:
    """True if the text has the word without a hyphen elsewhere: "docu-\\nment" is one, "well-\\nknown" is not."""
    head, tail = re.search(r"\w+(?=-\s*$)", before[-LONGEST_WORD:]), re.match(r"\s*(\w+)", line[:LONGEST_WORD])
    if head is None or tail is None:
        return False
    return re.search(rf"\b{re.escape(head[0] + tail[1])}\b", around, re.IGNORECASE) is not None
