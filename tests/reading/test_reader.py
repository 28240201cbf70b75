"""A document read aloud by the reader."""

import asyncio
from pathlib import Path

import pytest

from tests.fakes.documents import FakeDocument, paragraph
from tests.reading.room import TEXT, Room
from voiceassistant.documents.document import Kind, Place
from voiceassistant.errors import DocumentError, ServiceUnavailable
from voiceassistant.reading.events import (
    DocumentClosed,
    DocumentOpened,
    Phase,
    ReadingChanged,
    ReadingFailed,
    SentenceBegan,
    SleepTimerSet,
)
from voiceassistant.reading.passage import SECONDS_AHEAD
from voiceassistant.reading.plan import Unit
from voiceassistant.text.spoken import Pronunciation


async def read_all(room: Room) -> list[str]:
    """Opens and reads to the end; the sentences as they were begun."""
    await room.begin()
    room.reader.play()
    while room.reader.phase is Phase.READING:
        await room.hear(0.25)
        await asyncio.sleep(0)
        if room.playback.finished and room.playback.heard * 2 >= len(room.playback.pcm):
            room.playback.end()
            await room.until(lambda: room.reader.phase is not Phase.READING)
    return [event.sentence.text.strip() for event in room.told(SentenceBegan)]


async def test_a_document_is_opened_and_not_read_yet(room: Room) -> None:
    await room.begin()
    (opened,) = room.told(DocumentOpened)
    assert (opened.title, opened.sections, opened.place) == ("A book", 3, Place(0))
    assert room.reader.phase is Phase.PAUSED
    assert room.player.playbacks == []


async def test_the_first_sentence_is_ready_before_it_is_asked_for_where_that_is_free(room: Room) -> None:
    room.voice.is_here = True
    await room.begin()
    await room.until(lambda: bool(room.voice.asked))
    room.reader.play()
    await room.hear_to("first")
    assert room.voice.asked[:2] == ["One", "The first sentence is here."]  # each of them once


async def test_where_it_would_go_on_is_ready_too(room: Room) -> None:
    room.voice.is_here = True
    room.voice.gates = {"The third sentence stands alone.": asyncio.Event()}
    await room.begin()
    room.reader.go(Place(1))
    await room.until(lambda: "The third sentence stands alone." in room.voice.asked)
    room.reader.go(Place(2))
    await room.until(lambda: "The fourth sentence is the last." in room.voice.asked)
    assert room.voice.hung_up == ["The third sentence stands alone."]


async def test_getting_ready_does_not_stop_what_is_read_meanwhile(room: Room) -> None:
    asked_late, last = asyncio.Event(), "The fourth sentence is the last."
    room.voice.gates[last] = asyncio.Event()

    async def late() -> bool:
        await asked_late.wait()
        return True

    room.voice.on_this_computer = late  # type: ignore[method-assign]
    await room.begin()
    room.reader.play()
    await room.until(lambda: last in room.voice.asked)
    asked_late.set()
    await room.until(lambda: {task.get_name() for task in asyncio.all_tasks()}.isdisjoint({"reading-ready"}))
    assert room.voice.hung_up == []
    room.voice.gates[last].set()
    await room.hear_to("fourth")
    assert room.told(ReadingFailed) == []


async def test_nothing_goes_to_a_server_before_it_is_asked_for(room: Room) -> None:
    await room.begin()
    await room.until(lambda: {task.get_name() for task in asyncio.all_tasks()}.isdisjoint({"reading-ready"}))
    assert room.voice.asked == []


async def test_a_voice_that_cannot_be_ready_is_told_of_when_it_is_wanted(room: Room) -> None:
    room.voice.is_here = True
    room.voice.errors["One"] = ServiceUnavailable("The server is gone")
    await room.begin()
    await room.until(lambda: bool(room.voice.asked))
    assert room.told(ReadingFailed) == []
    room.reader.play()
    await room.hear_to("One")  # asked for once more


async def test_only_what_is_near_is_asked_of_the_document(room: Room) -> None:
    await room.begin()
    room.reader.play()
    await room.until(lambda: bool(room.voice.asked))
    assert 2 not in room.document.asked


async def test_it_is_read_to_its_end_in_order_without_what_nobody_wants(room: Room) -> None:
    assert await read_all(room) == [
        "One",
        "The first sentence is here.",
        "The second sentence follows it.",
        "The third sentence stands alone.",
        "The fourth sentence is the last.",
    ]
    assert room.told(ReadingChanged)[-1].phase is Phase.ENDED


async def test_sentences_are_asked_for_ahead_in_order(room: Room) -> None:
    await room.begin()
    room.reader.play()
    await room.until(lambda: len(room.voice.asked) == 5)
    assert room.voice.asked[1:3] == ["The first sentence is here.", "The second sentence follows it."]
    assert room.playback.heard == 0


async def test_what_is_switched_on_is_read(room: Room) -> None:
    await room.begin()
    await room.reader.want(room.reader.wanted | {Kind.FOOTNOTE})
    room.reader.play()
    await room.until(lambda: "A footnote that nobody wants to hear." in room.voice.asked)


