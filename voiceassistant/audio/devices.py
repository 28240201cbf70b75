"""Microphones and speakers by name, and noticing when they come and go."""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from voiceassistant.audio import library, pulse
from voiceassistant.audio.streams import PREFERRED_RATE
from voiceassistant.errors import AudioError

log = logging.getLogger(__name__)

PULSE_ENDPOINT = "pulse"  # ALSA's way to the sound server, by PortAudio's name


@dataclass(frozen=True, slots=True)
class Device:
    """A microphone or a speaker."""

    name: str  # as a person knows it; what settings keep
    id: str  # the sound server's name of it, or PortAudio's number
    channels: int
    default_rate: int
    is_default: bool
    host: str

    @property
    def key(self) -> tuple[str, str, str]:
        """The same for the same device, whichever is the default just now."""
        return self.host, self.id, self.name


@dataclass(frozen=True, slots=True)
class DeviceChanges:
    """What a look at the devices found; false when nothing has changed."""

    added: tuple[Device, ...] = ()
    removed: tuple[Device, ...] = ()
    lost: tuple[Device, ...] = ()  # of `removed`, those in use

    def __bool__(self) -> bool:
        return bool(self.added or self.removed)


def microphones() -> list[Device]:
    """All that can record; empty where there is none. Raises AudioError: PortAudio is not installed."""
    ports = _server_ports()
    if ports is not None:
        return _distinct(_from_port(port) for port in ports.sources)
    return _distinct(
        Device(e.name, str(e.index), e.inputs, e.default_rate, e.is_default_input, e.host)
        for e in library.endpoints()
        if e.inputs > 0
    )


def speakers() -> list[Device]:
    """All that can play; empty where there is none. Raises AudioError: PortAudio is not installed."""
    ports = _server_ports()
    if ports is not None:
        return _distinct(_from_port(port) for port in ports.sinks)
    return _distinct(
        Device(e.name, str(e.index), e.outputs, e.default_rate, e.is_default_output, e.host)
        for e in library.endpoints()
        if e.outputs > 0
    )


def find(devices: Sequence[Device], name: str) -> Device | None:
    """The device of that name; the default one where the name is empty or no longer there; None without devices."""
    chosen = next((device for device in devices if name and device.name == name), None)
    if chosen is not None:
        return chosen
    default = next((device for device in devices if device.is_default), devices[0] if devices else None)
    if name and default is not None:
        log.warning("%s is not connected; %s is used instead.", name, default.name)
    return default


def rescan() -> bool:
    """Looks for devices anew where a stream in use does not forbid it; returns whether it did.

    A sound server needs no such thing: it is asked each time.
    """
    return library.rescan()


class DeviceWatch:
    """Notices what has been connected and disconnected. Not thread-safe: one thread polls, every two seconds or so.

    With a sound server, a poll takes about 5 ms and works at any time. Elsewhere PortAudio has to look anew,
    which takes some 100 ms and waits until no stream is open; a device that goes away then tells by its stream.
    """

    def __init__(self) -> None:
        self._known = self._look()

    def poll(self, *in_use: Device | None) -> DeviceChanges:
        """Returns what has changed since the last call.

        Args:
            in_use: The devices of open streams. A sound server moves a stream silently to another device,
                even to what a speaker plays, when its own goes away; only this tells.
        """
        before, self._known = self._known, self._look()
        removed = tuple(device for key, device in before.items() if key not in self._known)
        used = {device.key for device in in_use if device is not None}
        return DeviceChanges(
            added=tuple(device for key, device in self._known.items() if key not in before),
            removed=removed,
            lost=tuple(device for device in removed if device.key in used),
        )

    def _look(self) -> dict[tuple[str, str, str], Device]:
        try:
            if pulse.list_ports() is None:
                library.rescan()
            found = [*microphones(), *speakers()]
        except AudioError as error:
            log.info("Devices cannot be listed: %s", error)
            return {}
        return {device.key: device for device in found}


def _server_ports() -> pulse.Ports | None:
    """The sound server's devices, if PortAudio has a way to it."""
    ports = pulse.list_ports()
    if ports is None or server_endpoint() is None:
        return None
    return ports


def server_endpoint() -> library.Endpoint | None:
    """PortAudio's device that leads to the sound server."""
    return next((e for e in library.endpoints() if e.name == PULSE_ENDPOINT), None)


def _from_port(port: pulse.Port) -> Device:
    return Device(port.description, port.name, port.channels, PREFERRED_RATE, port.is_default, pulse.HOST)


def _distinct(devices: Iterable[Device]) -> list[Device]:
    """Two headsets of one make get different names, in the order the system lists them."""
    seen: dict[str, int] = {}
    result = []
    for device in devices:
        seen[device.name] = count = seen.get(device.name, 0) + 1
        result.append(device if count == 1 else replace(device, name=f"{device.name} ({count})"))
    return result
