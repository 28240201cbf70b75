"""A document read aloud from a sentence on, with a player that a test commands."""

import asyncio

import pytest

from tests.fakes.audio import FakePlayer
from tests.fakes.documents import FakeDocument, heading, paragraph
from tests.fakes.reading_voice import RATE, ToneVoice, seconds_of
from voiceassistant.audio.stretch import Stretch
from voiceassistant.errors import NothingToRead, ServiceUnavailable
from voiceassistant.reading.aloud import read_aloud
from voiceassistant.reading.narration import Narrator
from voiceassistant.reading.plan import Plan
from voiceassistant.text.spoken import spoken_form

TEXT = FakeDocument(
    [[heading("One"), paragraph("The first sentence. The second sentence."), paragraph("The last one.")]]
)


class Listener:
    def __init__(self) -> None:
        self.voice, self.player = ToneVoice(), FakePlayer(at_once=True)
        self.begun: list[str] = []

    async def hear(self, document: FakeDocument = TEXT, start: int = 1, speed: float = 1.0) -> None:
        narrator = Narrator(self.voice)
        try:
            await read_aloud(
                Plan(document),
                narrator,
                spoken_form,
                self.player,
                speed=speed,
                stretcher=lambda speed: Stretch(RATE, speed),
                start=start,
                on_sentence=lambda sentence: self.begun.append(sentence.text),
            )
        finally:
            await narrator.close()


async def test_it_is_heard_to_its_end() -> None:
    listener = Listener()
    await listener.hear()
    assert listener.begun == ["One", "The first sentence.", "The second sentence.", "The last one."]
    (playback,) = listener.player.playbacks
    expected = sum(map(seconds_of, listener.begun)) + 0.9 + 0.25 + 0.6 + 0.6
    assert playback.heard_samples / RATE == pytest.approx(expected, abs=0.001)


async def test_it_begins_with_the_sentence_that_is_wanted() -> None:
    listener = Listener()
    await listener.hear(start=3)
    assert listener.voice.asked == ["The second sentence.", "The last one."]


@pytest.mark.parametrize(("document", "start"), [(FakeDocument([[]]), 1), (TEXT, 5)])
async def test_nothing_to_read_is_told(document: FakeDocument, start: int) -> None:
    listener = Listener()
    with pytest.raises(NothingToRead):
        await listener.hear(document, start)
    assert listener.player.playbacks == []


async def test_a_failure_is_told_and_nothing_is_heard_any_more() -> None:
    listener = Listener()
    listener.voice.errors["The second sentence."] = ServiceUnavailable("The server went away")
    with pytest.raises(ServiceUnavailable):
        await listener.hear()
    assert listener.player.playbacks[0].ended


async def test_cancelled_it_is_silent() -> None:
    listener = Listener()
    listener.voice.gates["The last one."] = asyncio.Event()
    hearing = asyncio.create_task(listener.hear())
    async with asyncio.timeout(10):
        while "The last one." not in listener.voice.asked:
            await asyncio.sleep(0.001)
    hearing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await hearing
    assert listener.player.playbacks[0].ended
