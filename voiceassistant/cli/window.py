"""`voiceassistant`: the window; where there is no display or no sound device, the same line in the terminal."""

from pathlib import Path
from typing import TYPE_CHECKING

from voiceassistant.cli.display import missing_display

if TYPE_CHECKING:  # what is imported before the window is there delays it
    from voiceassistant.desktop import DesktopAssistant

ANSWER = "voiceassistant-answer.wav"


def run_window(started_at: float, *, exit_after_first_paint: bool) -> int:
    """Returns the exit status. Raises AssistantError."""
    reason = missing_display() or missing_sound()
    if reason:
        return run_without(reason)
    from voiceassistant.ui.run import run

    status, milliseconds = run(
        make_assistant, exit_after_first_paint=exit_after_first_paint, process_started=started_at
    )
    if exit_after_first_paint:
        print(f"first paint after {milliseconds:.0f} ms")
    return status


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
