"""Which lines of a column are rows of a table, or of a list of contents."""

import itertools
import re
from collections.abc import Sequence

from voiceassistant.documents.document import Box
from voiceassistant.documents.pdf.columns import Column
from voiceassistant.documents.pdf.lines import Line
from voiceassistant.documents.pdf.marks import begins_item

ALIGNED = 4.0  # points
FEWEST_ROWS = 3  # without rules around them
FEWEST_ENTRIES = 3  # of contents
SENTENCE = 5  # words: parts of a row that are longer are explained terms, which are read

_LEADERS = re.compile(r".*?(?:\s?[.·…]){4,}\s*[\dA-Za-z-]{0,6}")
_ENDS_IN_PAGE = re.compile(r".*\S\s+(?:\d{1,4}|[ivxlc]{1,6})")


def contents(column: Column) -> set[Line]:
    """Lines of a table of contents: something, dots or a gap, a page number."""
    entries = {line for line in column.lines if _LEADERS.fullmatch(line.text)}
    gapped = {
        line for line in column.lines if line.gaps and _ENDS_IN_PAGE.fullmatch(line.text) and _at_edge(line, column)
    }
    found = entries | gapped
    if len(found) < FEWEST_ENTRIES or (not entries and 2 * len(found) < len(column.lines)):
        return set()
    return found


def _at_edge(line: Line, column: Column) -> bool:
    return line.right > column.right - 3


def rows(column: Column, rules: Sequence[Box]) -> set[Line]:
    """Lines of tables: fenced by rules, or three and more whose parts stand below each other."""
    fenced = _fenced(column, rules)
    run: list[Line] = []
    found = set(fenced)
    for line in (*column.lines, None):
        if line is not None and _parts(line) and line not in fenced:
            run.append(line)
            continue
        if _is_table(run):
            found.update(run)
        run = []
    return found


def cells(line: Line) -> list[Line]:
    """The parts of a row that stand far apart."""
    parts: list[list[int]] = [[]]
    starts = list(line.gaps)
    for at, glyph in enumerate(line.glyphs):
        if starts and glyph.text != " " and glyph.left >= starts[0] - 0.01:
            starts.pop(0)
            parts.append([])
        parts[-1].append(at)
    found = []
    for part in parts:
        inked = [at for at in part if line.glyphs[at].text != " "]
        if inked:
            found.append(Line(line.glyphs[inked[0] : inked[-1] + 1]))
    return found


def _parts(line: Line) -> tuple[float, ...]:
    """Where its parts begin, but for a list's mark."""
    if not line.gaps:
        return ()
    first = cells(line)[0].text
    return line.gaps[1:] if len(first) <= 8 and begins_item(first + " x") else line.gaps


def _is_table(run: Sequence[Line]) -> bool:
    if len(run) < FEWEST_ROWS:
        return False
    if all(len(line.gaps) == 1 for line in run):
        words = sorted(len(cells(line)[-1].text.split()) for line in run)
        if words[len(words) // 2] >= SENTENCE:
            return False
    aligned = sum(
        any(abs(x - y) < ALIGNED for x in above.gaps for y in below.gaps) for above, below in itertools.pairwise(run)
    )
    return aligned >= 0.5 * (len(run) - 1)


def _fenced(column: Column, rules: Sequence[Box]) -> set[Line]:
    """Lines between the first and the last of rules as long as each other, if most have parts."""
    level = sorted(
        (
            rule
            for rule in rules
            if rule.right - rule.left > 40 and rule.left >= column.left - 30 and rule.left < column.right
        ),
        key=lambda rule: rule.top,
    )
    found: set[Line] = set()
    for at, first in enumerate(level):
        last = first
        for rule in level[at + 1 :]:
            if abs(rule.left - first.left) < 3 and abs(rule.right - first.right) < 3:
                between = [line for line in column.lines if last.top < line.foot < rule.top + 1]
                if between and not (any(map(_parts, between)) and _mostly_parted(between, column)):
                    break
                last = rule
        inside = [line for line in column.lines if first.top < line.foot < last.top + 1]
        if inside and any(_parts(line) for line in inside) and _mostly_parted(inside, column):
            found.update(inside)
    return found


def _mostly_parted(lines: Sequence[Line], column: Column) -> bool:
    """True if rows have parts, or are short as headings in a table are, and none is a line of running text."""
    if sum(not _parts(line) and line.width > 0.85 * column.width and len(line.text) > 50 for line in lines) > 1:
        return False
    parted = sum(bool(_parts(line)) or line.width < 0.5 * column.width for line in lines)
    return parted >= 0.5 * len(lines)
