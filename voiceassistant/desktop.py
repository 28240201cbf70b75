"""The assistant behind the window: microphone and speaker, hot-plug, the kept conversation, recordings left over."""

import asyncio
import logging
import time
from collections.abc import Callable
from concurrent.futures import Future
from datetime import datetime
from pathlib import Path

from voiceassistant.audio import devices
from voiceassistant.audio.devices import Device, DeviceChanges, DeviceWatch
from voiceassistant.audio.examining import examine
from voiceassistant.audio.files import load
from voiceassistant.audio.portaudio import PortAudioMicrophone, PortAudioSpeaker
from voiceassistant.audio.recording_player import RecordingPlayer
from voiceassistant.audio.utterance import Utterance
from voiceassistant.audio.vad import RATE, speech_seconds
from voiceassistant.conversation.records import Spent
from voiceassistant.errors import AudioError, DeviceLost
from voiceassistant.events import ConversationOpened, Notice
from voiceassistant.messages import Message
from voiceassistant.pricing import Bill, Spending, cost
from voiceassistant.recordings import RecordingPlayer as Recording
from voiceassistant.servers.ability_watch import AbilityWatch
from voiceassistant.settings import Settings
from voiceassistant.talking import TalkingAssistant
from voiceassistant.tasks import Tasks

log = logging.getLogger(__name__)

MODELS_SECONDS = 24 * 3600.0  # how often it is asked whether a model is shut down soon
WATCH_SECONDS = 2.0  # how often devices are looked for


