"""The program on the test desktop, as fixtures: import `program` and `assistant` together."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.desktop.daemons import wait_for
from tests.desktop.session import DesktopSession

TITLE = "Voice Assistant"
ANSWER_SECONDS = 120.0  # with models to load, on a machine with other work


@pytest.fixture
def program(desktop: DesktopSession) -> "subprocess.Popen[bytes]":
    """The program's process, past its first question."""
    settings = Path(desktop.env["XDG_CONFIG_HOME"]) / "voiceassistant" / "settings.json"
    settings.parent.mkdir(parents=True)
    settings.write_text(json.dumps({"first_start_done": True}))
    return desktop.start("assistant", [sys.executable, "-m", "voiceassistant", "--verbose"])


@pytest.fixture
def assistant(desktop: DesktopSession, program: "subprocess.Popen[bytes]") -> DesktopSession:
    """The desktop with the program on it, its roles connected to the local engine."""
    desktop.focus(TITLE)
    wait_until_shown(desktop, r'label "Ready"')
    wait_until_shown(desktop, r'label "Local engine"')
    return desktop


def wait_until_shown(desktop: DesktopSession, pattern: str) -> str:
    """Waits until the accessibility tree, which is what a screen reader gets, has a line with this."""

    def shown() -> str:
        found = re.search(pattern, desktop.tree("voiceassistant"))
        return found[0] if found else ""

    return wait_for(shown, lambda: f"{pattern} in\n{desktop.tree('voiceassistant')}", ANSWER_SECONDS)


def said(desktop: DesktopSession, recording: Path) -> str:
    """What the recording says, by the local engine."""
    return desktop.run(sys.executable, "-m", "voiceassistant", "transcribe", str(recording)).strip()


def words(text: str) -> str:
    """Lower case, without punctuation; recognition writes a product as "17 x 23", "17x23" or "17 times 23"."""
    spelled = re.sub(r"(\d)\s*[x×*]\s*(?=\d)", r"\1 times ", text.lower())
    return " ".join(re.sub(r"[^\w\s]", " ", spelled).split())
