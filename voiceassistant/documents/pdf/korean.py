"""Korean breaks words at line ends without a hyphen: whether what stands on two lines is one word."""

import re
from collections import Counter

# What only ends words belongs to the line before.
_ENDINGS = """
은 는 을 를 의 에 에서 에게 으로 로 와 과 까지 부터 보다 처럼 에는 에도 에서는 에서도 으로는 로는 이나 라고 이라고 라는
이라는 이다 한다 된다 합니다 됩니다 입니다 습니다 니다 했다 됐다 였다 이었다 들이 들은 들을 들의 적인 적으로 며 고 면 서
게 던 란 이란 만을 만이 에만 이라 이며 이고 들에 다 요 지만 는데 려면 하는 되는 해서 하여 하고 하며 하면 하기 하지 되어
되지 다는 하게 되며 되고
"""
# Words of one syllable stand alone, too.
_ALONE = """
이 그 저 한 두 세 네 각 전 본 제 약 총 및 등 더 잘 안 못 또 꼭 곧 수 것 때 데 중 후 내 외 간 뿐 채 줄 바 적
만 일 할 될 된 인 도 가 로 나 새 옛 첫 단 왜 뭐 몇 큰 긴 이런 볼 쓸 갈 올 줄 있 없 해 개 명 번 장 절 쪽 초 분
시 날 달 년 월 원 중
"""
PARTICLES = (
    "은",
    "는",
    "을",
    "를",
    "의",
    "에서",
    "에게",
    "으로",
    "하고",
    "하며",
    "지만",
    "부터",
    "까지",
    "에는",
    "하여",
)
ENDINGS, ALONE = frozenset(_ENDINGS.split()), frozenset(_ALONE.split())


def is_hangul(character: str) -> bool:
    return "가" <= character <= "힣"


def is_one_word(before: str, after: str, words: Counter[str]) -> bool:
    """Whether Hangul at a line's end and the Hangul that begins the next are parts of one word.

    Args:
        before: The text up to the line's end.
        after: The next line.
        words: What occurs near by, and how often.
    """
    left, right = _last(before), _first(after)
    whole, apart = words[f"{left}{right}"], min(words[left], words[right])
    if whole != apart:
        return whole > apart
    if _ends_word(before, left):
        return False
    if right in ENDINGS:
        return True
    if len(right) == 1 and right not in ALONE:
        return not words[right]
    if len(left) == 1 and left not in ALONE:
        return not words[left]
    return _has_relatives(left, right, words)


def _ends_word(before: str, left: str) -> bool:
    """True if a particle ends the line, be it behind another script."""
    if left in ENDINGS and before[: -len(left)][-1:].strip():
        return True
    return len(left) > 2 and left.endswith(PARTICLES)


def _has_relatives(left: str, right: str, words: Counter[str]) -> bool:
    """True if the joined word occurs with another ending, and neither half occurs."""
    if words[left] or words[right]:
        return False
    stem = f"{left}{right}"[: len(left) + 1]
    return len(stem) >= 3 and any(word.startswith(stem) for word in words)


def _last(text: str) -> str:
    found = re.search(r"[^\W_]+$", text)
    return found.group().casefold() if found else ""


def _first(text: str) -> str:
    found = re.match(r"[^\W_]+", text)
    return found.group().casefold() if found else ""
