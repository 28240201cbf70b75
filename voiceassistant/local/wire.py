"""What the API's requests and answers look like on the wire. Pure: no model, no socket.

Source: OpenAI API reference, audio and chat completions, November 2026.
"""

import secrets
import time
from collections.abc import Mapping
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

MAX_UPLOAD_BYTES = 25 << 20
MAX_SPEECH_CHARACTERS = 4096


class ApiError(Exception):
    """An answer that is an error, in the API's shape: its status, message, type, parameter and code."""

    def __init__(
        self,
        status: int,
        message: str,
        *,
        kind: str = "invalid_request_error",
        param: str | None = None,
        code: str | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.body = {"error": {"message": message, "type": kind, "param": param, "code": code}}


def unknown_model(name: str) -> ApiError:
    return ApiError(404, f"The model '{name}' does not exist here.", param="model", code="model_not_found")


def engine_error(message: str) -> ApiError:
    """The engine itself failed; the request may be right."""
    return ApiError(500, message, kind="server_error")


class Request(BaseModel):
    """Fields that this engine does not know are accepted and ignored, as newer clients may send them."""

    model_config = ConfigDict(extra="ignore")


class TranscriptionRequest(Request):
    """The form fields beside the file."""

    model: str
    language: str | None = Field(default=None, max_length=20)
    prompt: str | None = None
    response_format: Literal["json", "text", "verbose_json", "srt", "vtt"] = "json"
    temperature: float = Field(default=0.0, ge=0, le=1)
    timestamp_granularities: tuple[Literal["word", "segment"], ...] = ("segment",)


class SpeechRequest(Request):
    model: str
    input: str = Field(min_length=1, max_length=MAX_SPEECH_CHARACTERS)
    voice: str | dict[str, Any]
    response_format: Literal["mp3", "opus", "aac", "flac", "wav", "pcm"] = "mp3"
    speed: float = Field(default=1.0, ge=0.25, le=4.0)
    stream_format: Literal["audio", "sse"] = "audio"


class TextPart(Request):
    type: Literal["text"]
    text: str


class FunctionCall(Request):
    name: str
    arguments: str = "{}"


class ToolCall(Request):
    id: str
    type: Literal["function"] = "function"
    function: FunctionCall


class Message(Request):
    role: Literal["system", "developer", "user", "assistant", "tool"]
    content: str | list[TextPart] | None = None
    tool_calls: list[ToolCall] | None = None
    tool_call_id: str | None = None

    @property
    def text(self) -> str:
        if isinstance(self.content, list):
            return "\n".join(part.text for part in self.content)
        return self.content or ""


class Function(Request):
    name: str = Field(pattern=r"^[a-zA-Z0-9_-]{1,64}$")
    description: str = ""
    parameters: dict[str, Any] = Field(default_factory=lambda: {"type": "object", "properties": {}})


class Tool(Request):
    type: Literal["function"]
    function: Function


class NamedFunction(Request):
    name: str


class NamedTool(Request):
    type: Literal["function"]
    function: NamedFunction


class ResponseFormat(Request):
    type: Literal["text", "json_object", "json_schema"]
    json_schema: dict[str, Any] | None = None


class StreamOptions(Request):
    include_usage: bool = False


class ChatRequest(Request):
    model: str
    messages: list[Message] = Field(min_length=1)
    stream: bool = False
    stream_options: StreamOptions = StreamOptions()
    tools: list[Tool] = Field(default_factory=list)
    tool_choice: Literal["none", "auto", "required"] | NamedTool = "auto"
    parallel_tool_calls: bool = True
    max_tokens: Annotated[int, Field(ge=1)] | None = None
    max_completion_tokens: Annotated[int, Field(ge=1)] | None = None
    temperature: Annotated[float, Field(ge=0, le=2)] | None = None
    top_p: Annotated[float, Field(ge=0, le=1)] | None = None
    seed: int | None = None
    stop: str | list[str] | None = None
    response_format: ResponseFormat | None = None
    logprobs: bool = False
    top_logprobs: int = Field(default=0, ge=0, le=20)
    n: int = 1

    @property
    def token_limit(self) -> int | None:
        return self.max_completion_tokens or self.max_tokens


AnyRequest = TypeVar("AnyRequest", bound=Request)


def parse(shape: type[AnyRequest], fields: object) -> AnyRequest:
    """Checks a request. Raises ApiError 400 that names the first field which does not fit."""
    try:
        return shape.model_validate(fields)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"]) or None
        raise ApiError(400, f"{where or 'The request'}: {first['msg']}", param=where) from error


def transcription_fields(form: list[tuple[str, Any]]) -> dict[str, Any]:
    """The form's plain fields; "timestamp_granularities[]" may be there more than once."""
    fields: dict[str, Any] = {name: value for name, value in form if isinstance(value, str)}
    granularities = [value for name, value in form if name in ("timestamp_granularities[]", "timestamp_granularities")]
    fields.pop("timestamp_granularities[]", None)
    if granularities:
        fields["timestamp_granularities"] = granularities
    return {name: value for name, value in fields.items() if value != ""}


def model_body(name: str) -> dict[str, Any]:
    return {"id": name, "object": "model", "created": 0, "owned_by": "voiceassistant"}


class ChatAnswer:
    """Builds one chat answer's bodies; all of its chunks share an id."""

    def __init__(self, model: str) -> None:
        self._head = {
            "id": f"chatcmpl-{secrets.token_hex(12)}",
            "created": int(time.time()),
            "model": model,
            "system_fingerprint": None,
        }

    def whole(
        self, message: Mapping[str, Any], finish_reason: str, logprobs: object, usage: Mapping[str, Any]
    ) -> dict[str, Any]:
        choice = {"index": 0, "message": message, "logprobs": logprobs, "finish_reason": finish_reason}
        return {**self._head, "object": "chat.completion", "choices": [choice], "usage": usage}

    def chunk(
        self, delta: Mapping[str, Any], finish_reason: str | None = None, logprobs: object = None
    ) -> dict[str, Any]:
        choice = {"index": 0, "delta": delta, "logprobs": logprobs, "finish_reason": finish_reason}
        return {**self._head, "object": "chat.completion.chunk", "choices": [choice]}

    def usage_chunk(self, usage: Mapping[str, Any]) -> dict[str, Any]:
        return {**self._head, "object": "chat.completion.chunk", "choices": [], "usage": usage}


def new_call_id() -> str:
    return f"call_{secrets.token_hex(12)}"
