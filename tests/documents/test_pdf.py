from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.documents.pdf_writer import HEIGHT, WIDTH, Page, write
from voiceassistant.documents.document import Block, Chapter, Kind, Place
from voiceassistant.documents.pdf import open_pdf
from voiceassistant.errors import DocumentError, DocumentLocked, NothingToRead

SAMPLES = Path(__file__).parent / "samples"
TEXT = [
    "The lamp in the hall went out at nine, and nobody in the",
    "house could say who had turned it off or why the cat was",
    "sitting on the stairs with so satisfied a look about her.",
]
MORE = [
    "In the morning the lamp was found in the garden, next to",
    "the well, where the gardener had seen it once before and",
    "had thought nothing of it, as he never does in the spring.",
]


def texts(blocks: Sequence[Block], kind: Kind) -> list[str]:
    return [block.text for block in blocks if block.kind is kind]


def test_paragraphs_are_joined_and_parted(tmp_path: Path) -> None:
    page = Page().lines(50, 100, TEXT).lines(50, 160, MORE)
    document = open_pdf(write(tmp_path / "a.pdf", [page]))
    assert texts(document.section(0), Kind.PARAGRAPH) == [" ".join(TEXT), " ".join(MORE)]


def test_an_indented_line_begins_a_paragraph(tmp_path: Path) -> None:
    page = Page().text(62, 100, TEXT[0]).lines(50, 112, TEXT[1:]).text(62, 136, MORE[0]).lines(50, 148, MORE[1:])
    document = open_pdf(write(tmp_path / "a.pdf", [page]))
    assert texts(document.section(0), Kind.PARAGRAPH) == [" ".join(TEXT), " ".join(MORE)]


def test_two_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    left = [f"left line number {n} fills it" for n in range(8)]
    right = [f"right line number {n} fills it" for n in range(8)]
    page = Page().text(60, 80, "A title that goes across both of the columns below", 14)
    for number, (one, other) in enumerate(zip(left, right, strict=True)):
        page.text(40, 120 + 12 * number, one).text(215, 120 + 12 * number, other)
    document = open_pdf(write(tmp_path / "a.pdf", [page]))
    heading, *rest = document.section(0)
    assert heading.kind is Kind.HEADING
    assert " ".join(block.text for block in rest) == " ".join(left + right)


def test_headers_and_page_numbers_are_furniture(tmp_path: Path) -> None:
    pages = [
        Page().text(50, 30, "The Lamp and the Cat").lines(50, 100, TEXT).text(195, 570, str(number + 7))
        for number in range(3)
    ]
    document = open_pdf(write(tmp_path / "a.pdf", pages))
    for number in range(3):
        blocks = document.section(number)
        assert texts(blocks, Kind.FURNITURE) == ["The Lamp and the Cat", str(number + 7)]
        assert texts(blocks, Kind.PARAGRAPH) == [" ".join(TEXT)]


def test_headers_with_changing_words_are_furniture(tmp_path: Path) -> None:
    headers = ["On lamps and light", "On cats in general", "On gardens at dawn", "On wells and water"]
    pages = [Page().text(50, 30, header).lines(50, 100, TEXT) for header in headers]
    document = open_pdf(write(tmp_path / "a.pdf", pages))
    assert [texts(document.section(n), Kind.FURNITURE) for n in range(4)] == [[header] for header in headers]


def test_footnotes_and_their_marks_are_told_apart(tmp_path: Path) -> None:
    page = Page().lines(50, 100, TEXT[:2]).text(50, 124, "The cat was there").text(128, 120, "1", 6)
    page.text(133, 124, " all night.").rule(50, 500, 100).text(54, 512, "1", 5).text(58, 514, "She denies it.", 8)
    blocks = open_pdf(write(tmp_path / "a.pdf", [page])).section(0)
    assert texts(blocks, Kind.FOOTNOTE) == ["She denies it."]
    assert texts(blocks, Kind.PARAGRAPH) == [" ".join([*TEXT[:2], "The cat was there all night."])]


