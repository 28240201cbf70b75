"""What was said to the assistant while a document is read, and what it answered or did about it."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QWidget

from voiceassistant.events import (
    Asked,
    Event,
    Failed,
    PartlyHeard,
    Phase,
    PhaseChanged,
    ReplyDelta,
    Steered,
    TakenBack,
    TurnEnded,
)
from voiceassistant.text.speakable import speakable
from voiceassistant.ui.announce import announce
from voiceassistant.ui.parts import button, column, frame, label
from voiceassistant.ui.texts import error_sentence

SHOWN_MILLISECONDS = 80  # an answer grows by letters; it is laid out anew not more often than this
TRACE_SENTENCES = 3  # for so long it stays that words were obeyed
LARGEST_SHARE = 0.3  # of the window's height, for an answer
WHOLE = 1 << 20  # pixels: no limit


class TalkStrip(QWidget):
    """What was said, and the answer as far as it has come, or what was done about it. `closed` by the user."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.phase = Phase.READY
        self._turn, self._source = 0, ""
        self._is_trace, self._sentences = False, 0
        self.question, self.answer = label(role="quiet", wrap=True), label(wrap=True)
        for words in (self.question, self.answer):
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.close_button = button("✕", quiet=True, takes_clicked_focus=False)
        self.close_button.setAccessibleName(self.tr("Close what was said"))
        self.close_button.setFixedWidth(24)
        self._soon = QTimer(self, singleShot=True, interval=SHOWN_MILLISECONDS)
        self._soon.timeout.connect(self._show_answer)
        self._arrange()
        self.close_button.clicked.connect(self._close)
        self.hide()

    def take(self, event: Event) -> None:
        match event:
            case PhaseChanged():
                self._show_phase(event)
            case PartlyHeard(turn=turn, text=text):
                self._begin(turn, self._you(text))
            case Asked(turn=turn, transcript=transcript):
                self._begin(turn, self._you(transcript.text), self.tr("Thinking…"))
            case ReplyDelta(turn=turn, text=text) if turn == self._turn:
                self._source += text
                if not self._soon.isActive():
                    self._soon.start()
            case Steered(turn=turn, words=words, obeyed=obeyed):
                self._begin(turn, self.tr("You said: {words}").format(words=words), f"→ {obeyed.sentence}")
                self._is_trace = True
                announce(self, obeyed.sentence)
            case Failed(turn=turn, error=error) if turn >= self._turn:
                self._begin(turn, self.question.text() if turn == self._turn else "", f"⚠ {error_sentence(error)}")
                announce(self, error_sentence(error), urgent=True)
            case TakenBack(turn=turn) if turn == self._turn:
                self.hide()
            case TurnEnded(turn=turn) if turn == self._turn:
                self._end()

    def sentence_began(self) -> None:
        """Of the document. What was obeyed is heard by now."""
        self._sentences += 1
        if self._is_trace and self._sentences > TRACE_SENTENCES:
            self.hide()

    def limit(self, height: int, others: int) -> None:
        """Of the window, and what all else in it needs of that: an answer leaves most of it to the document."""
        around = self.heightForWidth(self.width()) - self._area.minimumHeight()
        most = min(round(height * LARGEST_SHARE), height - others - around)
        self._area.limit(max(self.answer.fontMetrics().lineSpacing(), most))

    def _show_phase(self, event: PhaseChanged) -> None:
        self.phase = event.phase
        if event.phase is Phase.LISTENING and not event.by_ear:  # a noise must not move what is being read
            self._begin(event.turn, self.tr("Listening…"))
        elif event.phase is Phase.READY and not self._source and not self.answer.text():
            self.hide()  # nothing was said

    def _begin(self, turn: int, question: str, answer: str = "") -> None:
        self._turn, self._source = turn, ""
        self._is_trace, self._sentences = False, 0
        self._soon.stop()
        self.question.setText(question)
        self._put(answer)
        self.question.setVisible(bool(question))
        self.show()

    def _end(self) -> None:
        self._soon.stop()
        if self._source:
            self._show_answer()
        elif self.answer.text() == self.tr("Thinking…"):
            self.hide()  # stopped before anything came

    def _show_answer(self) -> None:
        self._put(speakable(self._source))

    def _put(self, answer: str) -> None:
        self.answer.setText(answer)
        self._area.setVisible(bool(answer))
        self._area.fit()

    def _you(self, words: str) -> str:
        return self.tr("You: {words}").format(words=words)

    def _close(self) -> None:
        self.hide()
        self.closed.emit()

    def _arrange(self) -> None:
        outer = column(self)
        outer.setContentsMargins(16, 8, 16, 0)
        inside = frame("notice")
        outer.addWidget(inside)
        row = QHBoxLayout(inside)
        row.setContentsMargins(16, 8, 8, 8)
        row.setSpacing(16)
        texts = QWidget()
        lines = column(texts, spacing=4)
        self._area = Scrolled(self.answer)
        lines.addWidget(self.question)
        lines.addWidget(self._area)
        row.addWidget(texts, 1)
        row.addWidget(self.close_button, alignment=Qt.AlignmentFlag.AlignTop)


class Scrolled(QScrollArea):
    """As high as its text, and not higher than it may be; the end is in view."""

    def __init__(self, words: QLabel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words, self._most = words, WHOLE
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setObjectName("answer")
        self.setAccessibleName(self.tr("Answer"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        words.setObjectName("page")  # the style sheet leaves its ground alone
        self.setWidget(words)
        bar = self.verticalScrollBar()
        bar.rangeChanged.connect(lambda _least, most: bar.setValue(most))

    def limit(self, height: int) -> None:
        self._most = height
        self.fit()

    def fit(self) -> None:
        """To the text as it is now. The arrow keys move what is cut."""
        needed = self._words.heightForWidth(self.viewport().width())
        cut = needed > self._most
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if cut else Qt.FocusPolicy.NoFocus)
        self.setFixedHeight(max(0, self._most if cut else needed))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()
