from collections.abc import AsyncIterator

from tests.local.chat.test_toolcalls import called, request
from voiceassistant.local.chat import answering
from voiceassistant.local.chat.language_model import Piece
from voiceassistant.local.protocol.wire import ChatRequest

USAGE = {"total_tokens": 7}


async def pieces(*texts: str) -> AsyncIterator[Piece]:
    for text in texts:
        yield Piece(text)
    yield Piece(finish_reason="stop")
    yield Piece(usage=USAGE)


async def events(asked: ChatRequest, *texts: str) -> list[answering.Event]:
    return [event async for event in answering.answer(asked, pieces(*texts))]


async def test_prose_is_passed_on_as_it_comes() -> None:
    assert await events(request(), "Good", " day.") == [
        answering.Content("Good"),
        answering.Content(" day."),
        answering.Done("stop", USAGE),
    ]


async def test_a_call_is_given_whole() -> None:
    found = await events(request(), "@calc", 'ulate {"expression": ', '"1 + 1"}')
    assert isinstance(found[0], answering.Calls)
    assert found[0].calls[0].name == "calculate"
    assert found[1:] == [answering.Done("tool_calls", USAGE)]


async def test_talk_may_turn_into_a_call() -> None:
    found = await events(request(), "Sure", "! @calc", 'ulate {"expression": "1 + 1"}')
    assert found[:2] == [answering.Content("Sure"), answering.Content("! ")]
    assert isinstance(found[2], answering.Calls)
    assert found[2].calls[0].arguments == '{"expression": "1 + 1"}'
    assert found[3:] == [answering.Done("tool_calls", USAGE)]


async def test_without_tools_the_mark_is_a_character() -> None:
    found = await events(request(tools=[]), "@home")
    assert found == [answering.Content("@home"), answering.Done("stop", USAGE)]


async def test_a_wrong_number_is_replaced_by_the_result() -> None:
    found = await events(request(*called("17 * 23 = 391")), "The result", " is 319. ", "Anything else?")
    assert found[0] == answering.Content("17 * 23 = 391.")
    assert isinstance(found[-1], answering.Done)


async def test_the_right_number_is_said_in_the_models_words() -> None:
    found = await events(request(*called("17 * 23 = 391")), "The result", " is 391.")
    assert "".join(event.text for event in found if isinstance(event, answering.Content)) == "The result is 391."
