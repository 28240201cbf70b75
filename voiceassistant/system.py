"""The Debian packages that the assistant needs, and how they get there: `python3 -m voiceassistant.system`.

Nothing outside the standard library: it runs with the system's Python, before there is a `.venv`.
"""

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass

from voiceassistant.errors import AssistantError


@dataclass(frozen=True, slots=True)
class Package:
    """A Debian package, and the sentence's end "<name> is needed ..."."""

    name: str
    why: str


RUNTIME = (
    Package("python3-venv", "to make the virtual environment"),
    Package("libgl1", "by Qt, which loads OpenGL even where it paints without it"),
    Package("libegl1", "by Qt, to choose the graphics driver"),
    Package("libfontconfig1", "by Qt, to find the fonts"),
    Package("libglib2.0-0", "by Qt, for its event loop"),
    Package("libdbus-1-3", "by Qt, to reach the screen reader and the desktop"),
    Package("libxkbcommon0", "by Qt, for the keyboard's layout"),
    Package("libxkbcommon-x11-0", "by Qt, for the keyboard's layout on X11"),
    Package("libxcb-cursor0", "by Qt, for the mouse pointer on X11"),
    Package("libxcb-icccm4", "by Qt, for its windows' titles and sizes on X11"),
    Package("libxcb-keysyms1", "by Qt, for the keys on X11"),
    Package("libxcb-shape0", "by Qt, for the windows' shapes on X11"),
    Package("libportaudio2", "to record and to play sound"),
    Package("libasound2-plugins", "to reach PulseAudio or PipeWire from PortAudio"),
    Package("ffmpeg", "to read and write audio files such as MP3"),
    Package(
        "espeak-ng",
        "for the sounds of German, Spanish, French and Italian, to speak rarer languages, and to know when each word "
        "is heard",
    ),
    Package("tesseract-ocr", "to read the text in pictures"),
    Package("tesseract-ocr-kor", "to read Korean text in pictures"),
)


class SetupError(AssistantError):
    """The system's packages could not be listed or installed; the message says what to do."""

    advice = ""


def missing(packages: Sequence[Package] = RUNTIME) -> list[Package]:
    """The packages that are not installed.

    Raises:
        SetupError: This system has no dpkg-query, so nobody can tell.
    """
    installed = _installed()
    return [package for package in packages if package.name not in installed]


def install(packages: Sequence[Package] = RUNTIME) -> None:
    """Installs what is missing through apt-get, with sudo when not root; asks apt nothing when all is there.

    On a system without dpkg and apt it says what to install, and goes on.

    Raises:
        SetupError: apt-get failed, or this user may not run it.
    """
    if not shutil.which("dpkg-query") or not shutil.which("apt-get"):
        names = ", ".join(package.name for package in packages)
        _say(
            f"There is no apt-get here; if something does not start, install what these Debian packages hold: {names}."
        )
        return
    wanted = missing(packages)
    if not wanted:
        return
    for package in wanted:
        _say(f"{package.name} is missing; it is needed {package.why}.")
    by_hand = f"apt-get install --no-install-recommends {' '.join(package.name for package in wanted)}"
    if os.geteuid() != 0 and not shutil.which("sudo"):
        raise SetupError(f"Only root can install packages, and there is no sudo; as root, run: {by_hand}")
    if not _apt_get("update"):  # one unreachable third-party source fails it, though the packages can be had
        _say("Not every package list could be updated; going on with those there are.")
    if not _apt_get("install", "--yes", "--no-install-recommends", *(package.name for package in wanted)):
        raise SetupError(f"The packages could not be installed; mend what apt-get reports above, then run: {by_hand}")


def _installed() -> set[str]:
    """Names of the installed packages and of what they provide: Debian 13 has libglib2.0-0 as libglib2.0-0t64."""
    query = ["dpkg-query", "--show", "--showformat=${db:Status-Abbrev}|${Package}|${Provides}\n"]
    try:
        listing = subprocess.run(query, check=True, capture_output=True, text=True).stdout
    except (OSError, subprocess.CalledProcessError) as error:
        raise SetupError(f"The installed packages could not be listed ({error}); mend dpkg first.") from error
    names = set()
    for line in listing.splitlines():
        status, name, provided = line.split("|", 2)
        if status.startswith("ii"):
            names.add(name)
            names.update(entry.split()[0] for entry in provided.split(",") if entry.strip())
    return names


def _apt_get(*arguments: str) -> bool:
    """Runs apt-get as root, patiently: another one may hold the lock. True if it succeeded."""
    command = ["apt-get", "-q", "-o", "DPkg::Lock::Timeout=300", "-o", "Acquire::Retries=3", *arguments]
    environment = ["env", "DEBIAN_FRONTEND=noninteractive"]
    sudo = [] if os.geteuid() == 0 else ["sudo"]
    _say(f"Running {shlex.join([*sudo, *command])}")
    return subprocess.run([*sudo, *environment, *command], check=False).returncode == 0


def _say(sentence: str) -> None:
    sys.stderr.write(f"{sentence}\n")
    sys.stderr.flush()  # before apt-get's own output


def main(packages: Sequence[Package] = RUNTIME) -> int:
    """Installs what is missing and returns the exit status."""
    try:
        install(packages)
    except SetupError as error:
        _say(error.sentence)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
