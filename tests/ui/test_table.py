import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from voiceassistant.ui.table import Table
from voiceassistant.ui.theme import Theme

ROWS = [["tea", "3"], ["cake with a very long name that does not fit into one line of the table", "12"], ["both", "15"]]


@pytest.fixture
def table(qtbot: QtBot, theme: Theme) -> Table:
    page, made = QWidget(), Table("Orders", ["What", "How many"], (0,), (1,))
    layout = QVBoxLayout(page)
    layout.addWidget(made)
    layout.addWidget(QLineEdit())
    qtbot.addWidget(page)
    made.page = page  # lives as long as the table
    page.resize(260, 400)
    with qtbot.waitActive(page):
        page.show()
    made.show_rows(ROWS, last_is_sum=True)
    qtbot.waitUntil(lambda: made.rowHeight(1) > 2 * made.rowHeight(0))
    return made


def test_it_is_as_high_as_its_rows(table: Table, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: table.height() == table.sizeHint().height())
    assert table.verticalScrollBar().maximum() == 0
    assert table.horizontalScrollBar().maximum() == 0


def test_it_is_a_table_with_a_name_for_a_screen_reader(table: Table) -> None:
    interface = QAccessible.queryAccessibleInterface(table)
    assert interface.role() is QAccessible.Role.Table
    assert interface.text(QAccessible.Text.Name) == "Orders"
    assert table.item(2, 0).font().bold()
    assert not table.item(0, 0).font().bold()


def test_the_arrow_keys_walk_and_tab_leaves(table: Table) -> None:
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Down)
    assert table.currentRow() == 1
    QTest.keyClick(table, Qt.Key.Key_Tab)
    assert not table.hasFocus()
    assert table.currentRow() == 1


def test_rows_are_copied_as_spreadsheets_take_them(table: Table) -> None:
    table.setFocus()
    QTest.keySequence(table, QKeySequence(QKeySequence.StandardKey.Copy))
    assert QGuiApplication.clipboard().text() == "tea\t3"
    table.clearSelection()
    table.copy()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0] == "What\tHow many"
    assert [line.split("\t") for line in lines[1:]] == table.rows() == ROWS


def test_new_rows_keep_the_place(table: Table) -> None:
    table.setCurrentCell(2, 0)
    table.show_rows(ROWS)
    assert table.currentRow() == 2
    table.show_rows(ROWS[:1])
    assert table.currentRow() == 0
