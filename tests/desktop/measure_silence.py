"""Measures how soon the program's window falls silent: python -m tests.desktop.measure_silence [--turns 12]

It runs on the test desktop, against a server of its own. The stop key: from the key's event in the X server until
PortAudio has aborted its stream, which the program notes, and until the last sound on the recorded speaker. Talking
over an answer: from the first sample of somebody's speech at the microphone until the last sound before the silence,
with a headset and with the loudspeaker in the microphone. Takes some six minutes. No test: pytest does not collect it.
"""

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import numpy.typing as npt

from tests.audio.sounds import pcm, tone
from tests.desktop.daemons import wait_for
from tests.desktop.program import ANSWER_SECONDS, TITLE, wait_until_shown
from tests.desktop.session import DesktopSession
from tests.desktop.test_hands_free import (
    ECHO_DB,
    INTERRUPTION,
    LOUD,
    SILENT_SECONDS,
    first_loud,
    place_of,
    wait_until_it_listens,
)
from tests.fakes.api_server import KEY, ApiServer, running_door
from voiceassistant.audio.files import load
from voiceassistant.audio.resample import resample
from voiceassistant.cli.bench_latency import percentile
from voiceassistant.resource_files import resource
from voiceassistant.settings import Role

Sound = npt.NDArray[np.float32]

RATE, VOICE_RATE = 48_000, 24_000
QUESTION = resource("samples/question-capital.wav")
STORY = (
    "Once there was a lighthouse keeper who could not sleep, so he counted ships instead of sheep, and wrote each of "
    "them into a big green book, with its name, its flag and the hour. One night he counted a ship that came twice, "
    "from the same side, and never went back, and he put on his coat and rowed out to ask how that was done."
)
HEARD_FIRST_SECONDS = (1.5, 2.5)  # of an answer, before it is interrupted
SOUNDS_SECONDS = 0.03  # within so long there was a loud sample: it is not interrupted in a pause of the voice's
AFTER_SECONDS = 1.0  # that are looked at
THINKING_SECONDS = 2.0  # before the next answer: a silence that is told from the voice's own pauses


