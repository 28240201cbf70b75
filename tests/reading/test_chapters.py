from voiceassistant.documents.document import Chapter, Place
from voiceassistant.reading.chapters import (
    MOST,
    Heading,
    SoundChapter,
    chapter_tags,
    chapters,
    ffmetadata,
    headings_of,
)

SENTENCES = [(Place(section, block), 100.0 * section + 10.0 * block) for section in range(4) for block in range(1, 4)]


def test_an_outline_is_heard_from_its_first_sentence_on() -> None:
    outline = [Chapter("Two", 1, Place(2)), Chapter("One", 1, Place(0, 2)), Chapter("One and a half", 2, Place(1, 2))]
    assert headings_of(outline, SENTENCES) == [
        Heading("One", 1, 20.0),
        Heading("One and a half", 2, 120.0),
        Heading("Two", 1, 210.0),
    ]


def test_what_begins_in_the_middle_has_the_chapter_that_goes_on() -> None:
    outline = [Chapter("Cover", 1, Place(0)), Chapter("One", 1, Place(1)), Chapter("Two", 1, Place(3))]
    assert [heading.title for heading in headings_of(outline, SENTENCES[7:])] == ["One", "Two"]


def test_a_part_and_its_first_chapter_are_one() -> None:
    outline = [Chapter("Part I", 1, Place(0, 1)), Chapter("Chapter 1", 2, Place(0, 1)), Chapter("Part II", 1, Place(2))]
    found = chapters(headings_of(outline, SENTENCES), 600.0, "Book")
    assert [chapter.title for chapter in found] == ["Book", "Part I: Chapter 1", "Part II"]


def test_each_chapter_ends_where_the_next_begins() -> None:
    found = chapters([Heading("One", 1, 12.0), Heading("둘", 1, 300.0)], 700.5, "A book")
    assert found == [
        SoundChapter("A book", 0.0, 12.0),
        SoundChapter("One", 12.0, 300.0),
        SoundChapter("둘", 300.0, 700.5),
    ]
    assert chapters([], 10.0, "A book") == []


def test_chapters_are_of_a_listeners_size() -> None:
    title = [Heading("The book", 1, 0.0)]
    parts = [Heading(f"Chapter {number}", 2, 10.0 + 1000.0 * number) for number in range(5)]
    notes = [Heading(f"Note {number}", 3, 21.0 + 30.0 * number) for number in range(150)]
    headings = sorted([*title, *parts, *notes], key=lambda heading: heading.seconds)
    assert [chapter.title for chapter in chapters(headings, 5000.0, "x")] == ["The book", *(p.title for p in parts)]
    assert len(chapters(headings, 50_000.0, "x")) == 156  # a longer book has room for them


def test_short_texts_have_their_chapters_too() -> None:
    headings = [Heading("One", 1, 0.0), Heading("Two", 1, 3.0), Heading("Three", 1, 5.0)]
    assert [chapter.title for chapter in chapters(headings, 8.0, "x")] == ["One", "Two", "Three"]


def test_there_are_no_more_than_players_count() -> None:
    assert len(chapters([Heading(str(n), 1, float(n + 1)) for n in range(1000)], 2000.0, "x")) == MOST


def test_ffmpegs_own_signs_are_escaped() -> None:
    told = ffmetadata(
        {"title": "a=b;c#d\\e\nf", "artist": ""},
        [SoundChapter("둘째 = #2", 0.0, 1.5), SoundChapter("End", 1.5, 2.0004)],
    )
    assert told == (
        ";FFMETADATA1\ntitle=a\\=b\\;c\\#d\\\\e\\\nf\n"
        "[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=1500\ntitle=둘째 \\= \\#2\n"
        "[CHAPTER]\nTIMEBASE=1/1000\nSTART=1500\nEND=2000\ntitle=End\n"
    )


def test_chapters_as_tags() -> None:
    assert chapter_tags([SoundChapter("End", 3601.5, 3602.0)]) == {
        "CHAPTER000": "01:00:01.500",
        "CHAPTER000NAME": "End",
    }
