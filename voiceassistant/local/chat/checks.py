"""What a chat request must fulfil beyond the types of its fields."""

from voiceassistant.local.chat import schemas, toolcalls
from voiceassistant.local.protocol.api_error import ApiError
from voiceassistant.local.protocol.wire import ChatRequest, Message, OtherPart

_SENSES = {"image_url": "see", "input_audio": "hear", "file": "read files"}


def check(request: ChatRequest) -> None:
    """Raises ApiError 400 that names the first field which does not fit the others, or this engine."""
    for number, message in enumerate(request.messages):
        _check_message(message, number)
    _check_tools(request)
    _check_response_format(request)
    if request.n > 1:
        raise ApiError(400, "This engine gives one answer: n must be 1.", param="n", code="unsupported_value")
    if request.top_logprobs is not None and not request.logprobs:
        raise _only_with("top_logprobs", "logprobs")
    if request.stream_options is not None and not request.stream:
        raise _only_with("stream_options", "stream")


def _check_message(message: Message, number: int) -> None:
    parts = message.content if isinstance(message.content, list) else []
    for place, part in enumerate(parts):
        if isinstance(part, OtherPart):
            # The API's words, and its path with a dot before the bracket, which it has only here.
            words = f"Invalid content type. {part.type} is only supported by certain models."
            cannot = f"This one cannot {_SENSES[part.type]}."
            param = f"messages.[{number}].content.[{place}].type"
            raise ApiError(400, f"{words} {cannot}", param=param, code="unsupported_value")
    if message.content is None and not (message.role == "assistant" and message.tool_calls):
        raise _missing(f"messages[{number}].content")
    if message.role == "tool" and message.tool_call_id is None:
        raise _missing(f"messages[{number}].tool_call_id")


def _check_tools(request: ChatRequest) -> None:
    for old, new in (("functions", "tools"), ("function_call", "tool_choice")):
        if getattr(request, old) is not None:
            message = f"Unsupported parameter: '{old}' is not supported by this engine. Use '{new}' instead."
            raise ApiError(400, message, param=old, code="unsupported_parameter")
    for number, tool in enumerate(request.tools):
        where = f"tools[{number}].function.parameters"
        problem = schemas.problem(tool.function.parameters)
        if problem:
            message = f"Invalid schema for function '{tool.function.name}': {problem}"
            raise ApiError(400, message, param=where, code="invalid_function_parameters")
    choice = request.tool_choice
    if choice != "auto" and choice != "none" and not request.tools:
        message = "'tool_choice' is only allowed when 'tools' are specified."
        raise ApiError(400, message, param="tool_choice", code="invalid_value")
    for name in toolcalls.chosen_names(request):
        if all(tool.function.name != name for tool in request.tools):
            message = f"Tool choice '{name}' not found in 'tools' parameter."
            raise ApiError(400, message, param="tool_choice", code="invalid_value")


def _check_response_format(request: ChatRequest) -> None:
    wanted = request.response_format
    if wanted is None or wanted.type != "json_schema":
        return
    where = "response_format.json_schema"
    if wanted.json_schema is None:
        raise _missing(where)
    for name in ("name", "schema"):
        if wanted.json_schema.get(name) is None:
            raise _missing(f"{where}.{name}")
    problem = schemas.problem(wanted.json_schema["schema"])
    if problem:
        message = f"Invalid schema for response_format '{wanted.json_schema['name']}': {problem}"
        raise ApiError(400, message, param=f"{where}.schema", code="invalid_json_schema")


def _missing(param: str) -> ApiError:
    message = f"Missing required parameter: '{param}'."
    return ApiError(400, message, param=param, code="missing_required_parameter")


def _only_with(param: str, other: str) -> ApiError:
    message = f"The '{param}' parameter is only allowed when '{other}' is enabled."
    return ApiError(400, message, param=param, code="invalid_value")
