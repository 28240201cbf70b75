"""PortAudio's library: the only file that imports sounddevice, and it does so at first use.

Importing it takes a tenth of a second and fails where PortAudio is missing.
"""

import atexit
import ctypes
import sys
import threading
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from voiceassistant.errors import AudioError

# PortAudio may not be re-initialised, nor streams be opened or closed, by two threads at once.
LIBRARY_LOCK = threading.RLock()

_open_streams: set[int] = set()
_alsa_handlers: list[Any] = []  # ALSA holds a pointer to ours


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One of PortAudio's devices."""

    index: int
    name: str
    host: str  # "ALSA", "Core Audio", "Windows WASAPI", …
    inputs: int
    outputs: int
    default_rate: int
    is_default_input: bool
    is_default_output: bool


def portaudio() -> ModuleType:
    """Returns sounddevice, PortAudio initialised. Raises AudioError: PortAudio is not installed or has no host."""
    with LIBRARY_LOCK:
        _quieten_alsa()
        try:
            import sounddevice
        except OSError as error:
            failure = AudioError("PortAudio, which records and plays sound, is not installed")
            failure.advice = "Install it (on Debian and Ubuntu: the package libportaudio2) and start again."
            raise failure from error
        except Exception as error:  # sounddevice initialises PortAudio on import
            if type(error).__name__ != "PortAudioError":
                raise
            raise AudioError(f"PortAudio does not start: {error}") from error
        library: ModuleType = sounddevice
        return library


def endpoints() -> list[Endpoint]:
    """The devices of the host that fits the system best, as they were at the last scan. Raises AudioError."""
    with LIBRARY_LOCK:
        sd = portaudio()
        hosts = [host for host in sd.query_hostapis() if host["devices"]]
        if not hosts:
            return []
        # Windows lists every device once for each of its old interfaces, with names cut short.
        host = next((host for host in hosts if host["name"] == "Windows WASAPI"), hosts[0])
        return [_endpoint(sd, index, host) for index in host["devices"]]


def _endpoint(sd: ModuleType, index: int, host: dict[str, Any]) -> Endpoint:
    device = sd.query_devices(index)
    return Endpoint(
        index=index,
        name=device["name"],
        host=host["name"],
        inputs=device["max_input_channels"],
        outputs=device["max_output_channels"],
        default_rate=int(device["default_samplerate"]),
        is_default_input=index == host["default_input_device"],
        is_default_output=index == host["default_output_device"],
    )


def rescan() -> bool:
    """Has PortAudio look for devices anew. It can only do so while no stream is open; returns whether it did."""
    with LIBRARY_LOCK:
        if _open_streams:
            return False
        sd = portaudio()
        sd._terminate()
        sd._initialize()
        return True


def remember_stream(stream: object) -> None:
    """Each stream that is open keeps `rescan` from pulling the library away under it."""
    _open_streams.add(id(stream))


def forget_stream(stream: object) -> None:
    _open_streams.discard(id(stream))


def never_terminate() -> None:
    """Leaves PortAudio as it is when the program ends; the system then takes back what it holds."""
    atexit.unregister(portaudio()._exit_handler)


def _quieten_alsa() -> None:
    """While PortAudio looks for devices, ALSA writes a page about those that are not there to the terminal."""
    if _alsa_handlers or not sys.platform.startswith("linux"):
        return
    handler = ctypes.CFUNCTYPE(None, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p)
    _alsa_handlers.append(handler(lambda *_: None))
    try:
        ctypes.CDLL("libasound.so.2").snd_lib_error_set_handler(_alsa_handlers[0])
    except (OSError, AttributeError):
        return  # no ALSA, nothing to quieten
