"""A transcript's phrases, gathered into paragraphs that read well. No Qt."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from voiceassistant.transcripts import Segment, Transcript, Word

PAUSE_SECONDS = 1.0  # after a sentence: begins a paragraph
LONG_SECONDS = 15.0  # a sentence that ends later than this ends its paragraph
LONGEST_SECONDS = 40.0  # where nobody ends a sentence
LONG_CHARACTERS = 400  # of a paragraph whose times nobody told

_SENTENCE_END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s)|[。！？]+[」』”）]*")
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uff00-\uffef\u3000-\u303f]")  # Chinese and Japanese


def paragraphs(transcript: Transcript) -> list[list[Segment]]:
    """Phrases in their order. Where the server told no phrases they are made of its words, or of the text alone."""
    phrases = [part for part in transcript.segments if part.text.strip()] or _phrases(transcript)
    gathered: list[list[Segment]] = []
    for phrase in phrases:
        if gathered and not _ends(gathered[-1], phrase):
            gathered[-1].append(phrase)
        else:
            gathered.append([phrase])
    return gathered


def joint(left: str, right: str) -> str:
    """What stands between two phrases: nothing in Chinese and Japanese, a space elsewhere."""
    unspaced = _UNSPACED.match(left[-1:]) and _UNSPACED.match(right[:1])
    return "" if unspaced or not left else " "


def _ends(paragraph: Sequence[Segment], following: Segment) -> bool:
    """Whether a paragraph is complete before the next phrase."""
    last = paragraph[-1]
    if not following.end:
        return True  # no times: the text has been cut already
    seconds = last.end - paragraph[0].start
    sentence = _SENTENCE_END.search(last.text.rstrip()[-4:] + " ") is not None
    paused = following.start - last.end >= PAUSE_SECONDS
    return seconds >= LONGEST_SECONDS or (sentence and (paused or seconds >= LONG_SECONDS))


def _phrases(transcript: Transcript) -> list[Segment]:
    timed = [word for word in transcript.words if word.end and word.text.strip()]
    if not timed:
        return [Segment(text, 0.0, 0.0) for text in _cut(transcript.text)]
    return list(_spoken_phrases(transcript.text.strip(), timed))


def _spoken_phrases(text: str, words: Sequence[Word]) -> Iterator[Segment]:
    """The text cut after the words that end a sentence, or that a pause follows."""
    start = position = 0
    begins = words[0].start
    for word, following in pairwise(words):
        position = _end(text, word, position)
        next_at = text.find(following.text.strip(), position)
        paused = following.start - word.end >= PAUSE_SECONDS
        if next_at < 0 or not (paused or _SENTENCE_END.search(text[max(position - 1, 0) : next_at] + " ")):
            continue
        yield Segment(text[start:next_at].strip(), begins, word.end)
        start = position = next_at
        begins = following.start
    yield Segment(text[start:].strip(), begins, words[-1].end)


def _end(text: str, word: Word, position: int) -> int:
    """Where a word ends that stands at `position` or later."""
    found = text.find(word.text.strip(), position)
    return position if found < 0 else found + len(word.text.strip())


def _cut(text: str) -> Iterator[str]:
    """Paragraphs at the text's own line breaks, long ones at the end of a sentence."""
    for line in text.splitlines():
        start = 0
        for match in _SENTENCE_END.finditer(line):
            if match.end() - start >= LONG_CHARACTERS:
                yield line[start : match.end()].strip()
                start = match.end()
        if rest := line[start:].strip():
            yield rest
