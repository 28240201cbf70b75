import time
from dataclasses import replace

import pytest

from voiceassistant.transcripts import Segment, Transcript, Word
from voiceassistant.ui.transcription.page import LINGER_SECONDS, Page, clock, page_of

SPOKEN = Transcript(
    "Good morning. It is ten. Then we begin.",
    "en",
    words=(
        *(Word(" Good", 0.0, 0.4), Word(" morning.", 0.4, 0.9, 0.6)),
        *(Word(" It", 1.0, 1.1), Word(" is", 1.1, 1.3), Word(" ten.", 1.3, 1.8, 0.3)),
        *(Word(" Then", 4.0, 4.3), Word(" we", 4.3, 4.5), Word(" begin.", 4.5, 5.0)),
    ),
    segments=(
        Segment(" Good morning.", 0.0, 0.9),
        Segment(" It is ten.", 1.0, 1.8),
        Segment(" Then we begin.", 4.0, 5.0),
    ),
    duration=5.0,
)


def shown(page: Page, start: int, end: int) -> str:
    return page.text.encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le")


def test_phrases_become_paragraphs_at_a_pause_with_the_time_in_front() -> None:
    page = page_of(SPOKEN)
    assert page.text == "0:00\tGood morning. It is ten.\n0:04\tThen we begin."
    assert [paragraph.begins for paragraph in page.paragraphs] == [0.0, 4.0]


def test_each_word_has_its_place() -> None:
    page = page_of(SPOKEN)
    assert [shown(page, spot.start, spot.end) for spot in page.spots] == [word.text.strip() for word in SPOKEN.words]


def test_places_are_counted_as_qt_counts_them() -> None:
    first = Segment("Da 🎉🎉 ja.", 0.0, 0.9)
    words = (Word("Da", 0.0, 0.2), Word("ja.", 0.5, 0.9), *SPOKEN.words[2:])
    page = page_of(replace(SPOKEN, words=words, segments=(first, *SPOKEN.segments[1:])))
    assert [shown(page, spot.start, spot.end) for spot in page.spots][:3] == ["Da", "ja.", "It"]
    (hit,) = page.find("begin")
    assert shown(page, *hit) == "begin"
    assert page.spot_at(hit[0]) == page.spots[-1]


@pytest.mark.parametrize(
    ("seconds", "word"),
    [
        *((-1.0, None), (0.0, "Good"), (0.39, "Good"), (0.4, "morning."), (0.95, "morning."), (1.0, "It")),
        *((1.8 + LINGER_SECONDS - 0.01, "ten."), (1.8 + LINGER_SECONDS, None), (3.9, None), (4.0, "Then")),
        *((4.99, "begin."), (60.0, None)),
    ],
)
def test_the_word_that_is_heard_at_a_time(seconds: float, word: str | None) -> None:
    spot = page_of(SPOKEN).heard_at(seconds)
    assert (spot.text if spot else None) == word


@pytest.mark.parametrize(
    ("before", "word"),
    [("0", "Good"), ("0:00", "Good"), ("0:00\tGo", "Good"), ("0:00\tGood", "Good"), ("0:00\tGood m", "morning.")],
)
def test_what_stands_at_a_place(before: str, word: str) -> None:
    page = page_of(SPOKEN)
    spot = page.spot_at(len(before))
    assert spot is not None
    assert spot.text == word


def test_a_time_mark_leads_to_its_paragraphs_first_word() -> None:
    page = page_of(SPOKEN)
    spot = page.spot_at(page.paragraphs[1].start + 1)
    assert spot is not None
    assert spot.text == "Then"
    assert page_of(Transcript("")).spot_at(0) is None


def test_words_are_found_in_the_text_but_not_in_the_time_marks() -> None:
    page = page_of(SPOKEN)
    assert [shown(page, *hit) for hit in page.find("MORNING.  it")] == ["morning. It"]
    assert len(page.find("n")) == 5
    assert page.find("0:0") == []
    assert page.find("tomorrow") == []
    assert page.find("  ") == []


