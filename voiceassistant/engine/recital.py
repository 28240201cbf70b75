"""A text spoken as it stands, without a question: for the terminal and for trying a voice."""

import asyncio

from voiceassistant.engine.ports import Player, Roles
from voiceassistant.engine.speaking import Speaking
from voiceassistant.text import SentenceStream


async def recite(text: str, roles: Roles, player: Player) -> None:
    """Speaks the text sentence by sentence and returns when it was heard. Raises ServiceError or AudioError."""
    loop, changed = asyncio.get_running_loop(), asyncio.Event()
    playback = player.begin()

    def on_change() -> None:  # on the audio worker's thread
        loop.call_soon_threadsafe(changed.set)

    playback.on_change(on_change)
    speaking = Speaking(roles.synthesiser, playback, changed)
    sentences = SentenceStream()
    for sentence in (*sentences.feed(text), *sentences.flush()):
        speaking.say(sentence)
    speaking.no_more()
    try:
        await speaking.run()
    except asyncio.CancelledError:
        playback.stop()
        raise