async def test_the_word_that_is_heard_is_told(room: Room) -> None:
    await room.begin()
    room.reader.play()
    await room.hear_to("second")
    spot = room.reader.spot()
    assert spot is not None
    assert (spot.sentence.text.strip(), spot.place) == ("The second sentence follows it.", Place(0, 1, 32))


async def test_pausing_is_silence_at_once_and_playing_goes_on_at_the_word(room: Room) -> None:
    await room.begin()
    room.reader.play()
    await room.hear_to("second")
    room.reader.pause()
    assert room.playback.ended
    room.reader.play()
    await room.until(lambda: len(room.player.playbacks) == 2)
    await room.hear(0.02)
    assert room.word() == "second"


async def test_another_sound_that_takes_its_place_pauses_it(room: Room) -> None:
    await room.begin()
    room.reader.play()
    await room.hear_to("first")
    room.player.stop()
    await room.until(lambda: room.reader.phase is Phase.PAUSED)
    room.reader.play()
    await room.hear(0.02)
    assert room.word() == "first"


async def test_held_for_a_question_it_goes_on_at_the_word_by_itself(room: Room) -> None:
    await room.begin()
    room.reader.play()
    await room.hear_to("follows")
    room.reader.hold()
    assert room.playback.ended
    assert room.told(ReadingChanged)[-1].held
    room.reader.release()
    await room.hear(0.02)
    assert room.word() == "follows"


@pytest.mark.parametrize(
    ("unit", "count", "word"),
    [
        (Unit.SENTENCE, 1, "The"),  # third
        (Unit.SENTENCE, -1, "The"),  # first
        (Unit.PARAGRAPH, 1, "The"),
        (Unit.HEADING, -1, "One"),
        (Unit.PAGE, 2, "The"),
    ],
)
async def test_steps_lead_to(room: Room, unit: Unit, count: int, word: str) -> None:
    await room.begin()
    room.reader.play()
    await room.hear_to("second")
    room.reader.step(unit, count)
    await room.until(lambda: len(room.player.playbacks) == 2)
    await room.hear(0.02)
    assert room.word() == word


async def test_steps_that_are_pressed_quickly_add_up(room: Room) -> None:
    await room.begin()
    for _ in range(3):
        room.reader.step(Unit.SENTENCE, 1)
    await room.until(lambda: {task.get_name() for task in asyncio.all_tasks()}.isdisjoint({"reading-steps"}))
    assert room.reader.place == Place(1)


async def test_speech_that_is_not_needed_any_more_is_hung_up_on(room: Room) -> None:
    room.voice.gates["One"] = asyncio.Event()
    await room.begin()
    room.reader.play()
    await room.until(lambda: "One" in room.voice.asked)
    room.reader.go(Place(2))
    await room.until(lambda: "One" in room.voice.hung_up)
    await room.hear(0.02)
    assert room.word() == "The"


async def test_going_back_does_not_ask_for_speech_again(room: Room) -> None:
    await room.begin()
    room.reader.play()
    await room.hear_to("second")
    room.reader.go(Place(0, 1))
    await room.hear_to("second")
    assert room.voice.asked.count("The second sentence follows it.") == 1


