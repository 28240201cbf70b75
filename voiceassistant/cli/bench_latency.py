"""`voiceassistant bench latency`: from the end of speech to the first sound, with any servers, in its parts."""

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from voiceassistant import settings as settings_file
from voiceassistant.audio.files import load
from voiceassistant.cli.latency_rows import Rows, Work
from voiceassistant.cli.latency_stage import (
    HELD,
    NOTICED,
    QUESTION_RATE,
    STEPS,
    VARIANTS,
    LatencyStage,
    Question,
    Turn,
    latency_stage,
    settings_for,
)
from voiceassistant.cli.memory_watch import resident_bytes
from voiceassistant.cli.sound_runs import SoundRun
from voiceassistant.errors import AssistantError
from voiceassistant.resource_files import resource
from voiceassistant.tools.registry import Registry

MODES = ("latency", "tool", "barge", "endurance", "startup")
BARGE_SECONDS = 1.0  # into the answer
MEMORY_TURNS = (1, 5, 20, 50, 100, 200, 300, 400, 500)  # after which the memory is noted


def add_parser(kinds: "argparse._SubParsersAction[argparse.ArgumentParser]", count: Callable[[str], int]) -> None:
    latency = kinds.add_parser("latency", help="any servers: from the end of speech to the first sound, in its parts")
    latency.add_argument("--base", default="", metavar="URL", help="a server for all roles; without it, the settings'")
    latency.add_argument("--question", type=Path, metavar="FILE", help="what is asked; a bundled recording without it")
    latency.add_argument("--out", type=Path, metavar="FILE", help="write what happened when here, one JSON a line")
    latency.add_argument("--mode", choices=MODES, default="latency", help="what is measured")
    latency.add_argument("--variant", choices=VARIANTS, default="push-to-talk", help="how it is talked with")
    latency.add_argument("--turns", type=count, default=20, metavar="N", help="how many (default 20)")
    latency.add_argument("--pause", type=float, default=0.0, metavar="SECONDS", help="between two turns")
    latency.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Raises AssistantError: the question or the settings cannot be read, or nothing can be measured."""
    rows = Rows()
    rows.add("process", args.started_at)
    rows.add("imported")
    question = Question.of(load(args.question or resource("samples/question-capital.wav"), QUESTION_RATE))
    settings = settings_for(args.base) if args.base else settings_file.load()
    tools = Registry([get_weather]) if args.mode == "tool" else None
    with (
        tempfile.TemporaryDirectory() as folder,
        latency_stage(settings, args.variant, Path(folder), rows, tools) as stage,
    ):
        session = Session(args, rows, stage, question)
        answered = session.barge() if args.mode == "barge" else session.converse()
    if args.out:
        rows.save(args.out)
    return 0 if answered == session.turns else 1


async def get_weather(city: str) -> str:
    """Tells how the weather is in a city.

    Args:
        city: The city's name.
    """
    return f"It is mild in {city}."


class Session:
    """The turns of one measurement; both kinds return how many were answered."""

    def __init__(self, args: argparse.Namespace, rows: Rows, stage: LatencyStage, question: Question) -> None:
        self.turns: int = 0 if args.mode == "startup" else args.turns
        self._pause: float = args.pause
        self._rows, self._stage, self._question = rows, stage, question

    def converse(self) -> int:
        """Each answer is heard to its end."""
        turns = []
        for number in range(1, self.turns + 1):
            with self._turn(number):
                turns.append(self._stage.turn(self._question))
        if turns:
            print_parts(turns)
        return len(turns)

    def barge(self) -> int:
        """Each answer but the last is talked over."""
        pressed: list[float] = []
        for number in range(1, self.turns + 1):
            with self._turn(number):
                self._stage.ask(self._question, pressed if number > 1 else None)
                self._stage.until_sound()
                time.sleep(BARGE_SECONDS)
        self._stage.stop()
        runs = self._stage.take_sounds()
        print_table([("barge-in to silence", [silent_after(at, runs) for at in pressed])])
        return len(pressed) + 1

    @contextmanager
    def _turn(self, number: int) -> Iterator[None]:
        work = Work()
        self._rows.add("turn", n=number)
        try:
            yield
        except AssistantError as error:
            self._rows.add("no_answer", n=number, error=type(error).__name__)
            print(f"turn {number}: {error.sentence}", flush=True)
        self._rows.add("turn_end", n=number, **work.figures())
        is_last = number == self.turns
        if number in MEMORY_TURNS or is_last:
            self._rows.add(
                "rss", n=number, mb=resident_bytes(os.getpid()) / 2**20, **({"last": True} if is_last else {})
            )
        time.sleep(self._pause)


def silent_after(moment: float, runs: Sequence[SoundRun]) -> float:
    """Milliseconds until what was audible at a moment had ended; 0 where nothing was."""
    return max(0.0, *((run.end - moment) * 1000 for run in runs if run.start < moment), 0.0)


def print_parts(turns: Sequence[Turn]) -> None:
    """From the end of speech to the first sound; then what lies between, each part from the one before it."""
    heard = [(turn, turn.sounds[0].start) for turn in turns if turn.sounds]
    steps = [turn.steps() for turn in turns]
    print_table(
        [
            ("end of speech to first sound", [(sound - turn.spoken) * 1000 for turn, sound in heard]),
            *((name, [step[name] for step in steps if name in step]) for name in (HELD, NOTICED, *STEPS)),
        ]
    )


def print_table(lines: Sequence[tuple[str, Sequence[float]]]) -> None:
    print(f"  {'ms':32} {'turns':>6} {'median':>8} {'95th':>8} {'worst':>8}")
    for name, values in lines:
        if values:
            figures = (statistics.median(values), percentile(values, 0.95), max(values))
            print(f"  {name:32} {len(values):6} " + " ".join(f"{figure:8.1f}" for figure in figures), flush=True)
        else:
            print(f"  {name:32} {'none':>6}", flush=True)


def percentile(values: Sequence[float], share: float) -> float:
    """Between the two nearest ranks."""
    ordered = sorted(values)
    place = (len(ordered) - 1) * share
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)
