"""What is done about words that steer, and what is said about it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.fakes.documents import FakeDocument, heading, paragraph
from tests.reading.room import Room
from voiceassistant.documents.document import Block, Chapter, Kind, Place
from voiceassistant.events import Obeyed
from voiceassistant.reading.events import Phase, SentenceBegan, SleepTimerSet, StopSet
from voiceassistant.reading.obeying import Obeying, end_of
from voiceassistant.reading.plan import Plan, Unit
from voiceassistant.reading.steering import command
from voiceassistant.reading.survey import SEARCHED_SECTIONS, Headings

TEXT = [
    [heading("The sea"), paragraph("The keeper went up. He lit the extinguished lamp."), paragraph("It was calm.")],
    [heading("The storm"), paragraph("Wind came from the west."), Block(Kind.FOOTNOTE, "In the year 1822.")],
    [heading("After it"), paragraph("In the morning it was over.")],
]


async def asked(room: Room, words: str) -> Obeyed:
    wanted = command(words)
    assert wanted is not None, words
    return await Obeying(room.reader).obey(wanted, words)


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Room]:
    """A document without pages and outline is open."""
    room = Room(tmp_path, FakeDocument(TEXT))
    await room.begin()
    yield room
    await room.reader.close()


@pytest.fixture
async def pages(tmp_path: Path) -> AsyncIterator[Room]:
    room = Room(tmp_path, FakeDocument(TEXT, pages=True))
    await room.begin()
    yield room
    await room.reader.close()


async def test_to_a_page_that_is_there(pages: Room) -> None:
    assert await asked(pages, "Go to page two.") == Obeyed("Page 2.")
    assert (pages.reader.place, pages.reader.phase) == (Place(1), Phase.READING)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("Go to page 12.", "This document has 3 pages."),
        ("12페이지로 가 줘", "이 문서는 3페이지까지 있습니다."),
        ("Go to page zero", "This document has 3 pages."),
    ],
)
async def test_a_page_that_is_not_there(pages: Room, words: str, sentence: str) -> None:
    assert await asked(pages, words) == Obeyed(sentence, aloud=True)
    assert pages.reader.place == Place(0)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("Go to page 2", "This document has no pages."),
        ("Stop after this page", "This document has no pages."),
        ("Read chapter nine", "This document has 3 chapters."),
        ("9장 읽어 줘", "이 문서에는 장이 3개 있습니다."),
        (
            "Read the chapter about the moon",
            "None of the 3 chapters is called “the moon”; they go from “The sea” to “After it”.",
        ),
        ("달에 대한 장을 읽어 줘", "“달” 장은 없습니다. “The sea”부터 “After it”까지 3개가 있습니다."),
        ("Go to the bookmark", "This document has no bookmarks yet."),
        ("책갈피로 가 줘", "아직 책갈피가 없습니다."),
        ("Cancel the sleep timer", "No sleep timer is set."),
        ("Go back a paragraph", "This is the beginning of the document."),
        ("Next page", "This document has no pages."),
        ("Skip nine headings", "There is nothing further on in the document."),
        ("Spell that", "Nothing has been read yet."),
        ("Repeat that word", "Nothing has been read yet."),
    ],
)
async def test_what_cannot_be_done_says_what_is_there(room: Room, words: str, sentence: str) -> None:
    assert await asked(room, words) == Obeyed(sentence, aloud=True)
    assert (room.reader.place, room.reader.phase) == (Place(0), Phase.PAUSED)


async def test_a_document_without_headings_has_no_chapters(tmp_path: Path) -> None:
    room = Room(tmp_path, FakeDocument([[paragraph("Only text.")]]))
    await room.begin()
    for words in (
        "Read chapter two",
        "Next chapter",
        "Go to the section about whales",
        "Stop at the end of the chapter",
    ):
        assert await asked(room, words) == Obeyed("This document has no chapters.", aloud=True)
    assert await asked(room, "Stop after this paragraph") == Obeyed(
        "Reading stops with the end of the document.", aloud=True
    )
    await room.reader.close()


@pytest.mark.parametrize(
    ("words", "place", "sentence"),
    [
        ("Read chapter two", Place(1), "To “The storm”."),
        ("Go to the last chapter", Place(2), "To “After it”."),
        ("Read the chapter about storms", Place(1), "To “The storm”."),
        ("두 번째 장으로 가 줘", Place(1), "“The storm”로 갑니다."),
    ],
)
async def test_to_a_chapter(room: Room, words: str, place: Place, sentence: str) -> None:
    assert await asked(room, words) == Obeyed(sentence)
    assert (room.reader.place, room.reader.phase) == (place, Phase.READING)


async def test_the_outline_counts_where_there_is_one(tmp_path: Path) -> None:
    outline = (Chapter("1. Calm", 1, Place(0)), Chapter("2. After", 1, Place(2)))
    room = Room(tmp_path, FakeDocument(TEXT, chapters=outline))
    await room.begin()
    assert (await asked(room, "Read chapter two")).sentence == "To “2. After”."
    await room.reader.close()


async def test_steps_say_what_they_did(room: Room) -> None:
    room.reader.play()
    await room.hear_to("calm")
    assert await asked(room, "Go back a paragraph") == Obeyed("A paragraph back.")
    assert room.reader.place == Place(0, 1)
    assert await asked(room, "Next heading") == Obeyed("A heading on.")
    room.reader.pause()
    assert await asked(room, "Go back two sentences") == Obeyed("2 sentences back.", aloud=True)  # nothing else tells


async def test_there_is_nothing_behind_the_last_sentence(room: Room) -> None:
    room.reader.go(Place(2, 1, 7))
    for words in ("Next sentence", "Next paragraph", "Next heading", "다음 문장"):
        assert (await asked(room, words)).aloud
        assert room.reader.place == Place(2, 1, 7)
    assert await asked(room, "Read that sentence again") == Obeyed("The sentence again.", aloud=True)
    assert room.reader.place == Place(2, 1)


async def test_bookmarks_are_set_and_gone_to(room: Room) -> None:
    room.reader.play()
    await room.hear_to("lit")
    assert await asked(room, "Bookmark this") == Obeyed("Bookmark set.", aloud=True)
    room.reader.go(Place(2))
    assert await asked(room, "Go to my bookmark") == Obeyed("To the bookmark at “He lit the extinguished lamp.”.")
    assert room.reader.place == Place(0, 1, 20)
    assert await asked(room, "Next bookmark") == Obeyed("This document has 1 bookmark.", aloud=True)
    assert await asked(room, "Go to bookmark three") == Obeyed("This document has 1 bookmark.", aloud=True)


async def test_it_stops_at_the_end_of_the_chapter_and_goes_on_with_the_next(room: Room) -> None:
    room.reader.play()
    await room.hear_to("lit")
    assert await asked(room, "Stop at the end of the chapter") == Obeyed(
        "Reading stops at the end of this chapter.", aloud=True
    )
    assert room.told(StopSet) == [StopSet(Unit.HEADING)]
    while room.reader.phase is Phase.READING:
        await room.hear(0.25)
        if room.playback.finished and room.playback.heard * 2 >= len(room.playback.pcm):
            room.playback.end()
            await room.until(lambda: room.reader.phase is not Phase.READING)
    assert (room.reader.phase, room.reader.place) == (Phase.PAUSED, Place(1))
    assert room.told(SentenceBegan)[-1].sentence.text.strip() == "It was calm."
    assert room.told(StopSet)[-1] == StopSet(None)
    room.reader.play()
    await room.hear_to("storm")


async def test_whoever_goes_past_the_end_is_not_stopped_there(room: Room) -> None:
    await asked(room, "Stop after this paragraph")
    room.reader.go(Place(2))
    assert room.told(StopSet) == [StopSet(Unit.PARAGRAPH), StopSet(None)]
    assert not room.reader.stops_by_itself


async def test_the_sleep_timer_and_its_end(room: Room) -> None:
    assert await asked(room, "Sleep timer 20 minutes") == Obeyed("Reading stops in 20 minutes.", aloud=True)
    assert await asked(room, "90분 뒤에 멈춰 줘") == Obeyed("1시간 30분 뒤에 멈춥니다.", aloud=True)
    await asked(room, "Stop after this paragraph")
    assert (await asked(room, "Cancel the sleep timer")).sentence == "Reading does not stop by itself any more."
    assert not room.reader.stops_by_itself
    assert [event.minutes for event in room.told(SleepTimerSet)] == [20.0, 90.0, 0.0]


async def test_speeds(room: Room) -> None:
    for words, speed in (
        ("Twenty percent faster", 1.2),
        ("At one and a half", 1.5),
        ("Slower", 1.35),
        ("A lot faster", 2.0),
        ("Set the speed to 5", 4.0),
    ):
        assert await asked(room, words) == Obeyed(f"Speed {speed:g}.")
        assert room.reader.speed == pytest.approx(speed)


async def test_kinds_are_switched_on_and_off(room: Room) -> None:
    assert await asked(room, "Read the footnotes") == Obeyed("Footnotes are read from now on.", aloud=True)
    assert Kind.FOOTNOTE in room.reader.wanted
    assert await asked(room, "각주는 빼고 읽어 줘") == Obeyed("이제 각주는 읽지 않습니다.", aloud=True)
    assert Kind.FOOTNOTE not in room.reader.wanted


async def test_where_it_is_and_how_much_is_left(room: Room, pages: Room) -> None:
    pages.reader.go(Place(1, 1))
    assert await asked(pages, "What page is this?") == Obeyed("Page 2 of 3, in “The storm”.", aloud=True)
    room.reader.go(Place(1, 1))
    assert (await asked(room, "Where are we?")).sentence == "42% of the document, in “The storm”."
    assert (await asked(room, "How long is left?")).sentence == (
        "Less than a minute left of this chapter, and less than a minute of the document."
    )
    room.reader.set_speed(0.5)
    assert "남았습니다" in (await asked(room, "얼마나 남았어?")).sentence


async def test_the_last_word_is_said_again_and_spelt(room: Room) -> None:
    room.reader.play()
    await room.hear_to("lamp")  # by the time somebody has asked
    assert await asked(room, "Spell that") == Obeyed("extinguished: E, X, T, I, N, G, U, I, S, H, E, D.", aloud=True)
    assert await asked(room, "Repeat that word") == Obeyed("extinguished.", aloud=True)
    assert (await asked(room, "Spell the word sea")).sentence == "sea: S, E, A."


async def test_far_in_a_book_without_an_outline_no_chapter_is_made_up_and_the_next_heading_ends_it(
    tmp_path: Path,
) -> None:
    far = SEARCHED_SECTIONS + 20
    sections = [
        [heading("The start")],
        *[[paragraph("Some text.")]] * far,
        [heading("Far on")],
        [paragraph("The end.")],
    ]
    room = Room(tmp_path, FakeDocument(sections))
    await room.begin()
    room.reader.go(Place(far - 5))
    assert (await asked(room, "Where are we?")).sentence == "96% of the document."
    await asked(room, "Stop at the end of the chapter")
    assert room.told(StopSet) == [StopSet(Unit.HEADING)]
    await room.reader.close()


async def test_a_speed_of_nothing_is_the_slowest(room: Room) -> None:
    assert (await asked(room, "Speed zero")).sentence == "Speed 0.5."


@pytest.mark.expected_log("not obeyed")
async def test_what_breaks_is_answered_too(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    def step(place: Place, unit: Unit, count: int) -> Place:
        raise ZeroDivisionError

    monkeypatch.setattr(room.reader.book.plan, "step", step)
    assert await asked(room, "Next sentence") == Obeyed("That did not work.", aloud=True)


def test_the_ends_of_things() -> None:
    plan = Plan(FakeDocument(TEXT))
    chapters = Headings(plan.document).look().chapters
    assert [chapter.title for chapter in chapters] == ["The sea", "The storm", "After it"]
    here = Place(0, 1, 3)
    assert end_of(plan, chapters, here, Unit.SENTENCE) == Place(0, 1, 20)
    assert end_of(plan, chapters, here, Unit.PARAGRAPH) == Place(0, 2)
    assert end_of(plan, chapters, here, Unit.HEADING) == Place(1)
    assert end_of(plan, chapters, here, Unit.PAGE) == Place(1)
    assert end_of(plan, chapters, Place(2, 1), Unit.HEADING) is None
    assert end_of(plan, chapters, Place(2, 1), Unit.PAGE) is None


async def test_a_late_comer_is_told_all_of_it(room: Room) -> None:
    room.reader.play()
    await room.hear_to("calm")
    room.reader.stops.sleep_after(20)
    opened, changed, sleep, stop = room.reader.so_far()
    assert (getattr(opened, "title", ""), getattr(opened, "place", None)) == ("A book", Place(0, 2, 7))
    assert (getattr(changed, "phase", None), sleep, stop) == (Phase.READING, SleepTimerSet(20.0), StopSet(None))
    room.reader.close_document()
    await room.until(lambda: room.document.closed)
    assert room.reader.so_far() == []