class TimedRecorder:
    """Records a PulseAudio source and knows when each sample was there, on the clock of time.monotonic().

    A pipe brings sound late, never early: the quickest of its pieces tells when the recording began.
    """

    def __init__(self, source: str, env: Mapping[str, str]) -> None:
        command = ["parec", f"--device={source}", f"--rate={RATE}", "--channels=1", "--format=s16le"]
        self._process = subprocess.Popen(
            [*command, "--raw", "--latency-msec=5"], env=dict(env), stdout=subprocess.PIPE, bufsize=0
        )
        self._pieces: list[bytes] = []
        self._length, self.began_at = 0, float("inf")
        threading.Thread(target=self._read, name=f"record-{source}", daemon=True).start()

    def _read(self) -> None:
        assert self._process.stdout is not None
        while piece := self._process.stdout.read(1 << 12):
            self._pieces.append(piece)
            self._length += len(piece)
            self.began_at = min(self.began_at, time.monotonic() - self._length / 2 / RATE)

    def since(self, moment: float) -> Sound:
        """What was recorded from then on: float32, 48 kHz."""
        sound = b"".join(self._pieces)
        first = max(0, round((moment - self.began_at) * RATE))
        return np.frombuffer(sound[2 * first : len(sound) // 2 * 2], "<i2").astype(np.float32) / np.float32(32768)

    def wait_for_answer(self, moment: float) -> None:
        """Returns in the midst of one that began after that."""
        seconds = random.uniform(*HEARD_FIRST_SECONDS)

        def speaks() -> bool:
            sound = self.since(moment)
            loud = np.flatnonzero(np.abs(sound) > LOUD)
            began = bool(len(loud)) and len(sound) - loud[0] > seconds * RATE
            return began and len(sound) - loud[-1] < SOUNDS_SECONDS * RATE

        wait_for(speaks, "an answer", ANSWER_SECONDS, every_seconds=0.01)

    def close(self) -> None:
        self._process.terminate()
        self._process.wait()


@contextmanager
def program(api: ApiServer, folder: Path) -> Iterator[tuple[DesktopSession, TimedRecorder, TimedRecorder]]:
    """The program on a desktop of its own, with the recorders of its speaker and its microphone."""
    roles = {role.value: {"server": "custom", "base_url": api.base_url} for role in Role}
    keys = {f"VOICEASSISTANT_{role.name}_KEY": KEY for role in Role}
    with DesktopSession(folder, settings=keys) as desktop:
        settings = Path(desktop.env["XDG_CONFIG_HOME"]) / "voiceassistant" / "settings.json"
        settings.parent.mkdir(parents=True)
        settings.write_text(json.dumps({"first_start_done": True, "fall_back": False, **roles}))
        desktop.start("program", [sys.executable, "-m", "tests.desktop.measure_silence", "--program"])
        desktop.focus(TITLE)
        wait_until_shown(desktop, r'label "Ready"')
        speaker, microphone = (TimedRecorder(source, desktop.env) for source in ("speaker.monitor", "mic"))
        try:
            yield desktop, speaker, microphone
        finally:
            speaker.close()
            microphone.close()


def run_program() -> int:
    """The program itself, which prints when Escape was pressed, by the X server, and when its stream was aborted."""
    from PySide6.QtCore import QEvent, QObject
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QApplication

    from voiceassistant.audio.portaudio import PortAudioSpeaker
    from voiceassistant.cli.main import run

    abort: Callable[[PortAudioSpeaker], None] = PortAudioSpeaker.abort

    def noted_abort(self: PortAudioSpeaker) -> None:
        abort(self)
        say(f"aborted {time.monotonic()}")

    class Watch(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.ShortcutOverride:
                say(f"pressed {event.timestamp() / 1000}")
            return False

    PortAudioSpeaker.abort = noted_abort  # type: ignore[method-assign]
    application = QApplication([])
    watch = Watch()
    application.installEventFilter(watch)
    return run([], time.monotonic())


def noted(desktop: DesktopSession, event: str, after: float) -> float:
    """When the program noted that first, after a moment."""
    lines = (line.split() for line in (desktop.daemons.folder / "program.log").read_text().splitlines())
    return next(at for at in (float(line[1]) for line in lines if line[:1] == [event]) if at >= after)


def sounding_seconds(sound: Sound) -> float:
    """Until the last loud sample before a silence that is none of the voice's pauses."""
    loud = np.flatnonzero(np.abs(sound) > LOUD)
    if not len(loud) or loud[0] > SILENT_SECONDS * RATE:
        return 0.0
    gaps = np.flatnonzero(np.diff(loud) > SILENT_SECONDS * RATE)
    return float(loud[gaps[0] if len(gaps) else -1] + 1) / RATE


def stop_key(api: ApiServer, turns: int) -> Iterator[str]:
    api.speech = pcm(tone(12.0, VOICE_RATE, level=0.3))  # without pauses
    aborted, silent = [], []
    with tempfile.TemporaryDirectory() as folder, program(api, Path(folder)) as (desktop, speaker, _):
        for _ in range(turns):
            asked = time.monotonic()
            desktop.type("Go on.")
            desktop.tap("Return")
            speaker.wait_for_answer(asked)
            before = time.monotonic() - 0.002  # the X server counts whole milliseconds
            desktop.tap("Escape")
            time.sleep(AFTER_SECONDS)
            pressed = noted(desktop, "pressed", before)
            aborted.append(noted(desktop, "aborted", pressed) - pressed)
            silent.append(sounding_seconds(speaker.since(pressed)))
    yield line("stop key to the stream's end", aborted)
    yield line("stop key to the last sound of the speaker", silent)


def talked_over(api: ApiServer, turns: int, echo_db: float | None) -> Iterator[str]:
    from voiceassistant.local.synthesis.hibari_voice import HibariVoice

    api.speech = pcm(np.concatenate(list(HibariVoice().say(STORY, 1.0))))
    said = resample(load(INTERRUPTION), 16_000, RATE)
    silent: list[float] = []
    with tempfile.TemporaryDirectory() as folder, program(api, Path(folder)) as (desktop, speaker, microphone):
        if echo_db is not None:
            desktop.open_loudspeaker(echo_db)
        desktop.tap("ctrl+m")
        wait_until_it_listens(desktop)
        asked = time.monotonic()
        desktop.say(QUESTION)
        for _ in range(turns):
            speaker.wait_for_answer(asked)
            asked = time.monotonic()
            desktop.say(INTERRUPTION)
            time.sleep(AFTER_SECONDS)
            begins = place_of(said, microphone.since(asked)) + first_loud(said)
            silent.append(sounding_seconds(speaker.since(asked)[begins:]))
    place = "with a headset" if echo_db is None else f"over a loudspeaker at {echo_db:g} dB"
    yield line(f"talked over {place} to the last sound", silent)


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def line(name: str, seconds: Sequence[float]) -> str:
    values = [round(one * 1000, 1) for one in seconds]
    return f"{name}: {statistics.median(values):.0f} / {percentile(values, 0.95):.0f} ms, {len(values)} times: {values}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--turns", type=int, default=12)
    parser.add_argument("--program", action="store_true", help="be the program that is measured")
    chosen = parser.parse_args()
    if chosen.program:
        return run_program()
    os.environ["PYTHONPATH"] = os.pathsep.join(sys.path)
    with running_door() as door:
        api = door.new_api()
        api.text, api.heard = "A story.", {"text": "Wait, what about London?"}
        api.delays = {"chat": THINKING_SECONDS}
        for lines in (
            stop_key(api, chosen.turns),
            talked_over(api, chosen.turns, None),
            talked_over(api, chosen.turns, ECHO_DB),
        ):
            for text in lines:
                say(text)
        time.sleep(THINKING_SECONDS)  # the server has nothing more to answer, and ends without complaint
    return 0


if __name__ == "__main__":
    sys.exit(main())
