from collections.abc import AsyncIterator, Sequence
from contextlib import aclosing

import httpx2
import pytest
from openai import APIError

from voiceassistant.chat.stream import chunks
from voiceassistant.client import NotAnAnswer

REQUEST = httpx2.Request("POST", "http://localhost/v1/chat/completions")


class Pieces(httpx2.AsyncByteStream):
    def __init__(self, pieces: Sequence[bytes]) -> None:
        self.pieces, self.closed = list(pieces), False

    async def __aiter__(self) -> AsyncIterator[bytes]:
        while self.pieces:
            yield self.pieces.pop(0)

    async def aclose(self) -> None:
        self.closed = True


async def read(*pieces: bytes) -> tuple[list[str], Pieces]:
    """The ids of the chunks in these pieces."""
    stream = Pieces(pieces)
    async with aclosing(chunks(httpx2.Response(200, stream=stream, request=REQUEST))) as parts:
        found = [part.id async for part in parts]
    return found, stream


@pytest.mark.parametrize("cut", [1, 7, 30, 1000])
async def test_chunks_are_found_however_the_network_cuts_them(cut: int) -> None:
    sent = b': a comment\n\nevent: x\ndata: {"id": "a"}\r\n\r\ndata:{"id": "b\xc3\xa9"}\n\ndata: [DONE]\n\n'
    found, stream = await read(*(sent[start : start + cut] for start in range(0, len(sent), cut)))
    assert found == ["a", "bé"]
    assert stream.closed
    assert not stream.pieces


async def test_a_stream_that_ends_without_saying_so_gives_what_came() -> None:
    assert (await read(b'data: {"id": "a"}\n\ndata: {"id"'))[0] == ["a"]


async def test_behind_the_last_chunk_the_stream_is_read_to_its_end() -> None:
    found, stream = await read(b'data: {"id": "a"}\n\ndata: [DONE]\n\n', b"\n", b'data: {"id": "late"}\n\n')
    assert found == ["a"]
    assert not stream.pieces


@pytest.mark.parametrize("sent", [b"data: {broken\n\n", b"data: 5\n\n"])
async def test_what_is_no_chunk_is_no_answer(sent: bytes) -> None:
    with pytest.raises(NotAnAnswer):
        await read(sent)


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (b'{"message": "The model is overloaded", "code": "busy"}', "The model is overloaded"),
        (b'"It broke"', "It broke"),
        (b'{"code": 5}', "An error occurred during streaming"),
    ],
)
async def test_an_error_in_the_stream_is_raised(error: bytes, message: str) -> None:
    with pytest.raises(APIError, match=message):
        await read(b'data: {"id": "a"}\n\ndata: {"error": ' + error + b"}\n\n")


async def test_leaving_early_hangs_up() -> None:
    stream = Pieces([b'data: {"id": "a"}\n\n', b'data: {"id": "b"}\n\n'])
    async with aclosing(chunks(httpx2.Response(200, stream=stream, request=REQUEST))) as parts:
        await anext(parts)
    assert stream.closed
    assert stream.pieces
