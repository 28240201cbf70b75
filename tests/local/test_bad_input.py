"""What bad input gets from every endpoint: the API's status, type, parameter and code. No model is needed to refuse.

The openai package refuses to send most of it, so requests go over a raw HTTP client; the same process answers them all.
"""

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest

from tests.fakes.local_engine import RunningEngine, running_engine

pytestmark = pytest.mark.slow

CHAT, SPEECH = "chat/completions", "audio/speech"
SPOKEN = ("audio/transcriptions", "audio/translations")
MODEL = "qwen2.5-coder-0.5b-instruct"
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(64)
MISSING, VALUE, TYPE = "missing_required_parameter", "invalid_value", "invalid_type"


@pytest.fixture(scope="module")
def engine() -> Iterator[RunningEngine]:
    """The same process for all rows: it must still be there, and well, after the last."""
    with running_engine() as engine:
        yield engine
        answer = httpx2.get(f"{engine.base_url}/models", headers=authorised(engine), timeout=10)
        assert answer.status_code == 200


@pytest.fixture(scope="module")
def http(engine: RunningEngine) -> Iterator[httpx2.Client]:
    with httpx2.Client(base_url=engine.base_url, headers=authorised(engine), timeout=30, verify=False) as client:
        yield client


def authorised(engine: RunningEngine) -> dict[str, str]:
    return {"Authorization": f"Bearer {engine.token}"}


def wav(seconds: float) -> bytes:
    data = bytes(int(seconds * 16_000) * 2)
    form = struct.pack("<4sIHHIIHH", b"fmt ", 16, 1, 1, 16_000, 32_000, 2, 16)
    return (
        struct.pack("<4sI4s", b"RIFF", 36 + len(data), b"WAVE") + form + struct.pack("<4sI", b"data", len(data)) + data
    )


def check(answer: httpx2.Response, status: int, param: str | None, code: str | None) -> str:
    """Returns the message."""
    error = answer.json()["error"]
    assert set(error) == {"message", "type", "param", "code"}
    assert (answer.status_code, error["type"]) == (status, "invalid_request_error"), error
    assert (error["param"], error["code"]) == (param, code), error
    message: str = error["message"]
    assert message
    return message


def user(content: Any) -> list[dict[str, Any]]:
    return [{"role": "user", "content": content}]


def tool(**function: Any) -> dict[str, Any]:
    return {"type": "function", "function": {"name": "look_up", **function}}


def schema(**fields: Any) -> dict[str, Any]:
    return {"type": "json_schema", "json_schema": {"name": "city", **fields}}


def nested(levels: int) -> dict[str, Any]:
    return {"type": "array", "items": nested(levels - 1)} if levels else {"type": "integer"}


SPOKEN_TWO = [{"type": "text", "text": "Hi"}, {"type": "image_url", "image_url": {"url": "data:image/png;base64,AA=="}}]
HEARD = [{"type": "input_audio", "input_audio": {"data": "", "format": "wav"}}]

