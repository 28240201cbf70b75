"""When each word of a spoken text is heard, estimated: by its letters, and by the pauses, which belong to punctuation.

Pure, and quick enough to be done before a sentence is played: a millisecond for one of ten seconds.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

# Where a word begins within speech, the sound changes over some hundredths of a second. espeak-ng tells the moment at
# which that begins, and letters fit best there, too; voices that learnt their durations count it to the word before,
# and so does the ear, which knows a word only behind it. Behind a pause there is no such doubt. Measured with one voice
# (hibari, `resources/bench/sentences.txt`); other voices, and the other sentences of `bench words`, are not fitted to.
TRANSITION_SECONDS = 0.05

PAUSE_AHEAD_SECONDS = {",": 0.25, ".": 0.4}  # what it makes of a comma's kind and a full stop's, before it is heard

FRAME_SECONDS = 0.01
PAUSE_SECONDS = 0.08  # shorter silences lie within words

_SILENT = 0.02  # of the loud frames' level
_LOUD_PERCENTILE = 95

_NUMBER = r"\d+(?:[.,:]\d+)*"
_HAN, _HIRAGANA, _KATAKANA = r"\u3005\u3400-\u9fff\uf900-\ufaff", r"\u3041-\u3096", r"\u30a1-\u30fc"
_EAST = _HAN + _HIRAGANA + _KATAKANA
_JAPANESE_WORD = rf"[{_HAN}]+[{_HIRAGANA}]*|[{_KATAKANA}]+[{_HIRAGANA}]*|[{_HIRAGANA}]+"
_OTHER_WORD = rf"(?:(?![{_EAST}])\w)+(?:['’.\-‐‑](?:(?![{_EAST}])\w)+)*"
_WORDS_WITH_KANA = re.compile(f"{_NUMBER}|{_JAPANESE_WORD}|{_OTHER_WORD}")
_WORDS = re.compile(f"{_NUMBER}|[{_EAST}]|{_OTHER_WORD}")
_KANA = re.compile(f"[{_HIRAGANA}{_KATAKANA}]")

_VOWELS = re.compile(r"[aeiouyæøœəɪаеёиоуыэюяіїєαεηιουω]+")
_SHORT_WORDS = frozenset(
    re.findall(
        r"\S+",
        "a an the of to in at on and or as is was it be by for from with that this he she we you i his her its our "
        "your had has have are were been but not so if them they him me my who which will would can could shall should "
        "do did der die das ein eine und zu von le la les un une de du des et que el los en y il lo gli di e che",
    )
)
_LONG_PAUSE, _SHORT_PAUSE = ".!?…。！？:;：；—–", ',、，()“”«»"/'


class WordTime(NamedTuple):
    """A word: its characters in the spoken text, and its seconds in the sound of that text at normal speed."""

    start: int
    end: int
    starts: float
    ends: float


class Silence(NamedTuple):
    """From and to, in seconds."""

    begin: float
    end: float


def words(text: str) -> tuple[tuple[int, int], ...]:
    """The first and the behind-last character of what is lit as a word; marks around words belong to none.

    Japanese is cut before each word that is written with Kanji or Katakana, Chinese into its characters.
    """
    pattern = _WORDS_WITH_KANA if _KANA.search(text) else _WORDS
    return tuple(match.span() for match in pattern.finditer(text))


def estimated(text: str, pcm: bytes, rate: int) -> tuple[WordTime, ...]:
    """The words with the pauses where they are heard, and between them as long as their letters take.

    Args:
        text: As it was given to the voice.
        pcm: All of its sound: 16-bit little-endian, mono.
        rate: Samples a second.
    """
    sound = _samples(pcm)
    return between(text, silences(sound, rate), len(sound) / rate)


def estimated_ahead(text: str, seconds: float | None = None, begins: float = 0.0) -> tuple[WordTime, ...]:
    """The words before their sound has come, or all of it.

    Args:
        text: As it is given to the voice.
        seconds: How long its sound will be, where that is known.
        begins: When the first word is heard, as `first_sound` tells of the sound's beginning.
    """
    spans = words(text)
    if not spans:
        return ()
    pauses = [_usual_pause(text[end:start]) for (_, end), (start, _) in pairwise(spans)]
    moments, now = [], 0.0
    for spoken, pause in zip(_weights(text, spans), [*pauses, 0.0], strict=True):
        moments.append((now, now + spoken))
        now += spoken + pause
    slower = max(0.0, seconds - begins) / now if seconds is not None else 1.0
    return tuple(
        WordTime(start, end, begins + starts * slower, begins + ends * slower)
        for (start, end), (starts, ends) in zip(spans, moments, strict=True)
    )


def first_sound(pcm: bytes, rate: int) -> float:
    """When the first sound is heard, in seconds, of a sentence of which only the beginning may have come."""
    quiet = silences(_samples(pcm), rate)
    return quiet[0].end if quiet and quiet[0].begin == 0.0 else 0.0


def between(text: str, quiet: Sequence[Silence], seconds: float) -> tuple[WordTime, ...]:
    """The words of a sound of so many seconds that is silent then."""
    spans = words(text)
    if not spans:
        return ()
    begin, end, inner = _speech(quiet, seconds)
    weights = np.array(_weights(text, spans))
    edges = np.concatenate(([0.0], np.cumsum(weights)))
    lengths = np.array([pause.end - pause.begin for pause in inner])
    before = np.concatenate(([0.0], np.cumsum(lengths)))
    spoken = end - begin - before[-1]
    heard = [pause.begin - begin - gone for pause, gone in zip(inner, before, strict=False)]  # of speech alone
    places = _matched(text, spans, edges / edges[-1] * spoken, heard, lengths)
    # straight lines from letters to speech, with a pause at each place that got one
    known = sorted(places.items())
    at_edges = np.array([0.0, *(edges[edge] for edge, _ in known), edges[-1]])
    at_speech = np.array([0.0, *(heard[number] for _, number in known), spoken])
    moments = np.interp(edges, at_edges, at_speech)
    gone = [float(before[np.searchsorted(heard, moment - 1e-6)]) if heard else 0.0 for moment in moments]
    starts, ends = [], []
    for number in range(len(spans)):
        paused = inner[places[number]] if number in places else None
        later = TRANSITION_SECONDS if number else 0.0
        starts.append(paused.end if paused else min(begin + float(moments[number]) + gone[number] + later, seconds))
        paused = inner[places[number + 1]] if number + 1 in places else None
        ends.append(paused.begin if paused else begin + float(moments[number + 1]) + gone[number + 1])
    return tuple(
        WordTime(first, last, round(starts_at, 4), round(max(starts_at, ends_at), 4))
        for (first, last), starts_at, ends_at in zip(spans, starts, ends, strict=True)
    )


def silences(sound: npt.NDArray[np.float32], rate: int, shortest: float = PAUSE_SECONDS) -> tuple[Silence, ...]:
    """Where nothing is heard for so long, the silence before and behind all included whatever its length.

    Args:
        sound: Mono, shape (n,).
        rate: Samples a second.
        shortest: In seconds.
    """
    frame = max(1, round(rate * FRAME_SECONDS))
    count = len(sound) // frame
    if not count:
        return ()
    brighter = np.diff(sound[: count * frame], prepend=sound[:1]) if count else sound  # a hum is no speech
    level = np.sqrt(np.mean(brighter.reshape(count, frame) ** 2, axis=1))
    quiet = level <= max(_SILENT * float(np.percentile(level, _LOUD_PERCENTILE)), 1e-5)
    edges = np.flatnonzero(np.diff(np.concatenate(([False], quiet, [False])).astype(np.int8)))
    seconds = frame / rate
    found = []
    for first, last in edges.reshape(-1, 2).tolist():
        if first == 0 or last == count or (last - first) * seconds >= shortest - 1e-9:
            found.append(Silence(first * seconds, len(sound) / rate if last == count else last * seconds))
    return tuple(found)


def _samples(pcm: bytes) -> npt.NDArray[np.float32]:
    return np.frombuffer(pcm, "<i2", len(pcm) // 2).astype(np.float32) / np.float32(32768)


def _speech(quiet: Sequence[Silence], seconds: float) -> tuple[float, float, list[Silence]]:
    """When speech begins and ends, and the pauses in it."""
    inner = list(quiet)
    begin, end = 0.0, seconds
    if inner and inner[0].begin <= 0.0:
        begin = inner.pop(0).end
    if inner and inner[-1].end >= seconds:
        end = inner.pop().begin
    return (begin, end, inner) if end > begin else (0.0, seconds, [])


# What it costs to leave a pause out, by how much of one it is; what it costs to have one where none is written.
_LEFT_OUT_PER_SECOND = 60.0
_UNWRITTEN = 9.0
_UNHEARD = {".": 3.0, ",": 1.2}  # a mark at which nobody paused
_SPREAD_SECONDS, _SPREAD_SHARE = 0.12, 0.1  # how far a boundary is from where its letters say it is


def _matched(
    text: str,
    spans: Sequence[tuple[int, int]],
    edges: npt.NDArray[np.float64],
    heard: Sequence[float],
    lengths: npt.NDArray[np.float64],
) -> dict[int, int]:
    """Which pause is at which boundary between words: both in their order, with the least surprise in all.

    Args:
        text: All of it.
        spans: Its words.
        edges: When each boundary is expected, in seconds of speech without its pauses; the first is before all words.
        heard: When each pause is, likewise.
        lengths: Of the pauses, in seconds.
    """
    gaps = [text[end:start] for (_, end), (start, _) in pairwise(spans)]
    if not gaps or not len(heard):
        return {}
    inner = edges[1:-1]
    spread = _SPREAD_SECONDS + _SPREAD_SHARE * np.minimum(inner, edges[-1] - inner)
    unheard = np.array([_UNHEARD.get(_mark(gap), 0.0) for gap in gaps])
    unwritten = np.where(unheard > 0.0, 0.0, _UNWRITTEN)
    # cost[p, b]: the least for the first p pauses among the first b boundaries
    cost = np.concatenate(([0.0], np.cumsum(unheard)))
    choices = []
    for moment, length in zip(heard, lengths, strict=True):
        left_out = cost + _LEFT_OUT_PER_SECOND * length
        taken = np.concatenate(([np.inf], cost[:-1] + ((moment - inner) / spread) ** 2 + unwritten))
        best = np.minimum(left_out, taken)
        choice = np.where(taken < left_out, 1, 0)
        for boundary in range(1, len(best)):  # a boundary without a pause, behind the last one
            if best[boundary - 1] + unheard[boundary - 1] < best[boundary]:
                best[boundary], choice[boundary] = best[boundary - 1] + unheard[boundary - 1], 2
        choices.append(choice)
        cost = best
    places: dict[int, int] = {}
    pause, boundary = len(choices) - 1, len(gaps)
    while pause >= 0:
        choice_here = int(choices[pause][boundary])
        if choice_here == 1:
            places[boundary] = pause
        boundary -= choice_here != 0
        pause -= choice_here != 2
    return places


def _mark(gap: str) -> str:
    """ "." for marks that end something, "," for weaker ones, "" for none."""
    if any(letter in _LONG_PAUSE for letter in gap) or "\n" in gap:
        return "."
    return "," if any(letter in _SHORT_PAUSE for letter in gap) else ""


def _usual_pause(gap: str) -> float:
    return PAUSE_AHEAD_SECONDS.get(_mark(gap), 0.0)


# Seconds at a usual pace, fitted to hibari's durations of `resources/bench/sentences.txt`, and for Hangul to Kokoro's.
_LENGTHENED = 0.05  # of the last word before a mark
_SHORT_WORD = 0.13
_WORD, _SYLLABLE, _CONSONANT = 0.1, 0.072, 0.032
_HANGUL_WORD, _HANGUL_SYLLABLE, _HANGUL_FINAL = 0.06, 0.115, 0.06  # the last one is its closing consonant
_DIGIT, _KANA_LETTER, _HAN_LETTER = 0.3, 0.13, 0.24


def _weights(text: str, spans: Sequence[tuple[int, int]]) -> list[float]:
    """How long each word takes to say, in seconds at a usual pace."""
    ends = [*(start for start, _ in spans[1:]), len(text)]
    lasts = [number == len(spans) - 1 or bool(_mark(text[end : ends[number]])) for number, (_, end) in enumerate(spans)]
    return [weight(text[start:end]) + _LENGTHENED * last for (start, end), last in zip(spans, lasts, strict=True)]


@lru_cache(4096)
def weight(word: str) -> float:
    """How long a word takes to say, in seconds at a usual pace."""
    plain = unicodedata.normalize("NFC", word.lower())
    if plain in _SHORT_WORDS:
        return _SHORT_WORD
    total, hangul, letters = 0.0, 0.0, ""
    for letter in plain:
        if letter.isdigit():
            total += _DIGIT
        elif "\uac00" <= letter <= "\ud7a3":
            hangul += _HANGUL_SYLLABLE + _HANGUL_FINAL * ((ord(letter) - 0xAC00) % 28 > 0)
        elif "\u3041" <= letter <= "\u30fc":
            total += _KANA_LETTER
        elif "\u3400" <= letter <= "\u9fff":
            total += _HAN_LETTER
        elif letter.isalpha():
            letters += letter
    total += _HANGUL_WORD + hangul if hangul else 0.0
    return max(total + (_letters_weight(unicodedata.normalize("NFD", letters)) if letters else 0.0), 0.05)


def _letters_weight(letters: str) -> float:
    """Of a word in an alphabet: its vowels carry it, each consonant adds a little."""
    plain = "".join(letter for letter in letters if letter.isalpha())
    syllables = len(_VOWELS.findall(plain)) or len(plain)
    if syllables > 1 and re.search(r"[^aeiouy]e[sd]?$", plain):
        syllables -= 1  # "made", "takes": not spoken, mostly
    return _WORD + _SYLLABLE * syllables + _CONSONANT * len(_VOWELS.sub("", plain))
