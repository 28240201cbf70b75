"""Asks a question again with the text in its pictures, for a model that sees none."""

from functools import partial

from PySide6.QtCore import QObject, Signal

from voiceassistant.events import Asked
from voiceassistant.ui.bridge import Bridge
from voiceassistant.ui.port import AssistantPort


class PictureTexts(QObject):
    """`read`: the turn that failed, and its question with the text; `problem`: why there is none."""

    began = Signal()
    read = Signal(int, str)
    problem = Signal(object)  # an error

    def __init__(self, bridge: Bridge, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self.assistant: AssistantPort | None = None  # as soon as there is one

    def of(self, asked: Asked) -> None:
        """Reads its pictures, one after the other, on this computer."""
        self.began.emit()
        self._next(asked, ())

    def _next(self, asked: Asked, texts: tuple[str, ...]) -> None:
        if len(texts) == len(asked.images):
            heading = self.tr("Text in the picture:")
            self.read.emit(asked.turn, f"{asked.transcript.text}\n\n{heading}\n" + "\n\n".join(texts))
        elif self.assistant:
            reading = self.assistant.text_in(asked.images[len(texts)])
            self._bridge.when_done(reading, self, partial(self._take, asked, texts))

    def _take(self, asked: Asked, texts: tuple[str, ...], text: str | None, error: BaseException | None) -> None:
        if error:
            self.problem.emit(error)
        else:
            self._next(asked, (*texts, text or ""))
