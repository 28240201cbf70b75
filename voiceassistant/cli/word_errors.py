"""A transcript against what was really said, and when."""

from collections.abc import Sequence
from dataclasses import dataclass

from voiceassistant.cli.long_recording import Said
from voiceassistant.text.alignment import aligned, plain_words
from voiceassistant.transcripts import Transcript


@dataclass(frozen=True, slots=True)
class Heard:
    """What became of a sentence.

    Attributes:
        said: The sentence.
        words: How many it has.
        wrong: How many were not heard, or as another word.
        invented: Words that nobody said, from this sentence to the next.
        start_error, end_error: In seconds, positive for too late; None where that word was not understood.
    """

    said: Said
    words: int
    wrong: int
    invented: int
    start_error: float | None
    end_error: float | None


def compare(said: Sequence[Said], transcript: Transcript) -> list[Heard]:
    """Sentence by sentence. What is heard is matched by its text alone, never by its times."""
    spoken = [word for sentence in said for word in plain_words(sentence.text)]
    heard = [(part, word) for word in transcript.words for part in plain_words(word.text)]
    pairs = aligned(spoken, [part for part, _ in heard])
    matched = {one: heard[other][1] for one, other in pairs if one is not None and other is not None}
    right = {one for one, other in pairs if one is not None and other is not None and spoken[one] == heard[other][0]}
    added = _added_after(pairs)
    found, first = [], 0
    for sentence in said:
        words = range(first, first + len(plain_words(sentence.text)))
        first = words.stop
        wrong = sum(number not in right for number in words)
        invented = sum(added.get(number, 0) for number in words)
        start = matched[words[0]].start - sentence.start if words[0] in right else None
        end = matched[words[-1]].end - sentence.end if words[-1] in right else None
        found.append(Heard(sentence, len(words), wrong, invented, start, end))
    return found


def _added_after(pairs: Sequence[tuple[int | None, int | None]]) -> dict[int, int]:
    """How many words that nobody said come after each word; those before the first one count with it."""
    added: dict[int, int] = {}
    current = 0
    for one, _ in pairs:
        if one is None:
            added[current] = added.get(current, 0) + 1
        else:
            current = one
    return added
