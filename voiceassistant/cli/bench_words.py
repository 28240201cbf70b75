"""`voiceassistant bench words`: how far word times are from when the words are really said.

The truth is what a voice's own model says how long each sound is. Such models count where one sound passes into the
next to the first of them: of words behind a silence it is heard how much too late they have it. So each voice is judged
twice: as its model counts, and moved by that much.
"""

import json
import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import numpy as np

from voiceassistant.audio.files import load
from voiceassistant.errors import AssistantError
from voiceassistant.local.synthesis import voices
from voiceassistant.local.synthesis.durations import TimedHibari, TimedKokoro, TimedSpeech
from voiceassistant.local.weights import catalogue, model_files
from voiceassistant.reading.alignment import aligned
from voiceassistant.reading.second_voice import SecondVoice
from voiceassistant.resource_files import resource
from voiceassistant.text.word_times import WordTime, estimated, estimated_ahead, first_sound, words

RATE = voices.RATE
NEAR_SECONDS = 0.1
KOKORO_SPEAKERS = (("onyx", "en"), ("fable", "en"), ("nova", "ko"), ("onyx", "ko"))
ACCENT = "en-gb-scotland"  # espeak-ng's own truth is told of another voice than the one that is laid next to it

CHUNK_SECONDS = 0.5  # of a sentence, with which its first words are lit

AHEAD, ESTIMATED, ALIGNED = "its first chunk", "letters and pauses", "alignment"


@dataclass(frozen=True, slots=True)
class Spoken:
    """A sentence whose words are known to begin then, in seconds; `pcm` is 16-bit mono."""

    text: str
    language: str
    pcm: bytes
    rate: int
    starts: tuple[float, ...]

    @property
    def seconds(self) -> float:
        return len(self.pcm) / 2 / self.rate


@dataclass(slots=True)
class Errors:
    """Of word starts, in seconds: negative ones are early; with what it took to find them."""

    early_or_late: list[float] = field(default_factory=list)
    took: float = 0.0
    of_sound: float = 0.0


class NoTruthError(AssistantError):
    """A folder of sentences cannot be read."""

    advice = ""


def run_words(folder: Path | None) -> int:
    """Speaks, aligns and prints a table for each voice.

    Args:
        folder: Holds more sentences, NAME.wav with NAME.json: `{"text": ..., "language": "en", "starts": [seconds]}`.
    Raises:
        AssistantError: A model could not be had, or the folder cannot be read.
    """
    began = time.monotonic()
    second = SecondVoice()
    try:
        for name, spoken in _voices(second, folder):
            print_table(f"{name}: {len(spoken)} sentences", judged(spoken, second), own_lag(spoken))
    finally:
        second.close()
    print(f"{time.monotonic() - began:.0f} s in all")
    return 0


def judged(spoken: Sequence[Spoken], second: SecondVoice) -> dict[str, Errors]:
    """How far each method's word starts are from the true ones."""
    found: defaultdict[str, Errors] = defaultdict(Errors)
    for sentence in spoken:
        _count(found[AHEAD], sentence, _ahead)
        _count(found[ESTIMATED], sentence, estimated)
        reference = second.reference(sentence.text, sentence.language)
        if reference is not None:
            _count(found[ALIGNED], sentence, partial(aligned, reference=reference))
    return dict(found)


def _count(errors: Errors, sentence: Spoken, find: Callable[[str, bytes, int], tuple[WordTime, ...]]) -> None:
    began = time.perf_counter()
    times = find(sentence.text, sentence.pcm, sentence.rate)
    errors.took += time.perf_counter() - began
    errors.of_sound += sentence.seconds
    errors.early_or_late += [word.starts - true for word, true in zip(times, sentence.starts, strict=True)]


def _ahead(text: str, pcm: bytes, rate: int) -> tuple[WordTime, ...]:
    chunk = pcm[: int(CHUNK_SECONDS * rate) * 2]
    return estimated_ahead(text, begins=first_sound(chunk, rate))


def own_lag(spoken: Sequence[Spoken]) -> float:
    """How much later than it is heard a voice's model has the first word: seconds, in the middle of all sentences.

    Negative, to be added to what the model says.
    """
    lags = [first_sound(sentence.pcm, sentence.rate) - sentence.starts[0] for sentence in spoken]
    return statistics.median(lags) if lags else 0.0


