"""What of an interrupted answer was heard."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from voiceassistant.text.sentences import Sentence

if TYPE_CHECKING:
    from voiceassistant.text.word_times import WordTime  # which loads numpy


def heard_text(
    sentences: Sequence[Sentence],
    samples_per_sentence: Sequence[int],
    heard_samples: int,
    rate: int,
    word_times: Callable[[int], "Sequence[WordTime]"],
) -> str:
    """Returns what was heard: the whole sentences, then the words of the broken one that were over.

    Args:
        sentences: The answer's sentences, in order.
        samples_per_sentence: Length of each one's speech in samples, as far as it was synthesised; it may
            be shorter than `sentences`, what lies beyond it was not heard.
        heard_samples: Samples that left the loudspeaker, counted from the first sentence's start.
        rate: Samples a second.
        word_times: When the words of a sentence's speech are heard; asked for the broken one by its number.
    Returns:
        Whole sentences as they were written, the broken one in its speakable form; "" when nothing was heard.
    """
    heard, left = "", heard_samples
    for number, (sentence, samples) in enumerate(zip(sentences, samples_per_sentence, strict=False)):
        if left < samples:
            return (heard + _broken(sentence, word_times(number), left / rate)).strip()
        heard += sentence.text
        left -= samples
    return heard.strip()


def _broken(sentence: Sentence, words: "Sequence[WordTime]", seconds: float) -> str:
    end = max((word.end for word in words if word.ends <= seconds), default=0)
    while 0 < end < len(sentence.speech) and not (sentence.speech[end].isspace() or sentence.speech[end].isalnum()):
        end += 1  # the marks behind a word belong to it
    space = sentence.text[: len(sentence.text) - len(sentence.text.lstrip())]
    return space + sentence.speech[:end] if end else ""
