"""`voiceassistant bench files`: how long a file takes, whether memory stays flat, how exact the times are."""

import statistics
import tempfile
import time
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np

from voiceassistant.app import TerminalAssistant
from voiceassistant.audio.ring import Samples
from voiceassistant.cli.collect import Collector
from voiceassistant.cli.long_recording import Said, record
from voiceassistant.cli.memory_watch import MemoryWatch, Use
from voiceassistant.cli.word_errors import Heard, compare
from voiceassistant.local.supervisor import LocalEngine
from voiceassistant.settings import Settings
from voiceassistant.transcripts import TranscriptionProgress, TranscriptionWish

STAGES = (0.1, 0.5, 1.0)  # of the file; what memory is used from one to the next is told
BORDER_SECONDS = 10.0  # to both sides of a cut
LAST_SHARE = 0.1  # of the sentences: the beginning and the end, whose times are compared
MOST_GROWTH, MOST_PEAK = 1.05, 1.25  # of what is usual, of the most: a part that is heard twice takes more for a moment
MOST_SECONDS_OFF = 0.1


class BenchAssistant(TerminalAssistant):
    """The local engine in every role; its process is known."""

    def __init__(self) -> None:
        local = {"server": "local"}
        super().__init__(Settings().with_values(transcription=local, chat=local, speech=local), Collector())
        self._local: LocalEngine | None = None

    def _make_local_engine(self) -> LocalEngine:
        self._local = super()._make_local_engine()
        return self._local

    def engine_pid(self) -> int | None:
        return self._local.pid if self._local else None

    def spoken(self, text: str) -> Samples:
        """The local voice's sound. Raises AssistantError."""

        async def ask() -> bytes:
            voice = await self.services.synthesiser()
            return b"".join([chunk async for chunk in voice.synthesise(text)])

        return np.frombuffer(self.engine.run(ask()).result(), "<i2").astype(np.float32) / np.float32(32_768)


def run_files(minutes: float, seed: int) -> int:
    """Makes a recording, transcribes it and prints what came of it; 0 where memory is flat and the times are right.

    Raises:
        AssistantError: The local engine did not answer, or the disk is full.
    """
    assistant = BenchAssistant()
    assistant.engine.start()
    try:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"{minutes:g} minutes.wav"
            said = record(path, minutes * 60, lru_cache(maxsize=100)(assistant.spoken), seed)
            print(f"{len(said)} sentences in {minutes:g} minutes, {path.stat().st_size / 1e6:.0f} MB", flush=True)
            return transcribe(assistant, path, said)
    finally:
        assistant.close()


def transcribe(assistant: BenchAssistant, path: Path, said: Sequence[Said]) -> int:
    cuts: list[float] = []
    stages, used = list(STAGES), []

    def tell(progress: TranscriptionProgress) -> None:
        cuts.append(progress.done)
        while stages and progress.done >= stages[0] * progress.total - 1.0:
            used.append((stages.pop(0), *watch.used()))

    began = time.monotonic()
    with MemoryWatch(assistant.engine_pid) as watch:
        wish = TranscriptionWish(language="en", words=True, segments=True)
        transcript = assistant.transcribe_file(path, wish, tell).result()
    took = time.monotonic() - began
    print(f"transcribed in {took:.0f} s, {(transcript.duration or 0.0) / took:.1f} times as fast as it is spoken")
    found = compare(said, transcript)
    print_words(found, cuts[:-1])
    return 0 if print_memory(used) & print_times(found) else 1


def print_memory(used: Sequence[tuple[float, Use, Use]]) -> bool:
    """Prints the memory of each stage; true where it stays flat.

    What a process does not give back shows in what is usual; the most is that of a moment.
    """
    for stage, own, engine in used:
        told = " and ".join(
            f"{use.usual / 1e6:.0f} MB usual, {use.most / 1e6:.0f} MB at most, {where}"
            for use, where in ((own, "here"), (engine, "in the local engine"))
        )
        print(f"  memory up to {stage:4.0%}: {told}")
    (_, *halves), (_, *ends) = used[-2:]  # in the first parts much is loaded that stays
    usual = [end.usual / max(1, half.usual) for half, end in zip(halves, ends, strict=True)]
    most = [end.most / max(1, half.most) for half, end in zip(halves, ends, strict=True)]
    flat = max(usual) <= MOST_GROWTH and max(most) <= MOST_PEAK
    print("  memory {}: {:.2f} and {:.2f} times the first half's,".format("is flat" if flat else "GROWS", *usual))
    print("    at most {:.2f} and {:.2f} times".format(*most))
    return flat


def print_words(found: Sequence[Heard], cuts: Sequence[float]) -> None:
    near = [heard for heard in found if any(_is_near(heard.said, cut) for cut in cuts)]
    for name, chosen in (("all", found), (f"within {BORDER_SECONDS:.0f} s of the {len(cuts)} cuts", near)):
        words = sum(heard.words for heard in chosen)
        wrong, invented = sum(heard.wrong for heard in chosen), sum(heard.invented for heard in chosen)
        errors = (wrong + invented) / max(1, words)
        print(f"  words, {name}: {words}, not understood {wrong}, invented {invented}: {errors:.1%} errors")
    lost = [heard.said for heard in found if heard.wrong == heard.words]
    print(f"  sentences of which nothing was heard: {len(lost)}", *(f"{said.start:.1f} s" for said in lost[:10]))


def print_times(found: Sequence[Heard]) -> bool:
    """Prints how far the times are off; true where the last ones are right."""
    count = max(1, round(len(found) * LAST_SHARE))
    starts = {name: _known(heard.start_error for heard in part) for name, part in _parts(found, count).items()}
    ends = {name: _known(heard.end_error for heard in part) for name, part in _parts(found, count).items()}
    print(f"  {'ms off':24} {'number':>7} {'median':>8} {'|median|':>8} {'|95th|':>8} {'|worst|':>8}")
    for side, errors in (("starts", starts), ("ends", ends)):
        for name, values in errors.items():
            _print_row(f"sentences' {side}, {name}", values)
    drift = statistics.median(starts["last"]) - statistics.median(starts["first"])
    typical = statistics.median(map(abs, starts["last"]))
    right = abs(drift) < MOST_SECONDS_OFF and typical < MOST_SECONDS_OFF
    verdict = "right" if right else "WRONG"
    print(
        f"  times at the end are {verdict}: {typical * 1000:.0f} ms off, {drift * 1000:+.0f} ms against the beginning"
    )
    return right


def _parts(found: Sequence[Heard], count: int) -> dict[str, Sequence[Heard]]:
    return {"first": found[:count], "all": found, "last": found[-count:]}


def _print_row(name: str, errors: Sequence[float]) -> None:
    sizes = sorted(abs(error) * 1000 for error in errors)
    ninety_fifth = sizes[round(0.95 * (len(sizes) - 1))]
    median = statistics.median(errors) * 1000
    print(
        f"  {name:24} {len(sizes):7} {median:7.0f} {statistics.median(sizes):8.0f} {ninety_fifth:8.0f} {sizes[-1]:7.0f}"
    )


def _known(errors: Iterable[float | None]) -> list[float]:
    return [error for error in errors if error is not None] or [float("nan")]


def _is_near(said: Said, cut: float) -> bool:
    return said.start - BORDER_SECONDS <= cut <= said.end + BORDER_SECONDS
