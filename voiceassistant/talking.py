"""An assistant that hears and speaks through whatever microphone and speaker it is given, and keeps the conversation.

The window's has PortAudio's; measuring gives it simulated ones.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path

from voiceassistant.app import Assistant, end_of_turn_model
from voiceassistant.audio import earcons, pauses
from voiceassistant.audio.echo import EchoCanceller
from voiceassistant.audio.hearing import PAUSE_SECONDS
from voiceassistant.audio.listener import Listener
from voiceassistant.audio.pauses import AdaptivePauses, PauseLimits
from voiceassistant.audio.player import SpeechPlayer
from voiceassistant.audio.streams import Microphone, Speaker
from voiceassistant.audio.wake import WakePhrase
from voiceassistant.conversation.keeper import Keeper
from voiceassistant.engine.earcons import Earcon, Earcons
from voiceassistant.errors import AssistantError, AudioError, SettingsError, WakePhraseError
from voiceassistant.events import (
    ConversationOpened,
    Event,
    HandsFreeInput,
    HearingChanged,
    Notice,
    ServersChanged,
)
from voiceassistant.freed_memory import LARGE, map_beyond
from voiceassistant.messages import Message
from voiceassistant.reading.desk import ReadingDesk
from voiceassistant.reading.lectern import ReadersLectern
from voiceassistant.reading_room import ReadingRoom, reading_room
from voiceassistant.settings import HandsFreeSettings, Role, Settings, data_folder
from voiceassistant.tools.registry import Registry

LOCAL_PAUSE_SECONDS = (
    0.256  # at which work on an answer begins here: Whisper does not stop in the middle of a recording
)

CONTOURS = {Earcon.HEARD: earcons.HEARD, Earcon.THINKING: earcons.THINKING, Earcon.STOPPED: earcons.STOPPED}


class TalkingAssistant(Assistant):
    """Problems at the start are told as Notice and leave the rest working.

    Args:
        settings: Which server does what.
        microphone, speaker: Still closed; opened and closed here.
        folder: Where recordings, the conversation and what is learnt of servers are kept; None: the user's own.
        tools: What the chat model may call; None: what comes with the program.
    """

    def __init__(
        self,
        settings: Settings,
        microphone: Microphone,
        speaker: Speaker,
        folder: Path | None = None,
        tools: Registry | None = None,
    ) -> None:
        map_beyond(LARGE)  # a day of talk leaves no more behind than an hour
        folder = folder or data_folder()
        self.recordings_folder = folder / "recordings"
        self._player = SpeechPlayer(speaker, on_lost=self._speaker_lost)
        habits = folder / "pauses.json"
        self._pauses = AdaptivePauses(pauses.load(habits), remember=lambda learnt: pauses.save(learnt, habits))
        self._listener = Listener(
            microphone,
            self.recordings_folder,
            on_lost=self._microphone_lost,
            tell=self._heard,
            on_problem=self._not_recorded,
            pauses=self._pauses,
            turn_model=end_of_turn_model(),
            echo=EchoCanceller(self._player.played),
        )
        self._keeper = Keeper(folder)
        self.opened: Future[None] = Future()  # devices, conversation and connections are there
        super().__init__(settings, self._player, self._keeper, self._listener, folder, tools)
        sounds = {one: earcons.earcon(contour) for one, contour in CONTOURS.items()}
        self._earcons = Earcons(self._player, sounds)
        self._earcons.wanted = wanted_earcons(settings.hands_free)
        self.engine.subscribe(self._earcons.on_event)
        self.engine.subscribe(self._notice_pauses)
        self._reading_room = self._make_reading_room(folder / "reading")
        self.reading = ReadingDesk(self._reading_room.reader, self._run, self._reading_room.pronouncing)

    def start(self) -> None:
        self.engine.start()
        self._listen_as(self.settings.hands_free)
        self.opened = self._run(self._open())

    def close(self) -> None:
        super().close()
        self._close_devices()

    def _make_reading_room(self, folder: Path) -> ReadingRoom:
        """A reader that is silent while the user speaks and is answered, and that words steer."""
        room = reading_room(self.services, lambda: self.settings, self._player, folder, self._reading_problem)
        lectern = ReadersLectern(room.reader)
        self.engine.lectern = lectern
        self.engine.subscribe(lectern.on_event)
        room.reader.set_speed(self.settings.reading.speed)
        return room

    def _reading_problem(self, error: SettingsError) -> None:
        async def tell() -> None:
            self._reading_room.reader.tell_problem(error)

        self._run(tell())

    def _use(self, settings: Settings) -> None:
        voices = _reading_voices(self.settings)
        super()._use(settings)
        if _reading_voices(settings) != voices:
            self.reading.voice_changed()
        self._earcons.wanted = wanted_earcons(settings.hands_free)
        self._listen_as(settings.hands_free)

    def _listen_as(self, chosen: HandsFreeSettings) -> None:
        self.engine.early_start = chosen.early_start
        self._pauses.limits = PauseLimits(chosen.shortest_pause_seconds, chosen.longest_pause_seconds)
        self._run(self._use_wake_phrase(chosen))

    def _notice_pauses(self, event: Event) -> None:
        """Work for a pause that was no end is cheap on a server, but takes this computer from the next pause's."""
        if isinstance(event, ServersChanged):
            endpoint = self.services.endpoints().get(Role.TRANSCRIPTION)
            is_local = endpoint is None or endpoint.kind == "local"
            self._listener.notice_pause_after(LOCAL_PAUSE_SECONDS if is_local else PAUSE_SECONDS)

    async def _use_wake_phrase(self, chosen: HandsFreeSettings) -> None:
        wake = None
        try:
            if chosen.wake_phrase:
                wake = await asyncio.to_thread(WakePhrase, chosen.wake_phrase)
        except WakePhraseError as error:
            self.engine.tell(Notice("settings", error.sentence, is_error=True))
        self._listener.use_wake_phrase(wake, chosen.follow_up_seconds)

    def _close_devices(self) -> None:
        self._listener.close()
        self._player.close()

    # --- on the engine's loop -----------------------------------------------------------------------------------------

    async def _open(self) -> None:
        history = await self._open_conversation()  # first: a question may come before the devices are open
        await self._open_devices()
        if self.settings.first_start_done:  # who answers is not decided before
            await self.services.warm(history)

    async def _open_conversation(self) -> list[Message]:
        try:
            if told := await self._keeper.open():
                self.engine.tell(Notice("store", told, is_error=True))
            history, kept = await self._keeper.history(), await self._keeper.messages()
        except AssistantError as error:
            self.engine.tell(Notice("store", error.sentence, is_error=True))
            return []
        self.engine.tell(ConversationOpened(tuple(kept)))
        return history

    async def _open_devices(self) -> None:
        await self._attempt(self._listener.open)
        await self._attempt(self._player.open)

    async def _end(self) -> None:
        self._earcons.close()
        await self._reading_room.close()
        await super()._end()
        await self._keeper.close()

    async def _attempt(self, work: Callable[[], None]) -> None:
        try:
            await asyncio.to_thread(work)
        except AudioError as error:
            self.engine.tell(Notice("devices", error.sentence, is_error=True))

    # --- on audio threads ---------------------------------------------------------------------------------------------

    def _heard(self, happened: HandsFreeInput | HearingChanged) -> None:
        self.engine.hear(happened)

    def _not_recorded(self, error: AudioError) -> None:
        self.engine.tell(Notice("recording", error.sentence, is_error=True))

    def _microphone_lost(self, error: AudioError) -> None:
        self.engine.microphone_lost(error)
        self.engine.tell(Notice("devices", error.sentence, is_error=True))

    def _speaker_lost(self, error: AudioError) -> None:
        self.engine.tell(Notice("devices", error.sentence, is_error=True))


def _reading_voices(settings: Settings) -> tuple[object, ...]:
    """All that decides how a sentence sounds."""
    return settings.reading.voice, settings.reading.voices, settings.with_persona.speech, settings.servers_with_key


def wanted_earcons(settings: HandsFreeSettings) -> frozenset[Earcon]:
    chosen = {
        Earcon.HEARD: settings.sound_heard,
        Earcon.THINKING: settings.sound_thinking,
        Earcon.STOPPED: settings.sound_stopped,
    }
    return frozenset(one for one, wanted in chosen.items() if wanted)
