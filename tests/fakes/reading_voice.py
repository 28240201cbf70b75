"""Who reads aloud in tests: a tone for each text, as long as its letters."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from tests.audio.sounds import pcm, tone
from voiceassistant.errors import AssistantError

RATE = 24_000
SECONDS_A_LETTER = 0.05


@dataclass
class ToneVoice:
    """`asked` has what was spoken; a text in `errors` fails once; `gate` is waited for when it is not None."""

    identity: str = "tone"
    asked: list[str] = field(default_factory=list)
    errors: dict[str, AssistantError] = field(default_factory=dict)
    gates: dict[str, asyncio.Event] = field(default_factory=dict)

    @asynccontextmanager
    async def voice(self, language: str) -> AsyncIterator["ToneVoice"]:
        yield self

    async def on_this_computer(self) -> bool:
        return False

    async def synthesise(self, text: str) -> AsyncGenerator[bytes, None]:
        self.asked.append(text)
        if text in self.errors:
            raise self.errors.pop(text)
        if text in self.gates:
            await self.gates[text].wait()
        yield pcm(tone(seconds_of(text), RATE))


def seconds_of(text: str) -> float:
    return SECONDS_A_LETTER * len(text)
