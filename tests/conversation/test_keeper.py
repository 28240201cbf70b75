import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from voiceassistant.conversation.keeper import TITLE_LENGTH, Keeper
from voiceassistant.conversation.store import FILE_NAME, Store
from voiceassistant.errors import StoreError
from voiceassistant.messages import Image, KeptMessage, Message, ReplyFinished, ToolCall, Usage
from voiceassistant.transcripts import Transcript

CALL = ToolCall("call-1", "calculate", '{"expression": "17 * 23"}', "391", ok=True, seconds=0.01)


@pytest.fixture
async def keeper(tmp_path: Path) -> AsyncIterator[Keeper]:
    keeper = Keeper(tmp_path)
    assert await keeper.open() == ""
    yield keeper
    await keeper.close()


async def answer(
    keeper: Keeper, reply: str, heard: str | None = None, turn: int = 1, calls: tuple[ToolCall, ...] = ()
) -> None:
    """Keeps an answer of which `heard` was heard; None: all of it."""
    shown = Message("assistant", reply if heard is None else heard, calls)
    await keeper.answered(
        turn, shown, reply=reply, finished=ReplyFinished("stop", Usage(10, 5)), interrupted=heard is not None
    )


async def titles(folder: Path) -> list[str]:
    async with Store(folder) as store:
        return [conversation.title for conversation in await store.conversations()]


async def fresh_history(folder: Path) -> list[Message]:
    """As the next run reads it."""
    other = Keeper(folder)
    await other.open()
    try:
        return await other.history()
    finally:
        await other.close()


async def test_a_new_folder_has_no_history(keeper: Keeper) -> None:
    assert await keeper.history() == []


async def test_question_and_answer_are_kept_in_order(keeper: Keeper) -> None:
    await keeper.asked(1, Transcript(" 열일곱 곱하기 이십삼은? ", "ko"))
    await answer(keeper, "391입니다.", calls=(CALL,))
    assert await keeper.history() == [
        Message("user", "열일곱 곱하기 이십삼은?"),
        Message("assistant", "391입니다.", (CALL,)),
    ]


async def test_what_is_known_is_not_read_again_and_is_what_is_kept(keeper: Keeper, tmp_path: Path) -> None:
    await keeper.history()
    for turn in range(1, 4):
        await keeper.asked(turn, Transcript(f"Question {turn}?"))
        await answer(keeper, f"Answer {turn}.", turn=turn)
        assert await keeper.history() == await fresh_history(tmp_path)
    known = keeper._known
    assert known is not None
    assert len(known) == 6
    await keeper.history()
    assert keeper._known is known


async def test_changes_side_by_side_and_cancelled_ones_are_not_missed(keeper: Keeper, tmp_path: Path) -> None:
    await keeper.asked(1, Transcript("One?"))
    await keeper.history()
    await asyncio.gather(answer(keeper, "First."), keeper.asked(2, Transcript("Two?")), keeper.history())
    assert await keeper.history() == await fresh_history(tmp_path)
    given_up = asyncio.create_task(answer(keeper, "Second.", turn=2))
    await asyncio.sleep(0)
    given_up.cancel()
    with pytest.raises(asyncio.CancelledError):
        await given_up
    assert [message.content for message in await keeper.history()][-1] == "Second."
    assert await keeper.history() == await fresh_history(tmp_path)


async def test_of_an_interrupted_answer_the_model_is_shown_what_was_heard(keeper: Keeper, tmp_path: Path) -> None:
    await keeper.asked(1, Transcript("Tell me a story."))
    await answer(keeper, "Once upon a time. There was a king.", heard="Once upon a time.")
    assert (await keeper.history())[-1] == Message("assistant", "Once upon a time.")
    async with Store(tmp_path) as store:
        (conversation,) = await store.conversations()
        kept = (await store.messages(conversation.id))[-1]
    assert (kept.content, kept.heard, kept.interrupted) == (
        "Once upon a time. There was a king.",
        "Once upon a time.",
        True,
    )


async def test_it_is_shown_again_as_it_came(keeper: Keeper) -> None:
    picture = Image("/a.png", "a.png")
    await keeper.asked(1, Transcript("What is this?"), (picture,))
    finished = ReplyFinished("length", Usage(10, 5, 2), "OpenAI", "gpt-6-luna")
    told = Message("assistant", '{"a": 1}', (CALL,))
    await keeper.answered(1, told, reply='{"a": 1}', finished=finished, interrupted=False, as_json=True)
    await keeper.asked(2, Transcript("Tell me a story."))
    await answer(keeper, "Once upon a time. There was a king.", heard="Once upon a time.", turn=2)
    await keeper.asked(3, Transcript("It fails."))
    await answer(keeper, "", turn=3)
    assert await keeper.messages() == [
        KeptMessage(Message("user", "What is this?", images=(picture,))),
        KeptMessage(told, None, finished, as_json=True),
        KeptMessage(Message("user", "Tell me a story.")),
        KeptMessage(
            Message("assistant", "Once upon a time. There was a king."),
            "Once upon a time.",
            ReplyFinished("stop", Usage(10, 5)),
        ),
        KeptMessage(Message("user", "It fails.")),
    ]


