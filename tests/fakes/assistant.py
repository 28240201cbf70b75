"""An assistant that remembers what was asked of it and says what it is told to say."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import Any

from voiceassistant.errors import SettingsError
from voiceassistant.events import ConversationOpened, Event
from voiceassistant.messages import Attachment, Image, KeptMessage, Message
from voiceassistant.roles import RoleReport
from voiceassistant.settings import Role, Settings


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

    def ask(self, text: str) -> None:
        self.calls.append(("ask", text))

    def retry(self, turn: int) -> None:
        self.calls.append(("retry", turn))

    def ask_instead(self, turn: int, text: str) -> None:
        self.calls.append(("ask_instead", turn, text))

    def attach(self, attachment: Attachment) -> None:
        self.calls.append(("attach", attachment))


class FakeAssistant:
    """`say` emits events from a thread of its own, as the real one does; futures are done at once, but for speech."""

    def __init__(self, settings: Settings | None = None, messages: Sequence[Message | KeptMessage] = ()) -> None:
        self.engine = FakeEngine()
        self.settings = settings or Settings(first_start_done=True)
        self.messages = list(messages)
        self.applied: list[Settings] = []
        self.keys: dict[str, str] = {}
        self.tested: list[tuple[Role, Settings, str | None]] = []
        self.switched: list[Role] = []
        self.spoken: list[tuple[str, str, float]] = []
        self.saved: list[tuple[str, Path, str, float]] = []
        self.work: list[Future[Any]] = []  # speech that lasts
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

    def text_in(self, image: Image) -> "Future[str]":
        return self._done(f"the text of {image.name}")

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

    def end_work(self) -> None:
        self.work[-1].set_result(None)

    def _done(self, result: Any) -> "Future[Any]":
        future: Future[Any] = Future()
        if self.refusal:
            future.set_exception(self.refusal)
        else:
            future.set_result(result)
        return future


def refusing(sentence: str = "The system's keyring did not answer") -> SettingsError:
    return SettingsError(sentence)
