"""The HTTP application's guards and errors, over a real socket and without a model."""

import json
import logging
from collections.abc import Iterator, MutableMapping
from typing import Any

import httpx2
import pytest

from tests.fakes.local_engine import RunningEngine, running_engine
from voiceassistant.local.server import CLIENT_CLOSED_REQUEST, create_app


@pytest.fixture(scope="module")
def engine() -> Iterator[RunningEngine]:
    with running_engine() as engine:
        yield engine


@pytest.fixture
def http(engine: RunningEngine) -> Iterator[httpx2.Client]:
    headers = {"Authorization": f"Bearer {engine.token}"}
    with httpx2.Client(base_url=engine.base_url, headers=headers, timeout=10, verify=False) as client:
        yield client


def error_of(answer: httpx2.Response) -> dict[str, str]:
    error: dict[str, str] = answer.json()["error"]
    assert set(error) == {"message", "type", "param", "code"}
    return error


@pytest.mark.parametrize("headers", [{"Authorization": "Bearer wrong"}, {"Authorization": ""}])
@pytest.mark.parametrize("path", ["models", "models/whisper-1", "chat/completions", "audio/speech"])
def test_no_route_opens_without_the_token(http: httpx2.Client, path: str, headers: dict[str, str]) -> None:
    answer = http.request("POST" if "/" in path and "models" not in path else "GET", path, headers=headers)
    assert answer.status_code == 401
    assert error_of(answer)["code"] == "invalid_api_key"


def test_health_needs_no_token_and_tells_nothing(engine: RunningEngine) -> None:
    answer = httpx2.get(engine.base_url.removesuffix("/v1") + "/healthz", timeout=10)
    assert answer.json() == {"status": "ok"}


def test_models_are_listed_and_found_by_alias(http: httpx2.Client) -> None:
    names = [entry["id"] for entry in http.get("models").json()["data"]]
    assert {"whisper-base", "qwen2.5-coder-0.5b-instruct", "hibari"} <= set(names)
    assert http.get("models/tts-1").json()["id"] == "tts-1"
    assert error_of(http.get("models/gpt-x"))["code"] == "model_not_found"


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("chat/completions", b"{", 400),
        ("chat/completions", b"[]", 400),
        ("chat/completions", json.dumps({"model": "gpt-x", "messages": [{"role": "user", "content": ""}]}), 404),
        ("audio/speech", json.dumps({"model": "tts-1", "voice": "alloy"}), 400),
        ("audio/speech", json.dumps({"model": "tts-1", "voice": "nobody", "input": "Hello"}), 400),
        ("audio/transcriptions", json.dumps({"model": "whisper-1"}), 400),
        ("nothing/here", b"", 404),
    ],
)
def test_what_does_not_fit_is_refused_in_the_apis_shape(
    http: httpx2.Client, path: str, body: str | bytes, status: int
) -> None:
    answer = http.post(path, content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == status
    assert error_of(answer)["type"] == "invalid_request_error"
    assert http.get("models").status_code == 200


def test_a_wrong_method_is_refused_in_the_apis_shape(http: httpx2.Client) -> None:
    assert error_of(http.get("chat/completions"))["message"]


async def test_an_upload_that_breaks_off_is_no_failure_of_the_engine(caplog: pytest.LogCaptureFixture) -> None:
    parts: list[MutableMapping[str, Any]] = [
        {"type": "http.request", "body": b"--x", "more_body": True},
        {"type": "http.disconnect"},
    ]
    sent: list[MutableMapping[str, Any]] = []

    async def receive() -> MutableMapping[str, Any]:
        return parts.pop(0)

    async def send(message: MutableMapping[str, Any]) -> None:
        sent.append(message)

    headers = {"authorization": "Bearer token", "content-type": "multipart/form-data; boundary=x"}
    scope = {
        "type": "http",
        "method": "POST",
        "path": "/v1/audio/transcriptions",
        "query_string": b"",
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
    }
    await create_app("token")(scope, receive, send)
    assert sent[0]["status"] == CLIENT_CLOSED_REQUEST
    assert not [record for record in caplog.records if record.levelno >= logging.WARNING]
