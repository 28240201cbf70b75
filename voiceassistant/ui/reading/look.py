"""How the text looks: typeface, size, spacing, width, colours. Kept from one time to the next."""

import functools
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from PySide6.QtCore import QSettings
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from voiceassistant.resource_files import resource
from voiceassistant.settings import config_folder
from voiceassistant.ui.theme import reading_font

LEAST_PIXELS, MOST_PIXELS = 10, 72
ZOOM_STEP = 1.15
SPACING_PERCENT = (100, 300)  # of a line's height
LETTERS_PERCENT = (100, 150)  # of a letter's width
WORDS_PIXELS = (0, 30)  # more than a usual space
WIDTH_CHARACTERS = (20, 140)
FOCUS_LINES = (0, 1, 3, 5)

CLEAR_FAMILIES = ("Atkinson Hyperlegible Next", "Atkinson Hyperlegible", "Lexend", "OpenDyslexic", "OpenDyslexic3")
"""Made for easy reading; offered where they are, without a claim that they help. Two of them come with the program."""


@dataclass(frozen=True, slots=True)
class Look:
    """`family` may be empty: the window's. `paper` is a name from PAPERS, or empty: light or dark as the window is."""

    family: str = ""
    pixels: int = 0  # of the letters; 0: as large as the window's reading text, and a bit more
    line_percent: int = 160
    letter_percent: int = 100
    word_pixels: int = 0
    characters: int = 70  # a line's width
    paper: str = ""
    focus_lines: int = 0  # so many lines about the word stay clear, the others fade; 0: all are clear

    @property
    def size(self) -> int:
        return self.pixels or reading_font().pixelSize() + 3

    def larger(self, steps: int) -> "Look":
        """By so many steps; smaller if negative."""
        pixels = round(self.size * ZOOM_STEP**steps)
        return replace(self, pixels=min(max(pixels, LEAST_PIXELS), MOST_PIXELS))

    def font(self) -> QFont:
        font = reading_font()
        if self.family:
            font.setFamilies([self.family, font.family()])
        font.setPixelSize(self.size)
        font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, self.letter_percent)
        font.setWordSpacing(self.word_pixels)
        return font


# --- colours ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Paper:
    """Each as #RRGGBB. Text is readable on ground, sentence and word; quiet text on the ground."""

    ground: str
    text: str
    quiet: str
    sentence: str  # the ground of the sentence that is being read
    word: str  # and of the word
    line: str  # under the word


PAPERS = {
    "white": Paper("#FFFFFF", "#1C1C1A", "#5C5C57", sentence="#D9E8FB", word="#FFCF4A", line="#1C1C1A"),
    "sepia": Paper("#F4ECD8", "#3A2E1F", "#6B5B47", sentence="#D3E0D9", word="#F0AE4B", line="#3A2E1F"),
    "black": Paper("#0B0B0C", "#E8E8E6", "#A5A6A8", sentence="#17365C", word="#7A5300", line="#FFD98A"),
}


def paper_of(look: Look) -> Paper:
    """The chosen one, or what fits the window."""
    if look.paper in PAPERS:
        return PAPERS[look.paper]
    dark = QApplication.palette().color(QPalette.ColorRole.Window).lightness() < 128
    return PAPERS["black" if dark else "white"]


def paper_palette(paper: Paper) -> QPalette:
    """The application's, but for the text and what it stands on."""
    made, role = QPalette(QApplication.palette()), QPalette.ColorRole
    values = {role.Base: paper.ground, role.Window: paper.ground, role.Text: paper.text, role.WindowText: paper.text}
    for name, value in (values | {role.PlaceholderText: paper.quiet}).items():
        made.setColor(name, QColor(value))
    return made


# --- kept -------------------------------------------------------------------------------------------------------------


def kept_look() -> Look:
    """As it was chosen last; what does not fit any more is as usual."""
    memory, usual = _memory(), Look()
    values: dict[str, Any] = {}
    for field in fields(Look):
        before = getattr(usual, field.name)
        value = memory.value(f"reading/{field.name}", before, type(before))
        values[field.name] = value if isinstance(value, type(before)) else before
    return _within_bounds(Look(**values))


def keep_look(look: Look) -> None:
    memory = _memory()
    for name, value in asdict(look).items():
        memory.setValue(f"reading/{name}", value)


@functools.cache
def load_families() -> None:
    """Makes the typefaces known that come with the program."""
    for path in sorted(resource("fonts").glob("*.[ot]tf")):
        QFontDatabase.addApplicationFont(str(path))


def clear_families() -> list[str]:
    """Those of CLEAR_FAMILIES that this computer has."""
    there = set(QFontDatabase.families())
    return [family for family in CLEAR_FAMILIES if family in there]


def _within_bounds(look: Look) -> Look:
    def bound(value: int, bounds: tuple[int, int]) -> int:
        return min(max(value, bounds[0]), bounds[1])

    return replace(
        look,
        pixels=bound(look.pixels, (LEAST_PIXELS, MOST_PIXELS)) if look.pixels else 0,
        line_percent=bound(look.line_percent, SPACING_PERCENT),
        letter_percent=bound(look.letter_percent, LETTERS_PERCENT),
        word_pixels=bound(look.word_pixels, WORDS_PIXELS),
        characters=bound(look.characters, WIDTH_CHARACTERS),
        focus_lines=look.focus_lines if look.focus_lines in FOCUS_LINES else 0,
    )


def _memory() -> QSettings:
    return QSettings(str(config_folder() / "window.ini"), QSettings.Format.IniFormat)
