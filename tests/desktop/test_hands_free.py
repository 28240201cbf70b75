"""Hands-free on the test desktop, over an open loudspeaker: what the speaker plays is in the microphone, too."""

import logging
import re
import sqlite3
import wave
from contextlib import closing
from pathlib import Path
from typing import Any

import jiwer
import numpy as np
import numpy.typing as npt
import pytest

from tests.desktop.daemons import wait_for
from tests.desktop.program import ANSWER_SECONDS, assistant, program, said, wait_until_shown, words
from tests.desktop.session import DesktopSession
from tests.desktop.sound import RATE, Recorder
from voiceassistant.audio.files import load
from voiceassistant.audio.resample import resample
from voiceassistant.conversation.store import FILE_NAME
from voiceassistant.resource_files import resource

pytestmark = [pytest.mark.desktop, pytest.mark.local, pytest.mark.timeout(600)]

__all__ = ["assistant", "program"]

log = logging.getLogger(__name__)

Sound = npt.NDArray[np.float32]

LINES = Path(__file__).parents[1] / "scenarios" / "recordings"
ECHO_DB = -10.0
QUESTIONS = (  # what is said, what is understood of it, and what the answer has in it
    (resource("samples/question-calculation.wav"), "17 times 23", "391"),
    (resource("samples/question-capital.wav"), "of France", "Paris"),
)
STORY = LINES / "story.flac"
INTERRUPTION = LINES / "wait.flac"
HEARD_FIRST_SECONDS = 2.0  # of the long answer, before somebody talks over it
LOUD = 0.01
SILENT_SECONDS = 1.0  # longer than any pause of the voice's
SILENCED_WITHIN_MS = 1_000
CUT_WORDS = 3  # of the last words heard: recognition hears, or makes up, pieces of the one that was cut


def wait_until_it_listens(desktop: DesktopSession) -> None:
    wait_until_shown(desktop, r'label "Just talk"')


def speaks(speaker: Recorder, start: int) -> bool:
    """Whether it is in the midst of an answer that began after that sample."""
    sound = speaker.samples(start)
    frames = np.abs(sound[: len(sound) // 480 * 480]).reshape(-1, 480).max(axis=1) > LOUD
    return bool(frames.sum() * 0.01 > HEARD_FIRST_SECONDS and frames[-5:].any())


def place_of(part: Sound, whole: Sound) -> int:
    """The sample of the whole at which the part begins, however loud, whatever else sounds."""
    size = 1 << (len(part) + len(whole)).bit_length()
    likeness = np.fft.irfft(np.fft.rfft(whole, size) * np.conj(np.fft.rfft(part, size)), size)
    return int(np.argmax(likeness[: len(whole)]))


def first_loud(sound: Sound) -> int:
    return int(np.argmax(np.abs(sound) > 0.1 * np.abs(sound).max()))


def silent_from(sound: Sound, start: int) -> int:
    """The sample behind the last loud one, before a long silence."""
    loud = np.flatnonzero(np.abs(sound[start:]) > LOUD)
    gaps = np.flatnonzero(np.diff(loud) > SILENT_SECONDS * RATE)
    return start + int(loud[gaps[0]] if len(gaps) else loud[-1]) + 1


def interrupted_at(played: Sound, heard: Sound, story: int) -> int:
    """The sample of the speaker's recording at which somebody began to talk over the story, by the microphone's.

    The two recordings are laid on each other by the echo. Its way to the microphone, some 30 ms, counts for us.
    """
    line = resample(load(INTERRUPTION), 16_000, RATE)
    begins = first_loud(played[story:])
    later = place_of(played[story + begins :][: 2 * RATE], heard[story:]) - begins
    return story + place_of(line, heard[story:]) + first_loud(line) - later


def kept_messages(desktop: DesktopSession) -> list[dict[str, Any]]:
    (path,) = Path(desktop.env["XDG_DATA_HOME"]).rglob(FILE_NAME)
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
        database.row_factory = sqlite3.Row
        return [dict(row) for row in database.execute("SELECT * FROM messages ORDER BY id")]


def wav(path: Path, sound: Sound) -> Path:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes((sound * 32767).astype("<i2").tobytes())
    return path


def test_three_questions_and_an_interruption(assistant: DesktopSession, tmp_path: Path) -> None:
    """Run it with --log-cli-level=INFO and it says how soon it fell silent."""
    assistant.open_loudspeaker(ECHO_DB)
    assistant.tap("ctrl+m")
    wait_until_shown(assistant, r'check box "Hands-free" [^\n]*\[[^\]]*checked')
    wait_until_it_listens(assistant)
    with assistant.record(tmp_path / "speaker.wav") as speaker, assistant.record(tmp_path / "mic.wav", "mic") as mic:
        for question, understood, answer in QUESTIONS:
            assistant.say(question)
            wait_until_shown(assistant, rf'list item "You: [^"]*{understood}')
            wait_until_shown(assistant, rf'list item "Assistant: [^"]*{answer}')
            wait_until_it_listens(assistant)
        assistant.tap("ctrl+n")  # after two questions for tools the small model would call one for a story, too
        story = speaker.length
        assistant.say(STORY)
        wait_for(lambda: speaks(speaker, story), "the story", ANSWER_SECONDS)
        assistant.say(INTERRUPTION)
        wait_until_shown(assistant, r'list item "You: [^"]*London')
        wait_until_shown(assistant, r'London[^"]*"[^\n]*\n *list item "Assistant: [^"]*tokens')
        wait_until_it_listens(assistant)
        played, heard = speaker.samples(), mic.samples()
    assistant.screenshot(tmp_path / "end.png")

    kept = kept_messages(assistant)
    questions = [message["content"] for message in kept if message["role"] == "user"]
    assert len(questions) == 4, "it asked itself something"
    assert "our own words" not in (assistant.daemons.folder / "assistant.log").read_text()

    begins = interrupted_at(played, heard, story)
    silenced = silent_from(played, begins)
    silenced_ms = round((silenced - begins) / RATE * 1000)
    log.info("talked over, the speaker is silent after %d ms", silenced_ms)
    assert 0 < silenced_ms < SILENCED_WITHIN_MS

    quiet = np.zeros(RATE, np.float32)  # without it recognition makes up an end
    story_heard = wav(tmp_path / "story.wav", np.concatenate((played[story:silenced], quiet)))
    (interrupted,) = [message for message in kept if message["interrupted"]]
    assert interrupted["content"].startswith(interrupted["heard"].rstrip())
    assert len(interrupted["heard"]) < len(interrupted["content"])
    kept_words, heard_words = words(interrupted["heard"]).split(), words(said(assistant, story_heard)).split()
    assert abs(len(kept_words) - len(heard_words)) <= CUT_WORDS, (kept_words, heard_words)
    assert jiwer.wer(" ".join(kept_words), " ".join(heard_words[: len(kept_words)])) <= 0.25
    everything = said(assistant, wav(tmp_path / "all.wav", played[:story]))
    for _, _, answer in QUESTIONS:
        assert re.search(answer, everything, re.IGNORECASE)
