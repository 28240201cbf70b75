"""The document that is read, in the conversation: words steer it, and questions about it are answered.

"Go back a paragraph."   ─► obeyed at once
"What does that mean?"   ─► the chat model, which is told what was being read
either way               ─► reading goes on at the word where it stopped
"""

from collections.abc import Awaitable, Callable

from voiceassistant.events import Event, Obeyed, Phase, PhaseChanged
from voiceassistant.reading.events import Phase as ReadingPhase
from voiceassistant.reading.obeying import Obeying
from voiceassistant.reading.reader import Reader
from voiceassistant.reading.steering import command

CHARACTERS_BEFORE, CHARACTERS_AFTER = 900, 300  # of the text around a question


class ReadersLectern:
    """Belongs to the engine's loop, as the reader does."""

    def __init__(self, reader: Reader) -> None:
        self._reader, self._obeying = reader, Obeying(reader)

    def on_event(self, event: Event) -> None:
        """Whoever speaks is heard in silence, and answered before reading goes on."""
        if isinstance(event, PhaseChanged):
            if event.phase is Phase.READY:
                self._reader.release()
            else:
                self._reader.hold()

    def steering(self, words: str) -> Callable[[], Awaitable[Obeyed]] | None:
        """What does what these words want; None where they are a question, or nothing is open."""
        if self._reader.phase in (ReadingPhase.CLOSED, ReadingPhase.OPENING):
            return None
        wanted = command(words)
        return None if wanted is None else lambda: self._obeying.obey(wanted, words)

    def being_said(self) -> str:
        """The sentences that an ear may have in it now; empty: nothing is being read."""
        return self._reader.heard_lately() if self._reader.phase is ReadingPhase.READING else ""

    def context(self) -> str:
        """What was being read when the question came, for the chat model; empty where nothing was."""
        title, text, words = self._reader.book.title, *self._reader.around(CHARACTERS_BEFORE, CHARACTERS_AFTER)
        if not text:
            return ""
        return (
            f"I am listening to “{title}”, {self._reader.whereabouts()}. This is where I am in it:\n<<<\n{text}\n>>>\n"
            f"The last sentence that I heard: “{words}”\nMy question:"
        )
