"""`voiceassistant`: the window; where there is no display or no sound device, the same line in the terminal."""

import os
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from urllib.request import url2pathname

from voiceassistant.cli.display import missing_display
from voiceassistant.errors import DocumentError, WindowError

if TYPE_CHECKING:  # what is imported before the window is there delays it
    from voiceassistant.desktop import DesktopAssistant
    from voiceassistant.ui.system.wish import Wish

ANSWER = "voiceassistant-answer.wav"


def run_window(started_at: float, *, source: str = "", selection: bool = False) -> int:
    """Opens the window, or has the one that is open already do what is asked for.

    Args:
        started_at: time.monotonic() when the process began.
        source: What is to be read aloud there: a file, an address, or a "file:" address.
        selection: What is selected in any program is to be read aloud there.
    Returns:
        The exit status.
    Raises:
        AssistantError: There is no such file, or no window for it.
    """
    wish = make_wish(source, selection)
    reason = missing_display()
    if not reason:
        from voiceassistant.ui.system.one_program import OneProgram

        program = OneProgram()
        if not program.begin(wish):
            return 0
        reason = missing_sound()
        try:
            if not reason:
                from voiceassistant.ui.run import run

                return run(make_assistant, process_started=started_at, program=program, wish=wish)[0]
        finally:
            program.end()
    if source or selection:
        raise WindowError(f"The window cannot be used because {reason}")
    return run_without(reason)


def measure_first_paint(started_at: float) -> int:
    """Opens the window, says how long that took, and ends; another one may be open. Raises AssistantError."""
    reason = missing_display() or missing_sound()
    if reason:
        return run_without(reason)
    from voiceassistant.ui.run import run

    status, milliseconds = run(make_assistant, exit_after_first_paint=True, process_started=started_at)
    print(f"first paint after {milliseconds:.0f} ms")
    return status


def make_wish(source: str, selection: bool) -> "Wish":
    """What is asked for, in words that another process understands. Raises DocumentError."""
    from pydantic import ValidationError

    from voiceassistant.ui.system.wish import Wish, is_address

    activation = os.environ.get("XDG_ACTIVATION_TOKEN", "")[:1024]
    if source and not is_address(source):
        source = str(existing_file(source))
    try:
        return Wish(source=source, selection=selection, activation=activation)
    except ValidationError as error:  # an address of many thousand characters, or one with a null character
        raise DocumentError("This is no web address") from error


def existing_file(source: str) -> Path:
    """Its absolute path. Raises DocumentError."""
    try:
        parts = urlsplit(source)
        path = Path(url2pathname(parts.path) if parts.scheme == "file" else source)
        if path.is_dir():
            raise DocumentError(f"{path} is a folder")
        if not path.exists():
            raise DocumentError(f"There is no file {path}")
    except (OSError, ValueError) as error:  # a name that no file can have
        raise DocumentError(f"There is no file {source[:200]}") from error
    return path.absolute()


def looks_like_source(word: str) -> bool:
    """Whether a word that is no command means a document; "sing" does only if there is a file of that name."""
    path = Path(word)
    return word.startswith("file:") or "/" in word or os.sep in word or bool(path.suffix) or path.exists()


def make_assistant() -> "DesktopAssistant":
    """Called behind the painted window."""
    from voiceassistant import settings
    from voiceassistant.desktop import DesktopAssistant
    from voiceassistant.errors import SettingsError

    try:
        return DesktopAssistant(settings.load())
    except SettingsError as error:
        return DesktopAssistant(settings.Settings(), problem=error.sentence)


def missing_sound() -> str:
    """Why nothing can be heard or said; "" if there is a microphone or a speaker."""
    from voiceassistant.audio import devices
    from voiceassistant.errors import AudioError

    try:
        found = devices.microphones() or devices.speakers()
    except AudioError as error:
        first, space, rest = str(error).partition(" ")
        return (first.lower() if first.istitle() else first) + space + rest
    return "" if found else "there is no sound device"


def run_without(reason: str) -> int:
    """Says why there is no window and runs the whole line over a bundled recording. Raises AssistantError."""
    from voiceassistant.cli import ask
    from voiceassistant.cli.main import make_parser
    from voiceassistant.servers.services import sample_path

    print(f"The window cannot be used because {reason}; here is a recorded question, answered in the terminal.")
    out = Path(ANSWER)
    status = ask.run(make_parser().parse_args(["ask", "--audio", str(sample_path()), "--out", str(out)]))
    if status == 0:
        print(f"The spoken answer is in {out.resolve()}; `voiceassistant ask --help` tells how to ask your own.")
    return status
