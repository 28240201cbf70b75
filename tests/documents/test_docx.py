"""DOCX: paragraphs by their styles."""

from pathlib import Path

import pytest

from tests.documents.making import docx, paragraph, word_part
from voiceassistant.documents.docx import open_docx
from voiceassistant.errors import NothingToRead

STYLES = """
<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="en-US" w:eastAsia="ko-KR"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:styleId="1"><w:name w:val="heading 1"/></w:style>
<w:style w:styleId="Mine"><w:name w:val="Mine"/><w:basedOn w:val="1"/></w:style>
<w:style w:styleId="Toc"><w:name w:val="toc 1"/></w:style>
<w:style w:styleId="Cap"><w:name w:val="caption"/></w:style>
<w:style w:styleId="Loop"><w:name w:val="loop"/><w:basedOn w:val="Loop"/></w:style>
"""


def read(path: Path) -> list[tuple[str, str]]:
    document = open_docx(path)
    try:
        return [
            (block.kind.value, block.text) for number in range(document.sections) for block in document.section(number)
        ]
    finally:
        document.close()


def test_styles_tell_what_a_paragraph_is(tmp_path: Path) -> None:
    body = (
        paragraph("Contents 3", "Toc")
        + paragraph("Start", "1")
        + paragraph("Words.", "Loop")
        + paragraph("Below", "Mine")
        + paragraph("Shown.", "Cap")
        + '<w:p><w:pPr><w:numPr><w:numId w:val="4"/></w:numPr></w:pPr><w:r><w:t>A thing</w:t></w:r></w:p>'
    )
    assert read(docx(tmp_path / "a.docx", body, {"word/styles.xml": word_part("styles", STYLES)})) == [
        ("navigation", "Contents 3"),
        ("heading", "Start"),
        ("paragraph", "Words."),
        ("heading", "Below"),
        ("caption", "Shown."),
        ("item", "A thing"),
    ]


def test_what_is_deleted_hidden_or_a_field_is_not_read(tmp_path: Path) -> None:
    body = """<w:p><w:r><w:t xml:space="preserve">One </w:t></w:r><w:del><w:r><w:delText>two </w:delText></w:r></w:del>
    <w:ins><w:r><w:t>three</w:t></w:r></w:ins><w:r><w:instrText>PAGE</w:instrText></w:r>
    <w:r><w:rPr><w:vanish/></w:rPr><w:t>four</w:t></w:r><w:r><w:tab/><w:t>five</w:t><w:noBreakHyphen/><w:t>six.</w:t></w:r></w:p>"""
    assert read(docx(tmp_path / "a.docx", body)) == [("paragraph", "One three five-six.")]


def test_notes_follow_their_paragraph(tmp_path: Path) -> None:
    body = '<w:p><w:r><w:t>Words</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:t>.</w:t></w:r></w:p>'
    notes = word_part("footnotes", f'<w:footnote w:id="2">{paragraph("A note.")}</w:footnote>')
    assert read(docx(tmp_path / "a.docx", body, {"word/footnotes.xml": notes})) == [
        ("paragraph", "Words."),
        ("footnote", "A note."),
    ]


def test_tables(tmp_path: Path) -> None:
    def cell(text: str) -> str:
        return f"<w:tc>{paragraph(text)}</w:tc>"

    data = f"<w:tbl><w:tr>{cell('Tea')}{cell('2')}</w:tr></w:tbl>"
    layout = f"<w:tbl><w:tr>{cell('In a box.')}</w:tr></w:tbl>"
    assert read(docx(tmp_path / "a.docx", data + layout)) == [("table", "Tea, 2"), ("paragraph", "In a box.")]


def test_references_go_on_over_sections(tmp_path: Path) -> None:
    body = paragraph("Title", "Heading1") + paragraph("Words.") * 160 + paragraph("References", "Heading1")
    kinds = [kind for kind, _ in read(docx(tmp_path / "a.docx", body + paragraph("Somebody, 2001.") * 300))]
    assert kinds.count("references") == 301


def test_a_thousand_pages_are_cut_into_sections(tmp_path: Path) -> None:
    document = open_docx(docx(tmp_path / "a.docx", paragraph("Words.") * 1000))
    assert document.sections == 5
    assert sum(len(document.section(number)) for number in range(5)) == 1000
    document.close()


def test_the_language_is_that_of_its_letters(tmp_path: Path) -> None:
    styles = {"word/styles.xml": word_part("styles", STYLES)}
    assert open_docx(docx(tmp_path / "a.docx", paragraph("Words."), styles)).language == "en"
    assert open_docx(docx(tmp_path / "b.docx", paragraph("안녕하세요."), styles)).language == "ko"


def test_pictures_only_is_nothing_to_read(tmp_path: Path) -> None:
    with pytest.raises(NothingToRead):
        open_docx(docx(tmp_path / "a.docx", "<w:p/>"))
