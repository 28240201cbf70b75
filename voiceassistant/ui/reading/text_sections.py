"""Sections of a document below each other in one text: each comes when it is needed, and goes when it is far.

Each block is one block of the text, so that a place is found in it without a search.
"""

from bisect import bisect_left
from collections.abc import Sequence, Set
from typing import NamedTuple

from PySide6.QtGui import QTextBlock, QTextCursor, QTextDocument

from voiceassistant.documents.document import READ, Block, Kind, Place
from voiceassistant.ui.reading.block_formats import BlockFormats


class Row(NamedTuple):
    """What a block of the text shows."""

    section: int
    block: int  # -1: words of ours about the section
    lead: int  # as many of its first characters are ours: a bullet, or that it is not read


class TextSections:
    """Positions are Qt's: UTF-16 units of the whole text."""

    def __init__(self, document: QTextDocument, formats: BlockFormats) -> None:
        self.formats = formats
        self.wanted: Set[Kind] = READ
        self._document = document
        self._rows: list[Row] = []
        self._blocks: dict[int, Sequence[Block]] = {}
        self._notes: dict[int, str] = {}

    # --- which are there ----------------------------------------------------------------------------------------------

    @property
    def first(self) -> int:
        return min(self._blocks, default=-1)

    @property
    def last(self) -> int:
        return max(self._blocks, default=-1)

    @property
    def characters(self) -> int:
        return self._document.characterCount()

    def __contains__(self, section: int) -> bool:
        return section in self._blocks

    def __bool__(self) -> bool:
        return bool(self._blocks)

    def clear(self) -> None:
        self._rows, self._blocks, self._notes = [], {}, {}
        self._document.clear()

    def add(self, number: int, blocks: Sequence[Block], note: str = "") -> None:
        """A section next to those that are there, or the first one. `note`: what is to be said instead."""
        before = number < self.first
        self._blocks[number] = blocks
        if note:
            self._notes[number] = note
        self._write(number, before)

    def drop(self, number: int) -> None:
        """The first section, or the last one."""
        rows = [index for index, row in enumerate(self._rows) if row.section == number]
        del self._blocks[number]
        self._notes.pop(number, None)
        if rows:
            self._remove(rows[0], rows[-1] + 1)

    def blank(self) -> None:
        """Nothing is shown until `rewrite`."""
        self._rows = []
        self._document.clear()

    def rewrite(self) -> None:
        """Everything anew, because it looks different now."""
        self.blank()
        for number in sorted(self._blocks):
            self._write(number, before=False)

    # --- places -------------------------------------------------------------------------------------------------------

    def position(self, place: Place) -> int | None:
        """None: its section is not there, or has no such block."""
        row = bisect_left(self._rows, place[:2])
        if row == len(self._rows) or self._rows[row][:2] != place[:2]:
            return None
        text = self._blocks[place.section][place.block].text
        start = self._document.findBlockByNumber(row).position()
        return start + self._rows[row].lead + units(text[: place.character])

    def place(self, position: int) -> Place | None:
        """What stands at a position; None for words of ours."""
        at = self._document.findBlock(position)
        row = self._row(at)
        if row is None or row.block < 0 or position - at.position() < row.lead:
            return None
        text = self._blocks[row.section][row.block].text
        return Place(row.section, row.block, characters(text, position - at.position() - row.lead))

    def unread_kind(self, position: int) -> Kind | None:
        """The kind of what is not read, if a position is in the words that say so."""
        at = self._document.findBlock(position)
        row = self._row(at)
        if row is None or row.block < 0 or position - at.position() >= row.lead:
            return None
        kind = self._blocks[row.section][row.block].kind
        return None if kind in self.wanted else kind

    def block_at(self, position: int) -> tuple[int, int] | None:
        """Section and block at a position or near it."""
        row = self._row(self._document.findBlock(position))
        return None if row is None else (row.section, max(0, row.block))

    def _row(self, at: QTextBlock) -> Row | None:
        return self._rows[at.blockNumber()] if at.isValid() and at.blockNumber() < len(self._rows) else None

    # --- the text -----------------------------------------------------------------------------------------------------

    def _write(self, number: int, before: bool) -> None:
        blocks, note = self._blocks[number], self._notes.get(number, "")
        if not blocks and not note:
            return
        cursor = QTextCursor(self._document)
        cursor.beginEditBlock()
        if self._rows and before:
            cursor.insertBlock()
            cursor.setPosition(0)
        elif self._rows:
            cursor.movePosition(QTextCursor.MoveOperation.End)
            cursor.insertBlock()
        rows = [self._write_note(cursor, number, note)] if note else self._write_blocks(cursor, number, blocks)
        cursor.endEditBlock()
        self._rows = rows + self._rows if before else self._rows + rows

    def _write_blocks(self, cursor: QTextCursor, number: int, blocks: Sequence[Block]) -> list[Row]:
        """From the empty block that the cursor is in."""
        rows = []
        for index, block in enumerate(blocks):
            if index:
                cursor.insertBlock()
            read = block.kind in self.wanted
            lead = self.formats.lead(block, read, blocks[index - 1] if index else None)
            cursor.setBlockFormat(self.formats.of_block(block, read))
            if lead:
                cursor.insertText(lead, self.formats.of_lead())
            cursor.insertText(block.text.replace("\n", "\u2028"), self.formats.of_text(block, read))
            rows.append(Row(number, index, units(lead)))
        return rows

    def _write_note(self, cursor: QTextCursor, number: int, note: str) -> Row:
        cursor.setBlockFormat(self.formats.of_note())
        cursor.insertText(note, self.formats.of_lead())
        return Row(number, -1, units(note) + 1)

    def _remove(self, first: int, end: int) -> None:
        document, cursor = self._document, QTextCursor(self._document)
        begins, whole = document.findBlockByNumber(first), end == len(self._rows)
        if whole and not first:
            return self.clear()
        if whole:  # with the break before it
            cursor.setPosition(begins.position() - 1)
            cursor.movePosition(QTextCursor.MoveOperation.End, QTextCursor.MoveMode.KeepAnchor)
        else:
            following = document.findBlockByNumber(end)
            kept = following.blockFormat()
            cursor.setPosition(begins.position())
            cursor.setPosition(following.position(), QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
        if not whole:
            cursor.setBlockFormat(kept)
        del self._rows[first:end]
        return None


def units(text: str) -> int:
    """Length as Qt counts it."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def characters(text: str, count: int) -> int:
    """How many characters so many of Qt's units are."""
    if text.isascii():
        return min(count, len(text))
    return len(text.encode("utf-16-le")[: 2 * count].decode("utf-16-le", "ignore"))
