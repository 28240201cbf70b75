"""Scenes of hands-free talk in simulated rooms, and what is to be said of each: python -m tests.scenarios.room_scenes

It plays every scene and prints what came of it. `test_rooms.py` plays them as tests.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable, Coroutine, Iterator, Sequence
from dataclasses import dataclass, field, fields
from functools import lru_cache, partial
from itertools import cycle, islice
from pathlib import Path

import numpy as np

from tests.fakes import noises
from tests.fakes.hands_free_room import RATE, HandsFreeRoom, Line, Said
from tests.fakes.room import Acoustics, Room
from voiceassistant.app import end_of_turn_model
from voiceassistant.audio.files import load
from voiceassistant.audio.hands_free import TurnModel
from voiceassistant.audio.ring import Samples
from voiceassistant.events import (
    Asked,
    FirstSound,
    Phase,
    PhaseChanged,
    SpeechEnded,
    SpeechPaused,
    TurnEnded,
)

ROOT = Path(__file__).parents[2]
RECORDINGS = Path(__file__).parent / "recordings"

USER_DBFS = -26.0  # who talks to it from across a table
ECHO_DBFS = -30.0  # of an answer at -20, in a room that takes 10 dB
AUDIBLE = 0.06  # of the peak: where speech begins and ends; what is quieter is breath
BEHIND_SECONDS = 3.0  # what happens so late after a line may still be due to it: the longest pause is 2.5 s

# Each was spoken by one of Kokoro's voices, but for the two samples of the program and a Korean one of its tests.
WORDS = {
    "weather": "What's the weather like in Berlin tomorrow?",
    "station": "How do I get to the main station?",
    "timer": "Set a timer for ten minutes, please.",
    "joke": "Tell me a joke.",
    "table": "I would like a table for four people on Friday.",
    "pizza": "I'd like to order a large pizza with mushrooms.",
    "remind": "Remind me to call the doctor tomorrow morning.",
    "museum": "I want to know whether the museum is open on Mondays.",
    "wait": "Wait a moment, what about London?",
    "stop": "Stop, that's enough, thank you.",
    "other": "No, I meant the other city.",
    "again": "Can you say that again?",
    "seven": "Actually, make it seven o'clock.",
    "yeah": "Yeah.",
    "okay": "Okay.",
    "right": "Right, I see.",
    "capital": "What is the capital of France?",
    "calculation": "What is 17 times 23?",
    "korean": "어제 친구와 영화를 보았어요.",
}
ELSEWHERE = {
    "capital": ROOT / "resources/samples/question-capital.wav",
    "calculation": ROOT / "resources/samples/question-calculation.wav",
    "korean": ROOT / "tests/local/recordings/korean.flac",
}
ANSWERS = (
    "The weather in Paris is going to be rather mild, with a light breeze and a little rain towards the evening.",
    "Your next meeting has been moved to half past three, and two more people have said that they will come.",
    "A cup of strong coffee takes about four minutes, and you should use water that has just stopped boiling.",
    "The last train to Berlin leaves at ten forty, so you have a good hour left to finish what you are doing.",
    "This old recipe needs three eggs, a pinch of salt, and as much butter as you are willing to forgive.",
    "The museum by the river is open from nine until six, except on Mondays, when it stays closed all day.",
    "Sure.",
    "It is a quarter past nine.",
    "My favourite novel was written in nineteen twenty two, and it has never been out of print since then.",
    "Every second Tuesday would be a good time to water the plants, check the heating, and call your sister.",
)  # fmt: skip
LONG = (
    "The museum by the river is open from nine until six on every day of the week except on the first Monday of May "
    "when it stays closed all day. The last train to Berlin leaves at ten forty so that you still have a good hour to "
    "finish what you are doing before you go."
)

ROOMS = {
    "study": Acoustics(rt60=0.2, seed=2),
    "living room": Acoustics(rt60=0.4, seed=3),
    "hall": Acoustics(rt60=0.6, seed=4, delay_seconds=0.012),
    "overdriven": Acoustics(rt60=0.4, seed=5, drive=1.0),
    "late loudspeaker": Acoustics(rt60=0.3, seed=6, delay_seconds=0.3),
    "headset": Acoustics(echo_db=None),
}


@lru_cache
def noise(name: str) -> Samples:
    """A room's own: "-45" is pink noise at that level in dBFS; "hum" and "babble" are at -45."""
    if name == "hum":
        return noises.mains_hum(3.0, -45.0)
    if name == "babble":
        return noises.babble([recording(one) for one in ("weather", "pizza", "museum", "korean")], 6.0, -45.0)
    return noises.pink_noise(3.0, float(name))


