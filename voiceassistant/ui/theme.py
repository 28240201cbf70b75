"""Colours, light and dark, as a palette and a style sheet on Qt's Fusion; follows the system's scheme while it runs.

Widgets that paint themselves read the palette: Accent, PlaceholderText (quiet text), BrightText (danger), AlternateBase
(panel) and Mid (lines).
"""

from dataclasses import asdict, dataclass
from string import Template

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontInfo, QPalette
from PySide6.QtWidgets import QApplication, QStyle

from voiceassistant.resource_files import resource

READING_PIXELS = 15
LEAST_PIXELS = 13  # some systems' default of 12 px is hard to read


@dataclass(frozen=True, slots=True)
class Colours:
    """Each as #RRGGBB. Every text colour is readable on page, panel and field; on_accent is text on accent."""

    page: str
    panel: str
    field: str
    line: str
    text: str
    quiet: str
    accent: str
    on_accent: str
    danger: str


LIGHT = Colours(
    "#FAFAF8", "#F1F1EE", "#FFFFFF", "#C9C9C3", "#1C1C1A", "#5C5C57", "#2F5DA8", on_accent="#FFFFFF", danger="#A3321F"
)
DARK = Colours(
    "#1B1C1E", "#242528", "#17181A", "#4A4C50", "#ECECEA", "#A5A6A8", "#8FB4F2", on_accent="#16181C", danger="#F2A08E"
)
HIGH_CONTRAST_LIGHT = Colours(
    "#FFFFFF", "#FFFFFF", "#FFFFFF", "#000000", "#000000", "#000000", "#00308F", on_accent="#FFFFFF", danger="#8B0000"
)
HIGH_CONTRAST_DARK = Colours(
    "#000000", "#000000", "#000000", "#FFFFFF", "#FFFFFF", "#FFFFFF", "#8CC8FF", on_accent="#000000", danger="#FFB3A7"
)


class Theme(QObject):
    """Dresses the application. `choice` is "system", "light" or "dark", as in the settings."""

    changed = Signal()

    def __init__(self, application: QApplication, choice: str = "system") -> None:
        super().__init__(application)
        self._application, self._choice = application, choice
        self.colours, self._dressed = LIGHT, False
        self._hints = application.styleHints()
        application.setStyle("Fusion")
        _enlarge(application)
        self._hints.colorSchemeChanged.connect(self._dress)
        self._accessibility = self._hints.accessibility()
        self._accessibility.contrastPreferenceChanged.connect(self._dress)
        self.use(choice)

    def use(self, choice: str) -> None:
        schemes = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}
        self._choice = choice
        self._hints.setColorScheme(schemes.get(choice, Qt.ColorScheme.Unknown))  # for the system's own title bar
        self._dress()

    def _dress(self) -> None:
        dark = self._choice == "dark" or (self._choice == "system" and self._hints.colorScheme() is Qt.ColorScheme.Dark)
        high = self._accessibility.contrastPreference() is Qt.ContrastPreference.HighContrast
        light_and_dark = (HIGH_CONTRAST_LIGHT, HIGH_CONTRAST_DARK) if high else (LIGHT, DARK)
        if self._dressed and self.colours is light_and_dark[dark]:
            return  # a full window would take a fifth of a second for the same clothes
        self.colours, self._dressed = light_and_dark[dark], True
        self._application.setPalette(palette(self.colours))
        template = Template(resource("themes/window.qss").read_text(encoding="utf-8"))
        sheet = template.substitute(asdict(self.colours))
        if sheet != self._application.styleSheet():  # the same one would take a fifth of a second, too
            self._application.setStyleSheet(sheet)
        self.changed.emit()


def palette(colours: Colours) -> QPalette:
    role = QPalette.ColorRole
    values = {
        role.Window: colours.page,
        role.WindowText: colours.text,
        role.Base: colours.field,
        role.AlternateBase: colours.panel,
        role.Text: colours.text,
        role.PlaceholderText: colours.quiet,
        role.Button: colours.panel,
        role.ButtonText: colours.text,
        role.BrightText: colours.danger,
        role.Highlight: colours.accent,
        role.HighlightedText: colours.on_accent,
        role.Accent: colours.accent,
        role.Link: colours.accent,
        role.LinkVisited: colours.accent,
        role.ToolTipBase: colours.panel,
        role.ToolTipText: colours.text,
        role.Light: colours.panel,
        role.Mid: colours.line,
        role.Dark: colours.line,
    }
    made = QPalette()
    for name, value in values.items():
        made.setColor(name, QColor(value))
    for name in (role.Text, role.WindowText, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, name, QColor(colours.quiet))
    return made


def reading_font() -> QFont:
    """The system's font at 15 px, or larger where the user has enlarged the system's."""
    font = QApplication.font()
    font.setPixelSize(max(READING_PIXELS, round(QFontInfo(font).pixelSize() * 1.15)))
    return font


def animations_wanted() -> bool:
    """False where the system asks for less motion."""
    return QApplication.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration) > 0


def _enlarge(application: QApplication) -> None:
    font = application.font()
    if QFontInfo(font).pixelSize() < LEAST_PIXELS:
        font.setPixelSize(LEAST_PIXELS)
        application.setFont(font)