CHAT_ROWS: list[tuple[dict[str, Any], int, str | None, str | None]] = [
    ({"model": None}, 400, "model", MISSING),
    ({"model": 5}, 400, "model", TYPE),
    ({"model": "gpt-x"}, 404, "model", "model_not_found"),
    ({"model": "hibari"}, 404, "model", "model_not_found"),
    ({"messages": None}, 400, "messages", MISSING),
    ({"messages": []}, 400, "messages", "empty_array"),
    ({"messages": "Hi"}, 400, "messages", TYPE),
    ({"messages": ["Hi"]}, 400, "messages[0]", TYPE),
    ({"messages": [{"content": "Hi"}]}, 400, "messages[0].role", MISSING),
    ({"messages": [{"role": "robot", "content": "Hi"}]}, 400, "messages[0].role", VALUE),
    ({"messages": [{"role": 5, "content": "Hi"}]}, 400, "messages[0].role", TYPE),
    ({"messages": [{"role": "user"}]}, 400, "messages[0].content", MISSING),
    ({"messages": [*user("Hi"), {"role": "tool", "content": "5"}]}, 400, "messages[1].tool_call_id", MISSING),
    ({"messages": user(5)}, 400, "messages[0].content", TYPE),
    ({"messages": user({"type": "text"})}, 400, "messages[0].content", TYPE),
    ({"messages": user(["Hi"])}, 400, "messages[0].content[0]", TYPE),
    ({"messages": user([{"text": "Hi"}])}, 400, "messages[0].content[0].type", MISSING),
    ({"messages": user([{"type": "smell"}])}, 400, "messages[0].content[0].type", VALUE),
    ({"messages": user([{"type": "text"}])}, 400, "messages[0].content[0].text", MISSING),
    ({"messages": user([{"type": "text", "text": 5}])}, 400, "messages[0].content[0].text", TYPE),
    ({"messages": user(SPOKEN_TWO)}, 400, "messages.[0].content.[1].type", "unsupported_value"),
    ({"messages": user(HEARD)}, 400, "messages.[0].content.[0].type", "unsupported_value"),
    ({"temperature": 2.1}, 400, "temperature", "decimal_above_max_value"),
    ({"temperature": -1}, 400, "temperature", "integer_below_min_value"),
    ({"temperature": "warm"}, 400, "temperature", TYPE),
    ({"top_p": 1.5}, 400, "top_p", "decimal_above_max_value"),
    ({"max_tokens": 0}, 400, "max_tokens", "integer_below_min_value"),
    ({"max_tokens": -3}, 400, "max_tokens", "integer_below_min_value"),
    ({"max_tokens": 1.5}, 400, "max_tokens", TYPE),
    ({"max_tokens": "5"}, 400, "max_tokens", TYPE),
    ({"max_tokens": 10**30}, 400, "max_tokens", "integer_above_max_value"),
    ({"max_completion_tokens": 0}, 400, "max_completion_tokens", "integer_below_min_value"),
    ({"seed": 10**20}, 400, "seed", "integer_above_max_value"),
    ({"n": 0}, 400, "n", "integer_below_min_value"),
    ({"n": 2}, 400, "n", "unsupported_value"),
    ({"stream": "yes"}, 400, "stream", TYPE),
    ({"stream_options": {"include_usage": True}}, 400, "stream_options", VALUE),
    ({"stream": True, "stream_options": {"include_usage": 1}}, 400, "stream_options.include_usage", TYPE),
    ({"logprobs": 3}, 400, "logprobs", TYPE),
    ({"top_logprobs": 3}, 400, "top_logprobs", VALUE),
    ({"logprobs": True, "top_logprobs": 21}, 400, "top_logprobs", "integer_above_max_value"),
    ({"logprobs": True, "top_logprobs": -1}, 400, "top_logprobs", "integer_below_min_value"),
    ({"stop": 5}, 400, "stop", TYPE),
    ({"stop": [5]}, 400, "stop[0]", TYPE),
    ({"stop": ""}, 400, "stop", "string_below_min_length"),
    ({"stop": ["a", "b", "c", "d", "e"]}, 400, "stop", "array_above_max_length"),
    ({"tools": {}}, 400, "tools", TYPE),
    ({"tools": [5]}, 400, "tools[0]", TYPE),
    ({"tools": [{"type": "function"}]}, 400, "tools[0].function", MISSING),
    ({"tools": [{"type": "robot", "function": {"name": "x"}}]}, 400, "tools[0].type", VALUE),
    ({"tools": [tool(name="look up!")]}, 400, "tools[0].function.name", VALUE),
    ({"tools": [tool(parameters=[])]}, 400, "tools[0].function.parameters", TYPE),
    (
        {"tools": [tool(parameters={"type": "robot"})]},
        400,
        "tools[0].function.parameters",
        "invalid_function_parameters",
    ),
    ({"tools": [tool(parameters=nested(80))]}, 400, "tools[0].function.parameters", "invalid_function_parameters"),
    (
        {"tools": [tool(description="Looks.", parameters={"properties": {"a": {"examples": 5}}})]},
        400,
        "tools[0].function.parameters",
        "invalid_function_parameters",
    ),
    ({"tools": [tool()] * 129}, 400, "tools", "array_above_max_length"),
    ({"tools": [tool()], "tool_choice": "always"}, 400, "tool_choice", VALUE),
    ({"tools": [tool()], "tool_choice": {"type": "function"}}, 400, "tool_choice.function", MISSING),
    ({"tools": [tool()], "tool_choice": {"type": "function", "function": {"name": "fly"}}}, 400, "tool_choice", VALUE),
    ({"tool_choice": "required"}, 400, "tool_choice", VALUE),
    ({"response_format": "json"}, 400, "response_format", TYPE),
    ({"response_format": {"type": "xml"}}, 400, "response_format.type", VALUE),
    ({"response_format": {"type": "json_schema"}}, 400, "response_format.json_schema", MISSING),
    ({"response_format": schema()}, 400, "response_format.json_schema.schema", MISSING),
    ({"response_format": schema(name=None, schema={})}, 400, "response_format.json_schema.name", MISSING),
    (
        {"response_format": schema(schema={"type": "x"})},
        400,
        "response_format.json_schema.schema",
        "invalid_json_schema",
    ),
    ({"response_format": schema(schema=nested(80))}, 400, "response_format.json_schema.schema", "invalid_json_schema"),
]


