from dataclasses import astuple, replace

import pytest
from PySide6.QtGui import QFontDatabase
from pytestqt.qtbot import QtBot

from tests.ui.test_theme import contrast
from voiceassistant.ui.reading.look import (
    CLEAR_FAMILIES,
    MOST_PIXELS,
    PAPERS,
    Look,
    clear_families,
    keep_look,
    kept_look,
    load_families,
    paper_of,
)
from voiceassistant.ui.reading.look_panel import LookPanel
from voiceassistant.ui.theme import Theme


@pytest.mark.parametrize("name", PAPERS)
def test_text_is_readable_on_every_ground_of_a_paper(name: str) -> None:
    paper = PAPERS[name]
    for ground in (paper.ground, paper.sentence, paper.word):
        assert contrast(paper.text, ground) >= 4.5, ground
    assert contrast(paper.quiet, paper.ground) >= 4.5
    assert contrast(paper.line, paper.word) >= 3, "the line under the word"


@pytest.mark.parametrize("name", PAPERS)
def test_the_two_grounds_differ(name: str) -> None:
    paper = PAPERS[name]
    assert len({paper.ground, paper.sentence, paper.word}) == 3
    assert contrast(paper.sentence, paper.word) > 1.15


def test_a_look_is_kept(theme: Theme) -> None:
    look = Look("Serif", 30, 200, 110, 4, 50, "sepia", 3)
    assert kept_look() == Look()
    keep_look(look)
    assert kept_look() == look
    keep_look(replace(look, pixels=900, focus_lines=2, characters=-1))
    assert astuple(kept_look())[1:] == (MOST_PIXELS, 200, 110, 4, 20, "sepia", 0)


def test_the_paper_is_as_the_window_unless_another_is_chosen(theme: Theme) -> None:
    assert paper_of(Look()) is PAPERS["white"]
    theme.use("dark")
    assert paper_of(Look()) is PAPERS["black"]
    assert paper_of(Look(paper="sepia")) is PAPERS["sepia"]


def test_a_font_has_what_was_chosen(theme: Theme) -> None:
    font = Look("DejaVu Serif", 40, letter_percent=120, word_pixels=6).font()
    assert (font.families()[0], font.pixelSize()) == ("DejaVu Serif", 40)
    assert (font.letterSpacing(), font.wordSpacing()) == (120, 6)
    assert Look(pixels=20).larger(1).size == 23
    assert Look(pixels=20).larger(40).size == MOST_PIXELS


def test_what_is_made_for_easy_reading_comes_first_where_it_is_there(
    qtbot: QtBot, theme: Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    families = ["Aaa", CLEAR_FAMILIES[2], "Zzz"]
    monkeypatch.setattr(QFontDatabase, "families", lambda: families)
    monkeypatch.setattr(QFontDatabase, "isPrivateFamily", lambda name: False)
    assert clear_families() == [CLEAR_FAMILIES[2]]
    panel = LookPanel(Look())
    qtbot.addWidget(panel)
    offered = [panel.family.itemData(index) for index in range(panel.family.count())]
    assert offered == ["", CLEAR_FAMILIES[2], "Aaa", "Zzz"]
    assert panel.family.itemText(1).endswith("(made for easy reading)")


def test_two_of_them_come_with_the_program(theme: Theme) -> None:
    load_families()
    assert {"Atkinson Hyperlegible Next", "OpenDyslexic"} <= set(clear_families())


def test_each_field_changes_its_own_part(qtbot: QtBot, theme: Theme) -> None:
    panel = LookPanel(Look())
    qtbot.addWidget(panel)
    chosen: list[Look] = []
    panel.chosen.connect(chosen.append)
    panel.numbers["pixels"].setValue(40)
    panel.numbers["line_percent"].setValue(200)
    panel.paper.setCurrentIndex(panel.paper.findData("black"))
    panel.focus.setCurrentIndex(panel.focus.findData("1"))
    assert chosen[-1] == Look(pixels=40, line_percent=200, paper="black", focus_lines=1)
    assert len(chosen) == 4
    panel.usual_button.click()
    assert chosen[-1] == Look()
    assert panel.numbers["line_percent"].value() == 160
