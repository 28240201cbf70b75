"""One transcription at a time: begun, cancelled, gone on with; what is finished is kept while the program runs."""

from concurrent.futures import CancelledError, Future
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from voiceassistant.transcripts import Transcript, TranscriptionProgress, TranscriptionWish
from voiceassistant.ui.bridge import Bridge
from voiceassistant.ui.port import AssistantPort

Finished = dict[TranscriptionWish, Transcript]


class TranscriptionWork(QObject):
    """`progressed` with a TranscriptionProgress; then `done`, or `stopped` with the error, or None when cancelled.

    Args:
        finished: The file's transcripts so far; those to come are added.
    """

    progressed = Signal(object)
    done = Signal(object)  # a Transcript
    stopped = Signal(object)

    def __init__(
        self, assistant: AssistantPort, bridge: Bridge, path: Path, finished: Finished, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._assistant, self._bridge, self._path, self._finished = assistant, bridge, path, finished
        self._future: Future[Transcript] | None = None
        self.wish: TranscriptionWish | None = None  # of what was begun last
        self.progress: TranscriptionProgress | None = None  # of that

    @property
    def busy(self) -> bool:
        return self._future is not None

    def finished(self, wish: TranscriptionWish) -> Transcript | None:
        return self._finished.get(wish)

    def resumes(self, wish: TranscriptionWish) -> bool:
        """Whether it would go on where it stopped."""
        return self.progress is not None and wish == self.wish and wish not in self._finished

    def begin(self, wish: TranscriptionWish) -> None:
        if self._future is not None:
            return
        if not self.resumes(wish):
            self.progress = None
        self.wish = wish
        tell = self._bridge.relay(self, partial(self._progressed, wish))
        self._future = self._assistant.transcribe_file(self._path, wish, tell)
        self._bridge.when_done(self._future, self, self._ended)

    def cancel(self) -> None:
        if self._future:
            self._future.cancel()

    def _progressed(self, wish: TranscriptionWish, progress: TranscriptionProgress) -> None:
        if self._future is not None and wish == self.wish:
            self.progress = progress
            self.progressed.emit(progress)

    def _ended(self, transcript: Transcript | None, error: BaseException | None) -> None:
        self._future = None
        if transcript is not None and self.wish is not None:
            self._finished[self.wish] = transcript
            self.done.emit(transcript)
        else:
            self.stopped.emit(None if isinstance(error, CancelledError) else error)