@pytest.mark.parametrize(("fields", "status", "param", "code"), CHAT_ROWS, ids=lambda value: str(value)[:40])
def test_chat(http: httpx2.Client, fields: dict[str, Any], status: int, param: str | None, code: str | None) -> None:
    body = {"model": MODEL, "messages": user("Hi"), **fields}
    check(http.post(CHAT, json=body), status, param, code)


def test_a_model_that_cannot_see_says_so(http: httpx2.Client) -> None:
    answer = http.post(CHAT, json={"model": MODEL, "messages": user(SPOKEN_TWO), "stream": True})
    assert "This one cannot see." in answer.json()["error"]["message"]


SPEECH_ROWS: list[tuple[dict[str, Any], int, str | None, str | None]] = [
    ({"model": None}, 400, "model", MISSING),
    ({"model": "gpt-x"}, 404, "model", "model_not_found"),
    ({"input": None}, 400, "input", MISSING),
    ({"input": 5}, 400, "input", TYPE),
    ({"input": ""}, 400, "input", "string_below_min_length"),
    ({"input": "x" * 4097}, 400, "input", "string_above_max_length"),
    ({"speed": 0.2}, 400, "speed", "decimal_below_min_value"),
    ({"speed": 4.1}, 400, "speed", "decimal_above_max_value"),
    ({"speed": "fast"}, 400, "speed", TYPE),
    ({"response_format": "wma"}, 400, "response_format", VALUE),
    ({"stream_format": "video"}, 400, "stream_format", VALUE),
]


@pytest.mark.parametrize(("fields", "status", "param", "code"), SPEECH_ROWS, ids=lambda value: str(value)[:40])
def test_speech(http: httpx2.Client, fields: dict[str, Any], status: int, param: str | None, code: str | None) -> None:
    body = {"model": "tts-1", "voice": "alloy", "input": "Hi.", **fields}
    check(http.post(SPEECH, json=body), status, param, code)


@pytest.mark.parametrize("voice", ["nobody", 5, None, {"id": "voice_1"}, ["alloy"]])
def test_an_unknown_voice(http: httpx2.Client, voice: Any) -> None:
    answer = http.post(SPEECH, json={"model": "tts-1", "voice": voice, "input": "Hi."})
    assert answer.status_code == 400
    assert answer.json()["error"]["param"] == "voice"


JSON_BODIES = [
    b"",
    b"{",
    b"\xff\xfe",
    b'{"a": NaN}',
    b'{"a": Infinity}',
    b'{"a": "\\ud800"}',
    b'{"a": ' + b"9" * 5000 + b"}",
    b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
    b'{"a": ' + b"[" * 1_000_000,
]


@pytest.mark.parametrize("path", [CHAT, SPEECH])
@pytest.mark.parametrize("body", JSON_BODIES, ids=lambda body: repr(body[:12]))
def test_what_is_no_json(http: httpx2.Client, path: str, body: bytes) -> None:
    check(http.post(path, content=body, headers={"Content-Type": "application/json"}), 400, None, "invalid_json")


@pytest.mark.parametrize("path", [CHAT, SPEECH])
@pytest.mark.parametrize("body", [b"[]", b"5", b'"Hi"', b"null"])
def test_json_that_is_no_object(http: httpx2.Client, path: str, body: bytes) -> None:
    check(http.post(path, content=body, headers={"Content-Type": "application/json"}), 400, None, TYPE)


FORM_ROWS: list[tuple[dict[str, Any], int, str | None, str | None]] = [
    ({"model": ""}, 400, "model", MISSING),
    ({"model": "gpt-x"}, 404, "model", "model_not_found"),
    ({"model": MODEL}, 404, "model", "model_not_found"),
    ({"response_format": "pdf"}, 400, "response_format", VALUE),
    ({"temperature": "warm"}, 400, "temperature", TYPE),
    ({"temperature": "1.1"}, 400, "temperature", "decimal_above_max_value"),
    ({"temperature": "-1"}, 400, "temperature", "decimal_below_min_value"),
    ({"temperature": "nan"}, 400, "temperature", VALUE),
    ({"temperature": "inf"}, 400, "temperature", VALUE),
]
TRANSCRIPTION_ROWS: list[tuple[dict[str, Any], int, str | None, str | None]] = [
    ({"language": "klingon"}, 400, "language", "invalid_language_format"),
    ({"language": "x" * 21}, 400, "language", "string_above_max_length"),
    ({"timestamp_granularities[]": "word"}, 400, "timestamp_granularities", VALUE),
    ({"timestamp_granularities[]": "word", "response_format": "srt"}, 400, "timestamp_granularities", VALUE),
    (
        {"timestamp_granularities[]": "hour", "response_format": "verbose_json"},
        400,
        "timestamp_granularities[0]",
        VALUE,
    ),
    ({"include[]": "everything"}, 400, "include[0]", VALUE),
    ({"include[]": "logprobs", "response_format": "verbose_json"}, 400, "include", VALUE),
    ({"stream": "perhaps"}, 400, "stream", TYPE),
    ({"stream": "true", "response_format": "srt"}, 400, "stream", VALUE),
]


