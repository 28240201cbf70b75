"""The entry in the desktop's menus, with which a file manager offers the program for documents (Linux, the BSDs).

It is written into the user's own folders and makes the program nobody's usual one: that is chosen in the file manager.
"""

import logging
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import platformdirs

from voiceassistant.errors import DesktopError
from voiceassistant.resource_files import resource

log = logging.getLogger(__name__)

NAME = "voiceassistant.desktop"
ICON = "icons/hicolor/scalable/apps/voiceassistant.svg"
UPDATE_SECONDS = 3.0  # the settings wait for it; it takes some hundredths of a second
RESERVED = frozenset(" \t\n\"'\\><~|&;$*?#()`")  # makes quotes necessary


def supported() -> bool:
    """Whether the system has such entries; Windows and macOS know programs only once an installer has told them."""
    return sys.platform not in ("win32", "darwin")


def installed() -> bool:
    return supported() and _entry_path().exists()


def install(command: Sequence[str] | None = None) -> Path:
    """Writes the entry and its icon, or writes them anew. Returns the entry's file.

    Args:
        command: What starts the program; None: what has started this one.
    Raises:
        DesktopError: There are no such entries here, or they cannot be written.
    """
    if not supported():
        raise DesktopError("On this system Voice Assistant cannot be offered for documents")
    path, icon = _entry_path(), _data_folder() / ICON
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        icon.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(resource("icons/voiceassistant.svg"), icon)
        path.write_text(entry(command or own_command()), encoding="utf-8")
    except (OSError, UnicodeError) as error:  # a path may hold bytes that are no text
        raise DesktopError(f"The entry for the desktop could not be written: {error}") from error
    _tell_the_desktop()
    return path


def remove() -> None:
    """Takes entry and icon away, if they are there. Raises DesktopError."""
    try:
        for path in (_entry_path(), _data_folder() / ICON):
            path.unlink(missing_ok=True)
    except OSError as error:
        raise DesktopError(f"The entry for the desktop could not be removed: {error}") from error
    _tell_the_desktop()


def entry(command: Sequence[str]) -> str:
    """The entry's text, with the words that start the program."""
    text = resource("desktop/voiceassistant.desktop").read_text(encoding="utf-8")
    words = " ".join(map(_quoted, command))
    text = text.replace("Exec=voiceassistant ", f"Exec={words} ")
    return text.replace("\nIcon=", f"\nTryExec={_escaped(command[0])}\nIcon=", 1)


def own_command() -> list[str]:
    """What has started this program: the desktop knows nothing of a virtual environment."""
    script = Path(sys.executable).with_name("voiceassistant")
    return [str(script)] if script.exists() else [sys.executable, "-m", "voiceassistant"]


def _quoted(word: str) -> str:
    """A word of an Exec line, by the Desktop Entry Specification."""
    if RESERVED & set(word):
        inner = "".join(f"\\{character}" if character in '"`$\\' else character for character in word)
        word = f'"{inner}"'
    return _escaped(word).replace("%", "%%")


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("\n", "\\n")


def _tell_the_desktop() -> None:
    """Some desktops look into their folders only when they are told to; where the program is missing, by themselves."""
    program = shutil.which("update-desktop-database")
    if program is None:
        return
    command = [program, "-q", str(_entry_path().parent)]
    try:
        subprocess.run(command, capture_output=True, timeout=UPDATE_SECONDS, check=True)
    except (OSError, subprocess.SubprocessError) as error:
        log.warning("the desktop was not told of the entry: %s", error)


def _entry_path() -> Path:
    return _data_folder() / "applications" / NAME


def _data_folder() -> Path:
    return Path(platformdirs.user_data_dir())