def test_a_paragraph_that_goes_on_overleaf_is_whole_where_it_begins(tmp_path: Path) -> None:
    first = Page().lines(50, 100, TEXT[:2]).text(195, 570, "1")
    second = Page().lines(50, 60, [TEXT[2]]).lines(50, 100, MORE).text(195, 570, "2")
    document = open_pdf(write(tmp_path / "a.pdf", [first, second]))
    assert texts(document.section(1), Kind.PARAGRAPH) == [" ".join(MORE)]
    (whole,) = (block for block in document.section(0) if block.kind is Kind.PARAGRAPH)
    assert whole.text == " ".join(TEXT)
    assert {run.page for run in whole.runs} == {0, 1}


def test_a_paragraph_may_fill_a_page_between(tmp_path: Path) -> None:
    pages = [Page().lines(50, 100, [line]) for line in TEXT]
    document = open_pdf(write(tmp_path / "a.pdf", pages))
    assert [texts(document.section(n), Kind.PARAGRAPH) for n in (2, 1, 0)] == [[], [], [" ".join(TEXT)]]


def test_tables_are_rows(tmp_path: Path) -> None:
    page = Page().lines(50, 100, TEXT)
    rows = [("Lamp", "12", "brass"), ("Cat", "1", "grey"), ("Well", "1", "stone"), ("Stair", "14", "oak")]
    for number, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            page.text(60 + 90 * column, 160 + 12 * number, cell)
    blocks = open_pdf(write(tmp_path / "a.pdf", [page])).section(0)
    assert texts(blocks, Kind.TABLE) == [", ".join(cells) for cells in rows]


def test_code_keeps_its_lines(tmp_path: Path) -> None:
    page = (
        Page().lines(50, 100, TEXT).text(50, 160, "if lamp.lit:", font="C").text(50, 172, "    cat.sleep(2)", font="C")
    )
    blocks = open_pdf(write(tmp_path / "a.pdf", [page])).section(0)
    assert [line.strip() for line in texts(blocks, Kind.CODE)[0].split("\n")] == ["if lamp.lit:", "cat.sleep(2)"]


def test_lists_lose_their_bullets(tmp_path: Path) -> None:
    page = Page().lines(50, 100, TEXT).text(50, 150, "\u00b7 the lamp").text(50, 166, "2. the cat")
    blocks = open_pdf(write(tmp_path / "a.pdf", [page])).section(0)
    assert texts(blocks, Kind.ITEM) == ["the lamp", "2. the cat"]


def test_headings_have_levels_from_the_outline_or_from_their_look(tmp_path: Path) -> None:
    page = Page().text(50, 80, "Lamps", 18).lines(50, 110, TEXT).text(50, 170, "Of cats").lines(50, 190, MORE)
    page.text(50, 250, "2.1 Of wells", font="B").lines(50, 270, TEXT)
    document = open_pdf(write(tmp_path / "a.pdf", [page], [("Of cats", 0)]))
    found = {block.text: block.level for block in document.section(0) if block.kind is Kind.HEADING}
    assert found == {"Lamps": 1, "Of cats": 1, "2.1 Of wells": 2}


def test_what_is_quoted_is_set_aside(tmp_path: Path) -> None:
    page = Page().lines(50, 100, TEXT).text(50, 160, "References", 13)
    page.text(50, 180, "[1] Smith, A. The Lamp. London, 1998.").text(50, 196, "[2] Jones, B. The Cat. Paris, 2003.")
    overleaf = (
        Page().text(50, 100, "[3] Young, C. The Well. Rome, 2011.").text(50, 130, "Appendix", 13).lines(50, 150, MORE)
    )
    document = open_pdf(write(tmp_path / "a.pdf", [page, overleaf]))
    assert len(texts(document.section(0), Kind.REFERENCES)) == 3
    assert texts(document.section(1), Kind.REFERENCES) == ["[3] Young, C. The Well. Rome, 2011."]
    assert texts(document.section(1), Kind.PARAGRAPH) == [" ".join(MORE)]


