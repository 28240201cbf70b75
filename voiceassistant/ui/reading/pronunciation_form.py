"""One entry of the pronunciations: what is written, how it is said, and where."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLineEdit, QWidget

from voiceassistant.reading.pronunciations import Fault
from voiceassistant.text.spoken import Pronunciation
from voiceassistant.ui.announce import announce
from voiceassistant.ui.check_box import CheckBox
from voiceassistant.ui.choice import Choice
from voiceassistant.ui.language_names import LANGUAGES
from voiceassistant.ui.parts import hidden, label


class PronunciationForm(QWidget):
    """`edited` by the user; `submitted`: Enter was pressed in a field."""

    edited = Signal()
    submitted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.written, self.spoken, self.language = QLineEdit(), QLineEdit(), Choice()
        self.whole_word, self.case = CheckBox(self.tr("Only as a whole word")), CheckBox(self.tr("Same capitals only"))
        self.problem = hidden(label(role="problem", wrap=True))
        self.spoken.setPlaceholderText(self.tr("Empty: it is left out"))
        self._arrange()
        self.show_entry(Pronunciation("", ""))
        for field in (self.written, self.spoken):
            field.textEdited.connect(self._edited)
            field.returnPressed.connect(self.submitted)
        self.language.currentIndexChanged.connect(self._edited)
        for box in (self.whole_word, self.case):
            box.toggled.connect(self._edited)

    @property
    def entry(self) -> Pronunciation:
        """As the fields have it now; whether it makes sense is another question."""
        return Pronunciation(
            " ".join(self.written.text().split()),
            self.spoken.text().strip(),
            self.whole_word.isChecked(),
            self.case.isChecked(),
            self.language.currentData() or "",
        )

    def show_entry(self, said: Pronunciation) -> None:
        self.written.setText(said.written)
        self.spoken.setText(said.spoken)
        self.language.offer([(self.tr("Every language"), ""), *LANGUAGES], said.language)
        for box, ticked in ((self.whole_word, said.whole_word), (self.case, said.case)):
            box.blockSignals(True)
            box.setChecked(ticked)
            box.blockSignals(False)
        self.problem.setVisible(False)

    def show_fault(self, fault: Fault) -> None:
        """In one sentence, and where it can be mended."""
        field = self.spoken if fault is Fault.SAID_SO_ALREADY else self.written
        sentence = self._sentence(fault)
        self.problem.setText(f"⚠ {sentence}")
        self.problem.setVisible(True)
        field.setFocus()
        field.selectAll()
        announce(field, sentence, urgent=True)

    def _sentence(self, fault: Fault) -> str:
        match fault:
            case Fault.NOTHING_WRITTEN:
                return self.tr("Type the word as it is written.")
            case Fault.SAID_SO_ALREADY:
                return self.tr("It is said like that already; write it as it should sound.")
            case Fault.TWICE:
                return self.tr("“{word}” is in the list already; change that entry.").format(word=self.entry.written)

    def _edited(self) -> None:
        self.problem.setVisible(False)
        self.edited.emit()

    def _arrange(self) -> None:
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setVerticalSpacing(8)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        rows = (
            (self.tr("Written"), self.written),
            (self.tr("Said as"), self.spoken),
            (self.tr("In texts in"), self.language),
        )
        for title, field in rows:
            form.addRow(label(title, buddy=field), field)
            if isinstance(field, QLineEdit):
                field.setAccessibleName(title)
            else:
                field.view().setAccessibleName(title)
        boxes = QHBoxLayout()
        boxes.setSpacing(16)
        boxes.addWidget(self.whole_word)
        boxes.addWidget(self.case)
        boxes.addStretch()
        form.addRow("", boxes)
        form.addRow(self.problem)
