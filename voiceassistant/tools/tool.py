"""A tool is a documented function: the signature gives types, the docstring the words, pydantic schema and check."""

import asyncio
import inspect
import json
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, get_type_hints

from pydantic import BaseModel, ConfigDict, Field, ValidationError, create_model

from voiceassistant.errors import ToolArgumentsError, ToolDefinitionError

_NAME = re.compile(r"[A-Za-z0-9_-]{1,64}")  # what the chat API allows
_SECTION = re.compile(r"^(Args|Examples):\n", re.MULTILINE)
_NOTE = re.compile(r"^ {4}(\w+): (.+(?:\n {5,}.+)*)", re.MULTILINE)
_EXAMPLE = re.compile(r'^ +"(.+)" -> (\{.*\})$', re.MULTILINE)

ToolFunction = Callable[..., str | Awaitable[str]]


@dataclass(frozen=True, slots=True)
class Example:
    """A question as it is spoken, and the arguments (JSON) of the call that answers it."""

    question: str
    arguments: str


@dataclass(frozen=True, slots=True)
class Tool:
    """Something that the chat model can have done."""

    name: str
    description: str
    arguments: type[BaseModel]
    run: ToolFunction
    examples: tuple[Example, ...] = ()
    has_effect: bool = False  # it changes something outside the conversation: not to be run on a guess

    @classmethod
    def of(cls, function: ToolFunction) -> "Tool":
        """Makes a tool of a function, synchronous or not, that returns text.

        Its docstring holds what it does, `Args:` with a line "name: words" for each argument, and `Examples:` with
        lines like `"What is 12 times 9?" -> {"expression": "12 * 9"}`, from which small models learn.

        Raises ToolDefinitionError for what signature and docstring leave unsaid, and for an example that does not fit.
        """
        name = function.__name__
        description, sections = _sections(inspect.getdoc(function) or "")
        if not description or not _NAME.fullmatch(name):
            raise ToolDefinitionError(f"{name}: a tool needs a plain name and a docstring")
        notes = {key: " ".join(words.split()) for key, words in _NOTE.findall(sections.get("Args", ""))}
        model = create_model(name, __config__=ConfigDict(extra="forbid"), **_fields(function, notes))
        examples = tuple(Example(*found) for found in _EXAMPLE.findall(sections.get("Examples", "")))
        tool = cls(name, description, model, function, examples)
        tool._check_examples()
        return tool

    def schema(self) -> dict[str, Any]:
        """The tool in the shape of the `tools` of a chat completion."""
        shown = [f"{json.dumps(e.question, ensure_ascii=False)} -> {e.arguments}" for e in self.examples]
        description = "\n".join([self.description, "Examples:", *shown] if shown else [self.description])
        parameters = _without_titles(self.arguments.model_json_schema())
        function = {"name": self.name, "description": description, "parameters": parameters}
        return {"type": "function", "function": function}

    def check(self, raw_arguments: str) -> dict[str, Any]:
        """Returns the arguments with their defaults. Raises ToolArgumentsError, in words for the model to retry."""
        try:
            # Some models send nothing where nothing has to be said.
            arguments = self.arguments.model_validate_json(raw_arguments.strip() or "{}")
        except ValidationError as error:
            faults = [
                ": ".join([*map(str, fault["loc"]), fault["msg"]])
                for fault in error.errors(include_url=False, include_input=False, include_context=False)
            ]
            raise ToolArgumentsError(f"{self.name}: {'; '.join(faults)}") from error
        return dict(arguments)

    async def call(self, raw_arguments: str) -> str:
        """Checks the arguments (JSON) and runs the function, a synchronous one beside the event loop.

        Raises ToolArgumentsError and whatever the function raises.
        """
        arguments = self.check(raw_arguments)
        if inspect.iscoroutinefunction(self.run):
            return str(await self.run(**arguments))
        return str(await asyncio.to_thread(self.run, **arguments))

    def _check_examples(self) -> None:
        for example in self.examples:
            try:
                self.check(example.arguments)
            except ToolArgumentsError as error:
                raise ToolDefinitionError(f"{self.name}: its example {example.arguments} does not fit") from error


def _sections(doc: str) -> tuple[str, dict[str, str]]:
    description, *rest = _SECTION.split(doc)
    return description.strip(), dict(zip(rest[::2], rest[1::2], strict=True))


def _fields(function: Callable[..., Any], notes: dict[str, str]) -> dict[str, Any]:
    hints, fields = get_type_hints(function), {}
    for name, parameter in inspect.signature(function).parameters.items():
        if name not in hints or name not in notes:
            raise ToolDefinitionError(f"{function.__name__}: annotate and describe '{name}'")
        default = ... if parameter.default is parameter.empty else parameter.default
        fields[name] = (hints[name], Field(default, description=notes[name]))
    return fields


def _without_titles(schema: Any) -> Any:
    """Drops the titles that pydantic makes up; they cost a model attention. An argument may still be called so."""
    if isinstance(schema, list):
        return [_without_titles(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        key: {name: _without_titles(part) for name, part in value.items()}
        if key in ("properties", "$defs")
        else _without_titles(value)
        for key, value in schema.items()
        if key != "title"
    }
