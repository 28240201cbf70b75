"""A chat server with a cloud's manners, on a real socket: it refuses what its model does not take."""

from dataclasses import dataclass, field
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from tests.fakes.api_server import ApiServer

REFUSALS = {
    "max_tokens": "Unsupported parameter: 'max_tokens' is not supported with this model. "
    "Use 'max_completion_tokens' instead.",
    "max_completion_tokens": "Unrecognized request argument supplied: max_completion_tokens",
    "effort_with_tools": "Function tools with reasoning_effort are not supported for this model in "
    "/v1/chat/completions. Set reasoning_effort to 'none'.",
    "reasoning_effort": "Unrecognized request argument supplied: reasoning_effort",
    "logprobs": "You are not allowed to request logprobs from this model",
    "stream_options": "body.stream_options: Extra inputs are not permitted",
    "tools": "this model does not support tools",
    "json_schema": "Invalid parameter: 'response_format' of type 'json_schema' is not supported with this model.",
    "json_object": "'response_format.type' must be 'json_schema' or 'text'",
    "images": "Invalid content type. image_url is only supported by certain models.",
}


@dataclass
class Cloud(ApiServer):
    """`refuses` has what its model does not take."""

    refuses: set[str] = field(default_factory=set)
    status: int = 400

    async def chat(self, request: Request) -> Response:
        body = await request.json()
        refused = next((name for name in REFUSALS if name in self.refuses and uses(body, name)), None)
        if refused is None:
            return await super().chat(request)
        self.asked.append(("chat", body))
        error = {"message": REFUSALS[refused], "type": "invalid_request_error", "param": None, "code": None}
        return JSONResponse({"error": error}, status_code=self.status)


def uses(body: dict[str, Any], name: str) -> bool:
    match name:
        case "effort_with_tools":
            return "tools" in body and body.get("reasoning_effort", "none") != "none"
        case "json_schema" | "json_object":
            return bool(body.get("response_format", {}).get("type") == name)
        case "images":
            return any(isinstance(message["content"], list) for message in body["messages"])
    return name in body
