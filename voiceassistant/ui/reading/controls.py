"""What steers the reading: the place, steps back and on, play and pause, speed, voice and sleep timer."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QPushButton, QWidget

from voiceassistant.documents.document import Place
from voiceassistant.reading.plan import Unit
from voiceassistant.ui.choice import Choice
from voiceassistant.ui.parts import button, column, label
from voiceassistant.ui.reading.place_slider import PlaceSlider
from voiceassistant.ui.reading.speed import SpeedBox
from voiceassistant.ui.reading.talk import TalkKeyButton

MARGIN = 16  # pixels
SLEEP_MINUTES = (5, 10, 15, 20, 30, 45, 60, 90)

translate = QCoreApplication.translate


class Controls(QWidget):
    """Tells what the user wants."""

    toggled = Signal()
    stepped = Signal(object, int)  # a Unit, and how many
    gone_to = Signal(int)  # a point of the slider's ruler
    speed_chosen = Signal(float)
    voice_chosen = Signal(str)
    voices_wanted = Signal()  # for each language
    sleep_chosen = Signal(float)  # minutes; 0: none
    stop_chosen = Signal(object)  # after which Unit

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.slider, self.place = PlaceSlider(), label(role="quiet")
        self.play_button = button(self.tr("Play"), primary=True)
        self.unit_back, self.unit_on = button("◀◀"), button("▶▶")
        self.sentence_back, self.sentence_on = button("◀"), button("▶")
        self.talk_button = TalkKeyButton()
        self.speed, self.voice, self.sleep = SpeedBox(), Choice(), Choice()
        self.voices_button = button("…")
        self._rows = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._steps, self._choices = self._make_steps(), self._make_choices()
        self._arrange()
        self._name()
        self._connect()
        self._minutes = 0.0  # of the sleep timer
        self._stops_after: Unit | None = None
        self._units: Sequence[Unit] = ()  # that can be waited for
        self.show_sleep(0)
        self.show_voices((), "")

    # --- what is shown ------------------------------------------------------------------------------------------------

    def show_reading(self, reading: bool) -> None:
        self.play_button.setText(self.tr("Pause") if reading else self.tr("Play"))

    def show_place(self, place: Place) -> None:
        """Where reading is."""
        self.slider.show_place(place)
        words = self.slider.words_at(self.slider.ruler.at(place))
        if words != self.slider.accessibleDescription():
            self.slider.setAccessibleDescription(words)  # its value is a number of ours
            self.place.setText(f"{self.slider.ruler.share(place):.0%}")

    def show_voices(self, names: Sequence[str], chosen: str) -> None:
        """Hidden while there is no choice."""
        self.voice.offer([(name, name) for name in names], chosen)
        self._voice_field.setVisible(len(names) > 1)

    def show_sleep(self, minutes: float) -> None:
        """0: it is off."""
        self._minutes = minutes
        self._offer_stops()

    def show_stop(self, unit: Unit | None) -> None:
        """It pauses at the end of this one; None: it does not."""
        self._stops_after = unit
        self._offer_stops()

    def offer_stops(self, units: Sequence[Unit]) -> None:
        """What the document has of chapters and pages."""
        if units != self._units:
            self._units = units
            self._offer_stops()

    def _offer_stops(self) -> None:
        after, minutes = self._stops_after, sorted({0.0, *map(float, SLEEP_MINUTES), self._minutes})
        offered = [(self._sleep_words(each), f"{each:g}") for each in minutes]
        units = [unit for unit in Unit if unit in self._units or unit is after]
        offered[1:1] = [(_unit_words(unit), unit.value) for unit in units]
        self.sleep.offer(offered, after.value if after else f"{self._minutes:g}")

    def _sleep_words(self, minutes: float) -> str:
        return self.tr("{n} min").format(n=f"{minutes:g}") if minutes else self.tr("Off")

    # --- how it is put together ---------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        choices = sum(
            holder.sizeHint().width() + self._choices.spacing() for holder in self._holders if not holder.isHidden()
        )
        needed = self._steps.sizeHint().width() + choices
        _lay_out(self._rows, beside=self.width() >= needed + 3 * MARGIN)  # else the choices stand below the buttons
        _lay_out(self._choices, beside=self.width() >= choices + 2 * MARGIN)  # else below each other
        self.updateGeometry()  # the window has to know that it is higher now

    def _arrange(self) -> None:
        layout = column(self)
        layout.setContentsMargins(MARGIN, 8, MARGIN, 8)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.slider, 1)
        top.addWidget(self.place)
        layout.addLayout(top)
        layout.addLayout(self._rows)
        self._rows.setSpacing(8)
        self._rows.addLayout(self._steps, 1)
        self._rows.addLayout(self._choices)

    def _make_steps(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        for one in (self.unit_back, self.sentence_back, self.play_button, self.sentence_on, self.unit_on):
            row.addWidget(one)
        row.addWidget(self.talk_button)
        self.play_button.setText(self.tr("Pause"))  # nothing moves when the word changes
        width = self.play_button.sizeHint().width()
        self.play_button.setText(self.tr("Play"))
        self.play_button.setMinimumWidth(max(width, self.play_button.sizeHint().width()))
        row.addStretch(1)
        return row

    def _make_choices(self) -> QBoxLayout:
        row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        row.setSpacing(8)
        self._voice_field, self._holders = QWidget(), list[QWidget]()
        fields = ((self.tr("Speed"), self.speed), (self.tr("Voice"), self.voice), (self.tr("Stop after"), self.sleep))
        for title, field in fields:
            holder = self._voice_field if field is self.voice else QWidget()
            inner = QHBoxLayout(holder)
            inner.setContentsMargins(0, 0, 0, 0)
            inner.setSpacing(8)
            inner.addWidget(label(title, "quiet", buddy=field))
            inner.addWidget(field)
            if field is self.voice:
                inner.addWidget(self.voices_button)
            row.addWidget(holder)
            self._holders.append(holder)
        row.addStretch()
        return row

    def _name(self) -> None:
        names = (
            (self.unit_back, self.tr("Previous paragraph"), self.tr("Ctrl+Left")),
            (self.sentence_back, self.tr("Previous sentence"), self.tr("Left")),
            (self.play_button, self.tr("Read or pause"), self.tr("Space")),
            (self.sentence_on, self.tr("Next sentence"), self.tr("Right")),
            (self.unit_on, self.tr("Next paragraph"), self.tr("Ctrl+Right")),
        )
        for one, name, key in names:
            if one is not self.play_button:  # it would hide what the button says
                one.setAccessibleName(name)
                one.setProperty("plus", True)
            one.setToolTip(f"{name} ({key})")
            one.setAutoDefault(False)
        self.voices_button.setAccessibleName(self.tr("Voices by language"))
        self.voices_button.setToolTip(self.tr("A voice for each language"))
        self.voices_button.setProperty("plus", True)
        self.voices_button.setAutoDefault(False)
        self.speed.setToolTip(self.tr("How fast it is read (+ and −)"))
        self.sleep.setToolTip(self.tr("Pauses by itself after this time"))

    def _connect(self) -> None:
        steps: tuple[tuple[QPushButton, Unit, int], ...] = (
            (self.unit_back, Unit.PARAGRAPH, -1),
            (self.sentence_back, Unit.SENTENCE, -1),
            (self.sentence_on, Unit.SENTENCE, 1),
            (self.unit_on, Unit.PARAGRAPH, 1),
        )
        for one, unit, count in steps:
            one.clicked.connect(lambda _=False, unit=unit, count=count: self.stepped.emit(unit, count))
        self.play_button.clicked.connect(lambda: self.toggled.emit())  # noqa: PLW0108 - without its argument
        self.slider.gone_to.connect(self.gone_to)
        self.speed.chosen.connect(self.speed_chosen)
        self.voices_button.clicked.connect(lambda: self.voices_wanted.emit())  # noqa: PLW0108 - without its argument
        self.voice.currentIndexChanged.connect(lambda: self.voice_chosen.emit(self.voice.currentData() or ""))
        self.sleep.currentIndexChanged.connect(self._choose_sleep)
        for choice in (self.voice, self.sleep):
            choice.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def _choose_sleep(self) -> None:
        chosen = self.sleep.currentData()
        unit = next((unit for unit in Unit if unit.value == chosen), None)
        if unit is not None:
            self.stop_chosen.emit(unit)
        else:
            self.sleep_chosen.emit(float(chosen))


def _unit_words(unit: Unit) -> str:
    match unit:
        case Unit.SENTENCE:
            return translate("Reading", "Sentence")
        case Unit.PARAGRAPH:
            return translate("Reading", "Paragraph")
        case Unit.HEADING:
            return translate("Reading", "Chapter")
        case Unit.PAGE:
            return translate("Reading", "Page")


def _lay_out(boxes: QBoxLayout, *, beside: bool) -> None:
    direction = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
    if boxes.direction() is not direction:
        boxes.setDirection(direction)
