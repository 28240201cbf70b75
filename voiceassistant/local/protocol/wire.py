"""What the API's requests and answers look like on the wire. Pure: no model, no socket.

Source: OpenAI API reference, audio and chat completions, November 2026.
"""

from typing import Annotated, Any, Literal, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from voiceassistant.local.protocol.api_error import ApiError as ApiError
from voiceassistant.local.protocol.api_error import engine_error as engine_error
from voiceassistant.local.protocol.api_error import unknown_model as unknown_model
from voiceassistant.local.protocol.languages import LANGUAGES
from voiceassistant.local.protocol.refusals import refusal

MAX_UPLOAD_BYTES = 25 << 20
MAX_SPEECH_CHARACTERS = 4096
LARGEST_INTEGER = 2**31 - 1  # what the models' libraries can hold

Probability = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
TokenLimit = Annotated[int, Field(ge=1, le=LARGEST_INTEGER)]
StopText = Annotated[str, Field(min_length=1)]


class Request(BaseModel):
    """Fields that this engine does not know are accepted and ignored, as newer clients may send them."""

    model_config = ConfigDict(extra="ignore", strict=True)


class Form(BaseModel):
    """Fields of a form: all of them are texts."""

    model_config = ConfigDict(extra="ignore")


class RecordingRequest(Form):
    """What transcriptions and translations have in common: the form fields beside the file."""

    model: str
    prompt: str | None = None
    response_format: Literal["json", "text", "verbose_json", "srt", "vtt"] = "json"
    temperature: Probability = 0.0


class TranscriptionRequest(RecordingRequest):
    language: str | None = Field(default=None, max_length=20)
    timestamp_granularities: tuple[Literal["word", "segment"], ...] = ()
    include: tuple[Literal["logprobs"], ...] = ()
    stream: bool = False

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        if self.language and self.language_code is None:
            wanted = "Language parameter must be specified in ISO-639-1 format."
            message = f"Invalid language '{self.language}'. {wanted}"
            raise ApiError(400, message, param="language", code="invalid_language_format")
        if self.timestamp_granularities and self.response_format != "verbose_json":
            raise _needs("timestamp_granularities", "response_format", "verbose_json")
        if self.include and self.response_format != "json":
            raise _needs("include", "response_format", "json")
        if self.stream and self.response_format not in ("json", "text"):
            raise _needs("stream", "response_format", "json")
        return self

    @property
    def language_code(self) -> str | None:
        """Of "en-GB", "en"; None: the model is to find out."""
        code = (self.language or "").lower().partition("-")[0]
        return code if code in LANGUAGES else None

    @property
    def with_segments(self) -> bool:
        return "segment" in self.timestamp_granularities or not self.timestamp_granularities

    @property
    def with_words(self) -> bool:
        """Whether each word's time or its probability is asked for."""
        return "word" in self.timestamp_granularities or bool(self.include)


LISTS = ("timestamp_granularities", "include")


class TranslationRequest(RecordingRequest):
    """There is no language: the answer is English."""


class SpeechRequest(Request):
    model: str
    input: str = Field(min_length=1, max_length=MAX_SPEECH_CHARACTERS)
    voice: str | dict[str, Any]
    response_format: Literal["mp3", "opus", "aac", "flac", "wav", "pcm"] = "mp3"
    speed: float = Field(default=1.0, ge=0.25, le=4.0, allow_inf_nan=False)
    stream_format: Literal["audio", "sse"] = "audio"


class TextPart(Request):
    type: Literal["text"]
    text: str


class OtherPart(Request):
    """What models that see or hear take."""

    type: Literal["image_url", "input_audio", "file"]


Part = Annotated[TextPart | OtherPart, Field(discriminator="type")]


class FunctionCall(Request):
    name: str
    arguments: str = "{}"


class ToolCall(Request):
    id: str
    type: Literal["function"] = "function"
    function: FunctionCall


class Message(Request):
    role: Literal["system", "developer", "user", "assistant", "tool"]
    content: str | list[Part] | None = None
    tool_calls: list[ToolCall] | None = None
    tool_call_id: str | None = None

    @property
    def text(self) -> str:
        if isinstance(self.content, list):
            return "\n".join(part.text for part in self.content if isinstance(part, TextPart))
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


class AllowedTools(Request):
    """Some of the tools: one of them has to be called, or none need be."""

    mode: Literal["auto", "required"]
    tools: list[NamedTool] = Field(min_length=1)


class AllowedToolsChoice(Request):
    type: Literal["allowed_tools"]
    allowed_tools: AllowedTools


class ResponseFormat(Request):
    type: Literal["text", "json_object", "json_schema"]
    json_schema: dict[str, Any] | None = None


class StreamOptions(Request):
    include_usage: bool = False


class ChatRequest(Request):
    model: str
    messages: list[Message] = Field(min_length=1)
    stream: bool = False
    stream_options: StreamOptions | None = None
    tools: list[Tool] = Field(default_factory=list, max_length=128)
    tool_choice: Literal["none", "auto", "required"] | NamedTool | AllowedToolsChoice = "auto"
    parallel_tool_calls: bool = True
    max_tokens: TokenLimit | None = None
    max_completion_tokens: TokenLimit | None = None
    temperature: Annotated[float, Field(ge=0, le=2, allow_inf_nan=False)] | None = None
    top_p: Probability | None = None
    seed: Annotated[int, Field(ge=-LARGEST_INTEGER, le=LARGEST_INTEGER)] | None = None
    stop: StopText | Annotated[list[StopText], Field(max_length=4)] | None = None
    response_format: ResponseFormat | None = None
    logprobs: bool = False
    top_logprobs: int | None = Field(default=None, ge=0, le=20)
    n: int = Field(default=1, ge=1, le=128)
    functions: Any = None  # what tools were called before November 2023, and the choice among them
    function_call: Any = None

    @property
    def tells_usage(self) -> bool:
        """Whether a stream's last chunk counts the tokens."""
        return self.stream_options is not None and self.stream_options.include_usage

    @property
    def token_limit(self) -> int | None:
        return self.max_completion_tokens or self.max_tokens


AnyRequest = TypeVar("AnyRequest", bound=BaseModel)


def parse(shape: type[AnyRequest], fields: object) -> AnyRequest:
    """Checks a request. Raises ApiError 400 that names the first field which does not fit."""
    if isinstance(fields, dict):
        fields = {name: value for name, value in fields.items() if value is not None}  # as if it were not there
    try:
        return shape.model_validate(fields)
    except ValidationError as error:
        raise refusal(error, fields) from error


def form_fields(form: list[tuple[str, Any]]) -> dict[str, Any]:
    """The form's plain fields; a list's, "include[]", may be there more than once. Empty ones count as left out."""
    fields: dict[str, Any] = {}
    for name, value in form:
        if not isinstance(value, str) or not value:
            continue
        if name.removesuffix("[]") in LISTS:
            fields.setdefault(name.removesuffix("[]"), []).append(value)
        else:
            fields[name] = value
    return fields


def _needs(param: str, other: str, value: str) -> ApiError:
    message = f"The '{param}' parameter is only allowed when '{other}' is '{value}'."
    return ApiError(400, message, param=param, code="invalid_value")


def model_body(name: str) -> dict[str, Any]:
    return {"id": name, "object": "model", "created": 0, "owned_by": "voiceassistant"}
