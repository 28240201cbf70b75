"""Small pieces that many widgets are made of; the style sheet knows them by name and role."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

FRAME = QSize(16, 40)  # what desktops draw around a window, at most; it is known only once the window is open


def label(text: str = "", role: str = "", *, wrap: bool = False, buddy: QWidget | None = None) -> QLabel:
    """`role` is "quiet", "problem", "name" or "state". With a buddy it names that field for a screen reader."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("role", role)
    made.setWordWrap(wrap)
    if buddy:
        made.setBuddy(buddy)
    return made


def hidden(widget: QLabel) -> QLabel:
    widget.setVisible(False)
    return widget


def frame(name: str) -> QFrame:
    made = QFrame()
    made.setObjectName(name)
    return made


def button(text: str, *, primary: bool = False, quiet: bool = False, takes_clicked_focus: bool = True) -> QPushButton:
    """Without clicked focus, Space stays the talk key after a click."""
    made = QPushButton(text)
    made.setProperty("primary", primary)
    made.setProperty("quiet", quiet)
    if not takes_clicked_focus:
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return made


def scrolling(page: QWidget) -> QScrollArea:
    """Scrolls up and down where the window is too small."""
    made = QScrollArea()
    made.setWidgetResizable(True)
    made.setFrameShape(QFrame.Shape.NoFrame)
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setWidget(page)
    return made


def without_arrows(number: QAbstractSpinBox) -> None:
    """The arrow keys do what its buttons would do."""
    number.setButtonSymbols(QAbstractSpinBox.ButtonSymbols.NoButtons)
    number.lineEdit().setTextMargins(6, 0, 0, 0)  # the style sheet's padding does not reach it


def make_primary(made: QPushButton, primary: bool) -> None:
    """Of the buttons that are seen at once one is the obvious one."""
    made.setProperty("primary", primary)
    made.style().unpolish(made)  # the style sheet asks for properties only once
    made.style().polish(made)


def column(parent: QWidget, margin: int = 0, spacing: int = 8) -> QVBoxLayout:
    layout = QVBoxLayout(parent)
    layout.setContentsMargins(margin, margin, margin, margin)
    layout.setSpacing(spacing)
    return layout


def search_row(
    bar: QWidget,
    field: QLineEdit,
    asks: str,
    words: QLabel,
    buttons: Sequence[tuple[QPushButton, str]],
    margin: int = 0,
) -> None:
    """A field to search in, what came of it, and its buttons; the last one closes the bar.

    Args:
        bar: Takes them all.
        field: What is searched for.
        asks: What it asks for.
        words: What came of it.
        buttons: With their tips, which end in the key: "The next one (F3)". The first two lead back and on.
        margin: On both sides, in pixels.
    """
    row = QHBoxLayout(bar)
    row.setContentsMargins(margin, 0, margin, 0)
    row.setSpacing(8)
    field.setPlaceholderText(asks)
    field.setAccessibleName(asks)
    row.addWidget(field, 1)
    row.addWidget(words)
    for number, (one, tip) in enumerate(buttons):
        one.setAutoDefault(False)
        one.setToolTip(tip)
        one.setAccessibleName(tip.partition(" (")[0])
        if number < 2:
            one.setProperty("plus", True)
        row.addWidget(one)
    buttons[-1][0].setFixedWidth(24)


def fit_to_screen(window: QWidget, width: int, height: int) -> None:
    """Gives a window this size, or what its screen has room for: at 200 % a small one has little."""
    window.resize(QSize(width, height).boundedTo(window.screen().availableSize() - FRAME))


def tab_as_laid_out(page: QWidget) -> None:
    """Has Tab walk through a page from top to bottom, whatever was added later."""
    for before, after in pairwise(_fields(page)):
        QWidget.setTabOrder(before, after)


def _fields(widget: QWidget) -> list[QWidget]:
    layout = widget.layout()
    if layout is not None:
        return _fields_in(layout)
    return [widget] if widget.focusPolicy() & Qt.FocusPolicy.TabFocus else []


def _fields_in(layout: QLayout) -> list[QWidget]:
    found: list[QWidget] = []
    for item in filter(None, map(layout.itemAt, range(layout.count()))):
        if (inner := item.layout()) is not None:
            found += _fields_in(inner)
        elif (widget := item.widget()) is not None:
            found += _fields(widget)
    return found
