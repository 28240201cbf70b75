"""A page taken apart: what is read, in its order, and what stands beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from voiceassistant.documents.document import Box, Kind
from voiceassistant.documents.pdf.columns import Column, columns
from voiceassistant.documents.pdf.figures import beside_figures, in_figures, regions
from voiceassistant.documents.pdf.footnotes import footnotes
from voiceassistant.documents.pdf.formulas import is_formula
from voiceassistant.documents.pdf.furniture import furniture
from voiceassistant.documents.pdf.lines import Line, RawPage, joined
from voiceassistant.documents.pdf.marks import begins_with_mark, is_only_mark
from voiceassistant.documents.pdf.paragraphs import BODY, Draft, connected, paragraphs
from voiceassistant.documents.pdf.style import Style, style
from voiceassistant.documents.pdf.tables import contents, rows

FLOW = BODY | {Kind.HEADING, Kind.CODE}  # what a paragraph cannot go on behind


@dataclass(frozen=True)
class Layout:
    """A page's blocks in the making: paragraphs that go on overleaf are in pieces still."""

    above: tuple[Draft, ...]  # running headers
    drafts: tuple[Draft, ...]
    below: tuple[Draft, ...]  # footnotes, running footers

    @property
    def flow(self) -> list[Draft]:
        return [draft for draft in self.drafts if draft.kind in FLOW]


def layout(
    page: RawPage, neighbours: Sequence[RawPage], titles: Mapping[str, int], gutters: Sequence[float] = ()
) -> Layout:
    """Args:
    page: The page.
    neighbours: Some before and after it, to know what repeats.
    gutters: Where those have gaps between columns.
    titles: Of chapters that begin on it, as `plain` writes them, with their levels.
    """
    usual = style([page] if page.recognised else [page, *neighbours])
    repeated = furniture(page, neighbours, usual)
    pieces = _without(page.pieces, repeated)
    drawings = [] if page.recognised else regions(page)
    drawn = in_figures(pieces, drawings)
    stray = {piece for piece in pieces if is_only_mark(piece, usual.size) and not _touches(piece, pieces)}
    text = [piece for piece in pieces if piece not in drawn and piece not in stray]
    drafts: list[Draft] = []
    notes: list[Draft] = []
    for column in columns(text, page.rules, gutters):
        in_column, in_notes = _column(column, page, usual, drawings)
        drafts += in_column
        notes += in_notes
    drafts = [_titled(draft, titles) for draft in drafts]
    drafts += [Draft(Kind.FIGURE, ((page.number, line),)) for line in joined([p for p in pieces if p in drawn])]
    edges = [Draft(Kind.FURNITURE, ((page.number, line),)) for line in repeated]
    above = tuple(edge for edge in edges if edge.first.foot < page.height / 2)
    below = tuple(edge for edge in edges if edge.first.foot >= page.height / 2)
    return Layout(above, tuple(connected(drafts)), (*notes, *below))


def plain(text: str) -> str:
    """A heading's text as it is compared: letters and digits only."""
    return "".join(character for character in text.casefold() if character.isalnum())


def _without(pieces: Sequence[Line], lines: Sequence[Line]) -> list[Line]:
    taken = {glyph.origin for line in lines for glyph in line.inked}
    return [piece for piece in pieces if piece.inked[0].origin not in taken]


def _touches(piece: Line, pieces: Sequence[Line]) -> bool:
    """True if it stands right at a word."""
    return any(
        other is not piece
        and abs(other.foot - piece.foot) < 0.8 * other.size
        and min(abs(other.right - piece.left), abs(piece.right - other.left)) < 0.5 * other.size
        for other in pieces
    )


def _column(column: Column, page: RawPage, usual: Style, drawings: Sequence[Box]) -> tuple[list[Draft], list[Draft]]:
    notes = footnotes(column, page.rules, usual, page.recognised)
    rest = Column(tuple(line for line in column.lines if line not in notes)) if notes else column
    if not rest.lines:
        return [], _notes(notes, page.number)
    listed = contents(rest)
    drawn = beside_figures(rest, drawings, usual)
    tabled = rows(rest, page.rules) - listed - drawn
    found: list[Draft] = []
    running: list[Line] = []

    def end_running() -> None:
        found.extend(paragraphs(running, rest, usual, page.number))
        running.clear()

    for line in rest.lines:
        kind = Kind.NAVIGATION if line in listed else Kind.TABLE if line in tabled else None
        if kind is None and (line in drawn or is_formula(line, rest)):
            kind = Kind.FIGURE  # nobody can listen to its letters
        if kind is None:
            running.append(line)
            continue
        end_running()
        found.append(Draft(kind, ((page.number, line),)))
    end_running()
    return found, _notes(notes, page.number)


def _notes(lines: Sequence[Line], page: int) -> list[Draft]:
    found: list[Draft] = []
    for line in lines:
        if found and not begins_with_mark(line):
            found[-1] = replace(found[-1], parts=(*found[-1].parts, (page, line)))
        else:
            found.append(Draft(Kind.FOOTNOTE, ((page, line),)))
    return found


def _titled(draft: Draft, titles: Mapping[str, int]) -> Draft:
    """A heading, if the document's outline says so."""
    if draft.kind not in BODY | {Kind.HEADING} or len(draft.parts) > 4 or not titles:
        return draft
    text = plain(draft.text())
    bare = text.lstrip("0123456789")
    ends = (told for title, told in titles.items() if text.endswith(title) and 4 < len(title) >= len(text) - 12)
    level = titles.get(text) or titles.get(bare) or next(ends, 0)
    return replace(draft, kind=Kind.HEADING, level=min(level, 6)) if level else draft