async def test_an_answer_of_which_nothing_was_heard_is_not_shown(keeper: Keeper) -> None:
    await keeper.asked(1, Transcript("Hello?"))
    await answer(keeper, "Hello! How are you?", heard="")
    assert await keeper.history() == [Message("user", "Hello?")]


async def test_the_calls_of_an_unheard_answer_are_shown(keeper: Keeper) -> None:
    await keeper.asked(1, Transcript("17 times 23?"))
    await answer(keeper, "It is 391.", heard="", calls=(CALL,))
    assert (await keeper.history())[-1] == Message("assistant", "", (CALL,))


async def test_a_question_that_failed_is_forgotten_with_its_empty_answer(keeper: Keeper) -> None:
    picture = Image("/a.png", "a.png")
    await keeper.asked(1, Transcript("What is this?"))
    await answer(keeper, "A cat.")
    await keeper.asked(2, Transcript("What is this?"), (picture,))
    await answer(keeper, "", turn=2)
    await keeper.asked(3, Transcript("And now?"))
    await keeper.forget(Message("user", "What is this?", images=(picture,)))
    assert [message.content for message in await keeper.history()] == ["What is this?", "A cat.", "And now?"]
    await keeper.forget(Message("user", "Never asked"))
    assert len(await keeper.history()) == 3


async def test_the_last_conversation_reopens(keeper: Keeper, tmp_path: Path) -> None:
    await keeper.asked(1, Transcript("An old question"))
    await keeper.begin()
    await keeper.asked(2, Transcript("Who are you?"))
    await answer(keeper, "Your assistant.", turn=2)
    await keeper.close()
    again = Keeper(tmp_path)
    try:
        await again.open()
        assert [message.content for message in await again.history()] == ["Who are you?", "Your assistant."]
        await again.asked(3, Transcript("Really?"))
        assert len(await again.history()) == 3
    finally:
        await again.close()


async def test_a_question_that_comes_while_it_opens_goes_to_the_last_conversation(
    keeper: Keeper, tmp_path: Path
) -> None:
    await keeper.asked(1, Transcript("First"))
    await keeper.close()
    again = Keeper(tmp_path)
    try:
        await asyncio.gather(again.open(), again.asked(2, Transcript("Second")))
        assert [message.content for message in await again.history()] == ["First", "Second"]
    finally:
        await again.close()


async def test_a_new_conversation_is_empty_and_takes_what_follows(keeper: Keeper, tmp_path: Path) -> None:
    await keeper.asked(1, Transcript("First"))
    first = await keeper.begin()
    assert await keeper.history() == []
    await keeper.asked(2, Transcript("Second"))
    assert [message.content for message in await keeper.history()] == ["Second"]
    assert await keeper.begin() != first
    assert sorted(await titles(tmp_path)) == ["", "First", "Second"]


async def test_the_first_question_is_the_title(keeper: Keeper, tmp_path: Path) -> None:
    await keeper.asked(1, Transcript("What is\n  the capital of France?"))
    await keeper.asked(2, Transcript("And of Spain?"))
    assert await titles(tmp_path) == ["What is the capital of France?"]


async def test_a_long_title_is_cut(keeper: Keeper, tmp_path: Path) -> None:
    await keeper.asked(1, Transcript("서울 날씨 " * 40))
    (title,) = await titles(tmp_path)
    assert len(title) == TITLE_LENGTH
    assert title.endswith("…")


async def test_a_damaged_file_is_told_and_a_new_one_begun(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes(b"no database at all" * 100)
    keeper = Keeper(tmp_path)
    try:
        assert "damaged" in await keeper.open()
        await keeper.asked(1, Transcript("Hello?"))
        assert await keeper.history() == [Message("user", "Hello?")]
    finally:
        await keeper.close()


async def test_a_closed_keeper_says_so(keeper: Keeper) -> None:
    await keeper.asked(1, Transcript("Hello?"))
    await keeper.close()
    await keeper.close()
    with pytest.raises(StoreError, match="closed"):
        await keeper.history()


async def test_an_answer_stands_where_its_question_does(tmp_path: Path) -> None:
    keeper = Keeper(tmp_path)
    await keeper.open()
    try:
        await keeper.asked(1, Transcript("First?"))
        await keeper.begin()
        await keeper.answered(
            1, Message("assistant", "Yes."), reply="Yes.", finished=ReplyFinished("stop", Usage()), interrupted=False
        )
        assert await keeper.history() == []
    finally:
        await keeper.close()
