"""`voiceassistant bench`: how fast it is on this machine, and how well it chooses tools."""

import argparse
import queue
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from voiceassistant.app import Assistant
from voiceassistant.audio.files import load
from voiceassistant.audio.listener import Listener
from voiceassistant.audio.player import SpeechPlayer
from voiceassistant.audio.ring import Samples
from voiceassistant.audio.simulated import SimulatedMicrophone, SimulatedSpeaker
from voiceassistant.cli.bench_latency import add_parser as add_latency_parser
from voiceassistant.conversation.forgetful import ForgetfulStore
from voiceassistant.errors import AssistantError
from voiceassistant.events import Asked, Event, Failed, ReplyEnded, TurnEnded
from voiceassistant.resource_files import resource
from voiceassistant.settings import Settings

RATE = 16_000
END_OF_SPEECH = 0.025  # of the peak: the last louder sample is the end of what was said
PAUSE_SECONDS = 1.0  # before each question
LONGEST_TURN_SECONDS = 120.0
STEPS = ("transcript", "first_token", "first_sentence", "first_audio")


@dataclass(frozen=True, slots=True)
class BenchTurn:
    milliseconds: dict[str, float | None]
    transcript: str
    reply: str


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("bench", help="measure how fast it is on this machine", description=__doc__)
    kinds = parser.add_subparsers(metavar="WHAT", required=True)
    local = kinds.add_parser(
        "local", help="the local engine, spoken question to spoken answer, with and without a tool"
    )
    local.add_argument("--turns", type=count, default=10, metavar="N", help="of each kind (default 10)")
    local.set_defaults(run=run)
    tools = kinds.add_parser("tools", help="the local chat model, asked for things that tools do")
    tools.add_argument("--model", default="", metavar="NAME", help="another of the local engine's chat models")
    tools.add_argument("--held-out", action="store_true", help="the set that the engine was not adjusted with")
    tools.set_defaults(run=run_tool_bench)
    files = kinds.add_parser("files", help="a long recording: speed, memory, and how exact the times are")
    files.add_argument("--minutes", type=float, default=10.0, metavar="N", help="how long it is (default 10)")
    files.add_argument("--seed", type=int, default=1, metavar="N", help="another recording (default 1)")
    files.set_defaults(run=run_file_bench)
    add_latency_parser(kinds, count)
    turns = kinds.add_parser("turns", help="pauses and noises: who is cut off, and how long the others wait")
    turns.set_defaults(run=run_turn_bench)
    reading = kinds.add_parser("reading", help="long documents: until the first sound, and memory over an hour")
    reading.add_argument("--runs", type=count, default=10, metavar="N", help="documents of each kind (default 10)")
    reading.add_argument(
        "--minutes", type=float, default=60.0, metavar="N", help="read for memory (default 60; 0: not)"
    )
    reading.set_defaults(run=run_reading_bench)

    words = kinds.add_parser("words", help="when each word is said: how far the estimate and the alignment are off")
    words.add_argument("--truth", type=Path, metavar="FOLDER", help="more sentences: NAME.wav, with NAME.json")
    words.set_defaults(run=run_word_bench)
    parser.set_defaults(command="bench")


def count(text: str) -> int:
    """An argument that is a number from 1 on."""
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("it has to be 1 or more")
    return number


def run_tool_bench(args: argparse.Namespace) -> int:
    """Raises AssistantError."""
    from voiceassistant.cli.bench_tools import HELD_OUT_SET, USUAL_SET, run_tools

    return run_tools(args.model, HELD_OUT_SET if args.held_out else USUAL_SET)


def run_file_bench(args: argparse.Namespace) -> int:
    """Raises AssistantError."""
    from voiceassistant.cli.bench_files import run_files

    return run_files(args.minutes, args.seed)


def run_turn_bench(args: argparse.Namespace) -> int:  # noqa: ARG001 - it has no options
    """Raises AssistantError."""
    from voiceassistant.cli.bench_turns import run_turns

    return run_turns()


