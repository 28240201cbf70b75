"""All that is said in a clip: long ones piece by piece, and once more wherever the model stopped before the speech did.

Whisper hears a sentence that is said again and again as said once, and now and then leaves out the end of a window.
"""

from collections.abc import Callable, Sequence

from voiceassistant.local.recognition.speech_runs import KEPT_SILENCE_SECONDS, Run, pieces
from voiceassistant.local.recognition.transcript import Segment, Transcript
from voiceassistant.local.recognition.word_times import fitted, unheard

LONGEST_QUESTION_SECONDS = 15.0  # in one piece
MOST_TURNS = 20
LEAST_LOGPROB = -0.8  # of words that may be none: heard in silence, or only by listening again

Recognise = Callable[[Run], Transcript]


def hear_all(recognise: Recognise, runs: Sequence[Run], seconds: float) -> tuple[Segment, ...]:
    """The segments of a clip, in their order.

    Args:
        recognise: Recognises a stretch, from and to in seconds; times are the clip's.
        runs: Where somebody speaks, at least once.
        seconds: The clip's length.
    """
    spans = pieces(runs, seconds) if is_long(runs) else [_around((0.0, seconds), runs)]
    return tuple(segment for span in spans for segment in _hear(recognise, span, runs))


def is_long(runs: Sequence[Run]) -> bool:
    return bool(runs) and runs[-1][1] - runs[0][0] > LONGEST_QUESTION_SECONDS


def _hear(recognise: Recognise, span: Run, runs: Sequence[Run]) -> list[Segment]:
    heard = fitted(recognise(span), runs)
    segments = list(heard.segments)
    gaps = unheard(heard, runs, span) if segments else []
    for _ in range(MOST_TURNS):
        if not gaps:
            break
        gap = gaps.pop()
        more = fitted(recognise(_around(gap, runs)), runs)
        if more.segments and min(segment.avg_logprob for segment in more.segments) >= LEAST_LOGPROB:
            segments += more.segments
            gaps += unheard(more, runs, gap)
    return sorted(segments, key=lambda segment: segment.start)


def _around(span: Run, runs: Sequence[Run]) -> Run:
    """The span without the silence at its ends, of which a little is kept."""
    spoken = [run for run in runs if run[1] > span[0] and run[0] < span[1]]
    begin, end = spoken[0][0] - KEPT_SILENCE_SECONDS, spoken[-1][1] + KEPT_SILENCE_SECONDS
    return max(span[0], begin), min(span[1], end)