def test_without_words_a_phrase_is_lit() -> None:
    page = page_of(replace(SPOKEN, words=()))
    spot = page.heard_at(1.2)
    assert spot is not None
    assert shown(page, spot.start, spot.end) == "It is ten."


def test_words_of_one_part_only_leave_the_other_its_phrases() -> None:
    page = page_of(replace(SPOKEN, words=SPOKEN.words[5:]))
    assert [spot.text for spot in page.spots] == ["Good morning.", "It is ten.", "Then", "we", "begin."]


def test_a_word_that_the_text_does_not_have_shifts_none_of_the_next_phrases() -> None:
    words = (Word(" e", 0.0, 0.2), Word(" o", 0.2, 0.3), *SPOKEN.words[2:])
    page = page_of(replace(SPOKEN, words=words))
    assert [spot.text for spot in page.spots][-6:] == ["It", "is", "ten.", "Then", "we", "begin."]


def test_without_phrases_they_are_made_of_the_words() -> None:
    page = page_of(replace(SPOKEN, segments=()))
    assert page.text == "0:00\tGood morning. It is ten.\n0:04\tThen we begin."
    assert [spot.text for spot in page.spots] == [word.text.strip() for word in SPOKEN.words]


def test_words_without_punctuation_find_their_phrases_too() -> None:
    bare = tuple(replace(word, text=word.text.strip(" .")) for word in SPOKEN.words)
    page = page_of(replace(SPOKEN, words=bare, segments=()))
    assert page.text == "0:00\tGood morning. It is ten.\n0:04\tThen we begin."


def test_a_text_without_times_has_no_time_marks_and_is_cut_into_paragraphs() -> None:
    text = " ".join(["This is a sentence of thirty-nine letters."] * 30)
    page = page_of(Transcript(text))
    assert len(page.paragraphs) == 3
    assert " ".join(page.text.split("\n")) == text
    assert not page.has_times
    assert page.heard_at(1.0) is None


def test_words_without_times_still_have_their_places() -> None:
    page = page_of(Transcript("Good morning.", words=(Word("Good", 0, 0, 0.9), Word(" morning", 0, 0, 0.2))))
    assert [(spot.text, spot.probability) for spot in page.spots] == [("Good", 0.9), ("morning", 0.2)]
    assert not page.has_times


def test_japanese_phrases_are_joined_without_spaces() -> None:
    segments = (Segment("おはよう", 0.0, 0.9), Segment("ございます。", 0.9, 1.8), Segment("では、", 4.0, 5.0))
    page = page_of(Transcript("", segments=segments))
    assert page.text == "0:00\tおはようございます。\n0:04\tでは、"


def test_a_speaker_without_full_stops_is_cut_too() -> None:
    segments = tuple(Segment("and then", 5.0 * i, 5.0 * i + 5) for i in range(20))
    assert [paragraph.begins for paragraph in page_of(Transcript("", segments=segments)).paragraphs] == [0, 40, 80]


@pytest.mark.parametrize(("seconds", "text"), [(0.9, "0:00"), (200, "3:20"), (3723.4, "1:02:03")])
def test_times_are_short(seconds: float, text: str) -> None:
    assert clock(seconds) == text


def test_an_hour_is_laid_out_and_looked_up_quickly() -> None:
    words = tuple(Word(f" word{i}.", i * 0.36, i * 0.36 + 0.3, 0.9) for i in range(10_000))
    segments = tuple(
        Segment("".join(w.text for w in words[i : i + 10]), words[i].start, words[i + 9].end)
        for i in range(0, 10_000, 10)
    )
    began = time.perf_counter()
    page = page_of(Transcript("", words=words, segments=segments))
    assert time.perf_counter() - began < 2.0
    assert len(page.spots) == 10_000
    began = time.perf_counter()
    heard = [page.heard_at(i * 0.36 + 0.1) for i in range(10_000)]
    assert time.perf_counter() - began < 1.0
    assert heard == list(page.spots)
