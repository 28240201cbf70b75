"""The weather by Open-Meteo: no key, one request."""

import asyncio
import logging
from datetime import date, timedelta
from typing import Any

from voiceassistant.errors import ToolError
from voiceassistant.tools import places
from voiceassistant.tools.builtin.clock import DAYS, MONTHS
from voiceassistant.tools.places import Place
from voiceassistant.tools.tool import Tool

WEATHER_URL = "https://api.open-meteo.com"
FORECAST_DAYS = 10

_log = logging.getLogger(__name__)

_WEEKDAYS = tuple(day.lower() for day in DAYS)
_DAYS_AHEAD = {
    **dict.fromkeys(("", "today", "now", "tonight", "오늘", "지금"), 0),
    **dict.fromkeys(("tomorrow", "내일"), 1),
    **dict.fromkeys(("day after tomorrow", "the day after tomorrow", "모레"), 2),
}
_SKIES = {  # WMO code 4677, as far as Open-Meteo uses it
    0: "clear",
    1: "mostly clear",
    2: "partly cloudy",
    3: "overcast",
    45: "foggy",
    48: "foggy with rime",
    51: "drizzling lightly",
    53: "drizzling",
    55: "drizzling heavily",
    56: "drizzling and freezing",
    57: "drizzling heavily and freezing",
    61: "raining lightly",
    63: "raining",
    65: "raining heavily",
    66: "raining and freezing",
    67: "raining heavily and freezing",
    71: "snowing lightly",
    73: "snowing",
    75: "snowing heavily",
    77: "snowing in grains",
    80: "showery, with light rain",
    81: "showery",
    82: "showery, with violent rain",
    85: "showery, with light snow",
    86: "showery, with heavy snow",
    95: "thundery",
    96: "thundery, with light hail",
    99: "thundery, with heavy hail",
}


def weather_tools(base_url: str = WEATHER_URL, timeout_seconds: float = 4.0) -> list[Tool]:
    """Returns the tools that ask a weather server which speaks Open-Meteo's protocol."""

    async def weather(place: str, day: str = "today") -> str:
        """Tells the weather in a city, now or on one of the next days, in degrees Celsius.

        Args:
            place: The city, such as "Seoul" or "Portland, Oregon".
            day: "today", "tomorrow", a weekday such as "Friday", or a date such as "2026-11-25".
        Examples:
            "What is the weather like in Paris?" -> {"place": "Paris"}
            "Will it rain in Seoul tomorrow?" -> {"place": "Seoul", "day": "tomorrow"}
            "How cold will it be in Oslo on Friday?" -> {"place": "Oslo", "day": "Friday"}
            "Do I need an umbrella in Rome?" -> {"place": "Rome"}
        """
        found = await asyncio.to_thread(places.find, place)  # the first search loads the places
        if found is None:
            raise ToolError(f"No city called {place.strip()!r} is known.")
        answer = await _ask(base_url, found, timeout_seconds)
        try:
            return _sentence(found, answer, day)
        except (KeyError, TypeError, ValueError, IndexError) as error:
            raise ToolError("The weather service gave an answer that cannot be understood.") from error

    return [Tool.of(weather)]


async def _ask(base_url: str, place: Place, timeout_seconds: float) -> Any:
    import httpx2  # a tenth of a second that only a question about the weather pays

    query: dict[str, str | float | int] = {
        "latitude": place.latitude,
        "longitude": place.longitude,
        "current": "temperature_2m,weather_code",
        "daily": "weather_code,temperature_2m_max,temperature_2m_min,precipitation_probability_max",
        "timezone": place.timezone,
        "forecast_days": FORECAST_DAYS,
    }
    try:
        async with asyncio.timeout(timeout_seconds), httpx2.AsyncClient(timeout=timeout_seconds) as client:
            response = await client.get(f"{base_url.rstrip('/')}/v1/forecast", params=query)
            response.raise_for_status()
            return response.json()
    except (TimeoutError, httpx2.TimeoutException) as error:
        raise ToolError("The weather service did not answer in time.") from error
    except httpx2.HTTPStatusError as error:
        raise ToolError(f"The weather service refused to answer (status {error.response.status_code}).") from error
    except httpx2.NetworkError as error:
        _log.info("weather: %s", error)
        raise ToolError("The weather service cannot be reached: there is no network connection.") from error
    except (httpx2.HTTPError, ValueError) as error:
        raise ToolError("The weather service gave an answer that cannot be understood.") from error


def _sentence(place: Place, answer: Any, day: str) -> str:
    daily = answer["daily"]
    dates = [date.fromisoformat(text) for text in daily["time"]]
    wanted = _date(day, dates[0])
    if wanted not in dates:
        raise ToolError(f"The weather is known from today until {_spoken_date(dates[-1])} only.")
    index = dates.index(wanted)
    low, high = round(daily["temperature_2m_min"][index]), round(daily["temperature_2m_max"][index])
    span = f"between {_spoken(low)} and {_spoken(high)}" if low != high else _spoken(high)
    span += " degrees Celsius"
    rain = _chance(daily["precipitation_probability_max"][index])
    where = f"In {place.name}{',' if ',' in place.name else ''}"
    if index == 0:
        current = answer["current"]
        now = f"{_spoken(round(current['temperature_2m']))} degrees Celsius and {_sky(current['weather_code'])}"
        return f"{where} it is {now} now, and {span} today{rain}."
    return f"{where} it will be {_sky(daily['weather_code'][index])} {_spoken_day(wanted, index)}, {span}{rain}."


def _date(day: str, today: date) -> date:
    said = " ".join(day.casefold().strip(" .?!").split()).removeprefix("on ").removeprefix("this ")
    if said in _DAYS_AHEAD:
        return today + timedelta(days=_DAYS_AHEAD[said])
    weekday = said.removeprefix("next ")
    if weekday in _WEEKDAYS:
        return today + timedelta(days=(_WEEKDAYS.index(weekday) - today.weekday()) % 7)
    try:
        return date.fromisoformat(said)
    except ValueError as error:
        raise ToolError(f"{day.strip()!r} is not a day; say today, tomorrow, a weekday or a date.") from error


def _spoken(number: int) -> str:
    return f"minus {-number}" if number < 0 else str(number)


def _chance(percent: float | None) -> str:
    if percent is None:
        return ""
    number = str(round(percent))
    article = "an" if number.startswith("8") or number in ("11", "18") else "a"
    return f", with {article} {number} percent chance of rain or snow"


def _sky(code: int) -> str:
    return _SKIES.get(int(code), "changeable")


def _spoken_day(day: date, days_ahead: int) -> str:
    weekday = DAYS[day.weekday()]
    return f"tomorrow, {weekday}" if days_ahead == 1 else f"on {weekday}"


def _spoken_date(day: date) -> str:
    return f"{DAYS[day.weekday()]}, {day.day} {MONTHS[day.month - 1]}"
