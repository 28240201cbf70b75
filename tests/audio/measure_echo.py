"""Measures the ear over a loudspeaker: python -m tests.audio.measure_echo [--sentences 100] [--users 32]

The assistant is hibari's voice, users are Kokoro's (its weights have to be there), espeak-ng's and recordings. Prints
how much echo is left, how often the assistant's own voice counts as the user, how soon a user is noticed, and what
else is taken for one. Takes some six minutes of processor time. No test: pytest does not collect it.
"""

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from itertools import cycle, islice, pairwise
from pathlib import Path

import numpy as np

from tests.audio.test_over_the_loudspeaker import HEADSET, NOISES, ROOMS, ROOT
from tests.fakes import noises
from tests.fakes.echo_scene import EchoScene, speaking_at, windows
from tests.fakes.room import Acoustics, Room
from voiceassistant.audio.files import load
from voiceassistant.audio.level import rms
from voiceassistant.audio.resample import resample
from voiceassistant.audio.ring import Samples
from voiceassistant.local.synthesis.hibari_voice import HibariVoice
from voiceassistant.local.synthesis.kokoro import Kokoro
from voiceassistant.local.synthesis.voices import Speaker
from voiceassistant.local.weights.catalogue import KOKORO
from voiceassistant.local.weights.model_files import ensure

RATE, VOICE_RATE = 16_000, 24_000
ASSISTANT_DBFS, ECHO_DB = -20.0, -10.0
MISSED_SECONDS = 1.0
SUBJECTS = (
    "The weather in Paris", "Your next meeting", "The capital of Australia", "A cup of strong coffee",
    "The last train to Berlin", "This old recipe", "The answer to your question", "My favourite novel",
    "The museum by the river", "Every second Tuesday",
)  # fmt: skip
PREDICATES = (
    "is going to be rather mild, with a light breeze from the west and a little rain towards the evening.",
    "has been moved to half past three, and two more people have said that they will come.",
    "is not what most people say the first time they are asked, and they get it wrong twice.",
    "takes about four minutes, and you should use water that has just stopped boiling.",
    "leaves at ten forty, so you have a good hour left to finish what you are doing.",
    "needs three eggs, a pinch of salt, and as much butter as you are willing to forgive.",
    "depends on how you count, but the usual figure is roughly seven hundred and fifty.",
    "was written in nineteen twenty two, and it has never been out of print since then.",
    "is open from nine until six, except on Mondays, when it stays closed all day.",
    "would be a good time to water the plants, check the heating, and call your sister.",
)
INTERRUPTIONS = (
    "Stop, please.", "Wait a moment.", "No, I meant the other one.", "What about tomorrow?",
    "Can you say that again?", "How much does it cost?", "That's enough, thank you.", "Hold on, who wrote it?",
    "Actually, make it seven o'clock.", "Okay, and what comes next?", "Please be quiet.", "Let me think about that.",
)  # fmt: skip


def sentences(count: int) -> list[Samples]:
    voice, texts = HibariVoice(), (f"{subject} {predicate}" for subject in SUBJECTS for predicate in PREDICATES)
    spoken = (np.concatenate(list(voice.say(text, 1.0))) for text in islice(cycle(texts), count))
    return [noises.at_level(resample(sound, VOICE_RATE, RATE), ASSISTANT_DBFS) for sound in spoken]


def users(count: int) -> list[Samples]:
    found = [load(path) for path in (ROOT / "resources/samples").glob("*.wav")]
    found += [load(ROOT / "tests/local/recordings/korean.flac")]
    kokoro, voices = Kokoro(ensure(KOKORO)), cycle(("am_echo", "bm_fable", "espeak", "am_onyx", "af_sky"))
    for text, voice in islice(zip(cycle(INTERRUPTIONS), voices, strict=False), count - len(found)):
        if voice == "espeak":
            found.append(_espeak(text))
        else:
            sound = np.concatenate(list(kokoro.say(text, Speaker("kokoro", "en", voice), 1.0)))
            found.append(resample(sound, VOICE_RATE, RATE))
    return [_from_onset(sound) for sound in found[:count]]


def _espeak(text: str) -> Samples:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "speech.wav"
        subprocess.run(["espeak-ng", "-w", str(path), text], check=True)
        return load(path)


