"""Text that is no file."""

import pytest

from voiceassistant.documents.document import Kind
from voiceassistant.documents.text_document import text_document
from voiceassistant.errors import NothingToRead


def test_plain_text() -> None:
    document = text_document("First line.\nSecond line.")
    assert document.title == "First line. Second line."
    assert [block.text for block in document.section(0)] == ["First line.", "Second line."]


def test_markup_tells_more_than_text() -> None:
    markup = "Version:0.9<html><!--StartFragment--><h2>Head</h2><p>Words.</p><!--EndFragment--></html>"
    blocks = text_document("Head Words.", markup, "Clipboard").section(0)
    assert [(block.kind, block.text) for block in blocks] == [(Kind.HEADING, "Head"), (Kind.PARAGRAPH, "Words.")]


@pytest.mark.parametrize(("text", "markup"), [("  ", ""), ("", "<img src=x>")])
def test_nothing_to_read(text: str, markup: str) -> None:
    with pytest.raises(NothingToRead):
        text_document(text, markup)
