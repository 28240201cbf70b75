"""The tools by name, called so that whatever goes wrong becomes text that the chat model can read."""

import asyncio
import logging
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from voiceassistant.errors import AssistantError
from voiceassistant.tools.tool import Tool, ToolFunction

MOST_CHARACTERS = 4000  # of a result: more would drown the conversation

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ToolResult:
    """What came of a call.

    Attributes:
        name: The tool that was asked for.
        arguments: JSON, as the model wrote it.
        result: What the model is shown: data, never an instruction.
        ok: The tool did its work.
        seconds: How long it took.
    """

    name: str
    arguments: str
    result: str
    ok: bool
    seconds: float


class Registry:
    """The tools that a chat model may call.

    Args:
        tools: Tools, or functions to make them of; their names must differ.
        clock: Seconds, rising.
    """

    def __init__(self, tools: Iterable[Tool | ToolFunction] = (), clock: Callable[[], float] = time.monotonic) -> None:
        self._tools: dict[str, Tool] = {}
        self._schemas: list[dict[str, Any]] = []  # pydantic takes a millisecond for them, and each question needs them
        self._clock = clock
        for tool in tools:
            self.add(tool)

    def add(self, new: Tool | ToolFunction) -> None:
        """Raises ValueError where a tool has that name already, ToolDefinitionError for an undocumented function."""
        tool = new if isinstance(new, Tool) else Tool.of(new)
        if tool.name in self._tools:
            raise ValueError(f"there is a tool called {tool.name} already")
        self._tools[tool.name] = tool
        self._schemas.append(tool.schema())

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self._tools)

    def schemas(self) -> list[dict[str, Any]]:
        """All of them, in the shape of the `tools` of a chat completion."""
        return list(self._schemas)

    def has_effect(self, name: str) -> bool:
        """Whether the tool changes anything outside the conversation."""
        return name in self._tools and self._tools[name].has_effect

    async def call(self, name: str, arguments: str, timeout_seconds: float = 10.0) -> ToolResult:
        """Runs a tool on `arguments` (JSON). Raises nothing but a cancellation: a failure is told in the result."""
        begun = self._clock()
        try:
            async with asyncio.timeout(timeout_seconds):
                result, ok = await self._run(name, arguments), True
        except TimeoutError:
            result, ok = f"{name} took too long and was stopped.", False
        except AssistantError as error:
            result, ok = str(error), False
        except Exception:  # noqa: BLE001 - a tool may be anyone's; what fails in it must not end the answer
            _log.exception("the tool %s failed", name)
            result, ok = f"{name} failed unexpectedly.", False
        seconds = self._clock() - begun
        _log.info("tool %s: %s in %.3f s", name, "done" if ok else "failed", seconds)
        if not ok:
            _log.warning("the tool %s said: %s", name, _shortened(result))
        return ToolResult(name, arguments, _shortened(result), ok, seconds)

    async def _run(self, name: str, arguments: str) -> str:
        if tool := self._tools.get(name):
            return await tool.call(arguments)
        raise AssistantError(f"There is no tool called {name!r}. The tools are: {', '.join(self._tools) or 'none'}.")


def _shortened(text: str) -> str:
    return text if len(text) <= MOST_CHARACTERS else f"{text[:MOST_CHARACTERS]} … (cut, {len(text)} characters)"
