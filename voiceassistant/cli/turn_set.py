"""Utterances with pauses in them and noises without anybody, for measuring turn-taking.

`resources/bench/turns.json` has what each speaker says. "[700]" is a pause of 700 ms between parts that are spoken one
after the other, "<700>" one that is put into what is spoken in one go; "austen-1@0.5-2" is a piece of a recording, from
second 0.5 to 2. What the local voices say is kept in the folder of temporary files: the next run does not wait for it.
"""

import hashlib
import json
import re
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

import numpy as np

from voiceassistant.audio.files import load, wav_bytes
from voiceassistant.audio.resample import resample
from voiceassistant.audio.ring import Samples
from voiceassistant.local.protocol.wire import TranscriptionRequest
from voiceassistant.local.recognition.recogniser import Recogniser
from voiceassistant.local.recognition.transcript import Transcript
from voiceassistant.local.synthesis import espeak, voices
from voiceassistant.local.synthesis.hibari_voice import HibariVoice
from voiceassistant.local.synthesis.kokoro import Kokoro
from voiceassistant.local.weights import catalogue, model_files
from voiceassistant.resource_files import resource
from voiceassistant.text.alignment import aligned, plain_words

RATE = 16_000
LEAD_SECONDS, TAIL_SECONDS = 0.6, 4.0  # of the room's noise, around each utterance
SPEECH_DBFS, ROOM_DBFS = -24.0, -60.0
AUDIBLE = 0.02  # of the peak: where a part begins and ends
FADE_SECONDS = 0.008  # where something was cut
SEARCH_SECONDS = 0.06  # to both sides of a word's time: the quietest moment is where it is cut

_MARK = re.compile(r"\s*([\[<])(\d+)[\]>]\s*")
_PIECE = re.compile(r"([\w-]+)@([\d.]*)-([\d.]*)")
_SPOKEN_BY = {
    "korean woman": ("nova", "ko"),
    "korean man": ("onyx", "ko"),
    "espeak man": ("", "en"),
    "espeak woman": ("+f3", "en"),
}


@dataclass(frozen=True, slots=True)
class Utterance:
    """What one speaker says in one turn.

    Args:
        speaker: One of the names in the file.
        line: As it stands there.
        sound: Mono float32, 16 kHz, with the noise of a room before, between and after.
        pauses: In it, from and to, in seconds of the sound.
        end: When all is said.
    """

    speaker: str
    line: str
    sound: Samples
    pauses: tuple[tuple[float, float], ...]
    end: float


def utterances(studio: "Studio", progress: Callable[[int, int], None]) -> list[Utterance]:
    """All of them, in the file's order; `progress` is told how many are there, and of how many.

    Raises:
        ModelDownloadError: A voice's model could not be had.
        ApiError: espeak-ng is missing.
    """
    lines = [(speaker, line) for speaker, lines in _lines().items() for line in lines]
    made = []
    for number, (speaker, line) in enumerate(lines):
        made.append(joined(speaker, line, studio.parts(speaker, line), seed=number))
        progress(number + 1, len(lines))
    return made


def joined(speaker: str, line: str, parts: Sequence[Samples], seed: int) -> Utterance:
    """The parts with the line's pauses between them, in a quiet room."""
    pauses = [int(mark[2]) / 1000 for mark in _MARK.finditer(line)]
    speech = np.concatenate(parts)
    level = np.float32(10 ** (SPEECH_DBFS / 20) / (np.sqrt(np.mean(speech**2)) + 1e-9))
    sound, places, at = [parts[0] * level], [], LEAD_SECONDS + len(parts[0]) / RATE
    for part, pause in zip(parts[1:], pauses, strict=True):
        sound += [np.zeros(round(pause * RATE), np.float32), part * level]
        places.append((at, at + pause))
        at += pause + len(part) / RATE
    return Utterance(speaker, line, in_room(sound, seed), tuple(places), at)


def in_room(sounds: Sequence[Samples], seed: int) -> Samples:
    """One after the other in a quiet room, with its noise before, between and after them; clipped to full scale."""
    sound = np.pad(np.concatenate(sounds), (round(LEAD_SECONDS * RATE), round(TAIL_SECONDS * RATE)))
    noise = np.random.default_rng(seed).standard_normal(len(sound), np.float32)
    return np.clip(sound + noise * np.float32(10 ** (ROOM_DBFS / 20)), -1.0, 1.0)


