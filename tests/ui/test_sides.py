from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from voiceassistant.settings import config_folder
from voiceassistant.ui.sides import PANEL_PIXELS, WIDE_PIXELS, Sides
from voiceassistant.ui.theme import Theme

MakeSides = Callable[[int], Sides]


@pytest.fixture
def make(qtbot: QtBot, theme: Theme) -> MakeSides:
    """A page and a panel in so many pixels, as in a new run of the program."""

    def make(width: int) -> Sides:
        def panel() -> QWidget:
            made = QLabel("panel")
            made.setMinimumWidth(200)
            return made

        sides = Sides(QLabel("page"), panel)
        qtbot.addWidget(sides)
        sides.resize(width, 400)
        with qtbot.waitExposed(sides):
            sides.show()
        return sides

    return make


def seen(sides: Sides) -> str:
    """ "page", "panel" or both."""
    shown = [sides.page, *([sides.panel] if sides.panel else [])]
    return " ".join(one.text() for one in shown if isinstance(one, QLabel) and one.isVisible())


def test_the_panel_is_made_when_it_is_wanted(make: MakeSides) -> None:
    sides = make(1000)
    assert (seen(sides), sides.panel) == ("page", None)
    sides.show_panel(True)
    assert seen(sides) == "page panel"
    assert sides.panel.width() == PANEL_PIXELS
    sides.show_panel(False)
    assert seen(sides) == "page"


def test_it_folds_away_in_a_narrow_window_and_comes_back(make: MakeSides) -> None:
    sides = make(WIDE_PIXELS)
    shown: list[bool] = []
    sides.panel_shown.connect(shown.append)
    sides.show_panel(True)
    sides.resize(WIDE_PIXELS - 1, 400)
    assert seen(sides) == "page"
    sides.resize(1200, 400)
    assert seen(sides) == "page panel"
    assert sides.panel.width() == PANEL_PIXELS
    assert shown == [True, False, True]


def test_in_a_narrow_window_it_takes_the_pages_place(qtbot: QtBot, make: MakeSides) -> None:
    sides = make(480)
    sides.show_panel(True)
    assert seen(sides) == "panel"
    qtbot.waitUntil(lambda: sides.panel.width() == sides.width())
    sides.uncover()
    assert seen(sides) == "page"
    sides.show_panel(True)
    sides.show_panel(False)
    assert seen(sides) == "page"
    sides.show_panel(True)
    sides.resize(1000, 400)
    assert seen(sides) == "page panel"
    sides.uncover()
    assert seen(sides) == "page panel"


def test_the_next_run_opens_it_as_wide(make: MakeSides) -> None:
    first = make(1000)
    first.show_panel(True)
    first.moveSplitter(600, 1)
    width = first.panel.width()
    assert width > PANEL_PIXELS
    second = make(1100)
    assert seen(second) == "page panel"
    assert second.panel.width() == width


def test_it_stays_as_wide_when_the_window_grows(make: MakeSides) -> None:
    sides = make(1000)
    sides.show_panel(True)
    sides.resize(1400, 400)
    assert sides.panel.width() == PANEL_PIXELS


def test_a_spoilt_memory_is_no_obstacle(make: MakeSides) -> None:
    config_folder().mkdir(parents=True)
    (config_folder() / "window.ini").write_text("[panel]\nshown=true\nwidth=wide\n")
    sides = make(1000)
    assert seen(sides) == "page panel"
    assert sides.panel.width() == PANEL_PIXELS
