"""Bodies that are too large, refused while they come, over a real socket."""

import json
import socket
from collections.abc import Iterator
from http.client import HTTPResponse

import httpx2
import pytest

from tests.fakes.local_engine import RunningEngine, running_engine
from voiceassistant.local.protocol import wire
from voiceassistant.local.protocol.bodies import MAX_FORM_BYTES, MAX_JSON_BYTES

pytestmark = pytest.mark.slow

CHAT, SPEECH = "chat/completions", "audio/speech"
SPOKEN = ("audio/transcriptions", "audio/translations")


@pytest.fixture(scope="module")
def engine() -> Iterator[RunningEngine]:
    with running_engine() as engine:
        yield engine


@pytest.fixture
def http(engine: RunningEngine) -> Iterator[httpx2.Client]:
    headers = {"Authorization": f"Bearer {engine.token}"}
    with httpx2.Client(base_url=engine.base_url, headers=headers, timeout=30, verify=False) as client:
        yield client


def test_a_recording_over_25_mb(http: httpx2.Client) -> None:
    files = {"file": ("a.wav", bytes(wire.MAX_UPLOAD_BYTES + 1))}
    answer = http.post(SPOKEN[0], data={"model": "whisper-1"}, files=files)
    assert answer.status_code == 413
    assert "Maximum content size limit" in answer.json()["error"]["message"]


class TestTooLarge:
    """Bodies that are refused while they come, as a client's socket sees it."""

    def opened(self, engine: RunningEngine, path: str, *headers: str) -> socket.socket:
        host, port = engine.base_url.removeprefix("http://").removesuffix("/v1").split(":")
        connection = socket.create_connection((host, int(port)), timeout=20)
        kind = "multipart/form-data; boundary=x" if path in SPOKEN else "application/json"
        head = [f"POST /v1/{path} HTTP/1.1", f"Host: {host}", f"Authorization: Bearer {engine.token}", *headers]
        connection.sendall("\r\n".join([*head, f"Content-Type: {kind}", "", ""]).encode())
        return connection

    def check(self, connection: socket.socket) -> None:
        """The answer is there, and its end is told without the connection's."""
        answer = HTTPResponse(connection)
        answer.begin()
        assert (answer.status, answer.getheader("Connection")) == (413, "close")
        assert json.loads(answer.read())["error"]["type"] == "invalid_request_error"

    @pytest.mark.parametrize("path", [CHAT, SPEECH, *SPOKEN])
    def test_by_its_announced_length_before_any_of_it_came(self, engine: RunningEngine, path: str) -> None:
        with self.opened(engine, path, f"Content-Length: {60 << 20}") as connection:
            self.check(connection)

    @pytest.mark.parametrize(("path", "most_bytes"), [(CHAT, MAX_JSON_BYTES), (SPOKEN[0], MAX_FORM_BYTES)])
    def test_by_what_has_come_where_no_length_was_announced(
        self, engine: RunningEngine, path: str, most_bytes: int
    ) -> None:
        block = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n' + bytes(1 << 20)
        with self.opened(engine, path, "Transfer-Encoding: chunked") as connection:
            for _ in range(most_bytes // len(block) + 2):
                connection.sendall(f"{len(block):x}\r\n".encode() + block + b"\r\n")
            self.check(connection)  # the body's end was never sent

    def test_a_client_that_sends_all_before_it_reads_sees_the_answer(self, engine: RunningEngine) -> None:
        with self.opened(engine, SPOKEN[0], f"Content-Length: {60 << 20}") as connection:
            connection.sendall(bytes(60 << 20))
            self.check(connection)
            assert connection.recv(1) == b""  # closed

    def test_an_upload_that_is_given_up_leaves_the_engine_well(
        self, engine: RunningEngine, http: httpx2.Client
    ) -> None:
        with self.opened(engine, SPOKEN[0], f"Content-Length: {10 << 20}") as connection:
            connection.sendall(b"--x\r\n" + bytes(1 << 20))
        assert http.get("models").status_code == 200
