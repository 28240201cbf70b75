"""A table to be read: it is walked through with the arrow keys, and its rows can be copied."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
)

LEAST_COLUMN_PIXELS = 56
GAP_PIXELS = 12  # between columns


class Table(QTableWidget):
    """As high as its rows need.

    Args:
        title: Its accessible name.
        headers: The columns' titles.
        widest: Columns that take what room is left, and give way where there is none; without any the table scrolls.
        numbers: Columns that are set to the right.
        most_pixels: Of its height; more rows scroll.
    """

    def __init__(
        self,
        title: str,
        headers: Sequence[str],
        widest: Sequence[int],
        numbers: Sequence[int] = (),
        most_pixels: int = 10_000,
    ) -> None:
        super().__init__(0, len(headers))
        self._most_pixels = most_pixels
        self._headers, self._numbers = list(headers), frozenset(numbers)
        self.setAccessibleName(title)
        for column, words in enumerate(headers):
            self.setHorizontalHeaderItem(column, self._item(column, words))
        self.verticalHeader().setVisible(False)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(LEAST_COLUMN_PIXELS)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setStretchLastSection(not widest)
        for column in widest:
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        self.setItemDelegate(_Roomy(self))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(lambda at: self._menu().popup(self.viewport().mapToGlobal(at)))
        self._fit = QTimer(self, singleShot=True, interval=0)
        self._fit.timeout.connect(self._fit_rows)

    def show_rows(self, rows: Sequence[Sequence[str]], *, last_is_sum: bool = False) -> None:
        """Replaces what is shown; the current row stays where it is. A sum is written bold."""
        current = self.currentRow()
        self.setRowCount(len(rows))
        for at, row in enumerate(rows):
            for column, text in enumerate(row):
                self.setItem(at, column, self._item(column, text, bold=last_is_sum and at == len(rows) - 1))
        if rows:
            self.setCurrentCell(min(max(current, 0), len(rows) - 1), 0)
        self._fit.start()

    def rows(self) -> list[list[str]]:
        return [self._texts(row) for row in range(self.rowCount())]

    def copy(self) -> None:
        """The selected rows, columns apart by tabs, as spreadsheets take them; without any the whole table."""
        chosen = sorted({index.row() for index in self.selectedIndexes()})
        if chosen:
            _to_clipboard([self._texts(row) for row in chosen])
        else:
            self.copy_all()

    def copy_all(self) -> None:
        _to_clipboard([self._headers, *self.rows()])

    def sizeHint(self) -> QSize:
        rows = sum(self.rowHeight(row) for row in range(self.rowCount()))
        bar = self.horizontalScrollBar()
        below = bar.sizeHint().height() if bar.maximum() > 0 else 0
        height = self.horizontalHeader().sizeHint().height() + rows + below + 2 * self.frameWidth()
        return QSize(240, min(height, self._most_pixels))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit.start()

    def _fit_rows(self) -> None:
        self.resizeRowsToContents()
        self.updateGeometry()

    def _item(self, column: int, text: str, *, bold: bool = False) -> QTableWidgetItem:
        made = QTableWidgetItem(text)
        font = self.font()
        font.setBold(bold)
        made.setFont(font)
        side = Qt.AlignmentFlag.AlignRight if column in self._numbers else Qt.AlignmentFlag.AlignLeft
        made.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
        made.setToolTip(text)
        return made

    def _texts(self, row: int) -> list[str]:
        return [item.text() if (item := self.item(row, column)) else "" for column in range(self.columnCount())]

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("Copy rows"), self.copy)
        menu.addAction(self.tr("Copy the whole table"), self.copy_all)
        return menu


class _Roomy(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return super().sizeHint(option, index) + QSize(GAP_PIXELS, GAP_PIXELS // 2)


def _to_clipboard(lines: Sequence[Sequence[str]]) -> None:
    QGuiApplication.clipboard().setText("\n".join("\t".join(line) for line in lines))
