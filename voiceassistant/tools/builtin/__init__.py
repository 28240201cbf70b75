"""The tools that come with the assistant."""

from collections.abc import Callable
from datetime import datetime

from voiceassistant.tools.builtin.calculator import calculator_tools
from voiceassistant.tools.builtin.clock import clock_tools
from voiceassistant.tools.builtin.weather import WEATHER_URL, weather_tools
from voiceassistant.tools.tool import Tool


def builtin_tools(now: Callable[[], datetime], weather_url: str = WEATHER_URL) -> list[Tool]:
    """Returns all of them. `now` gives the present with its time zone."""
    return [*clock_tools(now), *calculator_tools(), *weather_tools(weather_url)]
