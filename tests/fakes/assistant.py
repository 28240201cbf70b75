"""An assistant that remembers what was asked of it and says what it is told to say."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import Any

from tests.fakes.desk import FakeDesk
from voiceassistant.capabilities import Abilities
from voiceassistant.documents.document import Block, Kind
from voiceassistant.errors import SettingsError
from voiceassistant.events import ConversationOpened, Event
from voiceassistant.messages import Attachment, Image, KeptMessage, Message
from voiceassistant.pricing import Spending
from voiceassistant.recordings import RecordingPlayer
from voiceassistant.retirement import ModelInfo
from voiceassistant.roles import RoleReport
from voiceassistant.settings import Role, Settings
from voiceassistant.transcripts import Transcript, TranscriptionProgress, TranscriptionWish


class FakeEngine:
    def __init__(self) -> None:
        self.calls: list[Any] = []
        self.subscribers: list[Callable[[Event], None]] = []

    def subscribe(self, callback: Callable[[Event], None]) -> Callable[[], None]:
        self.subscribers.append(callback)
        return lambda: self.subscribers.remove(callback)

    def press(self) -> None:
        self.calls.append("press")

    def release(self) -> None:
        self.calls.append("release")

    def stop(self) -> None:
        self.calls.append("stop")

    def hands_free(self, on: bool) -> None:
        self.calls.append(("hands_free", on))

    def mute(self, on: bool) -> None:
        self.calls.append(("mute", on))

    def ask(self, text: str) -> None:
        self.calls.append(("ask", text))

    def retry(self, turn: int) -> None:
        self.calls.append(("retry", turn))

    def ask_instead(self, turn: int, text: str) -> None:
        self.calls.append(("ask_instead", turn, text))

    def attach(self, attachment: Attachment) -> None:
        self.calls.append(("attach", attachment))


class FakeRecording:
    """A minute of sound that is heard as far as `position` is moved."""

    def __init__(self) -> None:
        self.duration, self.position, self.problem = 60.0, 0.0, ""
        self.playing = self.closed = False

    def play(self) -> None:
        self.playing = True

    def pause(self) -> None:
        self.playing = False

    def seek(self, seconds: float) -> None:
        self.position = seconds

    def close(self) -> None:
        self.closed = True


class FakeAssistant:
    """`say` emits events from a thread of its own, as the real one does; futures are done at once, but for speech."""

    def __init__(self, settings: Settings | None = None, messages: Sequence[Message | KeptMessage] = ()) -> None:
        self.engine = FakeEngine()
        self.reading = FakeDesk(((Block(Kind.PARAGRAPH, "A document."),),))
        self.settings = settings or Settings(first_start_done=True)
        self.messages = list(messages)
        self.applied: list[Settings] = []
        self.keys: dict[str, str] = {}
        self.tested: list[tuple[Role, Settings, str | None]] = []
        self.switched: list[Role] = []
        self.spending = Spending((), ())
        self.listed: list[ModelInfo] = []  # the server's models
        self.used: dict[Role, str] = {}
        self.models_asked: list[Role] = []
        self.known: dict[Role, Abilities] = {}
        self.found: Abilities | None = None  # by asking
        self.probed: list[tuple[Role, Settings, str | None]] = []
        self.spoken: list[tuple[str, str, float]] = []
        self.saved: list[tuple[str, Path, str, float]] = []
        self.transcribed: list[tuple[Path, TranscriptionWish]] = []
        self.exported: list[tuple[Any, ...]] = []  # documents
        self.tell_progress: Callable[[Any], None] = lambda _progress: None
        self.opened: list[FakeRecording] = []
        self.no_recording: Exception | None = None  # what open_recording raises
        self.work: list[Future[Any]] = []  # what lasts: speech, transcription
        self.started = self.closed = False
        self.refusal: Exception | None = None  # what apply, save_key and the other futures raise
        self.report_ok = True
        self.roles = dict.fromkeys(Role, "local engine")
        self.left_over = self.sent_again = 0
        self.now_level = 0.0
        self.new_conversations = 0

    def start(self) -> None:
        self.started = True
        kept = (one if isinstance(one, KeptMessage) else KeptMessage(one) for one in self.messages)
        self.say(ConversationOpened(tuple(kept)))

    def close(self) -> None:
        self.closed = True

    def say(self, *events: Event) -> None:
        """Returns when the subscribers were told."""

        def tell() -> None:
            for event in events:
                for subscriber in tuple(self.engine.subscribers):
                    subscriber(event)

        thread = threading.Thread(target=tell, name="fake-engine")
        thread.start()
        thread.join()

    def apply(self, settings: Settings) -> None:
        if self.refusal:
            raise self.refusal
        self.settings = settings
        self.applied.append(settings)

    def save_key(self, base_url: str, key: str) -> "Future[None]":
        if not self.refusal:
            self.keys[base_url] = key
        return self._done(None)

    def test_role(self, role: Role, settings: Settings, key: str | None = None) -> "Future[RoleReport]":
        self.tested.append((role, settings, key))
        return self._done(RoleReport(role, self.report_ok, "Answered: “Hello!”", 0.42, "local engine", "a-model"))

    def speak(self, text: str, voice: str = "", speed: float = 0.0) -> "Future[None]":
        self.spoken.append((text, voice, speed))
        return self._lasting()

    def save_speech(self, text: str, path: Path, voice: str = "", speed: float = 0.0) -> "Future[None]":
        self.saved.append((text, path, voice, speed))
        return self._lasting()

    def transcribe_file(
        self, path: Path, wish: TranscriptionWish, on_progress: Callable[[TranscriptionProgress], None]
    ) -> "Future[Transcript]":
        self.transcribed.append((path, wish))
        self.tell_progress = on_progress
        return self._lasting()

    def open_recording(self, path: Path) -> "Future[RecordingPlayer]":
        self.opened.append(FakeRecording())
        return self._done(self.opened[-1], self.no_recording)

    def text_in(self, image: Image) -> "Future[str]":
        return self._done(f"the text of {image.name}")

    def save_document(self, source: Any, password: Any, kinds: Any, wish: Any, on_progress: Any) -> "Future[Any]":
        self.exported.append((source, password, kinds, wish))
        self.tell_progress = on_progress
        return self._lasting()

    def spent(self) -> "Future[Spending]":
        return self._done(self.spending)

    def models(self, role: Role) -> "Future[list[ModelInfo]]":
        self.models_asked.append(role)
        return self._done(list(self.listed))

    def models_in_use(self) -> dict[Role, str]:
        return self.used

    def abilities(self, role: Role, settings: Settings, key: str | None = None) -> "Future[Abilities]":
        self.probed.append((role, settings, key))
        return self._done(self.found)

    def known_abilities(self, role: Role) -> "Future[Abilities | None]":
        return self._done(self.known.get(role))

    def switch_to_successor(self, role: Role) -> "Future[None]":
        self.switched.append(role)
        return self._done(None)

    def new_conversation(self) -> "Future[None]":
        self.new_conversations += 1
        self.say(ConversationOpened(()))
        return self._done(None)

    def microphones(self) -> "Future[list[str]]":
        return self._done(["Headset", "Webcam"])

    def speakers(self) -> "Future[list[str]]":
        return self._done(["Headset"])

    def level(self) -> float:
        return self.now_level

    def servers(self) -> dict[Role, str]:
        return self.roles

    def unsent(self) -> int:
        return self.left_over

    def send_unsent(self) -> None:
        self.sent_again += 1

    def discard_unsent(self) -> None:
        self.left_over = 0

    def _lasting(self) -> "Future[Any]":
        """Goes on until `end_work` or until it is cancelled."""
        future = self._done(None) if self.refusal else Future()
        self.work.append(future)
        return future

    def end_work(self, result: Any = None) -> None:
        self.work[-1].set_result(result)

    def _done(self, result: Any, refusal: Exception | None = None) -> "Future[Any]":
        future: Future[Any] = Future()
        if self.refusal or refusal:
            future.set_exception(self.refusal or refusal)
        else:
            future.set_result(result)
        return future


def refusing(sentence: str = "The system's keyring did not answer") -> SettingsError:
    return SettingsError(sentence)
