"""A document is read while somebody talks: steered by words, asked about, and gone on with at the word."""

import queue
import time
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import pytest

from tests.fakes.api_server import KEY, ApiServer, Door
from tests.fakes.fixtures import door
from voiceassistant.audio.files import load
from voiceassistant.audio.simulated import SimulatedMicrophone, SimulatedSpeaker
from voiceassistant.documents.document import Excerpt, Place
from voiceassistant.events import Asked, Event, Obeyed, Phase, PhaseChanged, Steered, TurnEnded
from voiceassistant.reading.events import DocumentOpened, ReadingChanged, ReadingEvent, SleepTimerSet, Spot, StopSet
from voiceassistant.reading.events import Phase as ReadingPhase
from voiceassistant.reading.plan import Unit
from voiceassistant.resource_files import resource
from voiceassistant.settings import Settings
from voiceassistant.talking import TalkingAssistant

pytestmark = pytest.mark.realtime

__all__ = ["door"]

E = TypeVar("E")
RATE, SPEECH_RATE = 16_000, 24_000
WAIT_SECONDS = 10.0
QUESTION = load(resource("samples/question-capital.wav"), RATE)[-round(1.2 * RATE) :]

TEXT = (
    "The lighthouse stood upon a granite promontory. Its lamp had been extinguished for a decade.\n\n"
    "Nobody remembered the keeper. His diary was found in the cellar, and it ended with a riddle.\n\n"
    "The last paragraph tells of the sea."
)


class SpeakingServer(ApiServer):
    """Speaks 20 ms a letter, a tone."""

    async def _speech_pieces(self, body: Any) -> AsyncIterator[bytes]:
        samples = np.arange(round(len(body["input"]) * 0.02 * SPEECH_RATE))
        yield (np.sin(2 * np.pi * 300 * samples / SPEECH_RATE) * 6_000).astype("<i2").tobytes()


@dataclass
class Desk:
    assistant: TalkingAssistant
    microphone: SimulatedMicrophone
    events: "queue.Queue[Event | ReadingEvent]" = field(default_factory=queue.Queue)
    seen: "list[Event | ReadingEvent]" = field(default_factory=list)

    def until(self, kind: type[E], **values: Any) -> E:
        while True:
            event = self.events.get(timeout=WAIT_SECONDS)
            self.seen.append(event)
            if isinstance(event, kind) and all(getattr(event, name) == value for name, value in values.items()):
                return event

    def read_to(self, word: str) -> None:
        """Returns while this word is heard."""
        until = _deadline()
        while self.word() != word:
            assert until(), f"{word} was never read; it is at {self.word()}"

    def word(self) -> str:
        spot = self.assistant.reading.spot()
        return text_of(spot) if spot else ""

    def say(self) -> None:
        """Holds the key and says something; the server decides what that was."""
        self.assistant.engine.press()
        self.until(PhaseChanged, phase=Phase.LISTENING)
        self.microphone.say(QUESTION, RATE)
        assert self.microphone.heard_all.wait(WAIT_SECONDS)
        self.assistant.engine.release()


def text_of(spot: Spot) -> str:
    return spot.sentence.block.text[spot.start : spot.end]


def _deadline() -> Callable[[], bool]:
    end = time.monotonic() + WAIT_SECONDS

    def left() -> bool:
        time.sleep(0.005)
        return time.monotonic() < end

    return left


@pytest.fixture
def server(door: Door) -> SpeakingServer:
    door.api = SpeakingServer(door.base_url)
    return door.api


