import asyncio

import pytest

from tests.fakes.audio import FakePlayback, FakePlayer
from tests.fakes.roles import PCM_PER_LETTER, FakeRoles
from voiceassistant.cli.collect import Collector
from voiceassistant.engine.recital import recite
from voiceassistant.errors import NoSpeaker, NothingToSay, ServiceUnavailable

TEXT = "Good morning. **How** are you today? [Look](https://example.org) at this! 😀"
SPOKEN = ["Good morning.", "How are you today?", "Look at this!"]


async def written(player: FakePlayer) -> FakePlayback:
    """The first playback, once it has got sound."""
    await asyncio.sleep(0)  # lets the recital begin
    playback = player.playbacks[0]
    assert await asyncio.to_thread(playback.written.wait, 5)
    return playback


async def test_a_text_is_spoken_sentence_by_sentence_in_order() -> None:
    roles, player = FakeRoles(), Collector()
    await recite(TEXT, roles.synthesiser, player)
    assert sorted(roles.spoken) == sorted(SPOKEN)
    assert bytes(player.answer.pcm) == PCM_PER_LETTER * sum(len(sentence) for sentence in SPOKEN)
    assert player.answer.ended


async def test_it_returns_when_the_last_sentence_was_heard() -> None:
    player = FakePlayer(at_once=False)
    reciting = asyncio.create_task(recite("Good morning.", FakeRoles().synthesiser, player))
    playback = await written(player)
    assert not reciting.done()
    playback.end()
    await asyncio.wait_for(reciting, 5)
    assert playback.finished


@pytest.mark.parametrize("text", ["", "  \n", "😀"])
async def test_a_text_without_words_is_told_and_silences_nobody(text: str) -> None:
    roles, player = FakeRoles(), FakePlayer()
    with pytest.raises(NothingToSay):
        await recite(text, roles.synthesiser, player)
    assert roles.spoken == []
    assert player.playbacks == []


async def test_a_speech_server_that_fails_is_told() -> None:
    roles = FakeRoles(errors={"speech": ServiceUnavailable("The speech server cannot be reached")})
    with pytest.raises(ServiceUnavailable, match="cannot be reached"):
        await recite(TEXT, roles.synthesiser, Collector())


async def test_a_speaker_that_fails_is_told() -> None:
    player = FakePlayer(at_once=False)
    reciting = asyncio.create_task(recite("Good morning.", FakeRoles().synthesiser, player))
    (await written(player)).end(NoSpeaker("The speaker is gone"))
    with pytest.raises(NoSpeaker, match="gone"):
        await asyncio.wait_for(reciting, 5)


async def test_cancelling_hangs_up_and_is_silent() -> None:
    reached = asyncio.Event()
    roles = FakeRoles(gates={"speech": asyncio.Event()}, reached=lambda step: reached.set())
    player = FakePlayer(at_once=False)
    reciting = asyncio.create_task(recite("Good morning.", roles.synthesiser, player))
    await asyncio.wait_for(reached.wait(), 5)
    reciting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await reciting
    assert roles.hung_up == ["speech"]
    assert player.playbacks[0].stopped_at is not None


async def test_what_silences_the_speaker_ends_it_and_hangs_up() -> None:
    reached = asyncio.Event()
    roles = FakeRoles(gates={"speech": asyncio.Event()}, reached=lambda step: reached.set())
    player = FakePlayer(at_once=False)
    reciting = asyncio.create_task(recite("Good morning.", roles.synthesiser, player))
    await asyncio.wait_for(reached.wait(), 5)
    player.stop()
    await asyncio.wait_for(reciting, 5)
    assert roles.hung_up == ["speech"]
