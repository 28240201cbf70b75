"""One message of the conversation: who, the tools that were called, the text, and what went wrong with it."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from voiceassistant.messages import Image, ToolCall
from voiceassistant.ui.confidence import Unsure
from voiceassistant.ui.json_tree import JsonTree
from voiceassistant.ui.message_text import MessageText
from voiceassistant.ui.parts import button, column, hidden, label
from voiceassistant.ui.remedies import Remedy, title
from voiceassistant.ui.thumbnails import Thumbnails
from voiceassistant.ui.tool_line import ToolLine

INDENT_PIXELS = 24  # an answer stands to the right of the question
STREAM_MILLISECONDS = 33  # text that streams is laid out at most this often


class MessageRow(QWidget):
    """`changed`: it may be higher now. `remedy_chosen`: a button under a failure was pressed."""

    changed = Signal()
    remedy_chosen = Signal(Remedy)

    def __init__(self, *, from_user: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.from_user, self.source = from_user, ""
        self.unsettled = False  # the question may still go on
        self.name = label(self.tr("You") if from_user else self.tr("Assistant"), "name")
        self.text = MessageText()
        self.text.setAccessibleName(self.name.text())
        self.note = hidden(label(role="quiet"))
        self.facts = hidden(label(role="quiet", wrap=True))
        self.unsure: tuple[Unsure, ...] = ()
        self.json: JsonTree | None = None
        self.images: tuple[Image, ...] = ()
        self.tools: list[ToolLine] = []
        self.failure: QWidget | None = None
        self.failure_text = ""
        self.remedies: tuple[Remedy, ...] = ()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(8 if from_user else 8 + INDENT_PIXELS, 8, 8, 8)
        self._layout.setSpacing(4)
        for widget in (self.name, self.text, self.note, self.facts):
            self._layout.addWidget(widget)
        self.text.setVisible(False)
        self._stream = QTimer(self, singleShot=True, interval=STREAM_MILLISECONDS)
        self._stream.timeout.connect(self.flush)

    @property
    def plain(self) -> str:
        return self.text.toPlainText()

    @property
    def spoken_name(self) -> str:
        """What a screen reader says for the whole message."""
        parts = [f"{self.name.text()}: {self.plain}" if self.plain else self.name.text()]
        parts += [self.tr("Picture {name}").format(name=image.name) for image in self.images]
        parts += [place.words for place in self.unsure]
        parts += [line.line.accessibleName() for line in self.tools]
        parts += [text for text in (self.note.text(), self.facts.text(), self.failure_text) if text]
        return ". ".join(part.rstrip(".") for part in parts)

    def height_for(self, width: int) -> int:
        for child in self.findChildren(QWidget):
            child.ensurePolished()  # the style sheet decides how high a button is
        margins = self._layout.contentsMargins()
        self.text.fit(width - margins.left() - margins.right())
        if not self._layout.hasHeightForWidth():
            return self._layout.totalSizeHint().height()
        return self._layout.totalHeightForWidth(width)

    # --- text ---------------------------------------------------------------------------------------------------------

    def append(self, text: str) -> None:
        self.source += text
        if not self._stream.isActive():
            self._stream.start()

    def show_source(self, source: str) -> None:
        self.source = source
        self.flush()

    def show_partly(self, source: str) -> None:
        """What may still go on: grey, and dots say the same."""
        self.unsettled = True
        self.show_source(f"{source.rstrip()} …")
        self.text.fade_from(0)

    def settle(self, source: str) -> None:
        """The text is what was said."""
        self.unsettled = False
        self.text.fade_from(None)
        self.show_source(source)

    def flush(self) -> None:
        """Shows what has come so far, now."""
        self._stream.stop()
        self.text.setVisible(bool(self.source) and self.json is None)
        self.text.show_source(self.source)
        self.changed.emit()

    def show_interrupted(self, heard_until: int) -> None:
        """`heard_until` in code points of the text."""
        self.flush()
        self.text.no_underline()
        self.text.fade_from(heard_until)
        self.note.setText(self.tr("(interrupted)"))
        self.note.setVisible(True)
        self.changed.emit()

    def show_images(self, images: Sequence[Image]) -> None:
        """Small, above the text."""
        if not images or self.images:
            return
        self.images = tuple(images)
        shown = Thumbnails(self.images)
        self._layout.insertWidget(1, shown)
        shown.show()
        self.changed.emit()

    def show_json(self, value: Any) -> None:
        """The answer as a tree instead of its text."""
        tree = JsonTree(value)
        tree.changed.connect(self.changed)
        self._layout.insertWidget(self._layout.indexOf(self.text) + 1, tree)
        self.text.setVisible(False)
        self.json = tree
        tree.show()
        self.changed.emit()

    def show_unsure(self, places: tuple[Unsure, ...]) -> None:
        self.unsure = places
        self.text.show_unsure(places)

    def show_facts(self, line: str) -> None:
        """Who answered and what it cost, "" for nothing."""
        self.facts.setText(line)
        self.facts.setVisible(bool(line))
        self.changed.emit()

    # --- tools and failures -------------------------------------------------------------------------------------------

    def show_tool(self, call: ToolCall, *, ended: bool) -> None:
        line = next((line for line in self.tools if line.id == call.id), None)
        if line:
            line.show_call(call, ended=ended)
        else:
            line = ToolLine(call, ended=ended)
            line.line.toggled.connect(lambda _: self.changed.emit())
            self._layout.insertWidget(1 + len(self.tools), line)
            self.tools.append(line)
            line.show()
        self.changed.emit()

    def show_failure(self, sentence: str, remedies: tuple[Remedy, ...]) -> None:
        """One sentence, and under it what can be done about it."""
        self._show_below(sentence, label(f"⚠ {sentence}", "problem", wrap=True), remedies)

    def show_stopped(self, remedies: tuple[Remedy, ...]) -> None:
        """Stopped before there was an answer."""
        self.show_ending(self.tr("(stopped)"), remedies)

    def show_ending(self, words: str, remedies: tuple[Remedy, ...]) -> None:
        """How it ended, which is no failure."""
        self._show_below(words, label(words, "quiet", wrap=True), remedies)

    def _show_below(self, sentence: str, words: QLabel, remedies: tuple[Remedy, ...]) -> None:
        self.clear_failure()
        self.flush()
        self.failure, self.failure_text, self.remedies = QWidget(), sentence, remedies
        layout = column(self.failure)
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        layout.addWidget(words)
        buttons = QHBoxLayout()
        for remedy in remedies:
            helping = button(title(remedy), takes_clicked_focus=False)
            helping.clicked.connect(partial(self._choose, remedy))
            buttons.addWidget(helping)
        buttons.addStretch()
        layout.addLayout(buttons)
        self._layout.addWidget(self.failure)
        self.failure.show()  # not only when Qt gets to it: it is measured before
        self.changed.emit()

    def clear_failure(self) -> None:
        if self.failure:
            self._layout.removeWidget(self.failure)
            self.failure.hide()
            self.failure.deleteLater()
            self.failure, self.failure_text, self.remedies = None, "", ()
            self.changed.emit()

    def _choose(self, remedy: Remedy, _checked: bool = False) -> None:
        self.remedy_chosen.emit(remedy)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.FontChange:
            self.changed.emit()
        super().changeEvent(event)
