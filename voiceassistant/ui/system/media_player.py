"""The reader as a player that media keys and the desktop's panels steer (MPRIS), while a document is open."""

import os
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from voiceassistant.documents.document import Source
from voiceassistant.reading.events import DocumentClosed, DocumentOpened, Phase, ReadingChanged, ReadingEvent
from voiceassistant.reading.plan import Unit
from voiceassistant.reading.state import FASTEST, SLOWEST
from voiceassistant.ui.bridge import Bridge
from voiceassistant.ui.reading.port import ReadingPort
from voiceassistant.ui.system.bus import Bus, carried
from voiceassistant.ui.system.bus_object import BusObject, Interface, Method, Variant

NAME = "org.mpris.MediaPlayer2.voiceassistant"
PATH = "/org/mpris/MediaPlayer2"
ROOT, PLAYER = "org.mpris.MediaPlayer2", "org.mpris.MediaPlayer2.Player"
TRACK = "/voiceassistant/document"
STATUS = {Phase.READING: "Playing", Phase.PAUSED: "Paused"}  # else "Stopped"


class MediaPlayer(QObject):
    """`raised`, `quitted`: a panel's user wants to see the window, or to end the program.

    A track's next and previous are sentences: panels have no other keys for going on and back.
    """

    raised = Signal()
    quitted = Signal()

    def __init__(self, bus: Bus, desk: ReadingPort, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bus, self._desk = bus, desk
        self._opened: DocumentOpened | None = None
        self._phase, self._speed, self._track = Phase.CLOSED, 1.0, 0
        self._name = f"{NAME}.instance{os.getpid()}"  # as the specification wants it where several may run
        self._object = BusObject(bus, PATH, {ROOT: self._root(), PLAYER: self._player()})
        self._unsubscribe = desk.subscribe(bridge.relay(self, self.take))

    def end(self) -> None:
        self._unsubscribe()
        self._bus.close()

    def take(self, event: ReadingEvent) -> None:
        match event:
            case DocumentOpened():
                self._track += 1
                appears, self._opened = self._opened is None, event
                self._object.tell_changes()
                if appears:
                    self._bus.take_name(self._name)
            case DocumentClosed():
                self._opened = None
                self._object.tell_changes()
                self._bus.give_name_up(self._name)
            case ReadingChanged(phase=phase, speed=speed):
                self._phase, self._speed = phase, speed
                self._object.tell_changes()

    def _root(self) -> Interface:
        return Interface({"Raise": Method(self.raised.emit), "Quit": Method(self.quitted.emit)}, self._about_program)

    def _player(self) -> Interface:
        desk = self._desk
        seeks = {
            "Seek": Method(lambda _offset: None, (("x", "Offset"),)),
            "SetPosition": Method(lambda _track, _position: None, (("o", "TrackId"), ("x", "Position"))),
            "OpenUri": Method(lambda _uri: None, (("s", "Uri"),)),
        }  # have to be there; CanSeek and no UriSchemes say that they do nothing
        methods = {
            "Play": Method(desk.play),
            "Pause": Method(desk.pause),
            "PlayPause": Method(desk.toggle),
            "Stop": Method(desk.pause),  # the place is kept, as everywhere in the reader
            "Next": Method(lambda: desk.step(Unit.SENTENCE, 1)),
            "Previous": Method(lambda: desk.step(Unit.SENTENCE, -1)),
        }
        return Interface(methods | seeks, self._about_reading, {"Rate": self._set_rate})

    def _set_rate(self, rate: float) -> None:
        """Nought is to pause, says the specification; beyond the reader's speeds it does nothing."""
        if rate == 0:
            self._desk.pause()
        elif SLOWEST <= rate <= FASTEST:
            self._desk.set_speed(float(rate))

    def _about_program(self) -> dict[str, Variant]:
        return {
            "CanQuit": ("b", True),
            "CanRaise": ("b", True),
            "HasTrackList": ("b", False),
            "Identity": ("s", self.tr("Voice Assistant")),
            "DesktopEntry": ("s", "voiceassistant"),
            "SupportedUriSchemes": ("as", []),
            "SupportedMimeTypes": ("as", []),
        }

    def _about_reading(self) -> dict[str, Variant]:
        is_open = self._opened is not None
        return {
            "PlaybackStatus": ("s", STATUS.get(self._phase, "Stopped")),
            "Metadata": ("a{sv}", self._metadata()),
            "Rate": ("d", self._speed),
            "MinimumRate": ("d", SLOWEST),
            "MaximumRate": ("d", FASTEST),
            "Volume": ("d", 1.0),
            "Position": ("x", 0),
            "CanGoNext": ("b", is_open),
            "CanGoPrevious": ("b", is_open),
            "CanPlay": ("b", is_open),
            "CanPause": ("b", is_open),
            "CanSeek": ("b", False),
            "CanControl": ("b", True),
        }

    def _metadata(self) -> dict[str, Variant]:
        if self._opened is None:
            return {}
        found: dict[str, Variant] = {
            "mpris:trackid": ("o", f"{TRACK}/{self._track}"),
            "xesam:title": ("s", carried(self._opened.title)),  # a document's own words
        }
        if url := _url(self._opened.source):
            found["xesam:url"] = ("s", carried(url))
        return found


def _url(source: Source) -> str:
    """Of a document; text that was selected has none."""
    match source:
        case Path():
            return source.absolute().as_uri()
        case str():
            return source
    return ""
