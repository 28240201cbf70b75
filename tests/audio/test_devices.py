import logging
import os
from collections.abc import Callable

import pytest

from voiceassistant.audio import devices, library, pulse
from voiceassistant.audio.devices import Device, DeviceChanges, DeviceWatch, find
from voiceassistant.audio.library import Endpoint
from voiceassistant.audio.pulse import Port, Ports
from voiceassistant.errors import AudioError

HEADSET = Device("Headset", "usb-1", 1, 48_000, False, "PulseAudio")
DESK = Device("Desk", "pci-1", 2, 48_000, True, "PulseAudio")
SERVER = Endpoint(5, "pulse", "ALSA", 32, 32, 44_100, False, False)


class System:
    """What PortAudio and the sound server would list."""

    def __init__(self) -> None:
        self.ports: Ports | None = None
        self.endpoints: list[Endpoint] = []
        self.rescans = 0
        self.failure: AudioError | None = None

    def list_endpoints(self) -> list[Endpoint]:
        if self.failure is not None:
            raise self.failure
        return self.endpoints

    def rescan(self) -> bool:
        self.rescans += 1
        return True


@pytest.fixture
def system(monkeypatch: pytest.MonkeyPatch) -> System:
    system = System()
    monkeypatch.setattr(pulse, "list_ports", lambda: system.ports)
    monkeypatch.setattr(library, "endpoints", system.list_endpoints)
    monkeypatch.setattr(library, "rescan", system.rescan)
    return system


def port(name: str, description: str, *, is_default: bool = False) -> Port:
    return Port(name, description, 2, is_default)


def test_a_device_is_found_by_name_and_the_empty_name_is_the_default() -> None:
    assert find([HEADSET, DESK], "Headset") == HEADSET
    assert find([HEADSET, DESK], "") == DESK
    assert find([HEADSET], "") == HEADSET  # none is the default: the first
    assert find([], "Headset") is None


def test_a_chosen_device_that_is_missing_gives_way_to_the_default_and_is_told(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.WARNING)
    assert find([DESK], "Headset") == DESK
    assert "Headset is not connected" in caplog.text


def test_a_sound_servers_devices_are_listed_by_description(system: System) -> None:
    system.endpoints = [SERVER]
    system.ports = Ports((port("usb", "Headset", is_default=True),), (port("pci", "Desk"), port("hdmi", "Desk")))
    assert [(d.name, d.id, d.is_default) for d in devices.microphones()] == [("Headset", "usb", True)]
    assert [(d.name, d.id) for d in devices.speakers()] == [("Desk", "pci"), ("Desk (2)", "hdmi")]


def test_without_a_way_to_the_server_portaudios_own_devices_are_listed(system: System) -> None:
    system.ports = Ports((port("usb", "Headset"),), ())
    system.endpoints = [
        Endpoint(0, "Card", "ALSA", 2, 0, 44_100, True, False),
        Endpoint(1, "Line", "ALSA", 0, 2, 48_000, False, True),
    ]
    assert devices.microphones() == [Device("Card", "0", 2, 44_100, True, "ALSA")]
    assert devices.speakers() == [Device("Line", "1", 2, 48_000, True, "ALSA")]


def test_the_watch_tells_what_came_what_went_and_what_was_in_use(system: System) -> None:
    system.endpoints = [SERVER]
    system.ports = Ports((port("pci", "Desk", is_default=True),), ())
    watch = DeviceWatch()
    assert not watch.poll()
    system.ports = Ports((port("pci", "Desk"), port("usb", "Headset", is_default=True)), ())
    changes = watch.poll()
    assert ([d.name for d in changes.added], changes.removed) == (["Headset"], ())
    desk, headset = devices.microphones()
    system.ports = Ports((port("pci", "Desk", is_default=True),), ())
    changes = watch.poll(headset, None)
    assert changes == DeviceChanges((), (headset,), (headset,))
    assert not watch.poll(desk)
    assert system.rescans == 0  # the server is asked each time anyway


def test_without_a_server_the_watch_has_portaudio_look_again(system: System) -> None:
    watch = DeviceWatch()
    system.endpoints = [Endpoint(0, "Card", "ALSA", 2, 0, 44_100, True, False)]
    assert [d.name for d in watch.poll().added] == ["Card"]
    assert system.rescans == 2


def test_the_watch_survives_a_machine_without_portaudio(system: System) -> None:
    system.failure = AudioError("PortAudio is not installed")
    assert not DeviceWatch().poll()


@pytest.mark.parametrize("before", [None, "other"])
def test_a_route_lasts_only_while_the_stream_opens(before: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    if before is not None:
        monkeypatch.setenv("PULSE_SINK", before)
    with pulse.routed("PULSE_SINK", "usb"):
        assert os.environ["PULSE_SINK"] == "usb"
    assert os.environ.get("PULSE_SINK") == before
    with pulse.routed("PULSE_SINK", ""):
        assert os.environ.get("PULSE_SINK") == before


def test_without_a_sound_server_nothing_is_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PULSE_SERVER", "unix:/nonexistent/native")
    assert pulse.list_ports() is None


@pytest.mark.parametrize("lister", [devices.microphones, devices.speakers])
def test_a_missing_portaudio_is_a_sentence(lister: Callable[[], list[Device]], monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError("PortAudio library not found")

    monkeypatch.setattr("builtins.__import__", _importing(fail))
    monkeypatch.setattr(pulse, "list_ports", lambda: None)
    with pytest.raises(AudioError) as caught:
        lister()
    assert "libportaudio2" in caught.value.sentence


def _importing(fail: Callable[[], None]) -> Callable[..., object]:
    real = __import__

    def load(name: str, *arguments: object, **options: object) -> object:
        if name == "sounddevice":
            fail()
        return real(name, *arguments, **options)  # type: ignore[arg-type]

    return load
