import time

import pytest

from voiceassistant.tools import places

pytestmark = pytest.mark.slow  # a second to load the names of all places


@pytest.mark.parametrize(
    ("query", "name", "timezone"),
    [
        ("Seoul", "Seoul", "Asia/Seoul"),
        ("서울", "Seoul", "Asia/Seoul"),
        ("서울특별시", "Seoul", "Asia/Seoul"),
        ("뉴욕", "New York City", "America/New_York"),
        ("new york", "New York City", "America/New_York"),
        ("Tokyo, Japan", "Tokyo, Japan", "Asia/Tokyo"),
        ("tokyo japan", "Tokyo, Japan", "Asia/Tokyo"),
        ("한국 서울", "Seoul, South Korea", "Asia/Seoul"),
        ("Korea", "Seoul, South Korea", "Asia/Seoul"),
        ("the United Kingdom", "London, United Kingdom", "Europe/London"),
        ("독일", "Berlin, Germany", "Europe/Berlin"),
        ("Georgia", "Tbilisi, Georgia", "Asia/Tbilisi"),
        ("Atlanta, Georgia", "Atlanta, Georgia", "America/New_York"),
        ("Springfield IL", "Springfield, Illinois", "America/Chicago"),
        ("Hawaii", "Honolulu, Hawaii", "Pacific/Honolulu"),
        ("Washington", "Washington", "America/New_York"),
        ("Paris", "Paris", "Europe/Paris"),
        ("Paris, Texas", "Paris, Texas", "America/Chicago"),
        ("London, Ontario, Canada", "London, Canada", "America/Toronto"),
        ("SAO PAULO", "São Paulo", "America/Sao_Paulo"),
        ("lodz", "Łódź", "Europe/Warsaw"),
        ("St. Petersburg", "Saint Petersburg", "Europe/Moscow"),
        ("Saigon", "Ho Chi Minh City", "Asia/Ho_Chi_Minh"),
        ("Cologne", "Köln", "Europe/Berlin"),
        ("Singapore", "Singapore", "Asia/Singapore"),
    ],
)
def test_finds_the_place_that_people_mean(query: str, name: str, timezone: str) -> None:
    found = places.find(query)
    assert found is not None
    assert (found.name, found.timezone) == (name, timezone)


@pytest.mark.parametrize("query", ["", " , ", "Nowhereville", "qwertz asdf", "!!!"])
def test_finds_nothing_where_nothing_is(query: str) -> None:
    assert places.find(query) is None


def test_knows_where_a_place_lies() -> None:
    found = places.find("Seoul")
    assert found is not None
    assert found.latitude == pytest.approx(37.57, abs=0.1)
    assert found.longitude == pytest.approx(126.98, abs=0.1)


def test_a_search_is_quick_once_the_places_are_loaded() -> None:
    places.preload()
    begun = time.process_time()
    for query in ["Seoul", "Korea", "Portland Oregon", "Nowhereville", "서울"] * 20:
        places.find(query)
    assert (time.process_time() - begun) / 100 < 0.005
