"""Whether a display answers. Qt ends the whole process when none does, so it is asked before Qt is loaded."""

import os
import socket
import sys
from pathlib import Path

OWN_PLATFORMS = ("offscreen", "minimal", "minimalegl", "vnc", "linuxfb", "eglfs")  # of Qt: they need no display
ANSWER_SECONDS = 1.0
X11_PORT = 6000  # the first display's; the others follow


def missing_display() -> str:
    """Why no window can be shown; "" if one can."""
    platform = os.environ.get("QT_QPA_PLATFORM", "").partition(":")[0]
    if not sys.platform.startswith("linux") or platform in OWN_PLATFORMS:
        return ""
    x11 = "" if platform.startswith("wayland") and "xcb" not in platform else os.environ.get("DISPLAY", "")
    wayland = "" if platform == "xcb" else os.environ.get("WAYLAND_DISPLAY", "")
    if (wayland and _wayland_answers(wayland)) or (x11 and _x11_answers(x11)):
        return ""
    name = wayland or x11
    return f"the display {name} does not answer" if name else "there is no display"


def _wayland_answers(name: str) -> bool:
    """`name` is absolute, or a socket in the session's folder."""
    folder = os.environ.get("XDG_RUNTIME_DIR", "")
    if not folder and not name.startswith("/"):
        return False
    return _accepts(str(Path(folder) / name))


def _x11_answers(display: str) -> bool:
    """`display` is "[host]:number[.screen]"; the local one is tried where Xlib would look for it."""
    host, _, rest = display.rpartition(":")
    number = rest.partition(".")[0]
    if not number.isdecimal() or int(number) + X11_PORT > 65_535:
        return False
    port = X11_PORT + int(number)
    if host not in ("", "unix"):
        return _accepts((host.removeprefix("tcp/").strip("[]"), port))
    path = f"/tmp/.X11-unix/X{number}"
    return _accepts(path) or _accepts(f"\0{path}") or _accepts(("localhost", port))


def _accepts(address: str | tuple[str, int]) -> bool:
    """Whether something takes a connection there; a path is a Unix socket's, with a leading NUL an abstract one's."""
    try:
        if isinstance(address, tuple):
            socket.create_connection(address, ANSWER_SECONDS).close()
            return True
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as door:
            door.settimeout(ANSWER_SECONDS)
            door.connect(address)
    except (OSError, ValueError):  # ValueError: a name that can be no host's
        return False
    return True
