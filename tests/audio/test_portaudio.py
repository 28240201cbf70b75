"""The real PortAudio on a private PulseAudio: what is played into the sink "mic_feed", the microphone "mic" hears."""

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest

from tests.audio.sounds import eventually, pcm
from tests.desktop.daemons import Daemons
from tests.desktop.session import unavailable
from tests.desktop.sound import start_pulseaudio
from voiceassistant.audio import calls, devices, library, portaudio
from voiceassistant.audio.devices import DeviceWatch
from voiceassistant.audio.files import load
from voiceassistant.audio.listener import Listener
from voiceassistant.audio.player import SpeechPlayer
from voiceassistant.audio.portaudio import PortAudioMicrophone, PortAudioSpeaker
from voiceassistant.audio.resample import resample
from voiceassistant.audio.ring import Samples
from voiceassistant.errors import AudioError, DeviceLost, NoMicrophone, NoSpeaker

pytestmark = pytest.mark.desktop

RATE, FINE_RATE = 48_000, 64_000
WINDOW_SECONDS = 0.05


class Server:
    """A sound server of this test's own."""

    def __init__(self, daemons: Daemons, env: dict[str, str]) -> None:
        self.daemons, self.env = daemons, env
        self.start()

    def start(self) -> None:
        self.process = start_pulseaudio(self.daemons, self.env, Path(self.env["XDG_RUNTIME_DIR"]))

    def control(self, *command: str) -> str:
        return subprocess.run(["pactl", *command], env=self.env, capture_output=True, text=True, check=True).stdout

    def stop(self) -> None:
        self.daemons.end()

    @contextmanager
    def frozen(self) -> Iterator[None]:
        """It is there and answers nobody."""
        self.process.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self.process.send_signal(signal.SIGCONT)


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    if reason := unavailable():
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(reason)
    with tempfile.TemporaryDirectory(prefix="pulse-") as folder:  # short: a socket's path may not be long
        monkeypatch.setenv("XDG_RUNTIME_DIR", folder)
        monkeypatch.setenv("PULSE_SERVER", f"unix:{folder}/pulse/native")
        server = Server(Daemons(tmp_path / "logs"), dict(os.environ))
        library.portaudio()
        assert library.rescan(), "another test left a stream open"
        yield server
        server.stop()
        assert library.rescan(), "this test left a stream open"


def named(found: list[devices.Device], port: str) -> str:
    return next(device.name for device in found if device.id == port)


def feeding_speaker() -> PortAudioSpeaker:
    """What it plays, the virtual microphone hears."""
    return PortAudioSpeaker(named(devices.speakers(), "mic_feed"))


def noise(seconds: float) -> Samples:
    """Any window of it is like no other."""
    return (np.random.default_rng(11).standard_normal(round(seconds * 24_000)) * 0.1).astype(np.float32)


def shares_found(played: Samples, heard: Samples, rate: int) -> tuple[float, list[int]]:
    """Which part of the windows of what was played was heard, and at which lags; a gap shifts all that follows."""
    size, window = len(heard) + len(played), round(WINDOW_SECONDS * rate)
    spectrum = np.fft.rfft(heard, size)
    lags, starts = [], range(0, len(played) - window, window)
    for start in starts:
        part = played[start : start + window]
        crossed = np.fft.irfft(spectrum * np.conj(np.fft.rfft(part, size)), size)[: len(heard) - window]
        lag = int(crossed.argmax())
        found = heard[lag : lag + window]
        if crossed[lag] > 0.9 * np.linalg.norm(part) * np.linalg.norm(found):
            lags.append(lag - start)
    return len(lags) / len(starts), lags


def test_devices_have_the_servers_names_and_monitors_are_no_microphones(server: Server) -> None:
    assert [(d.id, d.is_default, d.host) for d in devices.microphones()] == [("mic", True, "PulseAudio")]
    assert [(d.id, d.is_default) for d in devices.speakers()] == [("speaker", True), ("mic_feed", False)]
    assert all(device.name and device.default_rate == RATE for device in devices.speakers())


