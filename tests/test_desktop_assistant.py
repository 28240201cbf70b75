"""The assistant behind the window with simulated devices; with real ones it is tested on the test desktop."""

import asyncio
import queue
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

import pytest

from tests.audio.sounds import eventually
from tests.fakes.api_server import KEY, ApiServer
from tests.fakes.fixtures import api, door
from voiceassistant import desktop
from voiceassistant.audio import devices
from voiceassistant.audio.devices import Device, DeviceChanges
from voiceassistant.audio.files import load, save
from voiceassistant.audio.simulated import SimulatedMicrophone, SimulatedSpeaker
from voiceassistant.conversation.store import FILE_NAME
from voiceassistant.desktop import DesktopAssistant
from voiceassistant.errors import AudioFileError, NoMicrophone
from voiceassistant.events import Asked, ConversationOpened, Event, FirstSound, Notice, TurnEnded
from voiceassistant.messages import Message, ReplyFinished, Usage
from voiceassistant.roles import host_and_port
from voiceassistant.servers.ability_watch import AbilityWatch
from voiceassistant.servers.services import Services, sample_path
from voiceassistant.settings import Role, Settings, data_folder

pytestmark = pytest.mark.realtime

__all__ = ["api", "door"]

E = TypeVar("E")
WAIT_SECONDS = 10.0
BUILT_IN = Device("Built-in", "1", 1, 48_000, is_default=True, host="simulated")
HEADSET = Device("Headset", "2", 1, 48_000, is_default=False, host="simulated")


class Microphone(SimulatedMicrophone):
    """Opens what it was told to choose, where that is there."""

    there = (BUILT_IN, HEADSET)

    def __init__(self, chosen: str) -> None:
        super().__init__()
        self.chosen, self.device = chosen, None
        self.opened: queue.Queue[str] = queue.Queue()

    def choose(self, name: str) -> None:
        self.chosen = name

    def open(self, *callbacks: Any) -> None:
        if not self.there:
            raise NoMicrophone("There is no microphone")
        self.device = next((device for device in self.there if device.name == self.chosen), self.there[0])
        self.name = self.device.name
        super().open(*callbacks)
        self.opened.put(self.name)

    def close(self) -> None:
        super().close()
        self.device = None


class Speaker(SimulatedSpeaker):
    def __init__(self, chosen: str) -> None:
        super().__init__(speed=4.0)
        self.chosen, self.device = chosen, HEADSET

    def choose(self, name: str) -> None:
        self.chosen = name


class Watch:
    """Finds what the test has put into `changes`."""

    changes: "queue.Queue[DeviceChanges]"

    def poll(self, *in_use: object) -> DeviceChanges:
        try:
            return self.changes.get_nowait()
        except queue.Empty:
            return DeviceChanges()


class Stage:
    def __init__(self, settings: Settings, problem: str = "") -> None:
        self.assistant = DesktopAssistant(settings, problem)
        self.events: queue.Queue[Event] = queue.Queue()
        self.assistant.engine.subscribe(self.events.put)

    @property
    def microphone(self) -> Microphone:
        microphone = self.assistant._microphone
        assert isinstance(microphone, Microphone)
        return microphone

    def until(self, event_type: type[E], /, **values: Any) -> E:
        """Waits for an event of this type with these values."""
        while True:
            event = self.events.get(timeout=WAIT_SECONDS)
            if isinstance(event, event_type) and all(getattr(event, name) == value for name, value in values.items()):
                return event


@pytest.fixture(autouse=True)
def simulated_devices(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desktop, "PortAudioMicrophone", Microphone)
    monkeypatch.setattr(desktop, "PortAudioSpeaker", Speaker)
    monkeypatch.setattr(desktop, "DeviceWatch", Watch)
    monkeypatch.setattr(desktop, "WATCH_SECONDS", 0.01)
    monkeypatch.setattr(Watch, "changes", queue.Queue(), raising=False)
    monkeypatch.setattr(devices, "microphones", lambda: [BUILT_IN, HEADSET])
    monkeypatch.setattr(devices, "speakers", lambda: [HEADSET])


class Stages(list[Stage]):
    def start(self, problem: str = "") -> Stage:
        settings = {role.value: {"server": "custom", "base_url": self.base_url} for role in Role}
        self.append(Stage(Settings().with_values(first_start_done=True, **settings), problem))
        self[-1].assistant.start()
        return self[-1]

    base_url = ""


