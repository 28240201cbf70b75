from collections import Counter

import pytest

from voiceassistant.documents.pdf.joining import keeps_hyphen, words_of
from voiceassistant.documents.pdf.korean import is_one_word
from voiceassistant.documents.pdf.lines import HYPHEN


@pytest.mark.parametrize(
    ("before", "after", "near", "kept"),
    [
        ("the conven", "tional way", [], False),
        ("a state", "of-the-art lamp", [], True),
        ("a well", "known cat", ["well-known"], True),
        ("a co", "operation of", ["cooperation", "co-operation", "cooperation"], False),
        ("the 32", "bit word", [], True),
        ("the non", "English word", [], True),
    ],
)
def test_a_hyphen_is_kept_where_it_belongs_to_the_word(before: str, after: str, near: list[str], kept: bool) -> None:
    assert keeps_hyphen(before, after, Counter(near)) is kept


@pytest.mark.parametrize(
    ("before", "after", "near", "one"),
    [
        ("개발자를 공", "개적으로 모집", ["공개적으로"], True),
        ("데비안의 선언입니", "다. 이 선언", [], True),
        ("사용자는", "열 개가 넘는", [], False),
        ("재단(Foundation)의", "자금 지원을", [], False),
        ("데비안", "의 기준을", [], True),
        ("만드는 데", "참여할", ["데", "참여할"], False),
        ("나라를 지킨 사람", "들은 모두", [], True),
    ],
)
def test_korean_words_go_on_over_lines(before: str, after: str, near: list[str], one: bool) -> None:
    assert is_one_word(before, after, Counter(near)) is one


def test_words_that_are_broken_at_a_line_end_count_for_nothing() -> None:
    assert words_of(f"a lamp and a conven{HYPHEN}\ntional cat") == Counter(["a", "lamp", "and", "a", "tional", "cat"])