@pytest.mark.parametrize("rate", [16_000, 24_000, 44_100, 48_000])
def test_what_is_played_is_heard_at_every_rate(
    rate: int, server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(portaudio, "PREFERRED_RATE", rate)
    player = SpeechPlayer(feeding_speaker(), on_lost=pytest.fail)
    microphone = PortAudioMicrophone()
    listener = Listener(microphone, tmp_path, on_lost=pytest.fail)
    try:
        player.open()
        listener.open()
        assert microphone.rate == rate
        listener.begin("loop")
        playback, sound = player.begin(), noise(2.0)
        for start in range(0, len(sound), 4_801):
            playback.write(pcm(sound[start : start + 4_801]))
        playback.finish()
        assert eventually(lambda: playback.ended, 10)
        utterance = listener.end()
    finally:
        listener.close()
        player.close()
    assert playback.heard_samples == len(sound)
    # Compared where every rate carries it, finely: blocks of any rate need not begin with a sample of another one.
    # The last blocks may be heard after the recording's end.
    said = resample(resample(sound, 24_000, 16_000), 16_000, FINE_RATE)[: round(1.8 * FINE_RATE)]
    share, _ = shares_found(said, load(utterance.path, FINE_RATE), FINE_RATE)
    assert share >= 0.9


def test_the_first_sound_is_prompt_and_stopping_is_silent_at_once(server: Server) -> None:
    blocks: list[tuple[float, bool]] = []
    microphone = PortAudioMicrophone()
    player = SpeechPlayer(feeding_speaker(), on_lost=pytest.fail)
    try:
        microphone.open(
            lambda block, _: blocks.append((time.monotonic(), bool(np.abs(block).max() > 0.01))), pytest.fail
        )
        player.open()
        playback = player.begin()
        began = time.monotonic()
        playback.write(pcm(noise(2.0)))
        assert eventually(lambda: any(is_loud for _, is_loud in blocks))
        first = next(at for at, is_loud in blocks if is_loud)
        time.sleep(0.3)  # it plays
        stopped = time.monotonic()
        playback.stop()
        assert eventually(lambda: blocks[-1][0] > stopped + 0.3)
        last = max(at for at, is_loud in blocks if is_loud)
    finally:
        player.close()
        microphone.close()
    heard_seconds = playback.heard_samples / 24_000
    assert first - began < 0.1  # some 15 ms on an idle machine, the microphone's own block included
    assert last - stopped < 0.1
    assert heard_seconds == pytest.approx(last - first, abs=0.1)
    assert playback.first_sound_at is not None


def test_a_chosen_device_is_the_one_in_use_and_a_missing_one_gives_way_to_the_default(server: Server) -> None:
    speaker = feeding_speaker()
    speaker.open(lambda out, delay, underflow: out.fill(0.0), pytest.fail)
    speaker.start()
    assert "mic_feed" in _sinks_in_use(server)
    speaker.close()
    speaker.choose("A headset that is not connected")
    speaker.open(lambda out, delay, underflow: out.fill(0.0), pytest.fail)
    assert speaker.device is not None
    assert speaker.device.id == "speaker"
    speaker.close()
    assert not speaker.name


def _sinks_in_use(server: Server) -> list[str]:
    used = {line.split()[1] for line in server.control("list", "short", "sink-inputs").splitlines()}
    sinks = [line.split() for line in server.control("list", "short", "sinks").splitlines()]
    return [name for number, name, *_ in sinks if number in used]


def test_plugging_and_unplugging_is_noticed_while_a_stream_runs(server: Server) -> None:
    watch = DeviceWatch()
    microphone = PortAudioMicrophone()
    microphone.open(lambda block, overflow: None, pytest.fail)
    try:
        number = server.control("load-module", "module-null-sink", "sink_name=headset", "norewinds=1").strip()
        assert [device.id for device in watch.poll(microphone.device).added] == ["headset"]
        server.control("unload-module", number)
        changes = watch.poll(microphone.device)
        assert ([device.id for device in changes.removed], changes.lost) == (["headset"], ())
        remap = next(
            line.split()[0] for line in server.control("list", "short", "modules").splitlines() if "remap" in line
        )
        server.control("unload-module", remap)  # PulseAudio moves the stream to a monitor and says nothing
        assert [device.id for device in watch.poll(microphone.device).lost] == ["mic"]
        assert not watch.poll(microphone.device)
    finally:
        microphone.close()
    with pytest.raises(NoMicrophone):
        microphone.open(lambda block, overflow: None, pytest.fail)


def test_the_server_going_away_is_told_by_both_streams(server: Server, tmp_path: Path) -> None:
    lost: list[AudioError] = []
    listener = Listener(PortAudioMicrophone(), tmp_path, on_lost=lost.append)
    player = SpeechPlayer(PortAudioSpeaker(), on_lost=lost.append)
    try:
        player.open()
        listener.open()
        listener.begin("cut short")
        ended = threading.Event()
        playback = player.begin()
        playback.on_change(lambda: ended.set() if playback.ended else None)
        playback.write(pcm(noise(3.0)))
        assert eventually(lambda: playback.heard_samples > 4_800)
        server.stop()
        assert ended.wait(5)
        assert eventually(lambda: len(lost) == 2)
        assert {type(error) for error in lost} == {DeviceLost}
        assert isinstance(playback.error, DeviceLost)
        assert listener.end().seconds > 0.1  # what was said is kept
        with pytest.raises(NoMicrophone):
            listener.begin("again")
        with pytest.raises(NoSpeaker):
            player.open()
    finally:
        listener.close()
        player.close()


def test_a_speaker_unplugged_while_it_stood_still_gives_way_to_the_default(server: Server) -> None:
    number = server.control("load-module", "module-null-sink", "sink_name=headset", "norewinds=1").strip()
    speaker = PortAudioSpeaker(named(devices.speakers(), "headset"))
    player = SpeechPlayer(speaker, on_lost=pytest.fail)
    try:
        player.open()
        assert speaker.device is not None
        assert speaker.device.id == "headset"
        server.control("unload-module", number)
        playback = player.begin()
        playback.write(pcm(noise(0.3)))
        playback.finish()
        assert eventually(lambda: playback.ended)
        assert (playback.heard_samples, playback.error) == (7_200, None)
        assert speaker.device.id == "speaker"
    finally:
        player.close()


def test_a_server_that_came_back_is_used_again(server: Server, tmp_path: Path) -> None:
    player = SpeechPlayer(PortAudioSpeaker(), on_lost=pytest.fail)
    listener = Listener(PortAudioMicrophone(), tmp_path, on_lost=lambda error: None)
    try:
        player.open()
        listener.open()
        server.stop()
        server.start()
        playback = player.begin()  # its stream stood still, so nothing has told it
        playback.write(pcm(noise(0.5)))
        playback.finish()
        assert eventually(lambda: playback.ended, 10)
        assert (playback.heard_samples, playback.error) == (12_000, None)
        listener.begin("again")
        assert eventually(lambda: (tmp_path / "again.wav").stat().st_size > 20_000)
        listener.end()
    finally:
        listener.close()
        player.close()


def test_a_server_that_dies_before_the_first_block_is_told(server: Server) -> None:
    lost = threading.Event()
    microphone = PortAudioMicrophone()
    use_stacks()
    try:
        microphone.open(lambda block, overflow: None, lambda error: lost.set())
        server.process.kill()
        assert lost.wait(5)
    finally:
        microphone.close()


def use_stacks() -> None:
    """Leaves several stacks behind that are not all zeros, for the next threads to have."""
    everyone = threading.Barrier(4)
    threads = [threading.Thread(target=everyone.wait) for _ in range(everyone.parties)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_a_server_that_does_not_answer_keeps_nobody_waiting(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calls, "ANSWER_SECONDS", 0.5)
    microphone, speaker = PortAudioMicrophone(), PortAudioSpeaker()
    blocks = threading.Event()
    microphone.open(lambda block, overflow: blocks.set(), lambda error: None)
    assert blocks.wait(5)
    speaker.open(lambda out, delay, underflow: out.fill(0.0), lambda error: None)
    speaker.start()
    began = time.monotonic()
    with server.frozen():
        speaker.abort()
        speaker.close()
        microphone.close()
        assert time.monotonic() - began < 5
        assert not library.rescan()  # it would wait for both
    assert eventually(library.rescan)  # as soon as the calls come back, the streams are closed


LEAVES_A_STREAM_BEHIND = """
import os, signal, sys, threading
from voiceassistant.audio import calls
from voiceassistant.audio.portaudio import PortAudioSpeaker
calls.ANSWER_SECONDS = 0.5
speaker, played = PortAudioSpeaker(), threading.Event()
speaker.open(lambda out, delay, underflow: played.set(), lambda error: None)
speaker.start()
assert played.wait(10)
os.kill(int(sys.argv[1]), signal.SIGSTOP)
speaker.abort()  # unlike closing, this leaves the stream on the list of those that PortAudio closes at the end
speaker.close()
print("closed")
"""


def test_a_program_that_left_a_stream_behind_still_ends(server: Server) -> None:
    command = [sys.executable, "-c", LEAVES_A_STREAM_BEHIND, str(server.process.pid)]
    try:
        done = subprocess.run(command, env=server.env, capture_output=True, text=True, timeout=30, check=False)
    finally:
        server.process.send_signal(signal.SIGCONT)
    assert (done.returncode, done.stdout) == (0, "closed\n"), done.stderr
