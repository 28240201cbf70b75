"""The sentences from a place on, each with its speech, which is asked for before it is needed."""

import logging
from collections import deque
from collections.abc import AsyncGenerator, Callable, Iterator

from voiceassistant.documents.document import Place
from voiceassistant.errors import AssistantError
from voiceassistant.reading.book import Book
from voiceassistant.reading.narration import Narrator
from voiceassistant.reading.passage import ToSay
from voiceassistant.reading.plan import Plan, Sentence
from voiceassistant.text.spoken import Spoken

log = logging.getLogger(__name__)

ASKED_LATELY = 40  # sentences: more than are ever asked for ahead


class SpeechAhead:
    """Belongs to a loop; `languages` may be read from anywhere.

    Args:
        book: Has the open document.
        narrator: Has sentences spoken.
        spoken: What is said for a text in a language; called on the document's thread.
        on_failure: Told why a part of the document is passed over.
    """

    def __init__(
        self,
        book: Book,
        narrator: Narrator,
        spoken: Callable[[str, str], Spoken],
        on_failure: Callable[[AssistantError], None],
    ) -> None:
        self._book, self._narrator, self._spoken, self._on_failure = book, narrator, spoken, on_failure
        self._asked = _nothing_asked()  # the last of them are not heard yet
        self.languages: frozenset[str] = frozenset()  # of the open document, as far as it was read

    def begin_document(self, language: str) -> None:
        """What was asked for before was another one's. `language`: ISO 639-1; empty: unknown."""
        self._asked = _nothing_asked()  # not cleared: the document's thread may be looking through it
        self.languages = frozenset({language})

    async def since(self, place: Place, until: Place | None, begun: ToSay | None) -> AsyncGenerator[ToSay, None]:
        """The sentences since a place and before another; each is asked for as it is given, unless it was `begun`.

        Raises DocumentError.
        """
        plan = self._book.plan
        assert plan is not None
        sentences, first = plan.since(place), True
        while (following := await self._book.ask(lambda _: self._following(sentences))) is not None:
            self._tell_failures(plan)
            sentence, spoken = following
            if until is not None and sentence.place >= until:
                return
            if first and begun is not None and begun[0] == sentence:
                sentence, spoken, narration = begun
            else:
                narration = self._narrator.narrate(spoken.text, sentence.language)
            if first:
                self._narrator.only(narration)  # what was asked for at another place would come before it
                first = False
            yield sentence, spoken, narration

    async def get_ready(self, place: Place, is_silent: Callable[[], bool]) -> None:
        """Has the sentence at a place spoken before anybody asks, where that costs nothing but the computer's time.

        Only while nothing is read: other speech that has not come yet is given up. The voice's model is loaded by then,
        too. Raises DocumentError.
        """
        plan = self._book.plan
        if plan is None:
            return
        try:
            is_here = await self._narrator.on_this_computer()
        except AssistantError as error:  # whoever wants to hear it is told
            log.warning("the voice is not ready: %s", error)
            return
        first = await self._book.ask(lambda _: self._following(plan.since(place))) if is_here else None
        if first and is_silent():
            sentence, spoken = first
            self._narrator.only(self._narrator.narrate(spoken.text, sentence.language))

    async def is_said_differently(self, after: Place | None) -> bool:
        """Whether what was asked for lately behind a place would be something else now; None: anything of it."""

        def look() -> bool:
            ahead = [one for one in self._asked if after is None or one[0].place > after]
            return any(self._spoken(sentence.text, sentence.language) != spoken for sentence, spoken in ahead)

        return await self._book.work(look)

    def _following(self, sentences: Iterator[Sentence]) -> tuple[Sentence, Spoken] | None:
        """The next one with anything to say. The document's thread."""
        for sentence in sentences:
            spoken = self._spoken(sentence.text, sentence.language)
            self._asked.append((sentence, spoken))
            if sentence.language not in self.languages:
                self.languages |= {sentence.language}
            if any(map(str.isalnum, spoken.text)):
                return sentence, spoken
        return None

    def _tell_failures(self, plan: Plan) -> None:
        for error in plan.take_failures():
            self._on_failure(error)


def _nothing_asked() -> deque[tuple[Sentence, Spoken]]:
    return deque(maxlen=ASKED_LATELY)
