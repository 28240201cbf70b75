"""A request that may ask for several things, taken apart: into requests of their own, and into what one request names.

"What's the weather in Paris and what time is it in Tokyo?" asks twice, "Add 48 and 77" once. Words tell only where a
cut may be; whether anything is called for the parts, the model says. Pure; English and Korean.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass

_QUESTION = re.compile(r"(?:what|when|where|who|which|how|why|is|are|will|does|do|did|can|could|would|should)\b")
_COMMAND = re.compile(
    "tell|give|show|find|read|call|send|write|remind|wake|set|start|stop|put|add|play|turn|switch|check|look"
)
"""Words that requests begin with, whatever the tools are."""

_SENTENCE_END = r"(?<=[.!?。？！])\s+"
_LINK = re.compile(rf"{_SENTENCE_END}|,?\s+(?:and|then|plus)\s+|,\s*(?=then\b)|\s+그리고\s+", re.IGNORECASE)
_KOREAN_VERB_LINK = re.compile(
    r"(?:(?<=[주켜끄틀추내놓걸찾])|(?<=[ ]하)|(?<=(?:설정|추가|계산|번역|재생|예약|시작|전화|검색|확인)하))고,?\s+"
)
"""The "-고" of verbs that requests are made of; nouns end in it too."""

_ENDED = re.compile(r"[.!?。？！…]$")
_FILLER = re.compile(r"^(?:(?:please|also|then|so|now|and|plus)\b,?\s*)+", re.IGNORECASE)
_KOREAN_GIVING = re.compile("주고$")
_REFERS_BACK = re.compile(
    r"(?<!\bis )(?<!\bwill )(?<!\bdoes )(?<!\bwas )\bit\b(?!\s+(?:is|was|will)\b)|\b(?:them|him|her)\b"
    r"|(?<!\bis )(?<!\bare )\bthere\b"
)
"""A pronoun; not the "it" of the time and the weather, nor "is there"."""

_CONJUNCTION = re.compile(
    r",?\s+and\s+(?!a\s+(?:half|quarter)\b)|(?<=[가-힣])(?<![사결효])(?:와|과|이랑|랑|하고)\s+", re.IGNORECASE
)
_COMMA = re.compile(r",\s+")
_HANGUL = re.compile(r"[가-힣]")


@dataclass(frozen=True, slots=True)
class Clause:
    text: str
    link: str = ""  # what stood between it and the clause before


def clauses(text: str, tool_words: Collection[str]) -> list[Clause]:
    """The requests that follow each other in a text; a single one where it is not clear that there are more.

    Args:
        text: As it was said.
        tool_words: What requests for the tools begin with, beside the usual words; in small letters.
    """
    found: list[Clause] = []
    start, link = 0, ""
    for begin, end in sorted(_cuts(text)):
        if begin > start and _begins_request(text[end:], tool_words):
            found.append(Clause(text[start:begin], link))
            start, link = end, text[begin:end]
    return [*found, Clause(text[start:], link)]


def _cuts(text: str) -> set[tuple[int, int]]:
    """Where the links are; of a Korean verb its ending stays with the clause before."""
    return {match.span() for match in _LINK.finditer(text)} | {
        (match.start() + 1, match.end()) for match in _KOREAN_VERB_LINK.finditer(text)
    }


def _begins_request(rest: str, tool_words: Collection[str]) -> bool:
    if _HANGUL.search(rest):
        return True  # the links are clear, and verbs come last
    own = _LINK.split(_FILLER.sub("", rest, count=1), maxsplit=1)[0].casefold()
    first = re.split(r"\W", own, maxsplit=1)[0]  # "what" of "what's"
    usual = _QUESTION.fullmatch(first) or _COMMAND.fullmatch(first)
    return bool(usual or first in tool_words) and not _REFERS_BACK.search(own)


def by_itself(clause: str) -> str:
    """A clause as it is written when nothing comes before it or after it."""
    words = _KOREAN_GIVING.sub("줘", _FILLER.sub("", clause, count=1))
    mark = "" if _ENDED.search(words) else "?" if _QUESTION.match(words.casefold()) else "."
    return words[:1].upper() + words[1:] + mark


def conjuncts(text: str) -> list[str]:
    """What "and" joins within a request, as the words between: "eggs, milk and rice" are three."""
    *before, last = _CONJUNCTION.split(text)
    return [part for piece in before for part in _COMMA.split(piece) if part] + [last]
