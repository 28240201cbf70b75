"""The chapter that somebody means."""

import pytest

from voiceassistant.documents.document import Chapter, Place
from voiceassistant.reading.finding import (
    chapter_number,
    chapter_numbered,
    chapter_of,
    chapter_titled,
    end_of_chapter,
    main_chapters,
)


def outline(*titles: str) -> list[Chapter]:
    """A title a section; what is indented is one level further down."""
    return [Chapter(title.strip(), 2 if title[0] == " " else 1, Place(at)) for at, title in enumerate(titles)]


NUMBERED = outline("Preface", "1. The sea", " 1.1 Tides", " 1.2 Winds", "2. The storm", "3. After it")
PLAIN = outline(
    "Introduction", "Getting started", "How to install the program", "Settings", "설치하기", "The white whale"
)


@pytest.mark.parametrize(
    ("title", "number"),
    [
        ("Chapter IV: The storm", 4),
        ("Chapter Three. A visit", 3),
        ("3. Storms", 3),
        ("IX. The end", 9),
        ("제2장 폭풍", 2),
        ("Part Two", 2),
        ("Introduction", None),
        ("I am born", None),
        ("1984", None),
        ("2.1 Winds", None),
    ],
)
def test_the_number_that_a_title_gives_itself(title: str, number: int | None) -> None:
    assert chapter_number(title) == number


@pytest.mark.parametrize(("number", "title"), [(1, "1. The sea"), (3, "3. After it"), (-1, "3. After it"), (4, None)])
def test_a_chapter_by_its_own_number(number: int, title: str | None) -> None:
    found = chapter_numbered(NUMBERED, number)
    assert (found.title if found else None) == title


@pytest.mark.parametrize(
    ("number", "title"), [(1, "Introduction"), (4, "Settings"), (7, None), (-1, "The white whale")]
)
def test_a_chapter_by_counting_where_none_has_a_number(number: int, title: str | None) -> None:
    found = chapter_numbered(PLAIN, number)
    assert (found.title if found else None) == title


def test_a_book_title_above_them_is_no_chapter() -> None:
    book = [Chapter("The book", 1, Place(0)), Chapter("One", 2, Place(0, 1)), Chapter("Two", 2, Place(1))]
    assert [one.title for one in main_chapters(book)] == ["One", "Two"]
    assert main_chapters([]) == []
    assert chapter_numbered([], 1) is None


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("installation", "How to install the program"),
        ("installing the program", "How to install the program"),
        ("instalation", "How to install the program"),
        ("getting started", "Getting started"),
        ("setting", "Settings"),
        ("white wale", "The white whale"),
        ("설치", "설치하기"),
        ("the moon", None),
        ("the white house", None),
        ("beginning", None),
    ],
)
def test_a_chapter_by_what_it_is_called(words: str, title: str | None) -> None:
    found = chapter_titled(PLAIN, words)
    assert (found.title if found else None) == title


def test_where_a_chapter_ends() -> None:
    assert end_of_chapter(NUMBERED, Place(2, 5)) == Place(4)  # not at the next heading within it
    assert end_of_chapter(NUMBERED, Place(5, 1)) is None
    assert end_of_chapter([], Place(0)) is None


def test_what_is_being_read() -> None:
    found = chapter_of(NUMBERED, Place(2, 5))
    assert found is not None
    assert found.title == "1.1 Tides"
    assert chapter_of(NUMBERED[1:], Place(0)) is None
