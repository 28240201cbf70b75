"""Lines become the text of a block: hyphens, words broken over lines, note marks."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence

from voiceassistant.documents.document import Block, Kind, Run
from voiceassistant.documents.pdf.korean import is_hangul, is_one_word
from voiceassistant.documents.pdf.lines import HYPHEN, Glyph, Line
from voiceassistant.documents.pdf.marks import bullet, note_marks

Words = Counter[str]

_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_URL = re.compile(r"(?:https?://|www\.)\S*$")


def words_of(text: str) -> Words:
    """How often a page's words occur; those broken at a line's end do not count."""
    found: Words = Counter()
    for line in text.split("\n"):
        words = list(_WORD.finditer(line))
        hangul_ends = words and is_hangul(line[-1])
        for at, match in enumerate(words):
            broken = match.end() < len(line) and line[match.end()] == HYPHEN
            if not broken and not (hangul_ends and at in (0, len(words) - 1)):
                found[match.group().casefold()] += 1
    return found


def block(kind: Kind, parts: Sequence[tuple[int, Line]], words: Words, level: int = 0) -> Block | None:
    """Joins lines, each with its page's number, to a block; None if nothing is left of them."""
    writer = _Writer()
    for at, (page, line) in enumerate(parts):
        glyphs = _kept(line, first=at == 0 and kind is Kind.ITEM)
        if not glyphs:
            continue
        if kind is Kind.CODE:
            writer.between("\n" if writer.text else "")
        else:
            _join(writer, glyphs, words)
        writer.add(glyphs, page)
    text, runs = writer.finished()
    return Block(kind, text, level, runs) if text else None


def row(parts: Sequence[Line], page: int) -> Block | None:
    """A table's row: its cells with commas between them."""
    writer = _Writer()
    for part in parts:
        if writer.text:
            writer.between(" " if writer.text[-1] in ",;:" else ", ")
        writer.add(_kept(part, first=False), page)
    text, runs = writer.finished()
    return Block(Kind.TABLE, text, 0, runs) if text else None


def _kept(line: Line, first: bool) -> list[Glyph]:
    """Without note marks, and without the bullet of a list's item."""
    dropped = note_marks(line)
    glyphs: list[Glyph] = []
    for at, glyph in enumerate(line.glyphs):
        if at in dropped:
            continue
        if at - 1 in dropped and glyph.text in ".,;:!?" and glyphs and glyphs[-1].text == " ":
            glyphs.pop()  # the space before the mark
        glyphs.append(glyph)
    if first:
        seen = bullet("".join(glyph.text for glyph in glyphs))
        while seen > 0 and glyphs:
            seen -= len(glyphs.pop(0).text)
    while glyphs and glyphs[0].text == " ":
        glyphs.pop(0)
    while glyphs and glyphs[-1].text == " ":
        glyphs.pop()
    return glyphs


def _join(writer: "_Writer", glyphs: Sequence[Glyph], words: Words) -> None:
    """Puts between the last line and the next what belongs there."""
    if not writer.text:
        return
    before, after = writer.text, "".join(glyph.text for glyph in glyphs)
    if before.endswith(HYPHEN) or (before.endswith("-") and _is_broken_word(before, after)):
        writer.take_back()
        if keeps_hyphen(writer.text, after, words):
            writer.between("-")
    elif is_hangul(before[-1]) and is_hangul(after[0]):
        if not is_one_word(before, after, words):
            writer.between(" ")
    elif not (_is_han(before[-1]) and _is_han(after[0])) and not _goes_on(before, after):
        writer.between(" ")


def _is_broken_word(before: str, after: str) -> bool:
    return len(before) > 1 and before[-2].isalpha() and after[0].islower()


def _goes_on(before: str, after: str) -> bool:
    """True within an address, and behind a dash or slash that stands between letters."""
    if before.endswith(("http:", "https:")) and after.startswith("//"):
        return True
    if _URL.search(before) and before[-1] in "/-_.=?&%" and after[0] not in "([":
        return True
    return (
        before[-1] in "-/–—" and len(before) > 1 and before[-2].isalnum() and after[0].isalnum() and before[-1] != "–"
    )


def keeps_hyphen(before: str, after: str, words: Words) -> bool:
    """Whether a hyphen at a line's end belongs to the word.

    Args:
        before: The text up to it.
        after: The text of the next line.
        words: What occurs near by.
    """
    left, right = _last_word(before), _first_word(after)
    if not left or not right:
        return bool(left)
    whole, hyphenated = f"{left}{right}", f"{left}-{right}"
    if words[hyphenated] != words[whole]:
        return words[hyphenated] > words[whole]
    original = _WORD.match(after)
    if "-" in left or "-" in right or left[-1].isdigit() or right[0].isdigit():
        return True
    return original is not None and original.group()[0].isupper() and not before[-2:].isupper()


def _last_word(text: str) -> str:
    found = re.search(r"[^\W_]+(?:-[^\W_]+)*$", text)
    return found.group().casefold() if found else ""


def _first_word(text: str) -> str:
    found = re.match(r"[^\W_]+(?:-[^\W_]+)*", text)
    return found.group().casefold() if found else ""


def _is_han(character: str) -> bool:
    """Chinese and Japanese are written without spaces."""
    return unicodedata.east_asian_width(character) in "WF" and not is_hangul(character)


class _Writer:
    """A text that grows, and where each of its characters stands."""

    def __init__(self) -> None:
        self.text = ""
        self._origins: list[tuple[int, int]] = []  # page and number of each character; -1 is ours

    def between(self, text: str) -> None:
        self.text += text
        self._origins += [(-1, -1)] * len(text)

    def take_back(self) -> None:
        self.text = self.text[:-1]
        self._origins.pop()

    def add(self, glyphs: Iterable[Glyph], page: int) -> None:
        for glyph in glyphs:
            if glyph.text != " " or self.text[-1:] not in ("", " "):
                self.text += glyph.text
                self._origins += [(page, glyph.origin)] * len(glyph.text)

    def finished(self) -> tuple[str, tuple[Run, ...]]:
        """The text, and its stretches that stand in one piece on a page."""
        while self.text.endswith((HYPHEN, " ")):
            self.take_back()
        self.text = self.text.replace(HYPHEN, "-")
        runs: list[Run] = []
        for at, (page, index) in enumerate(self._origins):
            if index < 0:
                continue
            last = runs[-1] if runs else None
            if last and last.page == page and last.start + last.length == at and last.origin + last.length == index:
                runs[-1] = last._replace(length=last.length + 1)
            else:
                runs.append(Run(at, 1, index, page))
        return self.text, tuple(runs)


def merged(all_words: Iterable[Words]) -> Words:
    found: Words = Counter()
    for words in all_words:
        found.update(words)
    return found
