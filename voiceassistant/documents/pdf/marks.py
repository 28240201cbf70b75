"""Marks at words and lines: of notes, which nobody wants read, and of list items."""

import re
from collections.abc import Sequence

from voiceassistant.documents.pdf.lines import Glyph, Line

SMALL = 0.85  # of the line's size
RAISED = 0.12  # of the line's size, above its foot

SURE_BULLETS = "•▪◦‣●■□▸▶►◆◇★☆✓➢❖"
BULLETS = SURE_BULLETS + "∙·○–—*"
_MARK = re.compile(r"(?:\d{1,3}|[a-z]|[*†‡§¶∗#]{1,4})(?:[,;–-](?:\d{1,3}|[a-z]|[*†‡§¶∗#]{1,4}))*\)?")
_UNITS = frozenset(["m", "cm", "mm", "km", "nm", "µm", "μm", "dm", "in", "ft", "s", "kg", "g"])
_ITEM = re.compile(
    rf"(?P<bullet>[{re.escape(BULLETS)}-]\s+)"
    r"|(?P<number>\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{2,5}|[가나다라마바사아자차카타파하])[.)]\)?\s+|[①-⑳❶-❿]\s*|\[\d{1,3}\]\s+)"
)


def begins_item(text: str) -> bool:
    return _ITEM.match(text) is not None


def begins_with_syllable(text: str) -> bool:
    """True for an item that a Hangul syllable counts: it may be the last of a word, too."""
    return "가" <= text[0] <= "힣" and begins_item(text)


def bullet(text: str) -> int:
    """How many of its first characters are a bullet and space, which is seen and not said."""
    found = _ITEM.match(text)
    return found.end() if found and found["bullet"] else 0


def note_marks(line: Line) -> set[int]:
    """The places in `line.glyphs` of raised note marks; powers, units and ordinals stay."""
    found: set[int] = set()
    for start, end in _raised_runs(line):
        text = "".join(glyph.text for glyph in line.glyphs[start:end]).replace(" ", "")
        before = "".join(glyph.text for glyph in line.glyphs[:start])
        if _MARK.fullmatch(text) and _is_after_words(before, text):
            found.update(range(start, end))
    return found


def begins_with_mark(line: Line) -> bool:
    """True for a line that begins as a footnote does."""
    runs = _raised_runs(line)
    if runs and runs[0][0] == 0:
        return _MARK.fullmatch("".join(glyph.text for glyph in line.glyphs[: runs[0][1]])) is not None
    return line.text[0] in "*†‡§¶∗" or re.match(r"\d{1,2}[.)]?\s+\S", line.text) is not None


def is_only_mark(line: Line, size: float) -> bool:
    """True for a mark that stands by itself on a line, which it does not as printed."""
    return line.size < SMALL * size and _MARK.fullmatch(line.text) is not None


def _raised_runs(line: Line) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    start: int | None = None
    for at, glyph in enumerate((*line.glyphs, None)):
        if glyph is not None and (_is_raised(glyph, line) or (glyph.text == " " and start is not None)):
            start = at if start is None else start
        elif start is not None:
            found.append((start, _without_spaces(line.glyphs, start, at)))
            start = None
    return found


def _without_spaces(glyphs: Sequence[Glyph], start: int, end: int) -> int:
    while end > start and glyphs[end - 1].text == " ":
        end -= 1
    return end


def _is_raised(glyph: Glyph, line: Line) -> bool:
    return glyph.text != " " and glyph.size < SMALL * line.size and line.foot - glyph.foot > RAISED * line.size


def _is_after_words(before: str, mark: str) -> bool:
    word = before.rstrip().rpartition(" ")[2]
    if not word:
        return True
    letters = word.rstrip(".,;:!?)]}\"'”’»")
    if letters != word:
        return True
    if mark[0].isalpha():
        return len(letters) > 1 and not letters[-1].isdigit()
    return len(letters) > 1 and letters[-1].isalpha() and letters not in _UNITS