@pytest.fixture
def stages(api: ApiServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stages]:
    for role in Role:
        monkeypatch.setenv(f"VOICEASSISTANT_{role.name}_KEY", KEY)
    made = Stages()
    made.base_url = api.base_url
    yield made
    for stage in made:
        stage.assistant.close()


def leave_a_recording(name: str) -> None:
    """As a run that was ended in the middle of a question leaves it."""
    folder = data_folder() / "recordings"
    folder.mkdir(parents=True, exist_ok=True)
    save(folder / name, load(sample_path()), 16_000)


def test_the_last_conversation_reopens(stages: Stages) -> None:
    first = stages.start()
    assert first.until(ConversationOpened).messages == ()
    first.assistant.engine.ask("Hello?")
    first.until(TurnEnded)
    first.assistant.close()
    second = stages.start()
    kept = (Message("user", "Hello?"), Message("assistant", "Hello there. "))
    question, reply = second.until(ConversationOpened).messages
    assert (question.message, reply.message) == kept
    assert reply.finished == ReplyFinished("stop", Usage(10, 2), host_and_port(stages.base_url), "m")
    assert second.assistant.conversation().result(WAIT_SECONDS) == list(kept)


def test_a_new_conversation_begins_empty(stages: Stages) -> None:
    stage = stages.start()
    stage.until(ConversationOpened)
    stage.assistant.engine.ask("Hello?")
    stage.until(TurnEnded)
    stage.assistant.new_conversation().result(WAIT_SECONDS)
    assert stage.until(ConversationOpened).messages == ()
    assert stage.assistant.conversation().result(WAIT_SECONDS) == []


def test_what_was_spent_is_added_up(stages: Stages) -> None:
    stage = stages.start()
    for _ in range(2):
        stage.assistant.engine.ask("Hello?")
        stage.until(TurnEnded)
    before = stage.assistant.spent().result(WAIT_SECONDS)
    stage.assistant.new_conversation().result(WAIT_SECONDS)
    after = stage.assistant.spent().result(WAIT_SECONDS)
    (bill,) = before.month
    assert (bill.answers, bill.usage, bill.model, bill.dollars) == (2, Usage(20, 4), "m", None)
    assert before.conversation == before.month == after.month
    assert after.conversation == ()


def test_a_question_may_come_at_once(stages: Stages) -> None:
    stage = stages.start()
    stage.assistant.engine.ask("Hello?")
    stage.until(TurnEnded)
    assert [message.role for message in stage.assistant.conversation().result(WAIT_SECONDS)] == ["user", "assistant"]


def test_what_was_wrong_with_the_settings_is_told(stages: Stages) -> None:
    stage = stages.start(problem="The settings cannot be read.")
    assert stage.until(Notice, kind="settings") == Notice("settings", "The settings cannot be read.", is_error=True)


def test_a_damaged_conversation_is_told_and_the_rest_works(stages: Stages) -> None:
    data_folder().mkdir(parents=True)
    (data_folder() / FILE_NAME).write_bytes(b"no database at all" * 100)
    stage = stages.start()
    assert "damaged" in stage.until(Notice, kind="store").text
    stage.until(ConversationOpened)
    stage.assistant.engine.ask("Hello?")
    assert stage.until(TurnEnded).heard.strip() == "Hello there."


def test_a_recording_of_an_earlier_run_is_told_and_sent(stages: Stages) -> None:
    leave_a_recording("20261122-235959-3.wav")
    stage = stages.start()
    assert "1 recording(s)" in stage.until(Notice, kind="recording").text
    assert stage.assistant.unsent() == 1
    stage.assistant.send_unsent()
    assert stage.until(Asked).spoken
    stage.until(TurnEnded)
    assert stage.assistant.unsent() == 0
    assert list((data_folder() / "recordings").iterdir()) == []


def test_a_damaged_recording_of_an_earlier_run_is_told(stages: Stages) -> None:
    leave_a_recording("20261122-235959-3.wav")
    (data_folder() / "recordings" / "20261122-235959-3.wav").write_bytes(b"RIFF")
    stage = stages.start()
    stage.until(ConversationOpened)
    stage.assistant.send_unsent()
    assert "damaged" in stage.until(Notice, kind="recording", is_error=True).text


