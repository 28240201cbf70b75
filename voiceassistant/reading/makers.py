"""Commands made of what the places of a phrase hold, where every language does it alike."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from voiceassistant.documents.document import Kind
from voiceassistant.reading.commands import Command, Unit, Verb

Maker = Callable[[re.Match[str]], Command]


def made_of(said: Iterable[str], phrases: Sequence[tuple[re.Pattern[str], Command | Maker]]) -> Command | None:
    """Of the first phrase that is the whole of one of the ways to write what was said."""
    for words in dict.fromkeys(said):
        for pattern, make in phrases:
            if match := pattern.fullmatch(words):
                return make(match) if callable(make) else make
    return None


def named(verb: Verb) -> Maker:
    """With the words in the place "text"."""

    def make(match: re.Match[str]) -> Command:
        return Command(verb, text=match["text"])

    return make


def of_kind(verb: Verb, kinds: Mapping[str, Kind]) -> Maker:
    """With the kind of blocks in the place "kind"."""

    def make(match: re.Match[str]) -> Command:
        return Command(verb, kind=kinds[match["kind"]])

    return make


def after_this(units: Mapping[str, Unit]) -> Maker:
    """Stops after what is in the place "unit"."""

    def make(match: re.Match[str]) -> Command:
        return Command(Verb.STOP_AFTER, units[match["unit"]])

    return make


def by_percent(verb: Verb, percent: int) -> Command:
    """Faster, or slower, by so much."""
    part = percent / 100
    return Command(verb, value=1 + part if verb is Verb.FASTER else max(0.1, 1 - part))