def run_reading_bench(args: argparse.Namespace) -> int:
    """Raises AssistantError."""
    from voiceassistant.cli.bench_reading import run_reading

    return run_reading(args.runs, args.minutes)


def run_word_bench(args: argparse.Namespace) -> int:
    """Raises AssistantError."""
    from voiceassistant.cli.bench_words import run_words

    return run_words(args.truth)


def run(args: argparse.Namespace) -> int:
    """Raises AssistantError: a turn failed."""
    samples = {"without a tool": "question-capital.wav", "with a tool": "question-calculation.wav"}
    with tempfile.TemporaryDirectory() as folder, bench_stage(Path(folder)) as stage:
        for kind, name in samples.items():
            question = until_end_of_speech(load(resource(f"samples/{name}"), RATE))
            print(f"{kind}: a question of {len(question) / RATE:.1f} s, {args.turns} turns", flush=True)
            stage.turn(question)  # the first one warms: it does not count
            turns = [stage.turn(question) for _ in range(args.turns)]
            print_table(turns)
    return 0


class BenchStage:
    """A whole assistant with a microphone and a speaker in memory that keep real time."""

    def __init__(self, assistant: Assistant, microphone: SimulatedMicrophone, store: ForgetfulStore) -> None:
        self._assistant, self._microphone, self._store = assistant, microphone, store
        self._events: queue.Queue[Event] = queue.Queue()
        assistant.engine.subscribe(self._events.put)

    def turn(self, question: Samples) -> BenchTurn:
        """Holds the key, says the question, lets go with its last sample, and hears the answer out."""
        self._store.clear()
        time.sleep(PAUSE_SECONDS)
        self._assistant.engine.press()
        self._microphone.say(question, RATE)
        self._microphone.heard_all.wait()
        self._assistant.engine.release()
        transcript = reply = ""
        while True:
            match self._events.get(timeout=LONGEST_TURN_SECONDS):
                case Asked(transcript=heard):
                    transcript = heard.text.strip()
                case ReplyEnded(text=text):
                    reply = text.strip()
                case Failed(error=error):
                    raise error
                case TurnEnded(timings=timings):
                    return BenchTurn(asdict(timings), transcript, reply)


@contextmanager
def bench_stage(folder: Path) -> Iterator[BenchStage]:
    """The local engine whatever the settings say; nothing is kept."""
    microphone, store = SimulatedMicrophone(), ForgetfulStore()
    listener = Listener(microphone, folder, on_lost=_raise)
    player = SpeechPlayer(SimulatedSpeaker(), on_lost=_raise)
    settings = Settings().with_values(
        transcription={"server": "local", "language": "en"}, chat={"server": "local"}, speech={"server": "local"}
    )
    assistant = Assistant(settings, player, store, listener)
    assistant.start()
    try:
        listener.open()
        player.open()
        yield BenchStage(assistant, microphone, store)
    finally:
        assistant.close()
        listener.close()
        player.close()


def until_end_of_speech(samples: Samples) -> Samples:
    """Cuts the silence at the end off."""
    loud = np.nonzero(np.abs(samples) > END_OF_SPEECH * np.abs(samples).max())[0]
    return samples[: int(loud[-1]) + 1]


def print_table(turns: Sequence[BenchTurn]) -> None:
    print(f"  heard: {turns[-1].transcript}\n  answer: {turns[-1].reply}")
    print(f"  {'ms from the end of speech to':32} {'median':>8} {'95th':>8} {'worst':>8}")
    for step in STEPS:
        values = sorted(value for turn in turns if (value := turn.milliseconds[step]) is not None)
        if not values:
            print(f"  {step:32} {'never':>8}")
            continue
        ninety_fifth = values[min(len(values) - 1, round(0.95 * (len(values) - 1)))]
        print(f"  {step:32} {statistics.median(values):8.0f} {ninety_fifth:8.0f} {values[-1]:8.0f}", flush=True)


def _raise(error: AssistantError) -> None:
    raise error
