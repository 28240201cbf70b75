"""A voice for each language that documents are read in, and how it sounds."""

from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Future
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QWidget

from voiceassistant.ui.bridge import Bridge
from voiceassistant.ui.choice import VOICES, Choice, TypedChoice
from voiceassistant.ui.language_names import LANGUAGES, language_name
from voiceassistant.ui.parts import button, column, label, tab_as_laid_out
from voiceassistant.ui.speech_work import SpeechWork
from voiceassistant.ui.state_line import StateLine

SAMPLES = {
    "en": "The lighthouse stands on the rock, and its light is seen from far away.",
    "ko": "등대는 바위 위에 서 있고, 그 불빛은 멀리서도 보입니다.",
    "ja": "灯台は岩の上に立ち、その光は遠くからも見えます。",
    "zh": "灯塔立在岩石上，远远就能看见它的光。",
    "de": "Der Leuchtturm steht auf dem Felsen, und sein Licht ist von weitem zu sehen.",
    "es": "El faro está sobre la roca y su luz se ve desde muy lejos.",
    "fr": "Le phare se dresse sur le rocher et sa lumière se voit de loin.",
    "it": "Il faro sta sulla roccia e la sua luce si vede da lontano.",
    "pt": "O farol fica sobre a rocha e a sua luz é vista de longe.",
    "nl": "De vuurtoren staat op de rots en zijn licht is van ver te zien.",
    "pl": "Latarnia stoi na skale, a jej światło widać z daleka.",
    "sv": "Fyren står på klippan och dess ljus syns på långt håll.",
    "ru": "Маяк стоит на скале, и его свет виден издалека.",
    "uk": "Маяк стоїть на скелі, і його світло видно здалеку.",
    "tr": "Deniz feneri kayanın üstünde durur ve ışığı uzaktan görünür.",
}
"""What a voice says to be heard; in other languages it says the language's name."""


class LanguageVoices(QWidget):
    """`edited`: `value` is new.

    Args:
        bridge: Tells of a sample's end.
        speak: Says a text with a voice; "": the usual one.
        occurring: Languages that are read, ISO 639-1: they have a row without being chosen.
    """

    edited = Signal()

    def __init__(
        self, bridge: Bridge, speak: Callable[[str, str], "Future[None]"], occurring: Iterable[str] = ()
    ) -> None:
        super().__init__()
        self._speak, self._occurring = speak, frozenset(occurring) - {""}
        self.choices: dict[str, TypedChoice] = {}
        self.hear_buttons: dict[str, QPushButton] = {}
        self._sounding = ""  # the language whose sample is heard
        self.work, self.state = SpeechWork(bridge, self), StateLine()
        self.more, self.add_button = Choice(), button(self.tr("Add language"))
        self._grid = QGridLayout()
        self._arrange()
        self.add_button.clicked.connect(self._add)
        self.work.changed.connect(self._name)
        self.work.told.connect(lambda words, problem: self.state.tell(words, problem=problem))
        self.show_value({})

    @property
    def value(self) -> dict[str, str]:
        """Only those that were chosen."""
        typed = {language: choice.currentText().strip() for language, choice in self.choices.items()}
        return {language: voice for language, voice in typed.items() if voice}

    def show_value(self, voices: Mapping[str, str]) -> None:
        for language in (*(code for _, code in LANGUAGES), *voices):
            if language in self._occurring or language in voices:
                self._row(language).setEditText(voices.get(language, ""))
        for language in self.choices.keys() - voices.keys():
            self.choices[language].setEditText("")
        self._offer_more()

    def _row(self, language: str) -> TypedChoice:
        if language in self.choices:
            return self.choices[language]
        name, at = language_name(language), len(self.choices)
        choice = self.choices[language] = TypedChoice(self.tr("Voice for {language}").format(language=name), VOICES)
        if edit := choice.lineEdit():
            edit.setPlaceholderText(self.tr("As usual"))
            edit.editingFinished.connect(self.edited)
        choice.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        choice.setMinimumContentsLength(6)  # a small window at 200 % has no room for more
        choice.activated.connect(self.edited)
        choice.view().setAccessibleName(name)
        hear = self.hear_buttons[language] = button("")
        hear.setAutoDefault(False)
        hear.clicked.connect(partial(self._hear, language))
        self._grid.addWidget(label(name, buddy=choice), at, 0)
        self._grid.addWidget(choice, at, 1)
        self._grid.addWidget(hear, at, 2)
        self._name()
        return choice

    def _add(self) -> None:
        language = self.more.currentData()
        if language:
            choice = self._row(language)
            self._offer_more()
            tab_as_laid_out(self)
            choice.show()  # else it could not have the focus yet
            choice.setFocus()

    def _offer_more(self) -> None:
        rest = [(name, code) for name, code in LANGUAGES if code not in self.choices]
        self.more.offer(rest, rest[0][1] if rest else "")
        for widget in (self.more, self.add_button):
            widget.setEnabled(bool(rest))

    def _hear(self, language: str) -> None:
        if self.work.busy:
            self.work.stop()
            return
        self._sounding = language
        text, voice = SAMPLES.get(language, language_name(language)), self.choices[language].currentText().strip()
        self.work.begin(lambda: self._speak(text, voice), self.tr("Speaking…"), "")

    def _name(self) -> None:
        for language, hear in self.hear_buttons.items():
            name = language_name(language)
            sounds = self.work.busy and language == self._sounding
            hear.setText(self.tr("Stop") if sounds else self.tr("Hear"))
            hear.setAccessibleName(self.tr("Stop") if sounds else self.tr("Hear {language}").format(language=name))
            hear.setEnabled(sounds or not self.work.busy)

    def _arrange(self) -> None:
        layout = column(self, spacing=8)
        layout.addWidget(label(self.tr("Voices for languages of their own"), "name"))
        words = self.tr("Each sentence is read by the voice of its language; empty: by the one above.")
        layout.addWidget(label(words, "quiet", wrap=True))
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        layout.addLayout(self._grid)
        layout.addWidget(self.state)
        name = label(self.tr("Another language"), "quiet", buddy=self.more)
        self.more.view().setAccessibleName(name.text())
        layout.addWidget(name)
        last = QHBoxLayout()
        last.setSpacing(8)
        for widget in (self.more, self.add_button):
            last.addWidget(widget)
        last.addStretch()
        layout.addLayout(last)
        self.add_button.setAutoDefault(False)
