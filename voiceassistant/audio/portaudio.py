"""The real microphone and speaker, through PortAudio."""

import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from types import ModuleType
from typing import Any

from voiceassistant.audio import calls, devices, pulse
from voiceassistant.audio.devices import Device
from voiceassistant.audio.library import LIBRARY_LOCK, portaudio, remember_stream, rescan
from voiceassistant.audio.streams import PREFERRED_RATE, Fill, OnBlock, OnLost
from voiceassistant.errors import AudioError, DeviceLost, NoMicrophone, NoSpeaker

MICROPHONE_BLOCK_SECONDS = 0.005  # what a release waits for at most
MICROPHONE_LATENCY_SECONDS = 0.04  # blocks may come in pairs; a busy machine has time for them
SERVER_LATENCY_SECONDS = 0.01  # blocks come one by one; a sound server keeps what is not fetched in time
SPEAKER_BLOCK_SECONDS = 0.02
# As the stream starts when the sound is there, its buffer delays nothing. But it wants to be filled at the start, here
# with 80 ms, and an answer has to arrive to that length before it can begin without a hole.
SPEAKER_LATENCY_SECONDS = 0.06
SPEAKER_START_SECONDS = 0.08
SANE_DELAY_SECONDS = 2.0
OTHER_RATES = (44_100, 32_000, 96_000, 16_000)  # tried where neither ours nor the device's own will do

log = logging.getLogger(__name__)


class _Stream:
    """What the two directions share: choosing a device, opening it at a rate it takes, noticing its loss."""

    def __init__(self, name: str) -> None:
        """
        Args:
            name: The device, as `devices` names it; empty for the system's default one.
        """
        self._chosen = name
        self.rate = PREFERRED_RATE
        self.latency_seconds = 0.0
        self.device: Device | None = None  # while it is open
        self._stream: Any = None
        self._ending = False  # that the stream ends is our doing
        self._follows_default = True
        self._server = 0

    @property
    def name(self) -> str:
        return self.device.name if self.device is not None else ""

    def choose(self, name: str) -> None:
        """Another device, from the next opening on."""
        self._chosen = name

    def close(self) -> None:
        with LIBRARY_LOCK:
            stream, self._stream = self._stream, None
            self._ending, self.device = True, None
            if stream is not None:
                calls.close(stream)

    def _open(self, kind: str, error_type: type[AudioError], connect: Callable[..., Any]) -> None:
        """Opens the chosen device; where that fails, looks for devices anew and tries once more."""
        with LIBRARY_LOCK:
            try:
                sd = portaudio()
                try:
                    self._connect(sd, kind, error_type, connect)
                except sd.PortAudioError as error:
                    log.info("The %s does not open (%s); looking for devices anew.", kind, error)
                    rescan()
                    self._connect(sd, kind, error_type, connect)
            except AudioError as error:
                if isinstance(error, error_type):
                    raise
                failure = error_type(str(error))
                failure.advice = error.advice
                raise failure from error
            except sd.PortAudioError as error:
                raise error_type(f"The {kind} {self._chosen or 'of the system'} does not open: {error}") from error

    def _connect(self, sd: ModuleType, kind: str, error_type: type[AudioError], connect: Callable[..., Any]) -> None:
        found = devices.microphones() if kind == "microphone" else devices.speakers()
        device = devices.find(found, self._chosen)
        if device is None:
            raise error_type(f"There is no {kind}")
        self._follows_default = device.name != self._chosen
        ports = pulse.list_ports() if device.host == pulse.HOST else None
        self._server = ports.server if ports is not None else 0
        variable = "PULSE_SOURCE" if kind == "microphone" else "PULSE_SINK"
        on_server = device.host == pulse.HOST
        if kind == "speaker":
            latency = SPEAKER_LATENCY_SECONDS
        else:
            latency = SERVER_LATENCY_SECONDS if on_server else MICROPHONE_LATENCY_SECONDS
        with pulse.routed(variable, device.id if on_server and not self._follows_default else ""):
            self._stream = _first_that_opens(sd, device, partial(connect, latency=latency))
        remember_stream(self._stream)
        self.device, self._ending = device, False
        self.rate, self.latency_seconds = int(self._stream.samplerate), float(self._stream.latency)

    def _on_finished(self, on_lost: OnLost) -> Callable[[], None]:
        def finished() -> None:  # PortAudio's thread; also after our own abort
            if not self._ending:
                self._ending = True
                on_lost(DeviceLost(f"{self.name or 'The sound device'} was disconnected"))

        return finished


