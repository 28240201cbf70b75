from datetime import UTC, datetime, timedelta, timezone

import pytest

from voiceassistant.errors import ToolError
from voiceassistant.tools.builtin.clock import clock_tools, spoken_time

pytestmark = pytest.mark.slow  # a second to load the names of all places

NOW = datetime(2026, 11, 23, 6, 25, tzinfo=UTC)


async def ask(place: str, now: datetime = NOW) -> str:
    (tool,) = clock_tools(lambda: now)
    return await tool.call(f'{{"place": "{place}"}}')


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("Seoul", "In Seoul it is 3:25 PM on Monday, 23 November 2026."),
        ("서울", "In Seoul it is 3:25 PM on Monday, 23 November 2026."),
        ("Asia/Seoul", "In Seoul it is 3:25 PM on Monday, 23 November 2026."),
        ("Korea", "In Seoul, South Korea, it is 3:25 PM on Monday, 23 November 2026."),
        ("Los Angeles", "In Los Angeles it is 10:25 PM on Sunday, 22 November 2026."),
        ("UTC", "In UTC it is 6:25 AM on Monday, 23 November 2026."),
        ("", "It is 6:25 AM on Monday, 23 November 2026."),
        ("here", "It is 6:25 AM on Monday, 23 November 2026."),
    ],
)
async def test_tells_the_time_in_one_sentence(place: str, said: str) -> None:
    assert await ask(place) == said


async def test_here_is_the_clock_s_own_zone() -> None:
    here = NOW.astimezone(timezone(timedelta(hours=9)))
    assert await ask("", here) == "It is 3:25 PM on Monday, 23 November 2026."


async def test_summer_time_counts() -> None:
    summer = datetime(2026, 7, 1, 12, 0, tzinfo=UTC)
    assert await ask("London", summer) == "In London it is 1:00 PM on Wednesday, 1 July 2026."


async def test_an_unknown_place_is_told() -> None:
    with pytest.raises(ToolError, match="No city or country called 'Nowhereville' is known"):
        await ask("Nowhereville")


@pytest.mark.parametrize(("hour", "said"), [(0, "12:05 AM"), (11, "11:05 AM"), (12, "12:05 PM"), (23, "11:05 PM")])
def test_hours_are_said_as_on_a_clock_s_face(hour: int, said: str) -> None:
    assert spoken_time(datetime(2026, 1, 2, hour, 5, tzinfo=UTC)) == f"{said} on Friday, 2 January 2026"
