"""What was read lately: for questions about it, and to know it again when a microphone brings it back."""

from collections import deque

from voiceassistant.reading.events import Spot
from voiceassistant.reading.plan import Sentence

EARLIER_CHARACTERS = 2000  # kept of the paragraphs before the one that is read


class Heard:
    """Told each sentence as it begins."""

    def __init__(self) -> None:
        self._sentences: deque[str] = deque(maxlen=2)
        self._block, self._earlier = "", ""  # the paragraph that is read, and what was read before it

    def add(self, sentence: Sentence) -> None:
        self._sentences.append(sentence.text)
        if sentence.block.text != self._block:
            self._earlier, self._block = f"{self._earlier}\n{self._block}"[-EARLIER_CHARACTERS:], sentence.block.text

    def lately(self) -> str:
        """The sentence that is being read and the one before."""
        return " ".join(self._sentences)

    def around(self, spot: Spot, before: int, after: int) -> str:
        """The text about a word that was read, so many characters of it.

        A paragraph that began just now is preceded by the ones before.
        """
        sentence = spot.sentence
        text, first = sentence.block.text, sentence.place.character
        near = text[max(0, first - before) : sentence.end + after]
        earlier = self._earlier[first - before :] if first < before else ""
        return f"{earlier}\n{near}".strip()