def test_a_recording_is_listened_to_until_an_escape_an_answer_or_the_end(stages: Stages) -> None:
    stage = stages.start()
    recording = stage.assistant.open_recording(sample_path()).result(WAIT_SECONDS)
    assert recording.duration == pytest.approx(4.075)
    for interrupt in (stage.assistant.engine.stop, lambda: stage.assistant.engine.ask("Hello?")):
        recording.seek(0.5)
        recording.play()
        assert eventually(lambda: recording.position > 0.5)
        interrupt()
        assert eventually(lambda: not recording.playing)
        assert 0.5 < recording.position < recording.duration
        assert recording.problem == ""
    recording.seek(0.0)
    stage.assistant.close()  # which ends its thread
    recording.play()
    assert not recording.playing


def test_what_is_no_recording_is_told(stages: Stages, tmp_path: Path) -> None:
    stage = stages.start()
    (tmp_path / "letter.mp3").write_text("Dear friend")
    with pytest.raises(AudioFileError, match="is not a sound file"):
        stage.assistant.open_recording(tmp_path / "letter.mp3").result(WAIT_SECONDS)


def test_devices_are_listed_and_chosen(stages: Stages) -> None:
    stage = stages.start()
    assert stage.assistant.microphones().result(WAIT_SECONDS) == ["Built-in", "Headset"]
    assert stage.assistant.speakers().result(WAIT_SECONDS) == ["Headset"]
    assert stage.microphone.opened.get(timeout=WAIT_SECONDS) == "Built-in"
    stage.assistant.apply(stage.assistant.settings.with_values(microphone="Headset"))
    assert stage.microphone.opened.get(timeout=WAIT_SECONDS) == "Headset"


def test_a_missing_microphone_is_told_and_used_when_it_comes(stages: Stages, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Microphone, "there", ())
    stage = stages.start()
    stage.until(ConversationOpened)
    assert "There is no microphone" in stage.until(Notice, kind="devices", is_error=True).text
    monkeypatch.setattr(Microphone, "there", (HEADSET,))
    Watch.changes.put(DeviceChanges(added=(HEADSET,)))
    assert stage.until(Notice, kind="devices").text == "Headset was connected."
    assert stage.microphone.opened.get(timeout=WAIT_SECONDS) == "Headset"


def test_a_microphone_that_goes_away_is_told_and_another_one_used(
    stages: Stages, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage = stages.start()
    assert stage.microphone.opened.get(timeout=WAIT_SECONDS) == "Built-in"
    stage.until(ConversationOpened)
    monkeypatch.setattr(Microphone, "there", (HEADSET,))
    Watch.changes.put(DeviceChanges(removed=(BUILT_IN,), lost=(BUILT_IN,)))
    assert stage.until(Notice, kind="devices").is_error
    assert stage.microphone.opened.get(timeout=WAIT_SECONDS) == "Headset"


def test_it_ends_at_once_while_a_server_hangs(stages: Stages, api: ApiServer) -> None:
    api.faults["models"] = ["hang"]
    stage = stages.start()
    assert api.hanging.wait(WAIT_SECONDS)
    stage.assistant.close()
    assert api.hung_up.wait(WAIT_SECONDS)


def test_what_is_still_opening_begins_nothing_after_the_end(
    stages: Stages, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    warming, ending = threading.Event(), asyncio.Event()

    async def warm(self: Services, history: object) -> None:
        warming.set()
        await ending.wait()
        self._on_change()

    async def close(self: AbilityWatch) -> None:
        ending.set()
        for _ in range(10):  # the rounds of the loop that a connection's end takes
            await asyncio.sleep(0)

    monkeypatch.setattr(Services, "warm", warm)
    monkeypatch.setattr(AbilityWatch, "close", close)
    stage = stages.start()
    assert warming.wait(WAIT_SECONDS)
    stage.assistant.close()
    assert caplog.messages == []  # the engine tells of what had to be ended at last
    assert stage.assistant.opened.cancelled()


def test_recordings_of_an_earlier_run_can_be_discarded(stages: Stages) -> None:
    leave_a_recording("20261122-235959-3.wav")
    stage = stages.start()
    stage.until(Notice, kind="recording")
    stage.assistant.discard_unsent()
    assert stage.assistant.unsent() == 0
    assert list((data_folder() / "recordings").iterdir()) == []


def test_a_new_conversation_in_the_middle_of_an_answer_stops_it(stages: Stages, api: ApiServer) -> None:
    stage = stages.start()
    stage.until(ConversationOpened)
    api.endless = True
    stage.assistant.engine.ask("Talk for ever.")
    stage.until(FirstSound)
    stage.assistant.new_conversation().result(WAIT_SECONDS)
    assert api.hung_up.wait(WAIT_SECONDS)
    assert stage.assistant.conversation().result(WAIT_SECONDS) == []
