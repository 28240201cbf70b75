"""The whole program on the test desktop: a key pressed, a question said, the answer seen and heard."""

import re
import subprocess
import sys
from pathlib import Path

import jiwer
import pytest

from tests.desktop.daemons import wait_for
from tests.desktop.program import ANSWER_SECONDS, TITLE, assistant, program, said, wait_until_shown, words
from tests.desktop.session import DesktopSession
from voiceassistant.resource_files import resource

pytestmark = [pytest.mark.desktop, pytest.mark.local, pytest.mark.timeout(300)]

__all__ = ["assistant", "program"]

CALCULATION = resource("samples/question-calculation.wav")


def test_a_question_is_asked_aloud_and_answered_aloud(assistant: DesktopSession, tmp_path: Path) -> None:
    with assistant.announcements("voiceassistant") as announced, assistant.record(tmp_path / "answer.wav") as speaker:
        with assistant.holding("space"):
            wait_until_shown(assistant, r'label "Listening')
            assistant.say(CALCULATION)
        wait_until_shown(assistant, r"You: .*17 times 23")
        wait_for(speaker.fell_silent, "the spoken answer's end", ANSWER_SECONDS)
        wait_until_shown(assistant, r'label "Ready"')
        answer = speaker.stop()
        states = " ".join(announced.texts())
    shown = wait_until_shown(assistant, r"Assistant: [^\"]*391[^\"]*?(?=\. Tool|\")").removeprefix("Assistant: ")
    heard = said(assistant, answer)
    assert "391" in heard
    assert jiwer.wer(words(shown), words(heard)) <= 0.2, f"shown: {shown}; heard: {heard}"
    for state in ("Listening", "Thinking", "Speaking", "Ready"):
        assert state in states


def test_escape_silences_the_answer_at_once(assistant: DesktopSession, tmp_path: Path) -> None:
    assistant.type("Tell me a long story about a lighthouse keeper and the sea.")
    with assistant.record(tmp_path / "answer.wav") as speaker:
        assistant.tap("Return")
        wait_for(speaker.heard, "the first sound of the answer", ANSWER_SECONDS)
        assistant.tap("Escape")
        wait_for(lambda: speaker.fell_silent(0.5), "silence", 5)
        wait_until_shown(assistant, r'label "Ready"')
    assert wait_until_shown(assistant, r"(?i)interrupted")


def test_the_conversation_is_there_again_after_a_restart(assistant: DesktopSession) -> None:
    assistant.type("What is seven times eight?")
    assistant.tap("Return")
    wait_until_shown(assistant, r"Assistant: [^\"]*56")
    wait_until_shown(assistant, r'label "Ready"')
    assistant.tap("ctrl+q")
    wait_for(lambda: "stopped" in assistant.daemons.log("assistant"), "the program's end", 20)
    assistant.start("again", [sys.executable, "-m", "voiceassistant"])
    assistant.focus(TITLE)
    wait_until_shown(assistant, r"You: What is seven times eight\?")
    assert wait_until_shown(assistant, r"Assistant: [^\"]*56")


def unplug_the_microphone(desktop: DesktopSession) -> None:
    modules = desktop.run("pactl", "list", "short", "modules")
    remap = next(line.split()[0] for line in modules.splitlines() if "module-remap-source" in line)
    desktop.run("pactl", "unload-module", remap)


def test_a_microphone_that_goes_away_is_told(assistant: DesktopSession) -> None:
    unplug_the_microphone(assistant)
    assert wait_until_shown(assistant, r"⚠ (There is no microphone|.* was disconnected)")


def test_what_was_said_until_the_microphone_went_away_is_kept(assistant: DesktopSession) -> None:
    with assistant.holding("space"):
        wait_until_shown(assistant, r'label "Listening')
        assistant.say(CALCULATION)
        unplug_the_microphone(assistant)
        wait_until_shown(assistant, r'list item "Assistant\. [^"]*was disconnected')
    kept = list((Path(assistant.env["XDG_DATA_HOME"]) / "voiceassistant" / "recordings").glob("*.wav"))
    assert len(kept) == 1
    assert "17 times 23" in said(assistant, kept[0])


def test_a_microphone_that_comes_is_told_and_can_be_chosen(assistant: DesktopSession) -> None:
    name = "Second_Microphone"
    assistant.run(
        *("pactl", "load-module", "module-remap-source", "source_name=second", "master=mic_feed.monitor"),
        f"source_properties=device.description={name}",
    )
    wait_until_shown(assistant, rf"{name} was connected")
    assistant.tap("alt+s", "Right")  # the menu Sound, its first entry Microphone, and what there is
    assert wait_until_shown(assistant, rf'menu item "{name}"')


def test_a_crash_of_the_local_engine_is_told_and_survived(
    assistant: DesktopSession, program: "subprocess.Popen[bytes]"
) -> None:
    assistant.run("pkill", "-KILL", "-P", str(program.pid), "-f", "voiceassistant.local")
    wait_until_shown(assistant, r"local engine (ended|is running again)")
    assistant.type("What is six times seven?")
    assistant.tap("Return")
    assert wait_until_shown(assistant, r"Assistant: [^\"]*42")


def test_every_control_has_a_name_for_a_screen_reader(assistant: DesktopSession) -> None:
    tree = assistant.tree("voiceassistant")
    control = re.compile(r"\s*(push button|text|list|combo box|check box|label) ")
    lines = [line for line in tree.splitlines() if control.match(line)]
    shown = [line for line in lines if "focusable" in line and "not visible" not in line]
    assert len(shown) >= 3
    assert all(re.search(r'"[^"]+"', line) for line in shown), shown
