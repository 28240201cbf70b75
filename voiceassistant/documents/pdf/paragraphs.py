"""Lines of a column become headings, paragraphs, items of lists, captions, code."""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from voiceassistant.documents.document import Kind
from voiceassistant.documents.pdf.columns import Column
from voiceassistant.documents.pdf.lines import HYPHEN, Line
from voiceassistant.documents.pdf.marks import SURE_BULLETS, begins_item, begins_with_syllable
from voiceassistant.documents.pdf.style import Style

APART = 1.25  # of the usual distance: paragraphs
OTHER_SIZE = 0.07
LARGER = 1.12  # of the text's size: a heading
SMALLEST_HEADING = 0.85  # of the text's size: bold ones without serifs look larger than they are
LONGEST_HEADING = 3  # lines
EARLY = 0.2  # of its column: what is left free on purpose
FULL = 0.8  # of its column: how far a line reaches that does not end a paragraph
BODY = frozenset({Kind.PARAGRAPH, Kind.ITEM, Kind.QUOTE})

CAPTION = re.compile(
    r"(?:fig(?:ure|\.)?|tab(?:le|\.)?|listing|algorithm|scheme|plate|chart|box|abb(?:ildung|\.)|tab(?:elle|\.)|tableau|figura|tabla"
    r"|그림|표|사진|도표|예제)\s?(?:[A-Z]?\d+(?:[.-]\d+)*|[IVX]+)\s?(?:[.:|)–—]|$|\s{2,})",
    re.I,
)
_NUMBERED = re.compile(
    r"(?:\d{1,2}(?:\.\d{1,2}){0,4}\.?|[A-Z](?:\.\d{1,2})+\.?|[IVX]{1,5}\.|(?:chapter|appendix|part|section|kapitel)\s+\S+|제\s?\d+\s?[장절부편]\.?)\s+\S",
    re.I,
)
_TERM = re.compile(r"[\w-]+(?: [\w-]+){0,3}")  # a word that is explained below it
_ENDS = re.compile(r"[.!?。！？…:;][\"'”’)\]»」』]*$")
_SENTENCE_ENDS = re.compile(r"[.!?。！？…][\"'”’)\]»」』]*\d{0,3}$")


@dataclass(frozen=True)
class Draft:
    """A block in the making."""

    kind: Kind
    parts: tuple[tuple[int, Line], ...]  # with their pages
    column: Column | None = None
    level: int = 0
    title: str = field(default="", compare=False)

    @property
    def first(self) -> Line:
        return self.parts[0][1]

    @property
    def last(self) -> Line:
        return self.parts[-1][1]

    def text(self) -> str:
        return " ".join(line.text for _, line in self.parts)


def paragraphs(lines: Sequence[Line], column: Column, style: Style, page: int) -> list[Draft]:
    """Args:
    lines: Those of the column that are neither table nor note, from top to bottom.
    column: Where they stand.
    """
    groups: list[list[Line]] = []
    for at, line in enumerate(lines):
        following = lines[at + 1] if at + 1 < len(lines) else None
        if groups and not _parted(groups[-1], line, following, column, style):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [_draft(group, column, style, page) for group in groups]


def _parted(group: Sequence[Line], line: Line, following: Line | None, column: Column, style: Style) -> bool:
    """Whether a new block begins with `line`."""
    above, first = group[-1], group[0]
    gap = line.foot - above.foot
    if not _alike(line, above):
        return True
    usual = max(style.leading * line.size / style.size, 1.1 * line.size)
    if len(group) > 1 and line.size != style.size:  # small print has distances of its own
        usual = max(usual, *(below.foot - over.foot for over, below in itertools.pairwise(group)))
    if gap > APART * usual or gap < 0:
        return True
    if line.fixed != above.fixed and (gap > 1.08 * usual or abs(line.left - above.left) > 0.5 * style.size):
        return True
    if line.fixed and above.fixed:
        return False
    if _heads(first, style) != _heads(line, style):
        return True
    if _heads(line, style) and line.size >= SMALLEST_HEADING * style.size and len(line.text) < 100:
        return _NUMBERED.match(line.text) is not None or _ends_bold_sentence(above)
    listed = begins_item(first.text) and not begins_with_syllable(line.text)  # "다. " may end a sentence, too
    if line.text[0] in SURE_BULLETS:
        return True
    if begins_item(line.text) and (_ENDS.search(above.text) or listed or gap > 1.08 * usual):
        return line.left <= first.left + 3 * style.size or _ENDS.search(above.text) is not None
    return _indented(group, line, following, column, style) or _ended_early(group, line, following, column, style)


def _alike(line: Line, above: Line) -> bool:
    """True if both are of one size, or some of either is, or one is only a few letters that differ a little."""
    apart = abs(line.size - above.size) / max(line.size, above.size)
    if apart <= OTHER_SIZE:
        return True
    few = min(len(line.inked), len(above.inked)) <= 3 and apart < 0.3
    return few or (apart < 0.15 and (_share_of(line, above.size) > 0.3 or _share_of(above, line.size) > 0.3))


def _share_of(line: Line, size: float) -> float:
    """How many of its letters have a size."""
    return sum(abs(glyph.size - size) <= OTHER_SIZE * size for glyph in line.inked) / len(line.inked)


def _heads(line: Line, style: Style) -> bool:
    """True if it looks like a line of a heading."""
    return _all_bold(line) or line.size >= LARGER * style.size


def _ends_bold_sentence(line: Line) -> bool:
    """A text that is bold as a whole has paragraphs, too."""
    return _all_bold(line) and _SENTENCE_ENDS.search(line.text) is not None and not _NUMBERED.match(line.text)


