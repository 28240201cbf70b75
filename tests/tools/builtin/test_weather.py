import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from voiceassistant.tools.builtin.weather import weather_tools
from voiceassistant.tools.registry import Registry, ToolResult

pytestmark = pytest.mark.slow  # a second to load the names of all places

FORECAST: dict[str, Any] = {
    "current": {"temperature_2m": 11.6, "weather_code": 2},
    "daily": {
        "time": ["2026-11-23", "2026-11-24", "2026-11-25", "2026-11-26"],
        "weather_code": [2, 63, 75, 0],
        "temperature_2m_max": [14.2, 9.0, -1.6, 3.0],
        "temperature_2m_min": [5.4, 3.2, -8.0, 3.0],
        "precipitation_probability_max": [10, 85, 60, None],
    },
}


class WeatherServer:
    """A real server on this machine that answers everything alike; a `body` of None never comes."""

    def __init__(self, body: str | None, status: str = "200 OK") -> None:
        self.body, self.status = body, status
        self.targets: list[str] = []
        self.url = ""
        self.hung_up = asyncio.Event()

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        request = await reader.readuntil(b"\r\n\r\n")
        self.targets.append(request.split()[1].decode())
        if self.body is not None:
            body = self.body.encode()
            head = f"HTTP/1.1 {self.status}\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
            writer.write(head.encode() + body)
            await writer.drain()
        with suppress(ConnectionError):
            await reader.read()  # until the client hangs up
        self.hung_up.set()
        writer.close()
        with suppress(ConnectionError):
            await writer.wait_closed()


@asynccontextmanager
async def serving(body: str | None, status: str = "200 OK") -> AsyncIterator[WeatherServer]:
    served = WeatherServer(body, status)
    async with asyncio.TaskGroup() as answers:

        def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            answers.create_task(served.answer(reader, writer))

        async with await asyncio.start_server(accept, "127.0.0.1", 0) as server:
            served.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
            yield served


async def ask(url: str, timeout_seconds: float = 4.0, **arguments: str) -> ToolResult:
    registry = Registry(weather_tools(url, timeout_seconds))
    return await registry.call("weather", json.dumps(arguments))


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (
            "today",
            "In Seoul it is 12 degrees Celsius and partly cloudy now, and between 5 and 14 degrees Celsius today,"
            " with a 10 percent chance of rain or snow.",
        ),
        (
            "tomorrow",
            "In Seoul it will be raining tomorrow, Tuesday, between 3 and 9 degrees Celsius,"
            " with an 85 percent chance of rain or snow.",
        ),
        (
            "on Wednesday",
            "In Seoul it will be snowing heavily on Wednesday, between minus 8 and minus 2 degrees Celsius,"
            " with a 60 percent chance of rain or snow.",
        ),
        ("2026-11-26", "In Seoul it will be clear on Thursday, 3 degrees Celsius."),
    ],
)
async def test_tells_the_weather_in_one_sentence(day: str, said: str) -> None:
    async with serving(json.dumps(FORECAST)) as server:
        result = await ask(server.url, place="Seoul", day=day)
    assert (result.ok, result.result) == (True, said)
    asked = urlsplit(server.targets[0])
    query = parse_qs(asked.query)
    assert asked.path == "/v1/forecast"
    assert float(query["latitude"][0]) == pytest.approx(37.57, abs=0.1)
    assert query["timezone"] == ["Asia/Seoul"]


async def test_a_day_beyond_the_forecast_or_no_day_at_all_is_told() -> None:
    async with serving(json.dumps(FORECAST)) as server:
        late = await ask(server.url, place="Seoul", day="2026-12-24")
        odd = await ask(server.url, place="Seoul", day="someday")
    assert (late.ok, late.result) == (False, "The weather is known from today until Thursday, 26 November only.")
    assert not odd.ok
    assert "'someday' is not a day" in odd.result


async def test_without_a_network_it_says_so() -> None:
    async with serving("") as server:
        url = server.url
    for unreachable in (url, "http://weather.invalid"):  # a closed port, and a name that cannot be found
        result = await ask(unreachable, place="Seoul")
        assert not result.ok
        assert result.result == "The weather service cannot be reached: there is no network connection."


async def test_a_server_that_does_not_answer_is_hung_up_on() -> None:
    async with serving(None) as server:
        result = await ask(server.url, timeout_seconds=0.2, place="Seoul")
        await asyncio.wait_for(server.hung_up.wait(), 5)
    assert (result.ok, result.result) == (False, "The weather service did not answer in time.")


@pytest.mark.parametrize(
    ("body", "status", "told"),
    [
        ("{}", "200 OK", "cannot be understood"),
        ("<html>", "200 OK", "cannot be understood"),
        ('{"daily": {"time": []}}', "200 OK", "cannot be understood"),
        ("", "503 Busy", "status 503"),
    ],
)
async def test_a_useless_answer_is_told(body: str, status: str, told: str) -> None:
    async with serving(body, status) as server:
        result = await ask(server.url, place="Seoul")
    assert not result.ok
    assert told in result.result


async def test_an_unknown_place_is_told_without_asking() -> None:
    async with serving("{}") as server:
        result = await ask(server.url, place="Nowhereville")
    assert (result.ok, result.result) == (False, "No city called 'Nowhereville' is known.")
    assert server.targets == []
