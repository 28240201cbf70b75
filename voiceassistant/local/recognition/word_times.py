"""Word times that fit where somebody speaks.

Whisper lets a word after a pause begin in the pause, half a second early in the middle; where speech begins and ends,
the voice activity model knows to some hundredths of a second.
"""

from collections.abc import Sequence
from dataclasses import replace

from voiceassistant.local.recognition.speech_runs import Run, joined
from voiceassistant.local.recognition.transcript import Segment, Transcript, Word

SHORTEST_PAUSE = 0.15  # what is shorter lies within words as well: the silence before a p or t
MOST_MOVED_SECONDS = 0.5  # into speech; out of a silence a word is moved however far it is

LEAST_UNHEARD_SECONDS = 0.8  # of speech: shorter ones are words whose times are a little off


def fitted(transcript: Transcript, runs: Sequence[Run]) -> Transcript:
    """The same words, none of them in a silence; the first and last ones of a stretch begin and end with it."""
    words = _fitted(transcript.words, joined(runs, SHORTEST_PAUSE))
    segments, at = [], 0
    for segment in transcript.segments:
        own = words[at : at + len(segment.words)]
        at += len(own)
        fits = replace(segment, start=own[0].start, end=own[-1].end, words=own) if own else _within(segment, runs)
        segments.append(fits)
    return replace(transcript, segments=tuple(segments))


def unheard(transcript: Transcript, runs: Sequence[Run], span: Run) -> list[Run]:
    """Where somebody speaks and no word was recognised: from the word before to the word after.

    Args:
        transcript: Of the span, fitted.
        runs: Where somebody speaks.
        span: From and to, in seconds.
    """
    heard: Sequence[Word | Segment] = transcript.words or transcript.segments
    ends = [span[0], *(thing.end for thing in heard)]
    starts = [*(thing.start for thing in heard), span[1]]
    gaps = zip(ends, starts, strict=True)
    return [(begin, end) for begin, end in gaps if speech_within(runs, begin, end) >= LEAST_UNHEARD_SECONDS]


def speech_within(runs: Sequence[Run], begin: float, end: float) -> float:
    return sum(max(0.0, min(end, last) - max(begin, first)) for first, last in runs)


def _fitted(words: Sequence[Word], runs: Sequence[Run]) -> tuple[Word, ...]:
    if not runs:
        return tuple(words)
    places: list[int] = []
    for word in words:
        places.append(_place(word, runs, places[-1] if places else 0))
    for number in range(1, len(words) - 1):
        begins_sentence = words[number - 1].word.endswith((".", "?", "!", "。"))
        if begins_sentence and places[number - 1] == places[number] < places[number + 1]:
            places[number] = places[number + 1]  # one that was put before the pause between two sentences
    moved: list[Word] = []
    for number, (word, place) in enumerate(zip(words, places, strict=True)):
        is_first, is_last = places[number - 1 : number] != [place], places[number + 1 : number + 2] != [place]
        moved.append(_moved(word, runs[place], is_first=is_first, is_last=is_last))
        if not is_first and moved[-2].end == moved[-2].start:  # it was in the silence before the speech
            moved[-2] = replace(moved[-2], end=moved[-1].start)
    return tuple(moved)


def _place(word: Word, runs: Sequence[Run], earliest: int) -> int:
    """The run, not before `earliest`, that has most of the word, or is next to it."""
    return max(range(earliest, len(runs)), key=lambda run: min(word.end, runs[run][1]) - max(word.start, runs[run][0]))


def _moved(word: Word, run: Run, *, is_first: bool, is_last: bool) -> Word:
    begin, end = run
    first, last = min(max(word.start, begin), end), min(max(word.end, begin), end)
    if is_first and first - begin < MOST_MOVED_SECONDS:
        first = begin
    if is_last and end - last < MOST_MOVED_SECONDS:
        last = end
    return replace(word, start=round(first, 2), end=round(last, 2))


def _within(segment: Segment, runs: Sequence[Run]) -> Segment:
    """A segment without words: it may go over several runs."""
    own = [run for run in runs if run[1] > segment.start and run[0] < segment.end]
    if not own:
        return segment
    first, last = max(segment.start, own[0][0]), min(segment.end, own[-1][1])
    begins, ends = first - own[0][0] < MOST_MOVED_SECONDS, own[-1][1] - last < MOST_MOVED_SECONDS
    return replace(segment, start=round(own[0][0] if begins else first, 2), end=round(own[-1][1] if ends else last, 2))
