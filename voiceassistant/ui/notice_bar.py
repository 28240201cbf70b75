"""What the user should know that belongs to no message: one sentence, buttons that help, and a way to close it."""

from functools import partial
from itertools import zip_longest

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from voiceassistant.ui.announce import announce
from voiceassistant.ui.parts import button, column, frame, label
from voiceassistant.ui.remedies import Remedy, title


class NoticeBar(QWidget):
    """Shows the newest notice; one that is no problem goes when the user goes on."""

    remedy_chosen = Signal(Remedy)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.problem = False
        self.words = label(wrap=True)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._remedies: tuple[Remedy, ...] = ()
        self.buttons = [button("", takes_clicked_focus=False) for _ in range(2)]
        self.close_button = button("✕", quiet=True, takes_clicked_focus=False)
        self.close_button.setAccessibleName(self.tr("Close this notice"))
        self.close_button.setFixedWidth(24)
        self.frame = frame("notice")
        outer = column(self)
        outer.setContentsMargins(16, 8, 16, 8)
        outer.addWidget(self.frame)
        row = QHBoxLayout(self.frame)
        row.setContentsMargins(16, 8, 8, 8)
        row.setSpacing(16)
        row.addWidget(self.words, 1)
        for at, helping in enumerate(self.buttons):
            row.addWidget(helping)
            helping.clicked.connect(partial(self._choose, at))
        row.addWidget(self.close_button)
        self.close_button.clicked.connect(self.hide)
        self.hide()

    def show_notice(
        self, text: str, *, problem: bool = False, remedies: tuple[Remedy, ...] = (), titles: tuple[str, ...] = ()
    ) -> None:
        """At most two remedies; `titles` are their buttons' words where they are not the usual ones."""
        self.problem = problem
        self.words.setText(f"⚠ {text}" if problem else text)
        self.words.setProperty("role", "problem" if problem else "")
        self.frame.setProperty("problem", problem)
        for widget in (self.frame, self.words):  # the style sheet asks for properties only once
            self.style().unpolish(widget)
            self.style().polish(widget)
        self._remedies = remedies
        for helping, remedy, words in zip_longest(self.buttons, remedies, titles):
            helping.setVisible(remedy is not None)
            if remedy:
                helping.setText(words or title(remedy))
        self.show()
        announce(self, text, urgent=problem)

    def dismiss_if_harmless(self) -> None:
        if not self.problem:
            self.hide()

    def _choose(self, at: int, _checked: bool = False) -> None:
        self.hide()
        self.remedy_chosen.emit(self._remedies[at])