class DesktopAssistant(TalkingAssistant):
    """Everything at once; problems at the start are told as Notice and leave the rest working.

    Args:
        settings: The saved ones.
        problem: What was wrong with them, if the defaults had to be taken.
    """

    def __init__(self, settings: Settings, problem: str = "") -> None:
        self._problem = problem
        self._microphone = PortAudioMicrophone(settings.microphone)
        self._speaker = PortAudioSpeaker(settings.speaker)
        self._recordings: list[RecordingPlayer] = []  # that are listened to
        self._tasks = Tasks()
        super().__init__(settings, self._microphone, self._speaker)
        self._unsent = sorted(self.recordings_folder.glob("*.wav"))  # of a run that did not end well
        self._abilities = AbilityWatch(self.services, lambda: self.settings)
        self._unsubscribe = self.engine.subscribe(self._abilities.on_event)

    def _close_devices(self) -> None:
        for player in self._recordings:
            player.close()
        super()._close_devices()

    def apply(self, settings: Settings) -> None:
        before = self.settings
        super().apply(settings)
        if settings.microphone != before.microphone:
            self._microphone.choose(settings.microphone)
            self._run(self._reopen_microphone())
        if settings.speaker != before.speaker:
            self._speaker.choose(settings.speaker)
            self._run(self._attempt(self._player.reopen))

    def conversation(self) -> "Future[list[Message]]":
        """The open conversation, oldest message first."""
        return self._run(self._keeper.history())

    def spent(self) -> "Future[Spending]":
        """The tokens of the open conversation and of this month, with what they cost at the settings' prices."""

        def bills(found: list[Spent]) -> tuple[Bill, ...]:
            chat = self.settings.chat
            return tuple(Bill(s.server, s.model, s.answers, s.usage, cost(s.usage, s.server, chat)) for s in found)

        async def add_up() -> Spending:
            month = datetime.now().astimezone().replace(day=1, hour=0, minute=0, second=0, microsecond=0)
            conversation, since = await self._keeper.spent(month)
            return Spending(bills(conversation), bills(since))

        return self._run(add_up())

    def new_conversation(self) -> "Future[None]":
        async def begin() -> None:
            await self.engine.settle()
            await self._keeper.begin()
            self.engine.tell(ConversationOpened(()))

        return self._run(begin())

    def microphones(self) -> "Future[list[str]]":
        return self._run(_names(devices.microphones))

    def speakers(self) -> "Future[list[str]]":
        return self._run(_names(devices.speakers))

    def open_recording(self, path: Path) -> "Future[Recording]":
        """Has a sound or video file ready to be played. Raises AudioFileError: it is none."""

        async def open_it() -> Recording:
            player = RecordingPlayer(await examine(path), self._player)
            self._recordings = [*(other for other in self._recordings if not other.closed), player]
            return player

        return self._run(open_it())

    def unsent(self) -> int:
        """How many recordings of an earlier run have no answer."""
        return len(self._unsent)

    def send_unsent(self) -> None:
        """Asks the oldest of them."""
        if self._unsent:
            self._run(self._send(self._unsent.pop(0)))

    def discard_unsent(self) -> None:
        """Deletes them all."""
        while self._unsent:
            path = self._unsent.pop()
            try:
                path.unlink(missing_ok=True)
            except OSError as error:
                self.engine.tell(Notice("recording", f"{path.name} cannot be deleted: {error}.", is_error=True))

    # --- on the engine's loop -----------------------------------------------------------------------------------------

    async def _open(self) -> None:
        history = await self._open_conversation()  # first: a question may come before the devices are open
        self._tasks.spawn(self._watch(), "device-watch")
        if self._problem:
            self.engine.tell(Notice("settings", self._problem, is_error=True))
        await self._open_devices()
        if self._unsent:
            count = len(self._unsent)
            self.engine.tell(Notice("recording", f"{count} recording(s) of an earlier run have not been answered."))
        if self.settings.first_start_done:  # who answers is not decided before
            await self.services.warm(history)
        self._tasks.spawn(self._count_days(), "model-days")

    async def _end(self) -> None:
        await self._tasks.close()
        self._unsubscribe()
        await self._abilities.close()
        await super()._end()

    async def _count_days(self) -> None:
        """Tells, at the start and daily, of models that are shut down soon."""
        while True:
            await self.check_models()
            await asyncio.sleep(MODELS_SECONDS)

    async def _watch(self) -> None:
        """Tells of devices that come and go, and follows them."""
        watch = await asyncio.to_thread(DeviceWatch)
        while True:
            await asyncio.sleep(WATCH_SECONDS)
            changes = await asyncio.to_thread(watch.poll, self._microphone.device, self._speaker.device)
            if changes:
                await self._follow(changes)

    async def _follow(self, changes: DeviceChanges) -> None:
        for device in changes.added:
            self.engine.tell(Notice("devices", f"{device.name} was connected."))
        for device in changes.removed:
            self.engine.tell(Notice("devices", f"{device.name} was disconnected.", is_error=device in changes.lost))
        if _concerns(self._microphone, changes, self.settings.microphone):
            if self._microphone.device in changes.lost:  # the sound server moves the stream without a word
                self._microphone_lost(DeviceLost(f"{self._microphone.name} was disconnected"))
            await self._reopen_microphone()
        if _concerns(self._speaker, changes, self.settings.speaker):
            await self._attempt(self._player.reopen)

    async def _reopen_microphone(self) -> None:
        await self.engine.between_recordings()
        await asyncio.to_thread(self._listener.close)
        await self._attempt(self._listener.open)

    async def _send(self, path: Path) -> None:
        try:
            utterance = await asyncio.to_thread(_utterance, path)
        except AudioError as error:
            self.engine.tell(Notice("recording", error.sentence, is_error=True))
        else:
            self.engine.ask_recording(utterance)


def _concerns(stream: PortAudioMicrophone | PortAudioSpeaker, changes: DeviceChanges, chosen: str) -> bool:
    """Whether the stream has lost its device, has none and could have one, or the chosen one is back."""
    back = any(device.name == chosen for device in changes.added)
    return stream.device in changes.lost or back or (stream.device is None and bool(changes.added))


async def _names(look: Callable[[], list[Device]]) -> list[str]:
    return [device.name for device in await asyncio.to_thread(look)]


def _utterance(path: Path) -> Utterance:
    """A recording that is on disk. Raises AudioFileError."""
    samples = load(path, RATE)
    peak = float(abs(samples).max()) if len(samples) else 0.0
    return Utterance(path, len(samples) / RATE, speech_seconds(samples), peak, time.monotonic())
