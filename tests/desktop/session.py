"""A private desktop on a machine with neither screen nor sound card: window, keys, microphone, speaker, screen reader.

    with DesktopSession(folder) as desktop:
        desktop.start("assistant", [sys.executable, "-m", "voiceassistant"])
        desktop.focus("Voice Assistant")
        with desktop.record(folder / "answer.wav") as speaker, desktop.holding("space"):
            desktop.say(question)
        wait_for(speaker.fell_silent, "the answer's end")

It runs Xvfb, D-Bus, AT-SPI, openbox and PulseAudio; several sessions run side by side.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.desktop.daemons import Daemons, end, wait_for
from tests.desktop.sound import Recorder, start_pulseaudio

PROGRAMS = (
    *("Xvfb", "openbox", "xdotool", "xprop", "scrot", "setpriv"),
    *("pulseaudio", "pactl", "paplay", "parec", "dbus-daemon", "dbus-send"),
)
SYSTEM_PYTHON = "/usr/bin/python3"  # python3-gi belongs to it, not to a virtual environment
TREE = Path(__file__).with_name("tree.py")
COMMAND_SECONDS = 60.0

# What an outer desktop, or the guards around other tests, must not bring in.
FOREIGN = re.compile(r"(XDG|QT|PULSE|GTK|AT_SPI|DBUS)_.*|WAYLAND_DISPLAY|XAUTHORITY|SESSION_MANAGER|NO_AT_BRIDGE")


def unavailable() -> str:
    """Why no desktop can be had here, or "" where it can."""
    if not sys.platform.startswith("linux"):
        return "the test desktop needs Linux"
    absent = [name for name in PROGRAMS if not shutil.which(name)]
    if not _has_atspi():
        absent.append(f"Atspi for {SYSTEM_PYTHON}")
    return f"the test desktop lacks {', '.join(absent)}; `make test` installs it" if absent else ""


def _has_atspi() -> bool:
    if not shutil.which(SYSTEM_PYTHON):
        return False
    question = "import gi; gi.require_version('Atspi', '2.0')"
    return subprocess.run([SYSTEM_PYTHON, "-c", question], capture_output=True, check=False).returncode == 0


class DesktopSession:
    """The desktop. `env` is the environment of its programs; all end with the `with` block, or with its thread.

    Args:
        folder: Where logs, recordings and pictures may lie; made if need be.
        screen: Width x height x depth in pixels and bits.
        dpi: Dots per inch; 192 is a screen at 200 %.
        settings: More environment variables for the session's programs.
    """

    def __init__(
        self, folder: Path, screen: str = "1280x800x24", dpi: int = 96, settings: Mapping[str, str] | None = None
    ) -> None:
        self.folder = folder
        self.daemons = Daemons(folder / "logs")
        self._screen, self._dpi = screen, dpi
        # Short, because a socket's path may not be longer than 107 characters.
        self._private = Path(tempfile.mkdtemp(prefix="desktop-"))
        self.env = {name: value for name, value in os.environ.items() if not FOREIGN.fullmatch(name)}
        self.env |= _own_folders(self._private) | {
            "XDG_SESSION_TYPE": "x11",
            "XDG_CURRENT_DESKTOP": "openbox",
            "QT_QPA_PLATFORM": "xcb",
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
            "LANG": os.environ.get("LANG", "C.UTF-8"),
        }
        self.env |= settings or {}

    def __enter__(self) -> Self:
        try:
            self._start_screen()
            self._start_buses()
            self._start_window_manager()
            start_pulseaudio(self.daemons, self.env, self._private)
        except BaseException:
            self._end()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def start(self, name: str, command: Sequence[str]) -> subprocess.Popen[bytes]:
        """Starts a program on this desktop; it ends with it, and `<name>.log` keeps what it writes."""
        return self.daemons.start(name, command, self.env)

    def run(self, *command: str) -> str:
        """Runs a command on this desktop to its end and returns what it printed.

        Raises:
            AssertionError: It failed; the message holds what it wrote.
        """
        done = subprocess.run(
            command, env=self.env, capture_output=True, text=True, timeout=COMMAND_SECONDS, check=False
        )
        assert done.returncode == 0, f"{command} ended with {done.returncode}:\n{done.stdout}{done.stderr}"
        return done.stdout

    # -- sound --------------------------------------------------------------------------------------------------

    def say(self, recording: Path) -> None:
        """Speaks an audio file (WAV, FLAC, Ogg) into the microphone; returns when its last sample was heard."""
        # The long buffer keeps a burst of work on a busy machine from putting a gap into the sound.
        self.run("paplay", "--latency-msec=200", "--device=mic_feed", str(recording))

    def record(self, path: Path, source: str = "speaker.monitor") -> Recorder:
        """Records, from now on, what the speaker plays, or another source, such as "mic"."""
        return Recorder(path, source, self.daemons, self.env)

    def open_loudspeaker(self, echo_db: float) -> None:
        """From now on the microphone hears the speaker, so much quieter than it is, as on a table without a headset."""
        path = ("source=speaker.monitor", "sink=mic_feed", "latency_msec=40", "adjust_time=0")
        module = self.run("pactl", "load-module", "module-loopback", *path).strip()
        for described in self.run("pactl", "list", "sink-inputs").split("Sink Input #")[1:]:
            if f"Owner Module: {module}\n" in described:
                self.run("pactl", "set-sink-input-volume", described.split()[0], f"{echo_db}dB")

    # -- screen and keys ----------------------------------------------------------------------------------------

    def window(self, title: str) -> str:
        """The number of the first visible window whose title matches the regular expression, waited for."""
        search = ["xdotool", "search", "--onlyvisible", "--name", title]

        def found() -> str:
            asked = subprocess.run(search, env=self.env, capture_output=True, text=True, check=False)
            return asked.stdout.partition("\n")[0]

        return wait_for(found, lambda: f"a window titled /{title}/; open are {self._titles()}")

    def focus(self, title: str) -> str:
        """Waits for a window, raises it, gives it the keyboard and returns its number."""
        window = self.window(title)
        self.run("xdotool", "windowactivate", "--sync", window)
        return window

    def key_down(self, key: str) -> None:
        """Presses a key, by its X name ("space", "Escape"), and holds it; it does not repeat by itself."""
        self.run("xdotool", "keydown", key)

    def key_up(self, key: str) -> None:
        self.run("xdotool", "keyup", key)

    def tap(self, *keys: str) -> None:
        """Presses and releases keys, one after the other; "ctrl+n" is a chord."""
        self.run("xdotool", "key", *keys)

    @contextmanager
    def holding(self, key: str) -> Iterator[None]:
        """Holds a key for the length of a `with` block."""
        self.key_down(key)
        try:
            yield
        finally:
            self.key_up(key)

    def type(self, text: str) -> None:
        self.run("xdotool", "type", "--", text)

    def screenshot(self, path: Path, title: str | None = None) -> Path:
        """A PNG of the screen, or of one window, brought to the front, once its picture stands still for a moment."""
        command = ["scrot", "--overwrite", "--silent"]
        if title is not None:
            window = self.focus(title)
            geometry = self.run("xdotool", "getwindowgeometry", "--shell", window)
            area = dict(line.split("=") for line in geometry.split())
            command += ["--autoselect", ",".join(area[name] for name in ("X", "Y", "WIDTH", "HEIGHT"))]
        before = b""
        for _ in range(10):  # a window that never stands still is taken as it is
            self.run(*command, str(path))
            if (now := path.read_bytes()) == before:
                break
            before = now
        return path

    # -- what a screen reader is told ---------------------------------------------------------------------------

    def tree(self, application: str) -> str:
        """The accessible elements of the application whose name holds `application`, one a line, as indented text."""
        return self.run(SYSTEM_PYTHON, str(TREE), application)

    @contextmanager
    def announcements(self, application: str) -> Iterator["Announcements"]:
        """Collects what the application tells a screen reader to say, from `with` on."""
        name = f"announcements-{len(list(self.daemons.folder.glob('announcements-*')))}"
        process = self.start(name, [SYSTEM_PYTHON, str(TREE), application, "--announcements"])
        heard = Announcements(self.daemons.folder / f"{name}.log")
        try:
            wait_for(heard.listening, lambda: f"the accessibility bus: {self.daemons.log(name)}")
            yield heard
        finally:
            end(process)

    # -- starting and ending ------------------------------------------------------------------------------------

    def _start_screen(self) -> None:
        command = ["Xvfb", "-displayfd", "{fd}", "-screen", "0", self._screen, "-dpi", str(self._dpi)]
        command += ["-nolisten", "tcp", "-noreset"]
        self.env["DISPLAY"] = ":" + self.daemons.start_announcing("xvfb", command, self.env)

    def _start_buses(self) -> None:
        address = self.env["DBUS_SESSION_BUS_ADDRESS"]
        command = ["dbus-daemon", "--session", "--nofork", "--nopidfile", f"--address={address}"]
        self.daemons.start_announcing("dbus", [*command, "--print-address={fd}"], self.env)
        # The bus starts the accessibility bus by itself when it is first asked for, and answers when it is up.
        call = ("dbus-send", "--session", "--print-reply", "--dest=org.a11y.Bus", "/org/a11y/bus")
        self.run(*call, "org.a11y.Bus.GetAddress")
        for name in ("IsEnabled", "ScreenReaderEnabled"):
            value = ("string:org.a11y.Status", f"string:{name}", "variant:boolean:true")
            self.run(*call, "org.freedesktop.DBus.Properties.Set", *value)

    def _start_window_manager(self) -> None:
        self.start("openbox", ["openbox", "--sm-disable"])
        wait_for(
            lambda: "window id" in self.run("xprop", "-root", "_NET_SUPPORTING_WM_CHECK"),
            lambda: f"openbox: {self.daemons.log('openbox')}",
        )

    def _titles(self) -> list[str]:
        command = ["xdotool", "search", "--onlyvisible", "--name", ".", "getwindowname", "%@"]
        asked = subprocess.run(command, env=self.env, capture_output=True, text=True, check=False)
        return asked.stdout.splitlines()

    def _end(self) -> None:
        self.daemons.end()
        shutil.rmtree(self._private, ignore_errors=True)


class Announcements:
    """What an application told a screen reader to say, as the watcher logs it."""

    def __init__(self, log: Path) -> None:
        self._log = log

    def listening(self) -> bool:
        """True once announcements are heard."""
        return bool(self._log.read_text())

    def texts(self) -> list[str]:
        """The announcements so far, in order."""
        return self._log.read_text().splitlines()[1:]


def _own_folders(private: Path) -> dict[str, str]:
    """Empty folders for the session; the folder of caches, where the models lie, stays the user's own."""
    folders = {f"XDG_{name}_HOME": private / name.lower() for name in ("CONFIG", "DATA", "STATE")}
    folders |= {"XDG_RUNTIME_DIR": private / "run", "HOME": private / "home"}
    for folder in folders.values():
        folder.mkdir(mode=0o700)
    caches = os.environ.get("XDG_CACHE_HOME") or Path("~/.cache").expanduser()
    sockets = {
        "DBUS_SESSION_BUS_ADDRESS": f"unix:path={folders['XDG_RUNTIME_DIR']}/bus",
        "PULSE_SERVER": f"unix:{folders['XDG_RUNTIME_DIR']}/pulse/native",
    }
    return {name: str(path) for name, path in folders.items()} | {"XDG_CACHE_HOME": str(caches)} | sockets