def print_table(title: str, found: dict[str, Errors], lag: float) -> None:
    print(f"\n{title}, {len(next(iter(found.values())).early_or_late)} words; ms; the model's own lag {lag * 1000:.0f}")
    print(f"  {'':20} {'as the model counts':^35}  {'moved by its lag':^35}")
    columns = f"{'median':>8} {'mean':>8} {'95th':>8} {'<100 ms':>8}"
    print(f"  {'word starts by':20} {columns}  {columns}  {'per s':>6}")
    for method, errors in found.items():
        raw, moved = (figures([error - by for error in errors.early_or_late]) for by in (0.0, lag))
        cost = errors.took / errors.of_sound * 1000
        print(f"  {method:20} {raw}  {moved}  {cost:6.1f}", flush=True)


def figures(early_or_late: Sequence[float]) -> str:
    """Median, mean and 95th percentile in ms, and the share that is near."""
    errors = np.abs(early_or_late)
    median, ninety_fifth = np.percentile(errors, (50, 95)) * 1000
    near = float(np.mean(errors <= NEAR_SECONDS))
    return f"{median:8.0f} {errors.mean() * 1000:8.0f} {ninety_fifth:8.0f} {near:8.0%}"


def _voices(second: SecondVoice, folder: Path | None) -> Iterator[tuple[str, list[Spoken]]]:
    texts: dict[str, list[str]] = json.loads(resource("bench/words.json").read_text("utf-8"))
    hibari = TimedHibari()
    yield "hibari", known(texts["en"], "en", hibari.say)
    kokoro = TimedKokoro(model_files.ensure(catalogue.KOKORO))
    for voice, language in KOKORO_SPEAKERS:
        speaker = voices.speaker(voice, language)

        def say(text: str, speaker: voices.Speaker = speaker) -> TimedSpeech:
            return kokoro.say_timed(text, speaker)

        yield f"Kokoro's {speaker.name}, {language}", known(texts[language], language, say)
    if folder is not None:
        yield str(folder), from_folder(folder)
    if own := _from_espeak(texts["en"], second):
        yield "espeak-ng with another accent (weak: the alignment is with espeak-ng)", own


def known(texts: Sequence[str], language: str, say: Callable[[str], TimedSpeech]) -> list[Spoken]:
    """Those sentences of which the model has as many words as there are to be lit."""
    spoken = []
    for text in texts:
        speech = say(text)
        pcm = (np.clip(speech.samples, -1.0, 1.0) * 32767).astype("<i2").tobytes()
        if len(speech.starts) == len(words(text)):
            spoken.append(Spoken(text, language, pcm, RATE, speech.starts))
    return spoken


def _from_espeak(texts: Sequence[str], second: SecondVoice) -> list[Spoken]:
    spoken = []
    for text in texts:
        told = second.reference(text, ACCENT)
        starts = dict(reversed(told.moments)) if told else {}  # the first moment of a word counts
        if told and starts.keys() >= {first for first, _ in words(text)}:
            spoken.append(Spoken(text, "en", told.pcm, told.rate, tuple(starts[first] for first, _ in words(text))))
    return spoken


def from_folder(folder: Path) -> list[Spoken]:
    """What another voice said, of which somebody knows when.

    Raises:
        NoTruthError: A file cannot be read, or none has as many starts as words.
    """
    spoken = []
    for path in sorted(folder.glob("*.json")):
        try:
            told = json.loads(path.read_text("utf-8"))
            pcm = (load(path.with_suffix(".wav"), RATE) * 32767).astype("<i2").tobytes()
            sentence = Spoken(told["text"], told.get("language", "en"), pcm, RATE, tuple(map(float, told["starts"])))
        except (OSError, ValueError, TypeError, KeyError) as error:
            raise NoTruthError(f"{path} and its WAV file cannot be read: {error}") from error
        if len(sentence.starts) == len(words(sentence.text)):
            spoken.append(sentence)
    if not spoken:
        raise NoTruthError(f"{folder} has no sentences whose words' times are known")
    return spoken