@lru_cache
def recording(name: str) -> Samples:
    """From the first sound of the speech to its last."""
    sound = load(ELSEWHERE.get(name, RECORDINGS / f"{name}.flac"))
    loud = np.flatnonzero(np.abs(sound) > AUDIBLE * np.abs(sound).max())
    return sound[loud[0] : loud[-1] + 1]


def line(name: str, level_dbfs: float = USER_DBFS, *, is_meant: bool = True) -> Line:
    return Line(noises.at_level(recording(name), level_dbfs), WORDS[name], is_meant)


def in_two(name: str, at_seconds: float) -> tuple[Line, Line]:
    """A line that breaks off at the quietest moment around there, and its rest."""
    whole = line(name)
    around = range(round((at_seconds - 0.1) * RATE), round((at_seconds + 0.1) * RATE), 80)
    cut = min(around, key=lambda start: float(np.abs(whole.sound[start : start + 160]).sum())) + 80
    words = whole.words.split()
    share = round(cut / len(whole.sound) * len(words))
    first, second = whole.sound[:cut].copy(), whole.sound[cut:].copy()
    fade = np.linspace(1.0, 0.0, 80, dtype=np.float32)
    first[-80:] *= fade
    second[:80] *= fade[::-1]
    return (
        Line(first, " ".join(words[:share]), goes_on=True),
        Line(second, " ".join(words[share:])),
    )


# --- what is scored ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Score:
    """Of one scene, or of several.

    Attributes:
        answers: Questions that were answered.
        loops: Times that it listened, or asked itself something, while nobody and nothing made a sound but itself.
        holds: Times that an answer fell silent for a moment, though nobody had said anything to it.
        stops: Answers that ended before their end because of that.
        false_questions: Things it took for a question that were none.
        pauses: Pauses inside what somebody said.
        cut_offs: Those in which it took the question for complete.
        talked_into: Those in which it began to answer.
        noticed: From the end of speech to the short pause, seconds.
        closed: To the turn closed.
        silent: From the beginning of speech over an answer to silence.
    """

    answers: int = 0
    loops: int = 0
    holds: int = 0
    stops: int = 0
    false_questions: int = 0
    pauses: int = 0
    cut_offs: int = 0
    talked_into: int = 0
    noticed: tuple[float, ...] = ()
    closed: tuple[float, ...] = ()
    silent: tuple[float, ...] = ()

    def __add__(self, other: "Score") -> "Score":
        return Score(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(self)))


def scored(room: HandsFreeRoom) -> Score:
    meant = [said for said in room.said if said.line.is_meant]
    phases = list(room.of(PhaseChanged))
    listening = [at for at, event in phases if event.phase is Phase.LISTENING]
    paused = [at for at, event in phases if event.phase is Phase.PAUSED]
    asked = [at for at, event in room.of(Asked) if event.spoken]
    answered = [at for at, event in room.of(TurnEnded) if not event.interrupted and event.heard]
    stopped = [at for at, event in room.of(TurnEnded) if event.interrupted]
    return Score(
        answers=len(answered),
        loops=_beside(room.said, [*listening, *asked]),
        holds=_beside(meant, paused),
        stops=_beside(meant, stopped),
        false_questions=_beside(meant, asked),
        **_breaks(room),
        noticed=tuple(_delays(room, SpeechPaused)),
        closed=tuple(_delays(room, SpeechEnded)),
        silent=tuple(_silences(room)),
    )


def _beside(lines: Sequence[Said], moments: Sequence[float]) -> int:
    """How many of the moments cannot be due to any of the lines."""
    return sum(not any(said.start < at < said.end + BEHIND_SECONDS for said in lines) for at in moments)


def _breaks(room: HandsFreeRoom) -> dict[str, int]:
    pauses = [(one.end, after.start) for one, after in zip(room.said, room.said[1:], strict=False) if one.line.goes_on]

    def within(kind: type) -> int:
        return sum(any(start < at < end for at, _ in room.of(kind)) for start, end in pauses)

    return {"pauses": len(pauses), "cut_offs": within(SpeechEnded), "talked_into": within(FirstSound)}


def _delays(room: HandsFreeRoom, kind: type) -> Iterator[float]:
    for said in room.said:
        if said.line.is_meant and not said.line.goes_on:
            later = [at for at, _ in room.of(kind) if at > said.end - 0.15]
            yield min(later, default=np.inf) - said.end