def _from_onset(sound: Samples) -> Samples:
    """From where 10 ms reach a tenth of the speech's level on."""
    frames = noises.at_level(sound, -20.0)[: len(sound) // 160 * 160].reshape(-1, 160)
    first = int(np.argmax(np.sqrt((frames**2).mean(axis=1)) > 0.01))
    return sound[first * 160 :][: round(1.5 * RATE)]


def echo_left(spoken: list[Samples]) -> Iterator[str]:
    played = np.concatenate(spoken[:4])
    played = played[int(np.argmax(np.abs(played) > 0.02)) :]
    edges = (0.0, 0.25, 0.5, 1.0, 2.0, 4.0, 12.0)
    for name, acoustics in ROOMS.items():
        scene = EchoScene(Room(acoustics, noise=noises.pink_noise(3.0, -75.0), rate=RATE), played)
        scene.start()
        heard, drops = scene.all_of(edges[-1]), []
        for start, end in pairwise(edges):
            part = slice(round(start * RATE), round(end * RATE))
            drop = 20.0 * np.log10(rms(heard.microphone[part]) / rms(heard.samples[part]))
            drops.append(f"{start:g}-{end:g} s {drop:.0f} dB")
        yield f"echo, {name}: {', '.join(drops)}"


def own_voice(spoken: list[Samples]) -> Iterator[str]:
    for room, acoustics in ROOMS.items():
        for noise, sound in NOISES.items():
            false = [speaking_at(windows(Room(acoustics, noise=sound, rate=RATE), played)) for played in spoken]
            yield f"own voice, {room}, {noise}: {sum(map(bool, false))} of {len(spoken)} sentences count as the user"


def interruptions(spoken: list[Samples], voices: list[Samples]) -> Iterator[str]:
    random = np.random.default_rng(1)
    for room, acoustics in {**ROOMS, "headset": HEADSET}.items():
        for above_db in (0.0, 5.0, 10.0):
            times = []
            for number, voice in enumerate(voices):
                played = np.concatenate([spoken[(number + n) % len(spoken)] for n in (0, 1)])
                at = float(random.uniform(1.0, len(played) / RATE - 1.5))
                said = noises.at_level(voice, ASSISTANT_DBFS + ECHO_DB + above_db)
                place = Room(acoustics, noise=list(NOISES.values())[number % len(NOISES)], rate=RATE)
                cut = played[: round((at + 1.5) * RATE)]
                times.append(next((t for t in speaking_at(windows(place, cut, said, at=at)) if t > 0.0), np.inf))
            noticed = [t for t in times if t <= MISSED_SECONDS]
            middle, late = np.percentile(noticed, [50, 95]) * 1e3 if noticed else (np.nan, np.nan)
            missed = len(times) - len(noticed)
            yield f"user, {room}, +{above_db:g} dB: {middle:.0f} / {late:.0f} ms, missed {missed} of {len(times)}"


def other_sounds(spoken: list[Samples]) -> Iterator[str]:
    played = np.concatenate(spoken[:2])
    kinds = {
        "door": noises.door_slam,
        "cough": noises.cough,
        "mm-hm": noises.assent,
        "keyboard": lambda level, seed: noises.keyboard(1.5, level, seed),
    }
    for kind, make in kinds.items():
        for room, acoustics in {"living room": ROOMS["living room"], "headset": HEADSET}.items():
            count = 0
            for level, seed in ((level, seed) for level in (-32.0, -26.0, -20.0) for seed in range(3)):
                place: Acoustics = acoustics
                seen = windows(Room(place, noise=NOISES["fan"], rate=RATE), played, make(level, seed=seed), at=2.5)
                count += bool(speaking_at(seen))
            yield f"{kind}, {room}: {count} of 9 count as the user"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--sentences", type=int, default=100)
    parser.add_argument("--users", type=int, default=32)
    chosen = parser.parse_args()
    spoken, voices = sentences(chosen.sentences), users(chosen.users)
    for lines in (echo_left(spoken), other_sounds(spoken), interruptions(spoken, voices), own_voice(spoken)):
        for line in lines:
            sys.stdout.write(f"{line}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