async def test_a_step_that_fails_is_told_and_the_next_one_taken(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    await room.begin()
    plan = room.reader.book.plan
    assert plan is not None
    step = plan.step

    def broken_for_pages(place: Place, unit: Unit, count: int) -> Place:
        if unit is Unit.PAGE:
            raise DocumentError("It is gone")
        return step(place, unit, count)

    monkeypatch.setattr(plan, "step", broken_for_pages)
    room.reader.step(Unit.PAGE, 1)
    room.reader.step(Unit.SENTENCE, 1)
    await room.until(lambda: room.reader.place == Place(0, 1))
    assert [event.passed_over for event in room.told(ReadingFailed)] == [True]


async def test_another_speed_goes_on_at_the_word(room: Room) -> None:
    await room.begin()
    room.reader.play()
    await room.hear_to("second")
    room.reader.set_speed(2.0)
    await room.hear(0.02)
    assert (room.word(), room.reader.speed) == ("second", 2.0)


async def test_a_word_is_said_differently_from_the_next_sentence_on_and_still_lit(room: Room) -> None:
    await room.begin()
    room.reader.play()
    await room.hear_to("sentence")
    await room.until(lambda: "The third sentence stands alone." in room.voice.asked)
    room.own = (Pronunciation("third", "number three"), Pronunciation("first", "number one"))
    await room.reader.said_anew()
    await room.until(lambda: "The number three sentence stands alone." in room.voice.asked)
    await room.hear(0.02)
    assert room.word() == "sentence"  # of the first one, which goes on as it was
    await room.hear_to("third")
    assert "The number one sentence is here." not in room.voice.asked
    assert room.voice.asked.count("The second sentence follows it.") == 1
    room.reader.go(Place(0, 1))
    await room.until(lambda: "The number one sentence is here." in room.voice.asked)


async def test_a_word_that_is_nowhere_near_interrupts_nothing(room: Room) -> None:
    await room.begin()
    room.reader.play()
    await room.hear_to("sentence")
    room.own = (Pronunciation("zebra", "zeebra"), Pronunciation("One", "Eins"))
    await room.reader.said_anew()
    await room.hear_to("second")
    assert len(room.player.playbacks) == 1


async def test_a_word_is_said_differently_before_the_first_sound(room: Room) -> None:
    room.voice.gates["One"] = asyncio.Event()
    await room.begin()
    room.reader.play()
    await room.until(lambda: "One" in room.voice.asked)
    room.own = (Pronunciation("One", "Number one"),)
    await room.reader.said_anew()
    await room.until(lambda: "Number one" in room.voice.asked)
    await room.hear_to("One")


async def test_the_languages_that_were_read_are_known(tmp_path: Path) -> None:
    room = Room(tmp_path, FakeDocument([[paragraph("This is English, no doubt. 이것은 한국어입니다.")]]))
    await room.begin()
    room.reader.play()
    await room.until(lambda: len(room.voice.asked) == 2)
    assert {"en", "ko"} <= room.reader.languages
    await room.reader.close()


async def test_a_voice_that_fails_pauses_and_is_told_and_playing_tries_again(room: Room) -> None:
    room.voice.errors["The first sentence is here."] = ServiceUnavailable("No server")
    await room.begin()
    room.reader.play()
    await room.until(lambda: bool(room.told(ReadingFailed)))
    assert room.reader.phase is Phase.PAUSED
    room.reader.play()
    await room.hear_to("first")


async def test_a_page_that_cannot_be_read_is_passed_over_and_told(tmp_path: Path) -> None:
    room = Room(tmp_path, FakeDocument(TEXT, broken=frozenset({1})))
    read = await read_all(room)
    assert read[-2:] == ["The second sentence follows it.", "The fourth sentence is the last."]
    assert [str(event.error) for event in room.told(ReadingFailed)] == ["Page 2 cannot be read"]
    await room.reader.close()


async def test_a_document_without_text_is_told(tmp_path: Path) -> None:
    room = Room(tmp_path, FakeDocument([[], []]))
    await room.begin()
    room.reader.play()
    await room.until(lambda: room.playback.finished)
    room.playback.end()
    await room.until(lambda: bool(room.told(ReadingFailed)))
    assert "no text" in str(room.told(ReadingFailed)[0].error)
    await room.reader.close()


async def test_where_it_was_left_is_kept(room: Room, tmp_path: Path) -> None:
    await room.begin()
    room.reader.play()
    await room.hear_to("second")
    room.reader.pause()
    room.reader.close_document()
    await room.until(lambda: room.document.closed)
    assert room.told(DocumentClosed)
    await room.begin()
    assert room.told(DocumentOpened)[-1].place == Place(0, 1, 28)


async def test_a_bookmark_marks_the_sentence(room: Room) -> None:
    await room.begin()
    room.reader.play()
    await room.hear_to("second")
    await room.reader.bookmark("look it up")
    (mark,) = await room.reader.kept.bookmarks()
    assert (mark.place, mark.note) == (Place(0, 1, 28), "look it up")


async def test_a_bookmark_marks_where_reading_goes_on_and_not_what_was_heard_before(room: Room) -> None:
    await room.begin()
    room.reader.play()
    await room.hear_to("second")
    room.reader.pause()
    room.reader.go(Place(2))
    await room.reader.bookmark()
    (mark,) = await room.reader.kept.bookmarks()
    assert mark.place == Place(2)


async def test_other_kinds_are_read_from_the_place_that_was_gone_to(room: Room) -> None:
    await room.begin()
    room.reader.play()
    await room.hear_to("second")
    room.reader.pause()
    room.reader.go(Place(1))
    await room.reader.want(room.reader.wanted | {Kind.FOOTNOTE})
    assert room.reader.place == Place(1)


async def test_the_sleep_timer_pauses(room: Room) -> None:
    await room.begin()
    room.reader.play()
    room.reader.stops.sleep_after(0.001)
    await room.until(lambda: room.reader.phase is Phase.PAUSED)
    assert [event.minutes for event in room.told(SleepTimerSet)] == [0.001, 0.0]


async def test_what_is_around_the_word_is_known_for_questions(room: Room) -> None:
    await room.begin()
    room.reader.play()
    await room.hear_to("third")
    text, sentence = room.reader.around(900, 300)
    assert sentence == "The third sentence stands alone."
    assert "The second sentence follows it." in text


@pytest.mark.parametrize("gated", [True, False])
async def test_closing_ends_all_tasks_and_the_document(tmp_path: Path, gated: bool) -> None:
    room = Room(tmp_path, FakeDocument([[paragraph(f"This is the long sentence number {n}.") for n in range(60)]]))
    await room.begin()
    first = "This is the long sentence number zero."
    if gated:
        room.voice.gates[first] = asyncio.Event()
    room.reader.play()
    await room.until(lambda: first in room.voice.asked if gated else room.playback.queued_seconds > SECONDS_AHEAD)
    await asyncio.sleep(0.05)  # whatever is looked for ahead is found
    await room.reader.close()
    assert room.document.closed
    assert asyncio.all_tasks() == {asyncio.current_task()}
