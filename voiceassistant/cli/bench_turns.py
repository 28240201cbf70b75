"""`voiceassistant bench turns`: how often a speaker is cut off, how long he waits, what noise is taken for speech.

A turn that is taken for complete in its middle is cut off. As long as the answer is not heard, what is said then still
joins it; whom the answer meets in the middle of his turn is interrupted.
"""

import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import count

import numpy as np

from voiceassistant.app import end_of_turn_model
from voiceassistant.audio.hands_free import PauseRule
from voiceassistant.audio.pauses import AdaptivePauses
from voiceassistant.audio.ring import Samples
from voiceassistant.cli.noises import noises
from voiceassistant.cli.turn_hearing import RememberingModel, hear, speech_probabilities
from voiceassistant.cli.turn_set import Studio, Utterance, in_room, joined, utterances
from voiceassistant.text.unfinished import is_unfinished

NOTICED_SECONDS = 0.13  # within which it is noticed that somebody goes on
ANSWER_SECONDS = 1.2  # from the end of speech to an answer's first sound
NOISE_PEAKS_DBFS = (-10.0, -25.0)
BACKCHANNELS = ("Mm-hm.", "Uh-huh.")
BACKCHANNEL_SPEAKERS = ("alloy", "onyx", "nova")


class SamePause:
    """Waits for as long always."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds

    def wait_seconds(self, done: float | None) -> float:  # noqa: ARG002 - that is its point
        return self._seconds

    def went_on(self, silence_seconds: float) -> None:
        """Nothing is learnt."""

    def ended(self) -> None:
        """Nothing is learnt."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A way of ending turns; `begin` makes one for a speaker, or for each of his turns where nothing is remembered."""

    name: str
    begin: Callable[[], PauseRule]
    remembers: bool = True
    uses_model: bool = False
    uses_words: bool = False


RULES = (
    *(
        Rule(f"{milliseconds} ms of silence", partial(SamePause, milliseconds / 1000))
        for milliseconds in (300, 600, 1000)
    ),
    Rule("ours, pauses alone", AdaptivePauses),
    Rule("ours, pauses and sound", AdaptivePauses, uses_model=True),
    Rule("ours, with words too", AdaptivePauses, uses_model=True, uses_words=True),
    Rule("the same for strangers", AdaptivePauses, remembers=False, uses_model=True, uses_words=True),
)


@dataclass(slots=True)
class Score:
    """What came of the turns of one half."""

    turns: int = 0
    pauses: int = 0
    cut: int = 0  # of the pauses: the turn was ended in it
    interrupted: int = 0  # of the pauses: so long before speech went on that the answer could have been heard
    elsewhere: int = 0  # turns ended where nobody planned a pause
    waits: list[float] = field(default_factory=list)  # after the real ends, seconds


@dataclass(frozen=True, slots=True)
class _Take:
    """An utterance, ready to be played over and over."""

    utterance: Utterance
    probabilities: list[float]


def run_turns() -> int:
    """Plays the whole set to the ear, and prints the scores.

    Raises:
        AssistantError: A model could not be had, or espeak-ng is missing.
    """
    began = time.monotonic()
    print("making what is said: a minute or two the first time", flush=True)
    studio = Studio()
    takes = [_Take(said, speech_probabilities(said.sound)) for said in utterances(studio, _tell_progress)]
    pauses = sum(len(take.utterance.pauses) for take in takes)
    print(f"{len(takes)} utterances with {pauses} pauses, made in {time.monotonic() - began:.0f} s", flush=True)
    model = RememberingModel(end_of_turn_model())
    scores = {rule.name: judged(rule, takes, model, studio) for rule in RULES}
    for half, name in enumerate(("the half that the rules were adjusted with", "the other half")):
        print_scores(name, {rule: halves[half] for rule, halves in scores.items()})
    print_noises(studio)
    print(f"the end-of-turn model: {statistics.median(model.milliseconds):.0f} ms a call, in the middle")
    print(f"{time.monotonic() - began:.0f} s in all")
    return 0


