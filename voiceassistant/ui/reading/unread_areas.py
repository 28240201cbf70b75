"""Which areas of the page are not read: they are veiled and framed, so that it is seen what is passed over."""

from collections.abc import Sequence, Set
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal

from voiceassistant.documents.document import READ, Block, Box, Kind
from voiceassistant.ui.bridge import Bridge
from voiceassistant.ui.reading.port import ReadingPort


class Area(NamedTuple):
    kind: Kind
    box: Box


class UnreadAreas(QObject):
    """`changed`: other areas are known for the page."""

    changed = Signal()

    def __init__(self, desk: ReadingPort, bridge: Bridge, parent: QObject) -> None:
        super().__init__(parent)
        self.areas: tuple[Area, ...] = ()
        self._desk, self._bridge = desk, bridge
        self._wanted: Set[Kind] = READ
        self._page, self._question = -1, 0  # another question is another number

    def show_wanted(self, kinds: Set[Kind]) -> None:
        """These kinds are read."""
        if kinds != self._wanted:
            self._wanted = frozenset(kinds)
            self.show_page(self._page)

    def show_page(self, page: int) -> None:
        """-1: none is shown."""
        self._page, self.areas = page, ()
        self._question += 1
        if page >= 0:
            self._bridge.when_done(self._desk.section(page), self, partial(self._told, self._question))

    def _told(self, question: int, blocks: Sequence[Block] | None, _error: BaseException | None) -> None:
        if question != self._question:
            return
        for block in blocks or ():
            runs = [run for run in block.runs if run.page == self._page]
            if runs and block.kind not in self._wanted:
                found = partial(self._found, question, block.kind)
                self._bridge.when_done(self._desk.boxes(runs), self, found)

    def _found(
        self, question: int, kind: Kind, boxes: Sequence[tuple[int, Box]] | None, _error: BaseException | None
    ) -> None:
        here = [box for page, box in boxes or () if page == self._page]
        if question == self._question and here:
            self.areas = (*self.areas, Area(kind, _around(here)))
            self.changed.emit()


def _around(boxes: Sequence[Box]) -> Box:
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return Box(min(lefts), min(tops), max(rights), max(bottoms))
