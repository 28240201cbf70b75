"""EPUB: the spine is the order, the navigation the outline."""

import time
from pathlib import Path

import pytest

from tests.documents.making import epub
from voiceassistant.documents.document import Chapter, Kind, Place
from voiceassistant.documents.epub import EpubDocument, opened_tags
from voiceassistant.errors import DocumentError

NAV = """<ol><li><a href="c0.xhtml">Start</a></li><li><a href="c1.xhtml">Middle</a>
<ol><li><a href="c1.xhtml#b">Part <i>b</i></a></li><li><a href="gone.xhtml">Gone</a></li></ol></li></ol>"""
CHAPTERS = ["<h1>Start</h1><p>One.</p>", '<h1>Middle</h1><p>Two.</p><h2><a id="b"></a>Part b</h2><p id="c">Three.</p>']


def test_each_chapter_is_a_section(tmp_path: Path) -> None:
    book = EpubDocument(epub(tmp_path / "a.epub", CHAPTERS))
    assert (book.title, book.language, book.sections, book.pages) == ("A Small Book", "en", 2, False)
    assert [(block.kind, block.text) for block in book.section(0)] == [
        (Kind.HEADING, "Start"),
        (Kind.PARAGRAPH, "One."),
    ]
    assert book.section(1) == book.section(1)
    book.close()


def test_the_outline_leads_to_blocks(tmp_path: Path) -> None:
    book = EpubDocument(epub(tmp_path / "a.epub", CHAPTERS, nav=NAV))
    assert book.outline() == [
        Chapter("Start", 1, Place(0)),
        Chapter("Middle", 1, Place(1)),
        Chapter("Part b", 2, Place(1, 2)),
    ]
    book.close()


def test_the_older_outline(tmp_path: Path) -> None:
    point = "<navPoint><navLabel><text>{}</text></navLabel><content src='{}'/>{}</navPoint>"
    ncx = point.format("Middle", "c1.xhtml", point.format("Three", "c1.xhtml#c", ""))
    book = EpubDocument(epub(tmp_path / "a.epub", CHAPTERS, ncx=ncx))
    assert book.outline() == [Chapter("Middle", 1, Place(1)), Chapter("Three", 2, Place(1, 3))]
    book.close()


def test_elements_closed_at_once_swallow_nothing(tmp_path: Path) -> None:
    chapter = '<a id="x"/><p>One <i/>two.</p><script src="y"/><p class="e"/><p>Three.</p>'
    book = EpubDocument(epub(tmp_path / "a.epub", [chapter]))
    assert [block.text for block in book.section(0)] == ["One two.", "Three."]
    book.close()


def test_notes_at_the_end_are_notes(tmp_path: Path) -> None:
    chapter = """<p>Words<a epub:type="noteref" href="#n1">1</a>.</p>
    <aside epub:type="footnote" id="n1"><p>A note.</p></aside>"""
    book = EpubDocument(epub(tmp_path / "a.epub", [chapter]))
    assert [(block.kind, block.text) for block in book.section(0)] == [
        (Kind.PARAGRAPH, "Words."),
        (Kind.FOOTNOTE, "A note."),
    ]
    book.close()


def test_copy_protection_is_told_and_garbled_fonts_are_not(tmp_path: Path) -> None:
    told = '<encryption><EncryptedData><EncryptionMethod Algorithm="{}"/></EncryptedData></encryption>'
    fonts = {"META-INF/encryption.xml": told.format("http://www.idpf.org/2008/embedding")}
    EpubDocument(epub(tmp_path / "a.epub", CHAPTERS, more=fonts)).close()
    text = {"META-INF/encryption.xml": told.format("http://www.w3.org/2001/04/xmlenc#aes128-cbc")}
    with pytest.raises(DocumentError, match=r"is protected against copying \(DRM\)"):
        EpubDocument(epub(tmp_path / "b.epub", CHAPTERS, more=text))


def test_tags_that_never_end_take_no_time() -> None:
    start = time.monotonic()
    for markup in ("<a " + "x " * 50_000, "<a " * 30_000, "<a " + "'x' " * 20_000 + ">"):
        assert opened_tags(markup) == markup
    assert time.monotonic() - start < 5
