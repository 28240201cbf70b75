"""The bodies of a chat answer, whole or in chunks. Pure."""

import secrets
import time
from collections.abc import Mapping
from typing import Any


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
