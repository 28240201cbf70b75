"""Date and time in any place."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from voiceassistant.errors import ToolError
from voiceassistant.tools import places
from voiceassistant.tools.tool import Tool

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_HERE = frozenset({"", "here", "local", "home", "my location", "current location", "여기"})


def clock_tools(now: Callable[[], datetime]) -> list[Tool]:
    """Returns the tools that need a clock. `now` gives the present with its time zone, the user's own."""

    def current_time(place: str = "") -> str:
        """Tells the present date, weekday and time of day, here or in any city or country.

        Args:
            place: The city or country, such as "Tokyo" or "Paris, Texas"; empty for where the user is.
        Examples:
            "What time is it in Seoul?" -> {"place": "Seoul"}
            "What is the date today?" -> {"place": ""}
            "뉴욕은 지금 몇 시야?" -> {"place": "New York"}
        """
        here = now()
        said = place.strip(" .?!")
        if said.casefold() in _HERE:
            return f"It is {spoken_time(here)}."
        if said.upper() in ("UTC", "GMT"):
            return f"In {said.upper()} it is {spoken_time(here.astimezone(ZoneInfo('UTC')))}."
        found = places.find(said.rpartition("/")[2].replace("_", " "))  # models send "Asia/Seoul", too
        if found is None:
            raise ToolError(f"No city or country called {place.strip()!r} is known.")
        comma = "," if "," in found.name else ""
        return f"In {found.name}{comma} it is {spoken_time(here.astimezone(ZoneInfo(found.timezone)))}."

    return [Tool.of(current_time)]


def spoken_time(moment: datetime) -> str:
    """Returns "3:25 PM on Monday, 23 November 2026"; names and order do not depend on the system's language."""
    clock = f"{moment.hour % 12 or 12}:{moment.minute:02} {'AM' if moment.hour < 12 else 'PM'}"
    return f"{clock} on {DAYS[moment.weekday()]}, {moment.day} {MONTHS[moment.month - 1]} {moment.year}"