@pytest.mark.parametrize(
    ("path", "row"),
    [(path, row) for path in SPOKEN for row in FORM_ROWS] + [(SPOKEN[0], row) for row in TRANSCRIPTION_ROWS],
    ids=lambda value: str(value)[:50],
)
def test_forms(http: httpx2.Client, path: str, row: tuple[dict[str, Any], int, str | None, str | None]) -> None:
    fields, status, param, code = row
    data = {"model": "whisper-1", **fields}
    check(http.post(path, data=data, files={"file": ("a.wav", wav(0.5))}), status, param, code)


NO_SOUND = {
    "empty": b"",
    "text": b"This is a text and no sound.\n" * 40,
    "picture": PICTURE,
    "random": bytes((number * 7919 + number // 251) % 256 for number in range(20_000)),
    "a header alone": wav(1)[:44],
    "half a header": wav(1)[:20],
    "cut off": (Path(__file__).parent / "recordings" / "korean.flac").read_bytes()[:100],
}


@pytest.mark.parametrize("path", SPOKEN)
@pytest.mark.parametrize("sound", list(NO_SOUND.values()), ids=list(NO_SOUND))
def test_files_that_are_no_sound(http: httpx2.Client, path: str, sound: bytes) -> None:
    answer = http.post(path, data={"model": "whisper-1"}, files={"file": ("a.wav", sound)})
    assert answer.status_code == 400
    assert answer.json()["error"]["param"] == "file"
    assert answer.json()["error"]["code"] in ("invalid_value", "audio_too_short")


@pytest.mark.parametrize("path", SPOKEN)
@pytest.mark.parametrize("seconds", [0, 0.05])
def test_no_seconds_of_sound(http: httpx2.Client, path: str, seconds: float) -> None:
    answer = http.post(path, data={"model": "whisper-1"}, files={"file": ("a.wav", wav(seconds))})
    check(answer, 400, "file", "audio_too_short")


@pytest.mark.parametrize("path", SPOKEN)
def test_forms_without_a_file(http: httpx2.Client, path: str) -> None:
    check(http.post(path, files={"model": (None, "whisper-1")}), 400, "file", MISSING)
    check(http.post(path, files={"file": (None, "whisper-1")}), 400, "file", MISSING)
    check(http.post(path, json={"model": "whisper-1"}), 400, None, "unsupported_content_type")
    check(http.post(path, data={"model": "whisper-1"}), 400, None, "unsupported_content_type")


@pytest.mark.parametrize("path", SPOKEN)
@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("multipart/form-data", b"--x\r\n"),
        ("multipart/form-data; boundary=x", b"no part at all"),
        ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data\r\n\r\nvalue\r\n--x--\r\n"),
        ("multipart/form-data; boundary=" + "x" * 4000, b"--"),
    ],
)
def test_damaged_forms(http: httpx2.Client, path: str, kind: str, body: bytes) -> None:
    answer = http.post(path, content=body, headers={"Content-Type": kind})
    assert answer.status_code == 400
    assert answer.json()["error"]["type"] == "invalid_request_error"


@pytest.mark.parametrize("path", [CHAT, SPEECH])
@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"])
def test_a_wrong_content_type(http: httpx2.Client, path: str, kind: str) -> None:
    answer = http.post(path, content=b"{}", headers={"Content-Type": kind})
    assert kind in check(answer, 400, None, "unsupported_content_type")


@pytest.mark.parametrize("path", [CHAT, SPEECH, *SPOKEN, "models"])
@pytest.mark.parametrize("header", ["", "Bearer", "Bearer wrong", "Basic d3Jvbmc6", "Bearer \xe9"])
def test_a_wrong_token_or_none(http: httpx2.Client, path: str, header: str) -> None:
    method = "GET" if path == "models" else "POST"
    answer = http.request(method, path, headers=[(b"Authorization", header.encode("latin-1"))])
    check(answer, 401, None, "invalid_api_key")


@pytest.mark.parametrize(("method", "path"), [("GET", "nothing"), ("POST", "audio/speech/"), ("POST", "completions")])
def test_an_unknown_route(http: httpx2.Client, method: str, path: str) -> None:
    assert f"/v1/{path}" in check(http.request(method, path), 404, None, None)


@pytest.mark.parametrize(("method", "path"), [("GET", CHAT), ("PUT", SPEECH), ("DELETE", "models"), ("GET", SPOKEN[0])])
def test_a_wrong_method(http: httpx2.Client, method: str, path: str) -> None:
    check(http.request(method, path), 405, None, "method_not_supported")
