"""A text in the pieces that are spoken one after the other: sentences with their languages, and clauses. Pure."""

import re
from dataclasses import dataclass

import sentencex

from voiceassistant.text.language import language_of, script_of

LONG_SENTENCE = 110
SHORTEST_CLAUSE = 30
FIRST_CLAUSE = 18
GROWTH = 1.5

_FEW_WORDS = 4  # fewer do not say much about their language
_CLAUSE_END = re.compile(r"(?<=[,;:—–])\s+|(?<=[、，；：])")
_WIDE = re.compile(r"[\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_WIDE_WEIGHT = 3  # a syllable a letter


@dataclass(frozen=True, slots=True)
class Sentence:
    """`language` is an ISO 639-1 code, never empty."""

    text: str
    language: str


def sentences(text: str) -> list[Sentence]:
    """The text's sentences, each with its own language; a short one in doubtful letters has that of the whole text."""
    whole = language_of(text) or "en"
    parts = [part.strip() for line in text.splitlines() for part in sentencex.segment(whole, line)]
    return [Sentence(part, _language(part, whole, text)) for part in parts if any(map(str.isalnum, part))]


def _language(sentence: str, whole: str, text: str) -> str:
    if len(sentence.split()) < _FEW_WORDS and script_of(sentence) in ("", script_of(text)):
        return whole
    return language_of(sentence) or whole


def clauses(sentence: str) -> list[str]:
    """The sentence whole, or cut after its first clauses when it is so long that one would wait for its sound."""
    if weight(sentence) <= LONG_SENTENCE:
        return [sentence]
    return _cut(sentence, SHORTEST_CLAUSE, growth=0.0)


def short_clauses(sentence: str) -> list[str]:
    """For a voice that is hardly faster than speech: a short clause first, the next is made while it is heard.

    No piece is so much longer than the one before that one would wait for it, as far as the clauses allow.
    """
    return _cut(sentence, FIRST_CLAUSE, growth=GROWTH)


def weight(text: str) -> int:
    """How long it takes to say, in Latin letters."""
    return len(text) + (_WIDE_WEIGHT - 1) * len(_WIDE.findall(text))


def _cut(sentence: str, least: int, growth: float) -> list[str]:
    """Joins clauses until a piece weighs `least`, and as long as it weighs no more than `growth` times the last one."""
    pieces = [""]
    for clause in _CLAUSE_END.split(sentence):
        joined = f"{pieces[-1]}{'' if _WIDE.match(clause) else ' '}{clause}".strip()
        room = growth * weight(pieces[-2]) if len(pieces) > 1 else least
        if weight(pieces[-1]) < least or weight(joined) <= room:
            pieces[-1] = joined
        else:
            pieces.append(clause)
    if len(pieces) > 1 and weight(pieces[-1]) < least:
        last = pieces.pop()
        pieces[-1] += f" {last}"
    return pieces
