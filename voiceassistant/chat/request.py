"""One answer's request as the server's dialect has it. Nothing is sent from here."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from voiceassistant.chat import images, json_answers
from voiceassistant.chat.dialect import Dialect, Feature
from voiceassistant.messages import JsonAnswer, Message

MOST_MESSAGES = 40  # of the conversation; older ones are left out, so that small models keep up
TOP_LOGPROBS = 3  # alternatives a token


@dataclass(frozen=True, slots=True)
class ChatOptions:
    """What the user chose.

    Attributes:
        reasoning_effort: Sent to OpenAI only; "" leaves it out.
        longest_answer: In tokens, 0 for as long as the server allows.
        show_confidence: Ask how sure the model is of each token.
    """

    reasoning_effort: str = "none"
    longest_answer: int = 0
    show_confidence: bool = False


@dataclass(slots=True)
class Request:
    """What is asked, with what has come of it so far.

    Attributes:
        dialect: What the server has refused, on any request.
        refused: What it has refused of this one alone.
        done: The calls of this answer and their results, in the API's shape.
    """

    system: str
    history: Sequence[Message]
    tools: list[dict[str, Any]]
    options: ChatOptions
    dialect: Dialect
    is_openai: bool
    as_json: JsonAnswer | None = None
    schema: dict[str, Any] | None = None
    parts: dict[int, list[dict[str, Any]]] = field(default_factory=dict)  # of messages with pictures, by place
    refused: set[Feature] = field(default_factory=set)
    done: list[dict[str, Any]] = field(default_factory=list)

    @classmethod
    async def of(cls, history: Sequence[Message], *, as_json: JsonAnswer | None = None, **rest: Any) -> "Request":
        """Reads the pictures and the schema. Raises RequestRefused."""
        recent = history[-MOST_MESSAGES:]
        request = cls(history=recent, as_json=as_json, **rest)
        request.schema = json_answers.schema_of(as_json) if as_json else None
        for place, detail in images.details(recent).items():
            content = await images.content(recent[place], detail)
            assert isinstance(content, list)
            request.parts[place] = content
        return request

    @property
    def asks_to_see(self) -> bool:
        """Whether the question itself has pictures, rather than an earlier one."""
        return len(self.history) - 1 in self.parts

    def takes(self, feature: Feature) -> bool:
        return feature not in self.refused and self.dialect.takes(feature)

    def body(self, tool_choice: str = "auto") -> tuple[dict[str, Any], set[Feature]]:
        """The request's body, and the features in it that a server may refuse."""
        sent: set[Feature] = set()
        body: dict[str, Any] = {}
        if self.tools and not self.as_json and self.takes("tools"):
            sent.add("tools")
            body |= {"tools": self.tools, "tool_choice": tool_choice}
        if self.takes("stream_options"):
            sent.add("stream_options")
            body["stream_options"] = {"include_usage": True}
        if self.options.show_confidence and self.takes("logprobs"):
            sent.add("logprobs")
            body |= {"logprobs": True, "top_logprobs": TOP_LOGPROBS}
        body |= self._length(sent) | self._effort(sent) | self._format(sent)
        return {"messages": self._messages(sent), **body}, sent

    def _length(self, sent: set[Feature]) -> dict[str, Any]:
        """The current name of the limit, the old one where that is not known."""
        names: tuple[Feature, ...] = ("max_completion_tokens", "max_tokens")
        name = next((name for name in names if self.takes(name)), None)
        if not self.options.longest_answer or name is None:
            return {}
        sent.add(name)
        return {name: self.options.longest_answer}

    def _effort(self, sent: set[Feature]) -> dict[str, Any]:
        effort = self.options.reasoning_effort
        if not self.is_openai or not effort or not self.takes("reasoning_effort"):
            return {}
        sent.add("reasoning_effort")
        if effort != "none" and "tools" in sent:
            if not self.takes("effort_with_tools"):
                return {"reasoning_effort": "none"}
            sent.add("effort_with_tools")
        return {"reasoning_effort": effort}

    def _format(self, sent: set[Feature]) -> dict[str, Any]:
        form = self._form
        if self.as_json is None or form == "prompt":
            return {}
        sent.add(form)
        return {"response_format": json_answers.response_format(self.schema, form)}

    @property
    def _form(self) -> json_answers.Form:
        if self.schema is not None and self.takes("json_schema"):
            return "json_schema"
        return "json_object" if self.takes("json_object") else "prompt"

    def _messages(self, sent: set[Feature]) -> list[dict[str, Any]]:
        system = self.system
        if self.as_json:
            system = json_answers.instruction(self.as_json, system, self.schema, self._form)
        messages: list[dict[str, Any]] = [{"role": "system", "content": system}]
        for place, message in enumerate(self.history):
            if place in self.parts and (self.asks_to_see or self.takes("images")):
                sent.add("images")
                messages.append({"role": message.role, "content": self.parts[place]})
            elif "tools" in sent:
                messages += message.as_request()
            elif message.content:  # without tools, servers need not take calls of earlier ones
                messages.append({"role": message.role, "content": message.content})
        return [*messages, *self.done]
