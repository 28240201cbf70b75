import re
from collections.abc import Sequence
from itertools import pairwise

import pytest

from voiceassistant.reading.subtitles import COLUMNS, SHORTEST_SECONDS, CueSentence, CueWord, cues, srt, vtt, width
from voiceassistant.text.word_times import words

LONG = (
    "When the evening came, and all the lamps along the river had been lit, the old ferryman put down his oars; "
    "he looked at the water for a long while, as if it owed him an answer, and then he began to sing."
)
KOREAN = "오늘 아침에는 비가 많이 내렸지만 오후가 되자 하늘이 맑아졌고 사람들은 모두 강가로 나가서 오래도록 걸었습니다."
JAPANESE = "吾輩は猫である。名前はまだ無い。どこで生れたかとんと見当がつかぬ。何でも薄暗い所で泣いていた。"


def spoken(text: str, starts: float = 0.0, seconds: float | None = None, *, new_block: bool = True) -> CueSentence:
    """Each word as long as every other one."""
    spans = words(text)
    length = seconds if seconds is not None else 0.4 * len(spans)
    step = length / max(1, len(spans))
    timed = [
        CueWord(start, end, starts + number * step, starts + (number + 1) * step)
        for number, (start, end) in enumerate(spans)
    ]
    return CueSentence(text, starts, starts + length, timed, new_block)


def text_of(lines: Sequence[str]) -> str:
    return " ".join(line for line in lines if line and "-->" not in line and not line.isdecimal())


def test_a_sentence_in_both_forms() -> None:
    sentence = spoken("Good morning & <hello>.", 1.2, 2.0)
    assert "".join(srt([sentence])) == "1\n00:00:01,200 --> 00:00:03,200\nGood morning & <hello>.\n"
    assert "".join(vtt([sentence])) == (
        "WEBVTT\n\n00:00:01.200 --> 00:00:03.200\nGood <00:00:01.867>morning &amp; <00:00:02.533>&lt;hello&gt;.\n"
    )


def test_times_run_on_over_all_of_it() -> None:
    made = "".join(srt([spoken("One two three.", 0.0), spoken("Four five six.", 3600.5)]))
    assert [line for line in made.splitlines() if "-->" in line] == [
        "00:00:00,000 --> 00:00:01,200",
        "01:00:00,500 --> 01:00:01,700",
    ]
    assert made.count("\n\n") == 1


@pytest.mark.parametrize("text", [LONG, KOREAN, JAPANESE, "A" * 200, "An " * 100 + "end.", "https://example.org/" * 6])
def test_no_cue_is_larger_than_two_lines(text: str) -> None:
    made = list(srt([spoken(text, 5.0)]))
    shown = [cue.strip().splitlines()[2:] for cue in made]
    assert all(1 <= len(lines) <= 2 for lines in shown)
    assert all(0 < width(line) <= COLUMNS for lines in shown for line in lines)
    rebuilt = "".join(line for lines in shown for line in lines)
    assert re.sub(r"\s", "", rebuilt) == re.sub(r"\s", "", text)  # nothing is lost


def test_cues_end_where_one_breathes() -> None:
    shown = [text_of(cue.splitlines()) for cue in srt([spoken(LONG)])]
    assert len(shown) == 3
    assert all(text.endswith((",", ";", ".")) for text in shown)


def test_lines_are_as_even_as_can_be() -> None:
    (cue,) = srt([spoken("The old ferryman put down his oars and then looked at it.")])
    first, second = cue.splitlines()[2:]
    assert abs(len(first) - len(second)) < 8


def test_cues_do_not_reach_into_each_other_and_last_long_enough() -> None:
    sentences, now = [], 0.0
    for text in ("No.", LONG, "Yes.", "Really?", "I do not think that it is so.", "Oh."):
        sentence = spoken(text, now, new_block=text == "No.")
        sentences.append(sentence)
        now = sentence.ends + 0.25
    made = list(cues(sentences))
    assert all(one.ends <= other.starts for one, other in pairwise(made))
    assert all(cue.ends - cue.starts >= SHORTEST_SECONDS - 1e-9 for cue in made[1:])
    shown = [text_of(text.splitlines()) for text in srt(sentences)]
    assert shown[0].startswith("No. When the evening came,")
    assert shown[-3:] == ["Yes. Really?", "I do not think that it is so.", "Oh."]


def test_a_new_block_is_never_joined_to_the_one_before() -> None:
    made = list(srt([spoken("One", 0.0, 0.4), spoken("It begins.", 0.7, 0.8)]))
    assert [text_of(cue.splitlines()) for cue in made] == ["One", "It begins."]


def test_marks_of_words_grow_and_lie_within_the_cue() -> None:
    for cue in "".join(vtt([spoken(LONG, 10.0), spoken(KOREAN, 60.0)])).split("\n\n")[1:]:
        times = re.findall(r"\d\d:\d\d:\d\d\.\d{3}", cue)
        start, end, *marks = times
        assert marks
        assert sorted({start, *marks, end}) == [start, *marks, end]


def test_a_sentence_without_words_that_are_known_is_shown_by_its_length() -> None:
    made = list(cues([CueSentence(LONG, 0.0, 12.0, ())]))
    assert [round(cue.starts) for cue in made] == sorted({round(cue.starts) for cue in made})
    assert made[-1].ends == 12.0
    assert list(cues([CueSentence("  ", 0.0, 1.0, ())])) == []


def test_the_last_cue_ends_with_the_sound() -> None:
    sentences = [spoken("One two three.", 0.0), spoken("Four.", 3.0, 0.4)]
    assert [cue.ends for cue in cues(sentences)][-1] == 4.0
    assert [cue.ends for cue in cues(sentences, 3.4)][-1] == 3.4
