"""Words that a user wants to be said in another way."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from voiceassistant.text.spoken.rules import Rule, rule


@dataclass(frozen=True, slots=True)
class Pronunciation:
    """How something that is written is said.

    Attributes:
        written: As it stands in a text; white space in it fits any white space.
        spoken: What is said for it; empty: nothing.
        whole_word: Only where no letter or digit touches it. Korean particles may follow.
        case: Capitals have to be the same.
        language: ISO 639-1, of the texts it is for; empty: of all.
    """

    written: str
    spoken: str
    whole_word: bool = True
    case: bool = False
    language: str = ""


def pronunciation_rules(pronunciations: Iterable[Pronunciation], language: str) -> tuple[Rule, ...]:
    """Longest first."""
    fitting = [said for said in pronunciations if said.written.strip() and said.language in ("", language)]
    return tuple(_rule(said) for said in sorted(fitting, key=lambda said: len(said.written), reverse=True))


def _rule(said: Pronunciation) -> Rule:
    pattern = r"\s+".join(map(re.escape, said.written.split()))
    if said.whole_word:
        # Only a letter can be part of a longer word: "C++" may well be followed by one.
        pattern = rf"(?<!\w){pattern}" if said.written.strip()[0].isalnum() else pattern
        if said.written.strip()[-1].isalnum():
            pattern += r"(?![^\W가-힣])" if said.written.strip()[-1].isascii() else _no_word_after(said.written.strip())
    return rule(pattern, said.spoken, 0 if said.case else re.IGNORECASE)


def _no_word_after(written: str) -> str:
    """After Hangul a particle may follow, which cannot be told from the rest of a longer word: anything may."""
    return "" if "가" <= written[-1] <= "힣" else r"(?!\w)"
