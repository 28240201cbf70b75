"""What of an interrupted answer was heard."""

import re
from collections.abc import Sequence

from voiceassistant.text.sentences import Sentence

# Chinese and Japanese write no spaces: there a word boundary is between any two characters.
_WORD = re.compile(r"\s*(?:[\u3040-\u30ff\u4e00-\u9fff]|[^\s\u3040-\u30ff\u4e00-\u9fff]+)")


def heard_text(sentences: Sequence[Sentence], samples_per_sentence: Sequence[int], heard_samples: int) -> str:
    """Returns what was heard: the whole sentences, then the words of the broken one in proportion.

    Args:
        sentences: The answer's sentences, in order.
        samples_per_sentence: Length of each one's speech in samples, as far as it was synthesised; it may
            be shorter than `sentences`, what lies beyond it was not heard.
        heard_samples: Samples that left the loudspeaker, counted from the first sentence's start.
    Returns:
        Whole sentences as they were written, the broken one in its speakable form; "" when nothing was heard.
    """
    heard, left = "", heard_samples
    for sentence, samples in zip(sentences, samples_per_sentence, strict=False):
        if left < samples:
            return (heard + _broken(sentence, max(left, 0) / samples)).strip()
        heard += sentence.text
        left -= samples
    return heard.strip()


def _broken(sentence: Sentence, share: float) -> str:
    words = [word.end() for word in _WORD.finditer(sentence.speech)]
    end = max((end for end in words if end <= share * len(sentence.speech)), default=0)
    space = sentence.text[: len(sentence.text) - len(sentence.text.lstrip())]
    return space + sentence.speech[:end] if end else ""
