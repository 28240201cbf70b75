"""The test desktop itself: what is said is heard, what is painted is seen, and nothing of it outlives its test."""

import os
import shutil
import signal
import subprocess
import sys
import wave
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from tests.desktop.daemons import wait_for
from tests.desktop.session import DesktopSession
from tests.desktop.sound import RATE

pytestmark = pytest.mark.desktop

WINDOW = Path(__file__).with_name("window.py")


@pytest.fixture
def noise(tmp_path: Path) -> Path:
    """Half a second of noise at half of full scale: mono, 48 kHz, 16 bits."""
    samples = np.random.default_rng(1).uniform(-0.5, 0.5, RATE // 2)
    path = tmp_path / "noise.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes((samples * 32767).astype("<i2").tobytes())
    return path


def read(path: Path) -> npt.NDArray[np.float32]:
    with wave.open(str(path), "rb") as file:
        return np.frombuffer(file.readframes(file.getnframes()), "<i2").astype(np.float32) / np.float32(32768)


def best_match(windows: npt.NDArray[np.float32], recording: npt.NDArray[np.float32]) -> list[float]:
    """How well each window, one a row, is found anywhere in the recording: 1 is exactly."""
    found = []
    for window in windows:
        products = np.correlate(recording, window, "valid")
        energy = np.convolve(recording**2, np.ones(len(window)), "valid") * (window**2).sum()
        found.append(float((products / np.sqrt(energy + 1e-9)).max()))
    return found


@pytest.mark.parametrize(("sink", "source"), [("mic_feed", "mic"), ("speaker", "speaker.monitor")])
def test_what_is_played_is_recorded(
    desktop: DesktopSession, noise: Path, tmp_path: Path, sink: str, source: str
) -> None:
    with desktop.record(tmp_path / "heard.wav", source) as recorder:
        assert not recorder.heard()
        if sink == "mic_feed":
            desktop.say(noise)
        else:
            desktop.run("paplay", f"--device={sink}", str(noise))
        wait_for(lambda: recorder.fell_silent(0.3), "the noise's end")
    said = read(noise)
    # By windows of 20 ms: on a busy machine a gap may delay what follows, and nothing is lost by that.
    windows = said[: len(said) // 960 * 960].reshape(-1, 960)
    assert np.median(best_match(windows, read(tmp_path / "heard.wav"))) > 0.99


def test_the_microphone_does_not_hear_the_speaker(desktop: DesktopSession, noise: Path, tmp_path: Path) -> None:
    with (
        desktop.record(tmp_path / "mic.wav", "mic") as microphone,
        desktop.record(tmp_path / "speaker.wav") as speaker,
    ):
        desktop.run("paplay", "--device=speaker", str(noise))
        wait_for(lambda: speaker.fell_silent(0.3), "the noise's end")
    assert not microphone.heard()


def test_a_window_is_seen_gets_keys_and_is_read_aloud(desktop: DesktopSession, tmp_path: Path) -> None:
    desktop.start("window", [sys.executable, str(WINDOW)])
    desktop.focus("Test window")
    with desktop.announcements("window.py") as announced:
        desktop.key_down("space")
        wait_for(lambda: "pressed space" in announced.texts(), "the announcement of the key")
        assert "released space" not in announced.texts()
        desktop.key_up("space")
        wait_for(lambda: "released space" in announced.texts(), "the announcement of the key's release")
    assert 'label "released space"' in desktop.tree("window.py")

    whole = desktop.screenshot(tmp_path / "screen.png").read_bytes()
    window = desktop.screenshot(tmp_path / "window.png", "Test window").read_bytes()
    assert _size(whole) == (1280, 800)
    assert _size(window) == (400, 200)
    assert len(_colours(tmp_path / "window.png")) > 10  # the letters' edges


def test_two_desktops_side_by_side_are_apart(desktop: DesktopSession, noise: Path, tmp_path: Path) -> None:
    with (
        DesktopSession(tmp_path / "second") as second,
        second.record(tmp_path / "second.wav", "mic") as elsewhere,
        desktop.record(tmp_path / "first.wav", "mic") as here,
    ):
        desktop.say(noise)
        wait_for(here.heard, "the noise")
        assert not elsewhere.heard()
        assert second.env["DISPLAY"] != desktop.env["DISPLAY"]


def test_nothing_runs_after_the_end(tmp_path: Path) -> None:
    with DesktopSession(tmp_path) as session:
        runtime = session.env["XDG_RUNTIME_DIR"]
        assert len(_processes_of(runtime)) >= 5
    wait_for(lambda: not _processes_of(runtime), "the end of the desktop's processes")
    assert not Path(runtime).exists()


def test_a_killed_test_leaves_no_daemon_behind(tmp_path: Path) -> None:
    script = (
        "import pathlib, sys, time\n"
        "from tests.desktop.session import DesktopSession\n"
        f"with DesktopSession(pathlib.Path({str(tmp_path)!r})) as session:\n"
        "    print(session.env['XDG_RUNTIME_DIR'], flush=True)\n"
        "    time.sleep(600)\n"
    )
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        runtime = process.stdout.readline().strip()
        assert len(_processes_of(runtime)) >= 5
        process.send_signal(signal.SIGKILL)
    wait_for(lambda: not _processes_of(runtime), "the end of the desktop's processes")
    shutil.rmtree(Path(runtime).parent)  # a killed process can't


def test_a_program_that_fails_is_told_with_its_words(desktop: DesktopSession) -> None:
    with pytest.raises(AssertionError, match="no application whose name holds 'nobody'"):
        desktop.run("/usr/bin/python3", str(WINDOW.with_name("tree.py")), "nobody", "--wait", "0")


def _processes_of(runtime: str) -> list[int]:
    """Numbers of the processes whose environment names this runtime folder, this one excepted."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            environment = (folder / "environ").read_bytes()
        except (FileNotFoundError, ProcessLookupError, PermissionError):
            continue  # it ended meanwhile, or is somebody else's
        if f"XDG_RUNTIME_DIR={runtime}".encode() in environment.split(b"\0") and int(folder.name) != os.getpid():
            found.append(int(folder.name))
    return found


def _size(png: bytes) -> tuple[int, int]:
    return int.from_bytes(png[16:20], "big"), int.from_bytes(png[20:24], "big")


def _colours(path: Path) -> set[int]:
    from PySide6.QtGui import QImage

    image = QImage(str(path))
    return {image.pixel(x, y) for x in range(image.width()) for y in range(image.height())}