@pytest.fixture
def desk(server: SpeakingServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """A document is open and being read."""
    for role in ("TRANSCRIPTION", "CHAT", "SPEECH"):
        monkeypatch.setenv(f"VOICEASSISTANT_{role}_URL", server.base_url)
        monkeypatch.setenv(f"VOICEASSISTANT_{role}_KEY", KEY)
    microphone = SimulatedMicrophone()
    assistant = TalkingAssistant(Settings(fall_back=False), microphone, SimulatedSpeaker(), tmp_path)
    desk = Desk(assistant, microphone)
    assistant.engine.subscribe(desk.events.put)
    assistant.reading.subscribe(desk.events.put)
    assistant.start()
    try:
        assistant.opened.result(WAIT_SECONDS)
        assistant.reading.open(Excerpt(TEXT, title="The Keeper"))
        desk.until(DocumentOpened)
        assistant.reading.play()
        yield desk
    finally:
        assistant.close()


def test_a_question_in_the_middle_is_answered_and_reading_goes_on_at_the_word(
    desk: Desk, server: SpeakingServer
) -> None:
    desk.read_to("extinguished")
    server.heard = {"text": "What does that mean?"}
    server.text = "It means that it was put out."
    desk.say()
    assert any(isinstance(event, ReadingChanged) and event.held for event in desk.seen)
    assert desk.until(Asked).transcript.text == "What does that mean?"
    assert desk.until(TurnEnded).heard.strip() == "It means that it was put out."
    went_on = desk.until(ReadingChanged, held=False)
    assert TEXT[went_on.place.character :].startswith("extinguished")
    desk.read_to("decade")
    question = server.bodies("chat")[-1]["messages"][-1]["content"]
    assert "“The Keeper”" in question
    assert "Its lamp had been extinguished for a decade." in question
    assert question.endswith("What does that mean?")


def test_words_steer_the_reading_and_are_no_question(desk: Desk, server: SpeakingServer) -> None:
    desk.read_to("diary")
    server.heard = {"text": "Go back a paragraph, please."}
    desk.say()
    steered = desk.until(Steered)
    assert (steered.words, steered.obeyed) == ("Go back a paragraph, please.", Obeyed("A paragraph back."))
    desk.until(ReadingChanged, held=False)
    desk.read_to("lighthouse")
    assert server.bodies("chat") == []


def test_a_pause_that_is_said_stays_until_go_on_is_said(desk: Desk, server: SpeakingServer) -> None:
    desk.read_to("granite")
    server.heard = {"text": "Stop."}
    desk.say()
    assert desk.until(ReadingChanged, held=False).phase is ReadingPhase.PAUSED
    server.heard = {"text": "Go on."}
    desk.say()
    assert desk.until(ReadingChanged, phase=ReadingPhase.READING, held=False)
    desk.read_to("promontory")


def test_what_cannot_be_done_is_said_and_reading_goes_on_at_the_word(desk: Desk, server: SpeakingServer) -> None:
    desk.read_to("granite")
    server.heard = {"text": "Go to page 12."}
    desk.say()
    assert desk.until(Steered).obeyed.sentence == "This document has no pages."
    assert desk.until(PhaseChanged, phase=Phase.SPEAKING)
    went_on = desk.until(ReadingChanged, held=False)
    assert TEXT[went_on.place.character :].startswith("granite")
    assert "This document has no pages." in [body["input"] for body in server.bodies("speech")]
    assert server.bodies("chat") == []


def test_it_stops_where_it_was_told_to(desk: Desk, server: SpeakingServer) -> None:
    desk.read_to("granite")
    server.heard = {"text": "Stop after this paragraph, please."}
    desk.say()
    assert desk.until(StopSet, unit=Unit.PARAGRAPH)
    stopped = desk.until(ReadingChanged, phase=ReadingPhase.PAUSED)
    assert stopped.place == Place(0, 1)
    assert desk.word() == "decade"


def test_a_stop_that_is_chosen_takes_the_timers_place_and_late_comers_know_of_it(desk: Desk) -> None:
    desk.read_to("granite")
    reading, told = desk.assistant.reading, queue.Queue[ReadingEvent]()
    reading.sleep_after(30)
    reading.stop_after(Unit.PARAGRAPH)
    desk.until(StopSet, unit=Unit.PARAGRAPH)
    reading.tell_so_far(told.put)
    opened, changed, timer, stop = (told.get(timeout=WAIT_SECONDS) for _ in range(4))
    assert isinstance(opened, DocumentOpened)
    assert isinstance(changed, ReadingChanged)
    assert (opened.title, changed.phase) == ("The Keeper", ReadingPhase.READING)
    assert opened.place == changed.place >= Place(0, 0, TEXT.index("granite"))
    assert (timer, stop) == (SleepTimerSet(0.0), StopSet(Unit.PARAGRAPH))


def test_a_new_speed_can_be_said(desk: Desk, server: SpeakingServer) -> None:
    desk.read_to("granite")
    server.heard = {"text": "Twice as fast."}
    desk.say()
    assert desk.until(ReadingChanged, held=False).speed == 2.0
    desk.read_to("promontory")


def test_the_stop_key_pauses_the_reading(desk: Desk) -> None:
    desk.read_to("granite")
    desk.assistant.engine.stop()
    assert desk.until(ReadingChanged, phase=ReadingPhase.PAUSED)
