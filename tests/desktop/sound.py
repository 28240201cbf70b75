"""The test desktop's virtual microphone and speaker, on PulseAudio."""

import subprocess
import wave
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
import numpy.typing as npt

from tests.desktop.daemons import Daemons, end, wait_for

RATE = 48_000

# `norewinds`: without it an idle null sink hands out its sound in chunks of up to two seconds.
CONFIGURATION = f"""
.fail
load-module module-native-protocol-unix auth-anonymous=1
load-module module-null-sink sink_name=speaker norewinds=1 rate={RATE} channels=2
load-module module-null-sink sink_name=mic_feed norewinds=1 rate={RATE} channels=1
load-module module-remap-source source_name=mic master=mic_feed.monitor
set-default-sink speaker
set-default-source mic
"""


def start_pulseaudio(daemons: Daemons, env: Mapping[str, str], folder: Path) -> subprocess.Popen[bytes]:
    """Starts the sound server: what is played into the sink "mic_feed" is heard by the microphone "mic"."""
    configuration = folder / "sound.pa"
    configuration.write_text(CONFIGURATION)
    command = ["pulseaudio", "-n", "-F", str(configuration), "--daemonize=no", "--use-pid-file=no"]
    command += ["--exit-idle-time=-1", "--realtime=no", "--high-priority=no", "--log-target=stderr"]
    process = daemons.start("pulseaudio", command, env)
    wait_for(lambda: _default_source(env) == "mic", lambda: f"PulseAudio:\n{daemons.log('pulseaudio')}")
    return process


def _default_source(env: Mapping[str, str]) -> str:
    asked = subprocess.run(["pactl", "get-default-source"], env=dict(env), capture_output=True, text=True, check=False)
    return asked.stdout.strip()


class Recorder:
    """Records a PulseAudio source from `with` on: mono, 16 bits, 48 kHz, silence included."""

    def __init__(self, path: Path, source: str, daemons: Daemons, env: Mapping[str, str]) -> None:
        self.path = path
        self._raw = path.with_suffix(".raw")
        command = ["parec", f"--device={source}", f"--rate={RATE}", "--channels=1", "--format=s16le"]
        command += ["--raw", "--latency-msec=20", str(self._raw)]
        self._process = daemons.start(f"parec-{path.stem}", command, env)
        wait_for(lambda: self._raw.exists() and self._raw.stat().st_size, f"the first samples of {source}")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def length(self) -> int:
        """In samples, so far."""
        return self._raw.stat().st_size // 2

    def samples(self, start: int = 0) -> npt.NDArray[np.float32]:
        """What was recorded so far, from a sample on: float32, shape (n,), full scale ±1, 48 kHz."""
        with self._raw.open("rb") as file:
            file.seek(2 * start)
            pcm = file.read()
        return np.frombuffer(pcm[: len(pcm) // 2 * 2], "<i2").astype(np.float32) / np.float32(32768)

    def heard(self, threshold: float = 0.01) -> bool:
        """True once a sample was louder than `threshold`."""
        return bool((np.abs(self.samples()) > threshold).any())

    def fell_silent(self, seconds: float = 1.5, threshold: float = 0.01) -> bool:
        """True once something was heard and the latest `seconds` are silent."""
        loud = np.flatnonzero(np.abs(samples := self.samples()) > threshold)
        return bool(len(loud)) and len(samples) - loud[-1] > seconds * RATE

    def stop(self) -> Path:
        """Ends the recording and writes it to `path` as WAV."""
        end(self._process)
        with wave.open(str(self.path), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE)
            file.writeframes((self.samples() * 32768).astype("<i2").tobytes())
        return self.path
