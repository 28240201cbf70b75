"""The ear's commands, one after the other and beside the loop: opening a device may take its time."""

import asyncio
from collections.abc import Callable

from voiceassistant.engine.ports import Ear
from voiceassistant.errors import AssistantError, AudioError, NoMicrophone
from voiceassistant.events import Input, RecordingEnded, RecordingFailed, Utterance


class Recorder:
    """Records for the engine, whose loop it belongs to.

    Args:
        ear: The microphone's side; None where there is none.
        handle: Takes what came of it.
    """

    def __init__(self, ear: Ear | None, handle: Callable[[Input], None]) -> None:
        self.ear = ear
        self._handle = handle
        self._order = asyncio.Lock()  # first come, first served
        self._idle = asyncio.Event()
        self._idle.set()

    async def begin(self, turn: int, name: str) -> bool:
        """Starts recording; False where it cannot, which is told."""
        self._idle.clear()
        try:
            if self.ear is None:
                raise NoMicrophone("There is no microphone")
            async with self._order:
                await asyncio.to_thread(self.ear.begin, name)
        except AssistantError as error:
            self._idle.set()
            self._handle(RecordingFailed(turn, error))
            return False
        return True

    async def end(self, turn: int, lost: AudioError | None = None) -> None:
        """Ends the recording and tells it; `lost` says that the microphone went away."""
        utterance: Utterance | None = None
        failure: AssistantError | None = lost
        try:
            async with self._order:
                utterance = await asyncio.to_thread(self.ear.end) if self.ear else None
        except AssistantError as error:
            failure = lost or error
        finally:
            self._idle.set()
        if failure is not None:
            self._handle(RecordingFailed(turn, failure, utterance))
        elif utterance is not None:
            self._handle(RecordingEnded(turn, utterance))

    async def drop(self) -> None:
        async with self._order:
            if self.ear:
                await asyncio.to_thread(self.ear.drop)
        self._idle.set()

    async def between_recordings(self) -> None:
        """Returns when nothing is being recorded: only then may the microphone be changed."""
        await self._idle.wait()