def _silences(room: HandsFreeRoom) -> Iterator[float]:
    for said in room.said:
        if said.line.is_meant and any(said.start - 0.3 < at <= said.start for at in room.speaker.audible):
            yield room.silent_from(said.start) - said.start


# --- what happens -----------------------------------------------------------------------------------------------------


async def question(room: HandsFreeRoom, name: str) -> None:
    """Somebody asks; it answers and listens again."""
    await room.wait(0.7)
    room.roles.will_answer("It is a quarter past nine.")
    await room.say(line(name))
    await room.until_ready()
    await room.wait(0.5)


async def broken_question(room: HandsFreeRoom, name: str, at_seconds: float, pause_seconds: float) -> None:
    """Somebody pauses to think, and goes on."""
    await room.wait(0.7)
    room.roles.will_answer("It is a quarter past nine.")
    first, second = in_two(name, at_seconds)
    await room.say(first)
    await room.wait(pause_seconds)
    await room.say(second)
    await room.until_ready()


async def talked_over(room: HandsFreeRoom, name: str, level_dbfs: float) -> None:
    """Somebody has something to say while it speaks."""
    await room.wait(0.7)
    await room.answer(LONG)
    await room.wait(3.0)
    room.roles.will_answer("Sure.")
    await room.say(line(name, level_dbfs))
    await room.until_ready()
    await room.wait(0.5)


async def disturbed(room: HandsFreeRoom, sounds: Sequence[Line]) -> None:
    """Things sound while it speaks that are nothing to it."""
    await room.wait(0.7)
    await room.answer(LONG)
    await room.wait(2.5)
    for sound in sounds:
        await room.say(sound)
        await room.wait(1.8)
    await room.until_ready()
    await room.wait(1.5)


async def undisturbed(room: HandsFreeRoom, answers: Sequence[str]) -> None:
    """It answers and answers, and nobody is there."""
    for text in answers:
        await room.answer(text)
        await room.until_ready()
        await room.wait(1.0)
    await room.wait(1.0)


async def next_question(room: HandsFreeRoom, name: str, after_seconds: float) -> None:
    """Hardly has it said its last word, somebody asks the next thing."""
    await room.wait(0.7)
    await room.answer(ANSWERS[5])
    await room.until_ready()
    await room.wait(max(0.0, room.speaker.audible[-1] + after_seconds - room.clock()))
    room.roles.will_answer("Sure.")
    await room.say(line(name))
    await room.until_ready()
    await room.wait(0.5)


async def slow_speaker(room: HandsFreeRoom) -> None:
    """Somebody pauses for long, in each of his questions."""
    for name, at in (("table", 1.3), ("pizza", 1.2), ("remind", 0.9), ("museum", 1.0), ("table", 0.8), ("pizza", 1.6)):
        await broken_question(room, name, at, 1.3)


async def noises_alone(room: HandsFreeRoom, sounds: Sequence[Line]) -> None:
    """It listens, and what it hears is nobody."""
    await room.wait(0.7)
    for sound in sounds:
        await room.say(sound)
        await room.wait(1.5)


# --- the scenes -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Scene:
    """What happens in which room, and what may come of it.

    Attributes:
        answers: How many are spoken to their end.
        holds: How many times one may fall silent for a moment, for what is no more than a sign of listening.
        cut_offs: How many pauses may end the turn.
        silent_seconds: How soon it has to fall silent when somebody speaks over it.
    """

    name: str
    room: str
    noise: str
    act: Callable[[HandsFreeRoom], Coroutine[object, object, None]] = field(repr=False)
    answers: int = 1
    holds: int = 0
    cut_offs: int = 0
    silent_seconds: float = 0.6


def sounds(kind: str, count: int = 3) -> list[Line]:
    """Louder and louder: the last is as loud as a voice at the table."""
    makers: dict[str, Callable[[float, int], Samples]] = {
        "door": noises.door_slam,
        "cough": noises.cough,
        "mm-hm": noises.assent,
        "keyboard": lambda level, seed: noises.keyboard(1.2, level, seed),
    }
    if kind in WORDS:
        return [line(kind, is_meant=False) for _ in range(count)]
    return [
        Line(makers[kind](level, seed), "Mm-hm." if kind == "mm-hm" else "", is_meant=False)
        for seed, level in enumerate((-32.0, -28.0, -24.0)[:count])
    ]