def test_words_of_a_drawing_are_told_apart(tmp_path: Path) -> None:
    page = Page().lines(50, 100, TEXT).text(80, 240, "Hinge").text(150, 260, "Latch").lines(50, 400, MORE)
    for number in range(6):
        page.box(60 + 20 * number, 200, 40, 80)
    blocks = open_pdf(write(tmp_path / "a.pdf", [page])).section(0)
    assert texts(blocks, Kind.FIGURE) == ["Hinge", "Latch"]
    assert texts(blocks, Kind.PARAGRAPH) == [" ".join(TEXT), " ".join(MORE)]


def test_places_on_the_page(tmp_path: Path) -> None:
    document = open_pdf(write(tmp_path / "a.pdf", [Page().lines(50, 100, TEXT)]))
    assert document.page_size(0) == (WIDTH, HEIGHT)
    (block,) = document.section(0)
    start = block.text.index("could say")
    (run,) = block.origins(start, start + len("could say"))
    (box,) = document.boxes(run)
    assert 50 < box.left < box.right < WIDTH
    assert box.top < 112 < box.bottom + 4
    assert document.character_at(0, (box.left + box.right) / 2, (box.top + box.bottom) / 2) in range(
        run.origin, run.origin + run.length
    )
    assert document.character_at(0, 350, 500) is None
    picture = document.picture(0, 200)
    assert (picture.width, picture.height, len(picture.rgb)) == (200, 300, 200 * 300 * 3)
    assert min(picture.rgb) < 100 < max(picture.rgb)


def test_a_picture_is_never_too_large(tmp_path: Path) -> None:
    picture = open_pdf(write(tmp_path / "a.pdf", [Page().lines(50, 100, TEXT)])).picture(0, 50_000)
    assert 15_000_000 < picture.width * picture.height <= 16_000_000


def test_what_a_document_tells_of_itself(tmp_path: Path) -> None:
    pages = [Page().lines(50, 100, TEXT), Page().lines(50, 100, MORE)]
    told = open_pdf(write(tmp_path / "a.pdf", pages, [("One", 0), ("Two", 1)], title="The Lamp", language="en-GB"))
    assert (told.title, told.language, told.sections, told.pages) == ("The Lamp", "en", 2, True)
    assert told.outline() == (Chapter("One", 1, Place(0)), Chapter("Two", 1, Place(1)))
    silent = open_pdf(write(tmp_path / "night.pdf", pages, title="Microsoft Word - x.doc"))
    assert (silent.title, silent.language, silent.outline()) == ("night", "", ())


def test_what_cannot_be_read_says_why(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match=r"none.pdf cannot be opened"):
        open_pdf(tmp_path / "none.pdf")
    (tmp_path / "broken.pdf").write_bytes((SAMPLES / "footnotes.pdf").read_bytes()[:9000])
    with pytest.raises(DocumentError, match=r"broken.pdf is broken, or no PDF"):
        open_pdf(tmp_path / "broken.pdf")
    with pytest.raises(NothingToRead, match=r"blank.pdf holds no text"):
        open_pdf(write(tmp_path / "blank.pdf", [Page(), Page()]))
    document = open_pdf(write(tmp_path / "a.pdf", [Page().lines(50, 100, TEXT)]))
    with pytest.raises(DocumentError, match="has no page 2"):
        document.section(1)


def test_a_locked_document_wants_its_password() -> None:
    for password in (None, "open barley"):
        with pytest.raises(DocumentLocked):
            open_pdf(SAMPLES / "locked.pdf", password)
    document = open_pdf(SAMPLES / "locked.pdf", "open sesame")
    assert [block.text for block in document.section(0)] == ["What stands here is locked."]
    document.close()
