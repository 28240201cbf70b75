"""Which kinds of what stands in a document are read: a box to tick for each."""

from collections.abc import Set

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from voiceassistant.documents.document import READ, Kind
from voiceassistant.ui.check_box import CheckBox
from voiceassistant.ui.parts import button, column, label
from voiceassistant.ui.reading.kind_texts import kind_title


class WhatIsRead(QWidget):
    """`chosen` by the user: a frozenset of Kind."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.boxes = {kind: CheckBox(kind_title(kind)) for kind in Kind}
        self.usual_button = button(self.tr("As usual"))
        self.usual_button.setAutoDefault(False)
        layout = column(self, margin=8)
        words = self.tr("What is not ticked stands in the text in grey, with a word before it, and is passed over.")
        layout.addWidget(label(words, "quiet", wrap=True))
        for box in self.boxes.values():
            layout.addWidget(box)
            box.clicked.connect(lambda: self.chosen.emit(self.kinds))
        layout.addWidget(self.usual_button)
        layout.addStretch()
        self.usual_button.clicked.connect(lambda: self._choose(READ))
        self.show_kinds(READ)

    @property
    def kinds(self) -> frozenset[Kind]:
        return frozenset(kind for kind, box in self.boxes.items() if box.isChecked())

    def show_kinds(self, kinds: Set[Kind]) -> None:
        for kind, box in self.boxes.items():
            box.setChecked(kind in kinds)

    def _choose(self, kinds: Set[Kind]) -> None:
        self.show_kinds(kinds)
        self.chosen.emit(self.kinds)
