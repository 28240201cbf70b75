"""ODT: headings, lists, notes and tables are elements of their own."""

from pathlib import Path

import pytest

from tests.documents.making import odt
from voiceassistant.documents.odt import open_odt
from voiceassistant.errors import DocumentError


def read(path: Path) -> list[tuple[str, str]]:
    document = open_odt(path)
    try:
        return [
            (block.kind.value, block.text) for number in range(document.sections) for block in document.section(number)
        ]
    finally:
        document.close()


def test_elements_are_what_they_say(tmp_path: Path) -> None:
    text = """<text:table-of-content><text:index-body><text:p>Start 1</text:p></text:index-body></text:table-of-content>
    <text:h text:outline-level="2">Start</text:h>
    <text:p>Words<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>A note.</text:p>
    </text:note-body></text:note> and<text:s/>more<text:line-break/>words.</text:p>
    <text:list><text:list-item><text:p>A thing</text:p></text:list-item></text:list>
    <text:p text:style-name="Quotations">Said.</text:p><text:p text:style-name="Title">Title</text:p>
    <table:table><table:table-row><table:table-cell><text:p>Tea</text:p></table:table-cell>
    <table:table-cell><text:p>2</text:p></table:table-cell></table:table-row></table:table>"""
    assert read(odt(tmp_path / "a.odt", text)) == [
        ("navigation", "Start 1"),
        ("heading", "Start"),
        ("paragraph", "Words and more words."),
        ("footnote", "A note."),
        ("item", "A thing"),
        ("quote", "Said."),
        ("heading", "Title"),
        ("table", "Tea, 2"),
    ]


def test_what_was_deleted_and_remarks_are_not_read(tmp_path: Path) -> None:
    text = """<text:tracked-changes><text:changed-region><text:deletion><text:p>Gone.</text:p></text:deletion>
    </text:changed-region></text:tracked-changes><text:p>Here<office:annotation><text:p>Remark</text:p>
    </office:annotation>.</text:p>"""
    assert read(odt(tmp_path / "a.odt", text)) == [("paragraph", "Here.")]


def test_an_encrypted_one_is_told(tmp_path: Path) -> None:
    manifest = '<manifest xmlns="m"><file-entry><encryption-data/></file-entry></manifest>'
    path = odt(tmp_path / "a.odt", "", {"META-INF/manifest.xml": manifest, "content.xml": b"\x8fgarbled"})
    with pytest.raises(DocumentError, match="is encrypted"):
        open_odt(path)
