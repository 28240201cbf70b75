"""What is kept of documents, in a real SQLite file."""

from pathlib import Path

import pytest

from tests.fakes.documents import FakeDocument, paragraph
from voiceassistant.documents.document import Excerpt, Place
from voiceassistant.errors import StoreError
from voiceassistant.reading.shelf import Bookmark, DocumentShelf, found_again, identity_of

TEXT = [[paragraph("The first one."), paragraph("The second one. It goes on.")], [paragraph("The last one.")]]


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "book.txt"
    path.write_text("A book.", encoding="utf-8")
    return path


def shelf_in(folder: Path, *, now: float = 100.0) -> DocumentShelf:
    return DocumentShelf(folder / "kept" / "documents.sqlite", clock=lambda: now)


def test_a_new_document_begins_at_its_beginning(tmp_path: Path, book: Path) -> None:
    assert shelf_in(tmp_path).opened(book, FakeDocument(TEXT)) == Place(0)


def test_a_document_goes_on_where_it_was_left(tmp_path: Path, book: Path) -> None:
    shelf = shelf_in(tmp_path)
    shelf.opened(book, FakeDocument(TEXT))
    shelf.reached(Place(0, 1, 16), "It goes on.", 2)
    shelf.close()
    assert shelf_in(tmp_path).opened(book, FakeDocument(TEXT)) == Place(0, 1, 16)


def test_a_file_that_was_moved_is_the_same_document(tmp_path: Path, book: Path) -> None:
    shelf = shelf_in(tmp_path)
    shelf.opened(book, FakeDocument(TEXT))
    shelf.reached(Place(1, 0, 0), "The last one.", 2)
    moved = book.rename(tmp_path / "renamed.txt")
    assert shelf.opened(moved, FakeDocument(TEXT)) == Place(1)
    assert [known.source for known in shelf.recent()] == [str(moved)]


def test_a_text_that_is_no_file_is_known_by_its_words() -> None:
    assert identity_of(Excerpt("words", title="a")) == identity_of(Excerpt("words")) != identity_of(Excerpt("others"))


def test_a_file_that_is_gone_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"gone\.txt could not be read"):
        identity_of(tmp_path / "gone.txt")


@pytest.mark.parametrize(
    ("place", "words", "found"),
    [
        (Place(0, 1, 16), "It goes on.", Place(0, 1, 16)),
        (Place(0, 0, 0), "It goes on.", Place(0, 1, 16)),  # taken apart in another way
        (Place(0, 0, 0), "The last one.", Place(1, 0, 0)),
        (Place(1, 7, 3), "never said", Place(1)),
        (Place(9, 0, 0), "The first one.", Place(0)),
    ],
)
def test_a_place_is_found_again_by_its_words(place: Place, words: str, found: Place) -> None:
    assert found_again(FakeDocument(TEXT), place, words) == found


def test_a_section_that_cannot_be_had_is_passed_over_when_a_place_is_looked_for() -> None:
    assert found_again(FakeDocument(TEXT, broken=frozenset({0})), Place(0), "The last one.") == Place(1)


def test_recent_documents_come_newest_first_with_how_far_they_were_read(tmp_path: Path, book: Path) -> None:
    shelf_in(tmp_path, now=1).opened(book, FakeDocument(TEXT, title="Older"))
    newer = shelf_in(tmp_path, now=2)
    newer.opened("https://example.org/", FakeDocument(TEXT, title="Newer"))
    newer.opened(Excerpt("Words of the clipboard."), FakeDocument(TEXT))  # nothing to open once more
    newer.opened("https://example.org/", FakeDocument(TEXT, title="Newer"))
    newer.reached(Place(1), "The last one.", 2)
    assert [(known.title, known.progress) for known in newer.recent()] == [("Newer", 0.5), ("Older", 0.0)]


def test_bookmarks_come_in_reading_order_with_their_notes(tmp_path: Path, book: Path) -> None:
    shelf = shelf_in(tmp_path)
    shelf.opened(book, FakeDocument(TEXT))
    shelf.bookmark(Place(1), "The last one.", "to do")
    shelf.bookmark(Place(0, 1), "The second one.")
    shelf.bookmark(Place(1), "The last one.", "done")  # the note is changed
    second, last = shelf.bookmarks()
    assert (second.place, second.note) == (Place(0, 1), "")
    assert last == Bookmark(last.id, Place(1), "The last one.", "done")


def test_a_bookmark_can_be_removed(tmp_path: Path, book: Path) -> None:
    shelf = shelf_in(tmp_path)
    shelf.opened(book, FakeDocument(TEXT))
    shelf.bookmark(Place(1), "The last one.")
    shelf.remove_bookmark(shelf.bookmarks()[0].id)
    assert shelf.bookmarks() == []


def test_a_document_can_be_forgotten_with_its_bookmarks(tmp_path: Path, book: Path) -> None:
    shelf = shelf_in(tmp_path)
    shelf.opened(book, FakeDocument(TEXT))
    shelf.bookmark(Place(1), "The last one.")
    shelf.forget(str(book))
    assert (shelf.recent(), shelf.bookmarks()) == ([], [])


def test_a_file_that_is_no_database_is_told_in_a_sentence(tmp_path: Path, book: Path) -> None:
    path = tmp_path / "documents.sqlite"
    path.write_bytes(b"no database at all, and long enough to be looked at as one" * 20)
    with pytest.raises(StoreError, match="What is kept of documents"):
        DocumentShelf(path).opened(book, FakeDocument(TEXT))
