import asyncio

import pytest

from voiceassistant.errors import ToolError
from voiceassistant.tools.registry import MOST_CHARACTERS, Registry, ToolResult
from voiceassistant.tools.tool import Tool


def greet(name: str) -> str:
    """Greets somebody.

    Args:
        name: Who.
    """
    return f"Hello {name}."


def refuse() -> str:
    """Never does it."""
    raise ToolError("That cannot be done")


def break_down() -> str:
    """Is broken."""
    raise RuntimeError("boom")


def flood() -> str:
    """Says too much."""
    return "x" * 100_000


@pytest.fixture
def registry() -> Registry:
    ticks = iter(range(100))
    return Registry([Tool.of(greet), refuse, break_down, flood], clock=lambda: float(next(ticks)))


async def test_calls_a_tool_by_name(registry: Registry) -> None:
    assert registry.names == ("greet", "refuse", "break_down", "flood")
    assert [schema["function"]["name"] for schema in registry.schemas()] == list(registry.names)
    result = await registry.call("greet", '{"name": "Ann"}')
    assert result == ToolResult("greet", '{"name": "Ann"}', "Hello Ann.", ok=True, seconds=1.0)


async def test_what_goes_wrong_is_told_to_the_model(registry: Registry) -> None:
    unknown = await registry.call("dance", "{}")
    assert not unknown.ok
    assert "no tool called 'dance'" in unknown.result
    assert "greet, refuse" in unknown.result
    misfit = await registry.call("greet", '{"who": "Ann"}')
    assert not misfit.ok
    assert "name: Field required" in misfit.result
    refused = await registry.call("refuse", "")
    assert (refused.ok, refused.result) == (False, "That cannot be done")


async def test_an_unexpected_failure_is_logged_and_told(registry: Registry, caplog: pytest.LogCaptureFixture) -> None:
    result = await registry.call("break_down", "")
    assert (result.ok, result.result) == (False, "break_down failed unexpectedly.")
    assert "boom" in caplog.text


async def test_a_tool_that_takes_too_long_is_stopped() -> None:
    stopped = asyncio.Event()

    async def ponder() -> str:
        """Thinks for ever."""
        try:
            await asyncio.Event().wait()
        finally:
            stopped.set()
        return ""

    result = await Registry([Tool.of(ponder)]).call("ponder", "", timeout_seconds=0.01)
    assert (result.ok, result.result) == (False, "ponder took too long and was stopped.")
    assert stopped.is_set()


async def test_a_cancelled_call_ends_its_tool() -> None:
    begun, stopped = asyncio.Event(), asyncio.Event()

    async def ponder() -> str:
        """Thinks for ever."""
        begun.set()
        try:
            await asyncio.Event().wait()
        finally:
            stopped.set()
        return ""

    task = asyncio.create_task(Registry([Tool.of(ponder)]).call("ponder", ""))
    await begun.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert stopped.is_set()


async def test_a_flood_of_words_is_cut(registry: Registry) -> None:
    result = await registry.call("flood", "")
    assert result.ok
    assert len(result.result) < MOST_CHARACTERS + 50
    assert result.result.endswith("(cut, 100000 characters)")


def test_two_tools_of_one_name_are_refused(registry: Registry) -> None:
    with pytest.raises(ValueError, match="greet"):
        registry.add(Tool.of(greet))