def _scenes() -> Iterator[Scene]:
    for name, where, what in (
        ("weather", "study", "-60"),
        ("station", "living room", "-45"),
        ("timer", "hall", "-35"),
        ("pizza", "living room", "babble"),
        ("joke", "headset", "-60"),
        ("calculation", "study", "-35"),
        ("capital", "hall", "-45"),
        ("korean", "living room", "hum"),
    ):
        yield Scene("question", where, what, partial(question, name=name))
    for name, at, pause, what in (
        ("table", 1.3, 0.5, "-60"),
        ("pizza", 1.2, 0.7, "-45"),
        ("remind", 0.9, 0.6, "-60"),
        ("museum", 1.0, 0.9, "-60"),
        ("weather", 1.0, 0.4, "-35"),
    ):
        act = partial(broken_question, name=name, at_seconds=at, pause_seconds=pause)
        yield Scene(f"pause of {pause:g} s", "living room", what, act)
    # His first pause may end his turn; over the first words of an answer the canceller is not sure of the room yet.
    yield Scene("slow speaker", "study", "-60", slow_speaker, answers=6, cut_offs=2, silent_seconds=1.2)
    for kind, holds in (("door", 0), ("cough", 1), ("keyboard", 0), ("mm-hm", 3), ("yeah", 3), ("right", 3)):
        for where, what in (("living room", "-60"), ("headset", "-45")):
            yield Scene(f"{kind} during an answer", where, what, partial(disturbed, sounds=sounds(kind)), holds=holds)
    yield Scene("babble during an answer", "living room", "babble", partial(disturbed, sounds=()))
    for where in ("study", "living room", "hall", "overdriven", "late loudspeaker"):
        for above, name in ((0.0, "wait"), (5.0, "other"), (10.0, "stop")):
            act = partial(talked_over, name=name, level_dbfs=ECHO_DBFS + above)
            yield Scene(f"talked over at {above:+g} dB", where, "-60", act)
    for where, what, name in (("headset", "-60", "again"), ("headset", "-45", "seven"), ("study", "-45", "seven")):
        yield Scene("talked over", where, what, partial(talked_over, name=name, level_dbfs=USER_DBFS))
    yield Scene("talked over", "living room", "-35", partial(talked_over, name="wait", level_dbfs=ECHO_DBFS + 10.0))
    for after, where in ((0.1, "living room"), (0.3, "hall"), (0.6, "study"), (0.1, "headset")):
        act = partial(next_question, name="station", after_seconds=after)
        yield Scene(f"next question after {after:g} s", where, "-60", act, answers=2)
    everything = [*sounds("door"), *sounds("cough"), *sounds("keyboard")]
    yield Scene("noises while it listens", "living room", "-60", partial(noises_alone, sounds=everything), answers=0)
    for where, what in (("hall", "-45"), ("overdriven", "-60"), ("late loudspeaker", "-60"), ("headset", "-45")):
        act = partial(undisturbed, answers=ANSWERS)
        yield Scene("own voice, 10 answers", where, what, act, answers=10)
    words = partial(undisturbed, answers=["London."] * 10)
    yield Scene("own voice, 10 single words", "late loudspeaker", "-60", words, answers=10)


SCENES = tuple(_scenes())
HUNDRED = Scene(
    "own voice, 100 answers",
    "living room",
    "-60",
    partial(undisturbed, answers=list(islice(cycle(ANSWERS), 100))),
    answers=100,
)


def play(scene: Scene, folder: Path, model: TurnModel | None) -> Score:
    place = Room(ROOMS[scene.room], noise=noise(scene.noise), rate=RATE)
    room = HandsFreeRoom(place, folder, model)
    room.run(scene.act(room))
    return scored(room)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--only", default="", help="scenes with this in their name")
    chosen, total = parser.parse_args(), Score()
    model = end_of_turn_model()
    with tempfile.TemporaryDirectory() as folder:
        for scene in [*SCENES, HUNDRED]:
            if chosen.only in scene.name:
                score = play(scene, Path(folder), model)
                total += score
                sys.stdout.write(f"{scene.name}, {scene.room}, {scene.noise}: {report(score)}\n")
                sys.stdout.flush()
    sys.stdout.write(f"all: {report(total)}\n")


def report(score: Score) -> str:
    parts = []
    for one in fields(score):
        value = getattr(score, one.name)
        if isinstance(value, tuple) and value:
            middle, late = np.percentile(np.array(value) * 1e3, [50, 95])
            parts.append(f"{one.name} after {middle:.0f} / {late:.0f} ms")
        elif value:
            parts.append(f"{one.name.replace('_', ' ')} {value}")
    return ", ".join(parts)


if __name__ == "__main__":
    main()