def judged(rule: Rule, takes: Sequence[_Take], model: RememberingModel, studio: Studio) -> tuple[Score, Score]:
    """Every other turn of each speaker is of the first half, the rest of the second; neither learns from the other."""
    scores = Score(), Score()
    learnt: dict[tuple[str, int], PauseRule] = {}
    turns: defaultdict[str, Iterator[int]] = defaultdict(count)
    for take in takes:
        speaker, half = take.utterance.speaker, next(turns[take.utterance.speaker]) % 2
        if not rule.remembers:
            learnt.clear()
        pauses = learnt.setdefault((speaker, half), rule.begin())

        def breaks_off(said: Samples, speaker: str = speaker) -> bool:
            return is_unfinished(studio.words(speaker, said))

        taken = hear(
            take.utterance.sound,
            take.probabilities,
            pauses,
            model if rule.uses_model else None,
            breaks_off if rule.uses_words else None,
        )
        count_in(scores[half], take.utterance, taken.ends)
    return scores


def count_in(score: Score, utterance: Utterance, ends: Sequence[float]) -> None:
    """Adds a turn to the score; `ends`: when it was taken for complete, in seconds of its sound."""
    score.turns += 1
    score.pauses += len(utterance.pauses)
    early = [end for end in ends if end < utterance.end]
    for begin, end in utterance.pauses:
        within = [moment for moment in early if begin <= moment < end + NOTICED_SECONDS]
        score.cut += bool(within)
        score.interrupted += bool(within) and end > max(begin + ANSWER_SECONDS, within[0])
        early = [moment for moment in early if moment not in within]
    score.elsewhere += len(early)
    score.waits += [end - utterance.end for end in ends if end >= utterance.end][:1]


def print_scores(name: str, scores: dict[str, Score]) -> None:
    first = next(iter(scores.values()))
    print(f"\n{name}: {first.turns} turns with {first.pauses} pauses")
    print(
        f"  {'a turn ends after':24} {'cut off':>8} {'interrupted':>12} {'elsewhere':>10} {'wait, ms':>9} {'95th':>6}"
    )
    for rule, score in scores.items():
        waits = sorted(score.waits)
        ninety_fifth = waits[round(0.95 * (len(waits) - 1))]
        print(
            f"  {rule:24} {score.cut / score.pauses:8.0%} {score.interrupted / score.pauses:12.0%} {score.elsewhere:10}"
            f" {statistics.median(waits) * 1000:9.0f} {ninety_fifth * 1000:6.0f}",
            flush=True,
        )


def print_noises(studio: Studio) -> None:
    """What noise alone, and what "mm-hm" alone begins."""
    loud = {
        f"{name} at {peak:.0f} dBFS": in_room([noise * np.float32(10 ** (peak / 20))], seed=number)
        for peak in NOISE_PEAKS_DBFS
        for number, (name, noise) in enumerate(noises().items())
    }
    _print_taken("noises", loud)
    voices = {
        f"{speaker}: {line}": joined(speaker, line, studio.parts(speaker, line), seed=0).sound
        for speaker in BACKCHANNEL_SPEAKERS
        for line in BACKCHANNELS
    }
    _print_taken("mm-hm, for the engine to judge", voices)


def _print_taken(kind: str, sounds: dict[str, Samples]) -> None:
    taken = {name: hear(sound, speech_probabilities(sound), SamePause(0.6)) for name, sound in sounds.items()}
    began = [name for name, found in taken.items() if found.starts]
    ended = [name for name, found in taken.items() if found.ends]
    print(f"\n{kind}: {len(began)} of {len(sounds)} are taken for somebody who begins, {len(ended)} for an utterance")
    if began:
        print(f"  begin: {', '.join(began)}")


def _tell_progress(done: int, total: int) -> None:
    if done % 20 == 0:
        print(f"  {done} of {total}", flush=True)