class Studio:
    """Where lines are spoken and words heard; each model is loaded when it is first needed."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.gettempdir()) / "voiceassistant-turns"
        self._folder.mkdir(exist_ok=True)

    def parts(self, speaker: str, line: str) -> list[Samples]:
        """What is said between the pauses, each from its first sound to its last."""
        spoken = list(self._spoken(speaker, line))
        return [_faded(_trimmed(part)) for part in spoken]

    def words(self, speaker: str, sound: Samples) -> str:
        """What the recogniser hears somebody say; it knows his language."""
        path = self._folder / f"{hashlib.sha256(sound.tobytes()).hexdigest()[:20]}.txt"
        if not path.is_file():
            path.write_text(self._recognised(speaker, sound).text, "utf-8")
        return path.read_text("utf-8")

    def _recognised(self, speaker: str, sound: Samples) -> Transcript:
        _, language = _SPOKEN_BY.get(speaker, ("", "en"))
        wish = TranscriptionRequest(
            model=catalogue.WHISPER_BASE.name,
            language=language,
            response_format="verbose_json",
            timestamp_granularities=("word",),
        )
        return self._recogniser.transcribe(wav_bytes(sound, RATE), wish, lambda: None)

    def _spoken(self, speaker: str, line: str) -> Iterator[Samples]:
        for take in re.split(r"\s*\[\d+\]\s*", line):
            if piece := _PIECE.fullmatch(take):
                yield _recorded(*piece.groups())
            else:
                yield from self._kept_take(speaker, take)

    def _kept_take(self, speaker: str, take: str) -> list[Samples]:
        path = self._folder / f"{hashlib.sha256(f'{speaker}: {take}'.encode()).hexdigest()[:20]}.npz"
        try:
            with np.load(path) as kept:
                return list(kept.values())
        except (OSError, ValueError):
            parts = self._take(speaker, take)
            np.savez(path, *parts)
            return parts

    def _take(self, speaker: str, take: str) -> list[Samples]:
        """Spoken in one go, then cut where a pause is to be."""
        pieces = re.split(r"\s*<\d+>\s*", take)
        sound = self._say(speaker, " ".join(pieces))
        if len(pieces) == 1:
            return [sound]
        return np.split(sound, [quietest(sound, seconds) for seconds in self._word_times(speaker, sound, pieces)])

    def _say(self, speaker: str, text: str) -> Samples:
        voice, language = _SPOKEN_BY.get(speaker, (speaker, "en"))
        if speaker.startswith("espeak"):
            sound = espeak.speak(text, language, voice, 1.0)
        else:
            who = voices.speaker(voice, language)
            said = self._hibari.say(text, 1.0) if who.engine == "hibari" else self._kokoro.say(text, who, 1.0)
            sound = np.concatenate(list(said))
        return resample(sound, voices.RATE, RATE)

    def _word_times(self, speaker: str, sound: Samples, pieces: Sequence[str]) -> list[float]:
        """When each piece but the first begins, as the recogniser hears it."""
        heard = self._recognised(speaker, sound).words
        words = plain_words(" ".join(pieces))
        found = dict(aligned(words, [(plain_words(word.word) or [""])[0] for word in heard]))
        times, said = [], 0
        for piece in pieces[:-1]:
            said += len(plain_words(piece))
            place = found.get(said)
            times.append(heard[place].start if place is not None else said / len(words) * len(sound) / RATE)
        return times

    @cached_property
    def _hibari(self) -> HibariVoice:
        return HibariVoice()

    @cached_property
    def _kokoro(self) -> Kokoro:
        return Kokoro(model_files.ensure(catalogue.KOKORO))

    @cached_property
    def _recogniser(self) -> Recogniser:
        return Recogniser(model_files.ensure(catalogue.WHISPER_BASE))


def _lines() -> dict[str, list[str]]:
    lines: dict[str, list[str]] = json.loads(resource("bench/turns.json").read_text(encoding="utf-8"))
    return lines


@lru_cache
def _recording(name: str) -> Samples:
    return load(resource(f"bench/recordings/{name}.flac"), RATE)


def _recorded(name: str, first: str, last: str) -> Samples:
    sound = _recording(name)
    begin = quietest(sound, float(first)) if float(first or 0) else 0
    return sound[begin : quietest(sound, float(last)) if last else len(sound)]


def quietest(sound: Samples, seconds: float) -> int:
    """The sample around which it is quietest, near a moment."""
    width = RATE // 100
    centres = np.arange(round((seconds - SEARCH_SECONDS) * RATE), round((seconds + SEARCH_SECONDS) * RATE), width // 4)
    centres = centres.clip(width, len(sound) - width)
    loudness = [float(np.mean(sound[centre - width : centre + width] ** 2)) for centre in centres]
    return int(centres[int(np.argmin(loudness))])


def _trimmed(part: Samples) -> Samples:
    loud = np.flatnonzero(np.abs(part) > AUDIBLE * np.abs(part).max())
    return part[int(loud[0]) : int(loud[-1]) + 1]


def _faded(part: Samples) -> Samples:
    """Without a click at its ends."""
    length = min(round(FADE_SECONDS * RATE), len(part) // 2)
    slope = np.linspace(0.0, 1.0, length, dtype=np.float32)
    return np.concatenate(
        (part[:length] * slope, part[length : len(part) - length], part[len(part) - length :] * slope[::-1])
    )