class PortAudioMicrophone(_Stream):
    """A microphone; `streams.Microphone` says what its methods do."""

    def __init__(self, name: str = "") -> None:
        super().__init__(name)

    def open(self, on_block: OnBlock, on_lost: OnLost) -> None:
        def on_audio(indata: Any, _frames: int, _time: Any, status: Any) -> None:  # PortAudio's thread
            on_block(indata[:, 0], bool(status))

        def connect(sd: ModuleType, **options: Any) -> Any:
            stream = sd.InputStream(
                callback=on_audio,
                finished_callback=self._on_finished(on_lost),
                blocksize=round(options["samplerate"] * MICROPHONE_BLOCK_SECONDS),
                **options,
            )
            self._ending = False
            try:
                calls.start(stream)
            except (sd.PortAudioError, AudioError):
                self._ending = True
                calls.close(stream)
                raise
            return stream

        self._open("microphone", NoMicrophone, connect)


class PortAudioSpeaker(_Stream):
    """A speaker; `streams.Speaker` says what its methods do."""

    start_seconds = SPEAKER_START_SECONDS
    aborts_at_once = sys.platform != "darwin"  # there, PortAudio's abort has been seen to block for seconds

    def __init__(self, name: str = "") -> None:
        super().__init__(name)

    def open(self, fill: Fill, on_lost: OnLost) -> None:
        def on_audio(outdata: Any, _frames: int, clock: Any, status: Any) -> None:  # PortAudio's thread
            delay = clock.outputBufferDacTime - clock.currentTime
            if not 0.0 <= delay <= SANE_DELAY_SECONDS:  # some hosts leave the clock at zero
                delay = self.latency_seconds
            fill(outdata[:, 0], delay, bool(status.output_underflow))
            outdata[:, 1:] = outdata[:, :1]

        def connect(sd: ModuleType, **options: Any) -> Any:
            return sd.OutputStream(
                callback=on_audio,
                finished_callback=self._on_finished(on_lost),
                blocksize=round(options["samplerate"] * SPEAKER_BLOCK_SECONDS),
                **options,
            )

        self._open("speaker", NoSpeaker, connect)

    def start(self) -> None:
        stream = self._stream
        if stream is None:
            raise NoSpeaker("The speaker is not open")
        self._check_server()
        self._ending = False
        try:
            calls.start(stream)
        except (portaudio().PortAudioError, AudioError) as error:
            self._ending = True
            raise NoSpeaker(f"{self.name} does not play: {error}") from error

    def _check_server(self) -> None:
        """Starting a stream whose server or sink went away while it stood still hangs for ever in PortAudio 19.6:
        its thread fails without telling the one that waits for it. `calls` would give it up after seconds, so they
        are asked for first: 2 ms.
        """
        device = self.device
        if device is None or device.host != pulse.HOST:
            return
        ports = pulse.list_ports()
        if ports is None or ports.server != self._server:
            raise NoSpeaker("The sound server was restarted")
        if not ports.sinks or not (self._follows_default or any(sink.name == device.id for sink in ports.sinks)):
            raise NoSpeaker(f"{device.name} was disconnected")

    def abort(self) -> None:
        self._ending = True
        if self._stream is not None:
            with suppress(portaudio().PortAudioError, AudioError):  # it has ended by itself, or never will
                calls.abort(self._stream)


def _first_that_opens(sd: ModuleType, device: Device, connect: Callable[..., Any]) -> Any:
    """Opens it in mono or stereo at the first rate it takes."""
    refused: Exception | None = None
    for options in _ways_to_open(sd, device):
        try:
            return connect(sd, device=_index(device), dtype="float32", **options)
        except sd.PortAudioError as error:
            refused = error
            if error.args[1:2] not in ((-9997,), (-9998,)):  # neither the rate nor the number of channels
                raise
    assert refused is not None
    raise refused


def _ways_to_open(sd: ModuleType, device: Device) -> Iterator[dict[str, Any]]:
    extra: dict[str, Any] = {}
    if device.host == "Windows WASAPI":
        extra["extra_settings"] = sd.WasapiSettings(auto_convert=True)
    for rate in dict.fromkeys((PREFERRED_RATE, device.default_rate, *OTHER_RATES)):
        for channels in dict.fromkeys((1, min(2, device.channels))):
            yield {"samplerate": rate, "channels": channels, **extra}


def _index(device: Device) -> int:
    endpoint = devices.server_endpoint() if device.host == pulse.HOST else None
    return endpoint.index if endpoint is not None else int(device.id)
