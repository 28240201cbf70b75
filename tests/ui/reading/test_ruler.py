import pytest

from voiceassistant.documents.document import Block, Chapter, Kind, Place
from voiceassistant.ui.reading.opened import spot_at
from voiceassistant.ui.reading.ruler import STEPS, Ruler, chapter_at

BLOCKS = [Block(Kind.PARAGRAPH, "a" * length) for length in (100, 300, 600)]


def test_sections_are_equally_long_and_known_blocks_lie_within() -> None:
    ruler = Ruler(10)
    assert [ruler.at(Place(0)), ruler.at(Place(3, 2)), ruler.length] == [0, 3 * STEPS, 10 * STEPS]
    ruler.learn(3, BLOCKS)
    assert [ruler.at(Place(3, block)) for block in range(3)] == [3000, 3100, 3400]
    assert ruler.at(Place(3, 2, 300)) == 3700
    assert ruler.at(Place(3, 2, 600)) == 3999
    assert ruler.share(Place(5)) == 0.5


@pytest.mark.parametrize(
    ("at", "place"), [(0, (0, 0)), (3099, (3, 0)), (3100, (3, 1)), (3999, (3, 2)), (99999, (9, 0))]
)
def test_the_block_at_a_point(at: int, place: tuple[int, int]) -> None:
    ruler = Ruler(10)
    ruler.learn(3, BLOCKS)
    assert ruler.place(at) == Place(*place)


def test_an_empty_section_has_a_place_too() -> None:
    ruler = Ruler(0)
    ruler.learn(0, ())
    assert ruler.place(ruler.at(Place(0))) == Place(0)


def test_the_chapter_that_a_place_is_in() -> None:
    chapters = (Chapter("One", 1, Place(1)), Chapter("Inner", 2, Place(1, 5)), Chapter("Two", 1, Place(4)))
    places = (Place(0), Place(1), Place(1, 4, 90), Place(2), Place(4), Place(9))
    assert [chapter_at(chapters, place) for place in places] == [None, 0, 0, 1, 2, 2]
    assert chapter_at((*chapters, Chapter("Not told from Two", 2, Place(4))), Place(5)) == 2


@pytest.mark.parametrize(
    ("text", "character", "sentence", "word"),
    [
        ("One two. Three four.", 0, "One two.", "One"),
        ("One two. Three four.", 9, "Three four.", "Three"),
        ("It costs 3.50 now. Yes.", 0, "It costs 3.50 now.", "It"),
        ("Wer war's? “Ich!” Er.", 4, "war's?", "war's"),
        ("…", 0, "…", ""),
        ("No end", 3, "end", "end"),
    ],
)
def test_what_would_be_lit_at_a_place(text: str, character: int, sentence: str, word: str) -> None:
    spot = spot_at([Block(Kind.PARAGRAPH, text)], Place(0, 0, character))
    assert spot is not None
    assert spot.sentence.text == sentence
    assert text[spot.start : spot.end] == word


def test_nothing_is_lit_where_there_is_no_block() -> None:
    assert spot_at([], Place(0)) is None


def test_what_is_not_read_is_not_lit() -> None:
    blocks = [Block(Kind.PARAGRAPH, "Before."), Block(Kind.FOOTNOTE, "A note."), Block(Kind.PARAGRAPH, "It begins.")]
    spot = spot_at(blocks, Place(0, 1, 3))
    assert spot is not None
    assert (spot.place, spot.sentence.block) == (Place(0, 2), blocks[2])
    spot = spot_at(blocks, Place(0, 1), {Kind.FOOTNOTE})
    assert spot is not None
    assert spot.sentence.block == blocks[1]
