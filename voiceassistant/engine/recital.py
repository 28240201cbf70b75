"""A text spoken as it stands, without a question: for listening to it again, the terminal, and for trying a voice."""

import asyncio
from collections.abc import Awaitable, Callable

from voiceassistant.engine.ports import Playback, Player, Synthesiser
from voiceassistant.engine.speaking import Speaking
from voiceassistant.errors import NothingToSay
from voiceassistant.text import Sentence, SentenceStream


def sentences_of(text: str) -> list[Sentence]:
    """A whole text's sentences, at least one. Raises NothingToSay."""
    stream = SentenceStream()
    found = [*stream.feed(text), *stream.flush()]
    if not found:
        raise NothingToSay("There is nothing in the text that can be read aloud")
    return found


async def recite(text: str, synthesiser: Callable[[], Awaitable[Synthesiser]], player: Player) -> None:
    """Speaks the text sentence by sentence; returns when it was heard, or silenced by another playback or a stop.

    Raises ServiceError, AudioError or NothingToSay. Cancelling it hangs up and is silence.
    """
    sentences = sentences_of(text)
    loop, changed, ended = asyncio.get_running_loop(), asyncio.Event(), asyncio.Event()
    playback = player.begin()

    def on_change() -> None:  # on the audio worker's thread
        loop.call_soon_threadsafe(changed.set)
        if playback.ended:
            loop.call_soon_threadsafe(ended.set)

    playback.on_change(on_change)

    async def begun() -> Playback:
        return playback

    speaking = Speaking(synthesiser, changed)
    for sentence in sentences:
        speaking.say(sentence)
    speaking.no_more()
    run = asyncio.create_task(speaking.run(begun), name="recital")
    silenced = asyncio.create_task(ended.wait(), name="recital-silenced")
    try:
        await asyncio.wait([run, silenced], return_when=asyncio.FIRST_COMPLETED)
    finally:
        playback.stop()
        for task in (run, silenced):
            task.cancel()
        await asyncio.wait([run, silenced])
    if not run.cancelled():
        run.result()
    if playback.error:
        raise playback.error
