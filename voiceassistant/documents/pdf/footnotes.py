"""Footnotes: small lines at the foot of a column, below a rule or begun by a mark."""

from collections.abc import Sequence

from voiceassistant.documents.document import Box
from voiceassistant.documents.pdf.columns import Column
from voiceassistant.documents.pdf.lines import Line
from voiceassistant.documents.pdf.marks import begins_with_mark, is_only_mark
from voiceassistant.documents.pdf.quoted import REFERENCES
from voiceassistant.documents.pdf.style import Style

SMALLER = 0.93  # of the text's size


def footnotes(column: Column, rules: Sequence[Box], style: Style, recognised: bool = False) -> list[Line]:
    """The lines of a column that are notes, from top to bottom.

    Args:
        column: All of it.
        rules: Of its page.
        style: What is usual there.
        recognised: From a picture, in which neither rules nor marks are seen well: small lines will do.
    """
    small: list[Line] = []
    for line in reversed(column.lines):
        if line.size >= SMALLER * style.size:
            break
        small.insert(0, line)
    if not small:
        return []
    if recognised:
        return small if 2 * len(small) < len(column.lines) else []
    fence = _fence(small, rules, column, style)
    if fence is not None:
        return [line for line in small if line.foot > fence]
    if any(REFERENCES.fullmatch(line.text.strip()) for line in column.lines):
        return []  # small print is what is quoted
    first = next(
        (at for at, line in enumerate(small) if begins_with_mark(line) or is_only_mark(line, style.size)), None
    )
    return small[first:] if first is not None and len(small) < len(column.lines) else []


def _fence(small: Sequence[Line], rules: Sequence[Box], column: Column, style: Style) -> float | None:
    """The height of a short rule at the column's left, right above small lines."""
    for rule in sorted(rules, key=lambda rule: rule.top):
        width = rule.right - rule.left
        below = [line for line in small if line.foot > rule.top]
        if (
            below
            and abs(rule.left - column.left) < 1.5 * style.size
            and 30 < width < 0.7 * max(column.width, 150)
            and below[0].foot - rule.top < 2.2 * style.leading
            and all(line.foot < rule.top + 1 for line in column.lines if line not in below)
        ):
            return rule.top
    return None
