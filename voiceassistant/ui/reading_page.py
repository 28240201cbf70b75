"""The settings of reading aloud: who reads, and who each language."""

from collections.abc import Callable, Iterable
from concurrent.futures import Future
from typing import Any

from voiceassistant.settings import ReadingSettings
from voiceassistant.ui.bridge import Bridge
from voiceassistant.ui.choice import TypedChoice
from voiceassistant.ui.language_voices import LanguageVoices
from voiceassistant.ui.settings_page import SettingsPage

NAMES = ("voice",)
"""What is chosen in the reading window itself, the speed and what is read, is not asked for here."""


class ReadingPage(SettingsPage):
    """`speak` says a text with a voice; `occurring` are the languages of what is being read."""

    def __init__(
        self,
        settings: ReadingSettings,
        bridge: Bridge,
        speak: Callable[[str, str], "Future[None]"],
        occurring: Iterable[str],
    ) -> None:
        super().__init__(settings, NAMES)
        usual = self.fields["voice"]
        if isinstance(usual.editor, TypedChoice) and (edit := usual.editor.lineEdit()):
            edit.setPlaceholderText(self.tr("The one that answers"))
        self.voices = LanguageVoices(bridge, lambda text, voice: speak(text, voice or usual.value), occurring)
        self.voices.show_value(settings.voices)
        self.add_section(self.voices)
        self.voices.edited.connect(self.edited)

    def values(self) -> dict[str, Any]:
        return {**super().values(), "voices": self.voices.value}

    def show_settings(self, settings: ReadingSettings) -> None:
        self.show_values(settings)
        self.voices.show_value(settings.voices)
