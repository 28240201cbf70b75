"""An answer in JSON as a tree of keys and values, with buttons to copy and to keep it."""

import json
from pathlib import Path
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from voiceassistant.ui.parts import button, column, hidden, label

MOST_ROWS = 12  # shown at once; more scroll
MOST_HEIGHT = 100_000  # of a value, in pixels


class JsonTree(QWidget):
    """`changed`: it has another height."""

    changed = Signal()

    def __init__(self, value: Any, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = json.dumps(value, indent=2, ensure_ascii=False)
        self.tree = QTreeWidget()
        self.tree.setColumnCount(2)
        self.tree.setHeaderLabels([self.tr("Name"), self.tr("Value")])
        self.tree.setAccessibleName(self.tr("Answer as JSON"))
        self.tree.setUniformRowHeights(False)
        self.tree.setWordWrap(True)
        self.tree.setItemDelegate(_Wrapped(self.tree))
        self.tree.setVerticalScrollMode(QTreeWidget.ScrollMode.ScrollPerPixel)  # a row may be as high as the tree
        _fill(self.tree.invisibleRootItem(), value)
        self.tree.expandAll()
        self.tree.resizeColumnToContents(0)
        self.copy_button = button(self.tr("Copy"), takes_clicked_focus=False)
        self.save_button = button(self.tr("Save…"), takes_clicked_focus=False)
        self.problem = hidden(label(role="problem", wrap=True))
        row = QHBoxLayout()
        row.addWidget(self.copy_button)
        row.addWidget(self.save_button)
        row.addStretch()
        layout = column(self, spacing=4)
        layout.addWidget(self.tree)
        layout.addLayout(row)
        layout.addWidget(self.problem)
        self.copy_button.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.text))
        self.save_button.clicked.connect(self._ask_where)
        self._fit_soon = QTimer(self, singleShot=True, interval=0)
        self._fit_soon.timeout.connect(self._fit)
        for signal in (self.tree.itemExpanded, self.tree.itemCollapsed, self.tree.header().sectionResized):
            signal.connect(self._fit_soon.start)
        self._fit()

    def save(self, path: str) -> None:
        """Writes it; what goes wrong is said under the buttons."""
        try:
            Path(path).write_text(self.text + "\n", encoding="utf-8")
        except OSError as error:
            self.problem.setText(self.tr("⚠ It could not be saved: {reason}").format(reason=error.strerror))
            self.problem.setVisible(True)
            self.changed.emit()

    def _ask_where(self) -> None:
        dialog = QFileDialog(self.window(), self.tr("Save JSON"), "answer.json", "JSON (*.json)")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("json")
        dialog.fileSelected.connect(self.save)
        dialog.open()

    def _fit(self) -> None:
        self.tree.doItemsLayout()  # a column of another width wraps its texts elsewhere
        rows, item = 0, self.tree.topLevelItem(0)
        while item:
            rows, item = rows + self.tree.visualItemRect(item).height(), self.tree.itemBelow(item)
        line = self.fontMetrics().lineSpacing() + 8
        height = min(max(rows, line), MOST_ROWS * line) + line + 8
        if height != self.tree.height():
            self.tree.setFixedHeight(height)
            self.changed.emit()


class _Wrapped(QStyledItemDelegate):
    """Long values take several lines: the view itself breaks them only within the height that they are given."""

    def __init__(self, tree: QTreeWidget) -> None:
        super().__init__(tree)
        self._tree = tree

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        size = super().sizeHint(option, index)
        if index.column() == 0 or not self._tree.isVisible():
            return size
        margin = self._tree.style().pixelMetric(QStyle.PixelMetric.PM_FocusFrameHMargin, option, self._tree) + 1
        room = QRect(0, 0, self._tree.columnWidth(index.column()) - 2 * margin, MOST_HEIGHT)
        text = option.fontMetrics.boundingRect(room, Qt.TextFlag.TextWordWrap, str(index.data()))
        beside = size.height() - option.fontMetrics.height()
        return QSize(size.width(), max(size.height(), text.height() + beside))


def read_json(text: str) -> Any:
    """The answer's JSON, also from inside a Markdown fence. Raises ValueError."""
    text = text.strip()
    if text.startswith("```"):
        text = text.partition("\n")[2].rpartition("```")[0]
    return json.loads(text)


def _fill(parent: QTreeWidgetItem, value: Any) -> None:
    if isinstance(value, dict):
        pairs = list(value.items())
    elif isinstance(value, list):
        pairs = [(str(at), one) for at, one in enumerate(value, 1)]
    else:
        pairs = [("", value)]
    for name, one in pairs:
        nested = isinstance(one, (dict, list))
        shown = one if isinstance(one, str) else "" if nested else json.dumps(one, ensure_ascii=False)
        item = QTreeWidgetItem(parent, [name, shown])
        item.setToolTip(1, shown)
        if nested:
            _fill(item, one)
