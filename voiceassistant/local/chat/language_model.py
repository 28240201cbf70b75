"""Chat with llama.cpp; xllamacpp is imported when the model is loaded.

Prompts share one slot, so what a prompt has in common with the one before it is not read again.
"""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from voiceassistant.local.protocol.wire import ApiError, ChatRequest

CONTEXT_TOKENS = 8192
DEFAULT_TOKEN_LIMIT = 1024
DEFAULT_TEMPERATURE = 0.3
TOOLS_TEMPERATURE = 0.0  # whether to call a tool is no matter of chance
OPENING_TOKENS = 24  # the longest tool's name that is looked at
THREADS = 2
PROMPT_CACHE_MIB = 256  # prompts that another one has replaced in the slot; the default would grow to 8 GB

# A prompt is read in blocks of so many tokens, and only between two blocks can it be given up: about a second's worth.
PROMPT_BLOCK_TOKENS = 128


@dataclass(frozen=True, slots=True)
class Piece:
    """What the model said in one step; the last one carries why it stopped and the count of tokens."""

    text: str = ""
    finish_reason: str | None = None
    logprobs: dict[str, Any] | None = None
    usage: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Token:
    """A token the model was held to, and how likely it found it by itself (a natural logarithm)."""

    text: str
    logprob: float


class LanguageModel:
    """A chat model in memory. Not for two threads at once."""

    def __init__(self, file: Path) -> None:
        import xllamacpp

        params = xllamacpp.CommonParams()
        params.model.path = str(file)
        params.n_ctx = CONTEXT_TOKENS
        params.n_parallel = 1
        params.cpuparams.n_threads = params.cpuparams_batch.n_threads = THREADS
        params.n_batch = params.n_ubatch = PROMPT_BLOCK_TOKENS
        params.cache_ram_mib = PROMPT_CACHE_MIB
        params.verbosity = -1
        # The library always opens a port of its own. Nobody may use it: loopback, and a key that is told to no one.
        params.hostnames = ["127.0.0.1"]
        params.api_keys = [secrets.token_urlsafe(32)]
        params.ui = params.endpoint_slots = params.endpoint_props = False
        self._server: Any = xllamacpp.Server(params)

    def generate(
        self,
        request: ChatRequest,
        messages: Sequence[dict[str, str]],
        grammar: str | None,
        emit: Callable[[Piece], None],
        cancelled: Callable[[], bool],
    ) -> None:
        """Emits the reply piece by piece, until it is complete or `cancelled` answers True.

        Raises:
            ApiError: The prompt does not fit, or a field's value is refused.
        """

        def on_chunk(chunk: dict[str, Any]) -> bool:
            if not cancelled():
                for piece in _pieces(chunk):
                    emit(piece)
            return cancelled()

        self._complete(_body(request, messages, grammar), on_chunk)

    def opening(
        self,
        messages: Sequence[dict[str, str]],
        grammar: str,
        enough: Callable[[Sequence[Token]], bool],
        cancelled: Callable[[], bool],
    ) -> list[Token]:
        """How the reply would begin if it followed the grammar, at most until `enough` or `cancelled` answers True.

        Raises:
            ApiError: The prompt does not fit.
        """
        found: list[Token] = []

        def on_chunk(chunk: dict[str, Any]) -> bool:
            for piece in _pieces(chunk):
                told = (piece.logprobs or {}).get("content") or []
                found.extend(Token(token["token"], token["logprob"]) for token in told)
            return cancelled() or (bool(found) and enough(found))

        body = {
            "messages": list(messages),
            "stream": True,
            "return_progress": True,
            "id_slot": 0,
            "cache_prompt": True,
            "max_tokens": OPENING_TOKENS,
            "temperature": 0.0,
            "logprobs": True,
            "top_logprobs": 1,
            "grammar": grammar,
        }
        self._complete(body, on_chunk)
        return found

    def _complete(self, body: dict[str, Any], on_chunk: Callable[[dict[str, Any]], bool]) -> None:
        """Has a body answered; `on_chunk` ends it by answering True. Raises ApiError."""
        errors: list[dict[str, Any]] = []

        def on_any(chunk: dict[str, Any]) -> bool:
            if "error" in chunk or "code" in chunk:
                errors.append(chunk.get("error", chunk))
                return True
            return on_chunk(chunk)

        try:
            self._server.handle_chat_completions(body, on_any)
        except (ValueError, RuntimeError) as error:
            raise _refusal(str(error)) from error
        if errors:
            raise _refusal(str(errors[0].get("message", errors[0])))


def _body(
    request: ChatRequest,
    messages: Sequence[dict[str, str]],
    grammar: str | None,
) -> dict[str, Any]:
    body: dict[str, Any] = {
        "messages": list(messages),
        "stream": True,
        "stream_options": {"include_usage": True},
        "return_progress": True,  # calls back while the prompt is read, when a hang-up could not be noticed otherwise
        "id_slot": 0,
        "cache_prompt": True,
        "max_tokens": request.token_limit or DEFAULT_TOKEN_LIMIT,
        "temperature": _temperature(request),
    }
    for name in ("top_p", "seed", "stop"):
        value = getattr(request, name)
        if value is not None:
            body[name] = value
    if request.logprobs:
        body |= {"logprobs": True, "top_logprobs": request.top_logprobs or 0}
    if grammar:
        body["grammar"] = grammar
    elif request.response_format and request.response_format.type != "text":
        body["response_format"] = request.response_format.model_dump(exclude_none=True)
    return body


def _temperature(request: ChatRequest) -> float:
    if request.temperature is not None:
        return request.temperature
    return TOOLS_TEMPERATURE if request.tools else DEFAULT_TEMPERATURE


def _pieces(chunk: dict[str, Any]) -> list[Piece]:
    usage = chunk.get("usage")
    choices = chunk.get("choices") or []
    if not choices:
        return [Piece(usage=usage)] if usage else []
    choice = choices[0]
    piece = Piece(
        choice.get("delta", {}).get("content") or "", choice.get("finish_reason"), choice.get("logprobs"), usage
    )
    return [piece] if piece != Piece() else []


def _refusal(message: str) -> ApiError:
    too_long = "context" in message and ("exceed" in message or "larger" in message)
    return ApiError(
        400, message, param="messages" if too_long else None, code="context_length_exceeded" if too_long else None
    )
