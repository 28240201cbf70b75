from dataclasses import asdict

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from voiceassistant.ui import theme as theme_module
from voiceassistant.ui.message_text import shade
from voiceassistant.ui.theme import DARK, HIGH_CONTRAST_DARK, HIGH_CONTRAST_LIGHT, LIGHT, Colours, Theme, palette

SETS = (LIGHT, DARK, HIGH_CONTRAST_LIGHT, HIGH_CONTRAST_DARK)
LEAST_FOR_TEXT, LEAST_FOR_SHAPES = 4.5, 3.0


def contrast(one: str, other: str) -> float:
    """1 to 21; WCAG 2.2, contrast ratio."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    parts = QColor(colour).getRgbF()[:3]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_contrast_is_what_the_standard_says() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("colours", SETS)
@pytest.mark.parametrize("ground", ["page", "panel", "field"])
@pytest.mark.parametrize("text", ["text", "quiet", "accent", "danger"])
def test_every_text_is_readable_on_every_ground(colours: Colours, ground: str, text: str) -> None:
    named = asdict(colours)
    assert contrast(named[text], named[ground]) >= LEAST_FOR_TEXT


@pytest.mark.parametrize("colours", SETS)
@pytest.mark.parametrize("text", ["text", "accent"])
def test_shaded_words_are_readable(colours: Colours, text: str) -> None:
    assert contrast(asdict(colours)[text], shade(palette(colours)).name()) >= LEAST_FOR_TEXT


@pytest.mark.parametrize("colours", SETS)
def test_text_on_the_accent_is_readable(colours: Colours) -> None:
    assert contrast(colours.on_accent, colours.accent) >= LEAST_FOR_TEXT


@pytest.mark.parametrize("colours", SETS)
def test_the_focus_is_visible(colours: Colours) -> None:
    assert contrast(colours.accent, colours.line) >= 1.5
    assert contrast(colours.accent, colours.panel) >= LEAST_FOR_SHAPES


def test_a_choice_dresses_the_application(qapp: QApplication, theme: Theme) -> None:
    theme.use("dark")
    assert qapp.palette().color(QPalette.ColorRole.Window) == QColor(DARK.page)
    assert DARK.accent in qapp.styleSheet()
    theme.use("light")
    assert qapp.palette().color(QPalette.ColorRole.Window) == QColor(LIGHT.page)
    assert "$" not in qapp.styleSheet()


def test_the_systems_scheme_is_followed_while_it_runs(
    qtbot: QtBot, qapp: QApplication, theme: Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    theme.use("system")
    scheme = {"now": Qt.ColorScheme.Dark}

    class Hints:
        def colorScheme(self) -> Qt.ColorScheme:
            return scheme["now"]

    monkeypatch.setattr(theme, "_hints", Hints())
    with qtbot.waitSignal(theme.changed):
        qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert theme.colours is DARK
    scheme["now"] = Qt.ColorScheme.Light
    with qtbot.waitSignal(theme.changed):
        qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert theme.colours is LIGHT


def test_disabled_text_is_still_readable() -> None:
    disabled = palette(LIGHT).color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.ButtonText)
    assert contrast(disabled.name(), LIGHT.panel) >= LEAST_FOR_TEXT


def test_the_reading_font_grows_with_the_systems(qapp: QApplication, theme: Theme) -> None:
    before = qapp.font()
    assert theme_module.reading_font().pixelSize() == 15
    larger = qapp.font()
    larger.setPixelSize(26)
    qapp.setFont(larger)
    try:
        assert theme_module.reading_font().pixelSize() == 30
    finally:
        qapp.setFont(before)
