"""Words that a user wants to be said in another way."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from voiceassistant.text.spoken.rules import Rule, alternatives, rule, words

# What follows a noun in Korean, the forms of "to be" among it; several may follow each other: "에서는", "까지만".
_PARTICLES = words(
    "은 는 이 가 을 를 의 에 와 과 도 만 로 으로 나 이나 랑 이랑 께 께서 에게 에게서 한테 에서 부터 까지 마다 조차 "
    "처럼 만큼 보다 밖에 뿐 대로 라고 이라고 라는 이라는 란 이란 라도 이라도 든지 이든지 요 야 이야 들 님 씨 인 인데 "
    "다 이다 입니다 입니까 이며 며 이고 고 라 이라 였다 이었다 예요 이에요 지만 이지만 하고"
)
_ONLY_PARTICLES = rf"(?=(?:{alternatives(_PARTICLES)}){{0,3}}(?!\w))"


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
    """The longest first; of those for the same word the one for this language, and for these capitals."""
    fitting = [said for said in pronunciations if said.written.strip() and said.language in ("", language)]
    return tuple(_rule(said) for said in sorted(fitting, key=_precision, reverse=True))


def _precision(said: Pronunciation) -> tuple[int, bool, bool]:
    return len(said.written.strip()), bool(said.language), said.case


def _rule(said: Pronunciation) -> Rule:
    pattern = r"\s+".join(map(re.escape, said.written.split()))
    if said.whole_word:
        # Only a letter can be part of a longer word: "C++" may well be followed by one.
        pattern = rf"(?<!\w){pattern}" if said.written.strip()[0].isalnum() else pattern
        if said.written.strip()[-1].isalnum():
            pattern += r"(?![^\W가-힣])" if said.written.strip()[-1].isascii() else _no_word_after(said.written.strip())
    return rule(pattern, said.spoken, 0 if said.case else re.IGNORECASE)


def _no_word_after(written: str) -> str:
    """After Hangul only particles may follow: the rest of a longer word is none."""
    return _ONLY_PARTICLES if "가" <= written[-1] <= "힣" else r"(?!\w)"
