"""An answer in JSON as a tree of keys and values, with buttons to copy and to keep it."""

import json
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QTreeWidget, QTreeWidgetItem, QWidget

from voiceassistant.ui.parts import button, column, hidden, label

MOST_ROWS = 12  # shown at once; more scroll


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
        for signal in (self.tree.itemExpanded, self.tree.itemCollapsed):
            signal.connect(self._fit)
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
        rows, item = 0, self.tree.topLevelItem(0)
        while item:
            rows, item = rows + 1, self.tree.itemBelow(item)
        height = self.fontMetrics().lineSpacing() + 8
        self.tree.setFixedHeight((min(max(rows, 1), MOST_ROWS) + 1) * height + 8)
        self.changed.emit()


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
