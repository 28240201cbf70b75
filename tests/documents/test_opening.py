"""What kind a document is, by what is in it."""

import os
import random
import zipfile
from pathlib import Path

import pytest
from msoffcrypto.format.ooxml import OOXMLFile

from tests.documents.making import archive, docx, epub, odt, paragraph
from voiceassistant.documents.docx import FlowDocument
from voiceassistant.documents.epub import EpubDocument
from voiceassistant.documents.html import ParsedDocument
from voiceassistant.documents.markdown import MarkdownDocument
from voiceassistant.documents.opening import looks_like_markdown, open_document
from voiceassistant.documents.plain_text import PlainText
from voiceassistant.documents.safe import open_safely
from voiceassistant.errors import DocumentError, DocumentLocked

COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SAMPLES = Path(__file__).parent / "samples"


def test_archives_are_told_apart_whatever_they_are_called(tmp_path: Path) -> None:
    for path, kind in (
        (epub(tmp_path / "a.zip", ["<p>Words.</p>"]), EpubDocument),
        (docx(tmp_path / "b.odt", paragraph("Words.")), FlowDocument),
        (odt(tmp_path / "c.docx", "<text:p>Words.</text:p>"), FlowDocument),
    ):
        document = open_document(path)
        assert isinstance(document, kind)
        assert document.section(0)[0].text == "Words."
        document.close()


@pytest.mark.parametrize(
    ("name", "content", "content_type", "kind"),
    [
        ("page", "<!-- a --> <!DOCTYPE html><p>Words.</p>", "", ParsedDocument),
        ("page.htm", "<p>Words.</p>", "", ParsedDocument),
        ("page.php", "<p>Words.</p>", "text/html; charset=utf-8", ParsedDocument),
        ("README.md", "Words.", "", MarkdownDocument),
        ("notes.txt", "Words.", "", PlainText),
        ("notes", "Words.", "", PlainText),
        ("program.py", "Words.", "", PlainText),
    ],
)
def test_texts_are_told_apart_by_their_start_or_their_name(
    tmp_path: Path, name: str, content: str, content_type: str, kind: type
) -> None:
    path = tmp_path / name
    path.write_text(content)
    document = open_document(path, content_type=content_type)
    assert isinstance(document, kind)
    assert document.section(0)[0].text == "Words."
    document.close()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "is empty"),
        (b"\x7fELF\x02\x01\x01\0\0\0", "of a kind that is not read. PDF, EPUB"),
        (b"{\\rtf1 Words.}", "of a kind that is not read"),
        (COMPOUND + bytes(600), "of Office's old kind"),
        (COMPOUND + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "A password is needed to open"),
        (COMPOUND + bytes(2_500_000) + "EncryptedPackage".encode("utf-16-le"), "A password is needed to open"),
        (b"PK\3\4 and then nothing", "is broken"),
    ],
)
def test_what_is_not_read_is_said_in_a_sentence(tmp_path: Path, content: bytes, says: str) -> None:
    path = tmp_path / "thing.bin"
    path.write_bytes(content)
    with pytest.raises(DocumentError) as failure:
        open_document(path)
    assert "thing.bin" in failure.value.sentence
    assert says in failure.value.sentence


def test_other_archives_are_not_read(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="of a kind that is not read"):
        open_document(archive(tmp_path / "a.zip", {"a.txt": "words"}))


def test_no_file_a_folder_and_a_device(tmp_path: Path) -> None:
    for path, says in (
        (tmp_path / "gone.txt", "There is no file"),
        (tmp_path, "is a folder"),
        (Path("/dev/zero"), "is a device"),
    ):
        with pytest.raises(DocumentError, match=says):
            open_document(path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(DocumentError, match="is a device"):
        open_document(tmp_path / "pipe")


@pytest.mark.parametrize(
    "text",
    [
        (SAMPLES / "readme.md").read_text("utf-8")[:4096],
        "# Shopping\n\n- bread\n- milk\n",
        "Read [the guide](https://example.org/guide) and **do not hurry**.\n",
        "---\ntitle: Notes\n---\n\nRun it:\n\n```sh\nls\n```\n",
        "| a | b |\n|---|---|\n| `x` | y |\n",
        "## 제목\r\n\r\n* 하나\r\n* 둘\r\n",
    ],
)
def test_markdown_without_a_name_is_known_by_its_signs(tmp_path: Path, text: str) -> None:
    path = tmp_path / "standard input"
    path.write_text(text, "utf-8")
    document = open_document(path)
    assert isinstance(document, MarkdownDocument)


@pytest.mark.parametrize(
    "text",
    [
        (SAMPLES / "social-contract.txt").read_text("utf-8")[:4096],
        "We are # 1 in this.\n# 2 is far behind.\n",
        "Prices*\n\n* without tax\n",
        "- bread\n- milk\n\nThat is 2 * 3 * 4 and 2 ** 3 ** 4.\n",
        "#!/bin/sh\n# lists\necho `ls`\n",
        "#love #peace\nIt is [sic] (as written) here.\n",
        "snake_case and __init__ and C:\\\\temp\\\\*.*\n",
        "-----\nOn Monday she wrote:\n> Good morning.\n-----\n",
    ],
)
def test_a_stray_sign_makes_no_markdown(text: str) -> None:
    assert not looks_like_markdown(text)


def test_a_docx_with_a_password_is_opened_with_it(tmp_path: Path) -> None:
    plain, locked = docx(tmp_path / "plain.docx", paragraph("Nobody else reads this.")), tmp_path / "locked.docx"
    with zipfile.ZipFile(plain, "a") as more:  # what is smaller than 4 KB msoffcrypto locks in a way nobody can read
        more.writestr("word/media/noise.bin", random.Random(1).randbytes(8000))
    with plain.open("rb") as file, locked.open("wb") as into:
        OOXMLFile(file).encrypt("open sesame", into)
    for password, says in ((None, "A password is needed to open"), ("sesame", "The password does not open")):
        with pytest.raises(DocumentLocked, match=f"{says} locked.docx"):
            open_safely(locked, password)
    document = open_safely(locked, "open sesame")
    assert document.section(0)[0].text == "Nobody else reads this."
    document.close()