def _indented(group: Sequence[Line], line: Line, following: Line | None, column: Column, style: Style) -> bool:
    """Whether `line` is indented as the first of a paragraph is, or comes back from a hanging item."""
    above, first = group[-1], group[0]
    em = style.size
    if begins_item(first.text) or _hangs(group, em):
        return (
            line.left < _body_left(group) - 0.8 * em
            and line.left < first.left + 0.8 * em
            and _ENDS.search(above.text) is not None
        )
    if line.left < above.left + 0.7 * em or _is_centred(line, above, em):
        return False
    if len(group) > 1:
        return True
    hanging = (
        following is not None
        and abs(following.left - line.left) < 0.3 * em
        and above.right > column.right - 0.15 * column.width
    )
    return not hanging


def _hangs(group: Sequence[Line], em: float) -> bool:
    return (
        len(group) > 1
        and group[1].left > group[0].left + 0.7 * em
        and all(abs(line.left - group[1].left) < 0.5 * em for line in group[1:])
    )


def _body_left(group: Sequence[Line]) -> float:
    return min(line.left for line in group[1:]) if len(group) > 1 else group[0].left


def _is_centred(line: Line, above: Line, em: float) -> bool:
    return (
        abs((line.left + line.right) - (above.left + above.right)) < 0.6 * em and abs(line.left - above.left) > 0.7 * em
    )


def _ended_early(group: Sequence[Line], line: Line, following: Line | None, column: Column, style: Style) -> bool:
    """True if the next word would have fitted: the line was ended on purpose."""
    above = group[-1]
    space = next((at for at, glyph in enumerate(line.glyphs) if glyph.text == " "), len(line.glyphs))
    needed = above.right + line.glyphs[space - 1].right - line.left + 1.2 * style.size
    if _SENTENCE_ENDS.search(above.text):
        return needed < column.right
    if _is_centred(line, above, style.size) or above.text[-1] in ",-" + HYPHEN or not line.text[0].isupper():
        return False
    beside = max(part.right for part in (*group, line, *([following] if following else [])))  # a figure, perhaps
    return needed + EARLY * column.width < beside


def _draft(group: Sequence[Line], column: Column, style: Style, page: int) -> Draft:
    parts = tuple((page, line) for line in group)
    text = group[0].text
    draft = Draft(Kind.PARAGRAPH, parts, column)
    if all(line.fixed for line in group) and (len(group) > 1 or not _TERM.fullmatch(text)):
        return replace(draft, kind=Kind.CODE)
    if CAPTION.match(text):
        return replace(draft, kind=Kind.CAPTION)
    level = _heading_level(group, style)
    if level:
        return replace(draft, kind=Kind.HEADING, level=level)
    return replace(draft, kind=Kind.ITEM) if begins_item(text) else draft


def _heading_level(group: Sequence[Line], style: Style) -> int:
    """1 to 6, or 0 for what is no heading."""
    text = " ".join(line.text for line in group)
    size = max(line.size for line in group)
    if len(group) > LONGEST_HEADING or not any(character.isalpha() for character in text) or len(text) > 200:
        return 0
    larger = size >= LARGER * style.size
    whole = all(_all_bold(line) for line in group) or (group[0].bold and len(group) == 1 and _NUMBERED.match(text))
    numbered = _NUMBERED.match(text)
    if larger and (size >= 1.3 * style.size or not _SENTENCE_ENDS.search(text) or numbered):
        depth = text.split()[0].strip(".").count(".") + 1 if numbered and text[0].isdigit() else 0
        return min(depth or (1 if size >= 1.6 * style.size else 2 if size >= 1.3 * style.size else 3), 6)
    if (
        whole
        and size >= SMALLEST_HEADING * style.size
        and (numbered or not _ENDS.search(text))
        and not begins_item(text.lower() if not numbered else "x")
    ):
        depth = text.split()[0].strip(".").count(".") + 1 if numbered and text[0].isdigit() else 4
        return min(depth, 6)
    return 0


def _all_bold(line: Line) -> bool:
    return sum(glyph.bold for glyph in line.inked) >= 0.9 * len(line.inked)


def goes_on(before: Draft, after: Draft) -> bool:
    """Whether a paragraph goes on behind a figure, in the next column or overleaf."""
    if before.kind not in BODY or after.kind is not Kind.PARAGRAPH or before.column is None or after.column is None:
        return False
    last, first = before.last, after.first
    if not _alike(last, first):
        return False
    text = last.text
    if text.endswith((HYPHEN, "-")) and first.text[0].isalnum():
        return True
    if _ENDS.search(text) and not text.endswith(";"):
        return False
    if first.text[0].islower():
        return True
    full = last.right >= before.column.left + FULL * before.column.width
    indented = first.left > after.column.left + 0.7 * first.size and len(after.parts) > 1
    return full and not indented


def connected(drafts: Sequence[Draft]) -> list[Draft]:
    """Paragraphs that go on behind something else or in the next column, whole where they begin."""
    found: list[Draft] = []
    for draft in drafts:
        at = next((at for at in range(len(found) - 1, -1, -1) if found[at].kind in BODY | {Kind.HEADING}), None)
        if at is not None and _may_go_on(found, at, draft) and goes_on(found[at], draft):
            found[at] = replace(found[at], parts=found[at].parts + draft.parts, column=draft.column)
        else:
            found.append(draft)
    return found


def _may_go_on(found: Sequence[Draft], at: int, draft: Draft) -> bool:
    """Within a column, what is parted by its look alone stays parted."""
    return at < len(found) - 1 or found[at].column is not draft.column
