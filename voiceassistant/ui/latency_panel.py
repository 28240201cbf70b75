"""How long the newest turn took to its first sound, what is usual, and what would make it faster."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from voiceassistant.latency import Advice, LatencyLog, advice
from voiceassistant.settings import Settings
from voiceassistant.ui.latency_graph import LatencyGraph
from voiceassistant.ui.latency_texts import (
    advice_page,
    advice_sentence,
    count_words,
    kind_words,
    part_rows,
    usual_words,
)
from voiceassistant.ui.parts import button, column, label, scrolling
from voiceassistant.ui.table import Table

LEAST_PIXELS = 264


class LatencyPanel(QFrame):
    """`settings_wanted`: the section that a piece of advice is about."""

    closed = Signal()
    settings_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("side")
        self.setMinimumWidth(LEAST_PIXELS)
        self.nothing = label(self.tr("Ask something aloud: here you see how long the answer took."), "quiet", wrap=True)
        self.kind, self.count, self.usual = label(role="quiet", wrap=True), label(role="name"), label(wrap=True)
        headers = (self.tr("Step"), self.tr("waited"), self.tr("after"))
        self.parts = Table(self.tr("This turn, from the end of your speech"), headers, (0,), (1, 2))
        self.graph = LatencyGraph()
        self.close_button = button(self.tr("Close"), quiet=True, takes_clicked_focus=False)
        self.close_button.clicked.connect(self.closed)
        self.figures, self.advice = QWidget(), QWidget()
        self._advice = column(self.advice)
        self._told: tuple[Advice, ...] = ()
        self._arrange()
        self.figures.setVisible(False)

    def show_log(self, log: LatencyLog, settings: Settings) -> None:
        """Shows the newest turn among its like."""
        self.nothing.setVisible(not log.turns)
        self.figures.setVisible(bool(log.turns))
        if not log.turns:
            return
        newest = log.turns[-1]
        like = log.like(newest)
        self.kind.setText(kind_words(newest.kind))
        self.parts.show_rows(part_rows(newest), last_is_sum=True)
        self.parts.clearSelection()
        self.count.setText(count_words(len(like)))
        self.usual.setText(usual_words(like))
        self.usual.setVisible(len(like) > 1)
        self.graph.show_turns(like)
        self._show_advice(advice(like, settings))

    def _show_advice(self, told: Sequence[Advice]) -> None:
        """One sentence each, with a button to where it can be followed."""
        if tuple(told) == self._told:
            return  # a button that has the focus stays
        self._told = tuple(told)
        while (item := self._advice.takeAt(0)) and (shown := item.widget()):
            shown.hide()
            shown.deleteLater()
        for one in told:
            self._advice.addWidget(label(advice_sentence(one), wrap=True))
            if page := advice_page(one.hint):
                helping = button(self.tr("Open settings"), takes_clicked_focus=False)
                helping.setAccessibleDescription(advice_sentence(one))
                helping.clicked.connect(partial(self._want, page))
                self._advice.addWidget(helping, alignment=Qt.AlignmentFlag.AlignLeft)

    def _want(self, page: str, _checked: bool = False) -> None:
        self.settings_wanted.emit(page)

    def _arrange(self) -> None:
        figures = column(self.figures)
        figures.addWidget(self.kind)
        figures.addWidget(self.parts)
        figures.addSpacing(8)
        figures.addWidget(self.count)
        figures.addWidget(self.usual)
        figures.addWidget(self.graph)
        figures.addSpacing(8)
        figures.addWidget(label(self.tr("What would make it faster"), "name"))
        figures.addWidget(self.advice)
        page = QWidget()
        page.setObjectName("page")
        inside = column(page, margin=0)
        inside.addWidget(self.nothing)
        inside.addWidget(self.figures)
        inside.addStretch()
        head = QHBoxLayout()
        head.addWidget(label(self.tr("This turn"), "name", buddy=self.parts))
        head.addStretch()
        head.addWidget(self.close_button)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 8, 8, 8)
        outer.setSpacing(8)
        outer.addLayout(head)
        outer.addWidget(scrolling(page), 1)
