"""Tokens and cost of this conversation and of this month; follows the conversation while it is open."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QWidget

from voiceassistant.events import ConversationOpened, Event, TurnEnded
from voiceassistant.pricing import Bill, Spending
from voiceassistant.ui.bridge import Bridge
from voiceassistant.ui.parts import button, column, fit_to_screen, label, scrolling
from voiceassistant.ui.port import AssistantPort
from voiceassistant.ui.spending_texts import bill_row, total_row, without_price
from voiceassistant.ui.state_line import StateLine
from voiceassistant.ui.table import Table
from voiceassistant.ui.texts import error_sentence

NUMBERS = (2, 3, 4, 5, 6)  # the columns that are


class SpendingDialog(QDialog):
    """`prices_wanted`: the user wants to enter them."""

    prices_wanted = Signal()

    def __init__(self, assistant: AssistantPort, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._assistant, self._bridge = assistant, bridge
        self.setWindowTitle(self.tr("Tokens and cost"))
        self.conversation, self.month = self._table(self.tr("This conversation")), self._table(self.tr("This month"))
        self.none_here, self.none_this_month = self._nothing(), self._nothing()
        self.state = StateLine()
        self.prices_button = button(self.tr("Enter prices…"))
        self.close_button = button(self.tr("Close"), primary=True)
        self._arrange()
        self.prices_button.clicked.connect(self.prices_wanted)
        self.close_button.clicked.connect(self.close)
        bridge.happened.connect(self._take)
        fit_to_screen(self, 840, 480)
        self.load()

    def load(self) -> None:
        self._bridge.when_done(self._assistant.spent(), self, self._came)

    def _take(self, event: Event) -> None:
        if isinstance(event, (TurnEnded, ConversationOpened)):
            self.load()

    def _came(self, spending: Spending | None, error: BaseException | None) -> None:
        if error or spending is None:
            self.state.tell(error_sentence(error or ValueError()), problem=True)
            return
        self._show(self.conversation, self.none_here, spending.conversation)
        self._show(self.month, self.none_this_month, spending.month)
        unknown = without_price((*spending.conversation, *spending.month))
        self.prices_button.setVisible(bool(unknown))
        words = self.tr("The price of {models} is unknown. Enter it in Settings, Chat.")
        text = words.format(models=", ".join(unknown)) if unknown else ""
        if text != self.state.text():  # said once, not after every answer
            self.state.tell(text)

    def _show(self, table: Table, nothing: QLabel, bills: Sequence[Bill]) -> None:
        table.show_rows([*map(bill_row, bills), *([total_row(bills)] if bills else [])], last_is_sum=True)
        table.setVisible(bool(bills))
        nothing.setVisible(not bills)

    def _table(self, title: str) -> Table:
        headers = (
            *(self.tr("Server"), self.tr("Model"), self.tr("Answers"), self.tr("Tokens in"), self.tr("cached")),
            *(self.tr("Tokens out"), self.tr("Cost")),
        )
        return Table(title, headers, (), NUMBERS)

    def _nothing(self) -> QLabel:
        return label(self.tr("No answers yet."), "quiet")

    def _arrange(self) -> None:
        page = QWidget()
        page.setObjectName("page")
        layout = column(page)
        for table, nothing in ((self.conversation, self.none_here), (self.month, self.none_this_month)):
            layout.addWidget(label(table.accessibleName(), "name", buddy=table))
            layout.addWidget(table)
            layout.addWidget(nothing)
            layout.addSpacing(8)
            table.setVisible(False)
        layout.addStretch()
        outer = column(self, margin=16)
        outer.addWidget(scrolling(page), 1)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.state, 1)
        row.addStretch()
        row.addWidget(self.prices_button)
        row.addWidget(self.close_button)
        outer.addLayout(row)
        for one in (self.prices_button, self.close_button):
            one.setAutoDefault(False)
        self.prices_button.setVisible(False)
