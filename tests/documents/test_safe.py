"""Documents through the process that parses them: hostile files, crashes, time."""

import os
import signal
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.documents.making import archive, docx, epub, odt, paragraph, xhtml
from voiceassistant.documents.document import Kind
from voiceassistant.documents.safe import DocumentOpener, SafeDocument
from voiceassistant.errors import DocumentError, DocumentTooLarge, NothingToRead

pytestmark = pytest.mark.slow

MOST_MEGABYTES = 300
MOST_SECONDS = 10.0  # on a machine that others use, too


@pytest.fixture
def opener() -> Iterator[DocumentOpener]:
    opener = DocumentOpener()
    yield opener
    opener.close()


def texts(document: SafeDocument) -> list[str]:
    return [block.text for number in range(document.sections) for block in document.section(number)]


def peak_megabytes(document: SafeDocument) -> int:
    status = Path(f"/proc/{document.pid}/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) // 1024


def test_a_document_is_the_same_there_and_here(tmp_path: Path, opener: DocumentOpener) -> None:
    nav = '<ol><li><a href="c0.xhtml">Start</a></li></ol>'
    path = epub(tmp_path / "a.epub", ["<h1>Start</h1><p>Words – 낱말.</p>"], nav=nav)
    document = opener.open(path)
    assert (document.title, document.language, document.sections, document.pages) == ("A Small Book", "en", 1, False)
    heading, block = document.section(0)
    assert (heading.kind, heading.level, block.text) == (Kind.HEADING, 1, "Words – 낱말.")
    assert block.origins(0, 5)[0].length == 5
    assert document.outline()[0].title == "Start"
    document.close()


def test_one_that_waits_is_taken_and_ended(tmp_path: Path, opener: DocumentOpener) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Words.")
    opener.warm(".txt")
    opener.warm()
    waits = opener.waiting_pid
    document = opener.open(path)
    assert document.pid == waits
    assert texts(document) == ["Words."]
    document.close()
    with pytest.raises(DocumentError, match="is closed"):
        document.section(0)
    opener.warm()
    pid = opener.waiting_pid
    assert pid is not None
    opener.close()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_text_that_is_no_file_is_parsed_there_too(opener: DocumentOpener) -> None:
    document = opener.open_text("Head Words.", "<h2>Head</h2><p>Words.</p>", "Clipboard")
    assert (document.title, texts(document)) == ("Clipboard", ["Head", "Words."])
    document.close()
    with pytest.raises(NothingToRead, match="There is no text in Clipboard"):
        opener.open_text("  ", title="Clipboard")
    with pytest.raises(DocumentTooLarge):
        opener.open_text("long" * 5_000_000)


def bomb(path: Path) -> Path:
    """A chapter of 250 MB in an archive of 0.25 MB."""
    epub(path, ["<p>The good chapter.</p>"])
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as file, file.open("OPS/bomb.xhtml", "w") as entry:
        for _ in range(250):
            entry.write(bytes(1_000_000))
    return path


def liar(path: Path) -> Path:
    """An entry that says that it is small, and is not."""
    content = b"<p>" + b"word " * 12_000_000
    epub(path, ["<p>Words.</p>", ""], more={"OPS/c1.xhtml": content})
    size, told = len(content).to_bytes(4, "little"), (9000).to_bytes(4, "little")
    path.write_bytes(path.read_bytes().replace(size, told))
    return path


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
DOCTYPE = f'<!DOCTYPE x [<!ENTITY l0 "ha">{LAUGHS}<!ENTITY file SYSTEM "file:///etc/passwd">]>'


def test_a_zip_bomb_is_refused(tmp_path: Path, opener: DocumentOpener) -> None:
    start = time.monotonic()
    with pytest.raises(DocumentTooLarge, match="unpacks to far more"):
        opener.open(bomb(tmp_path / "bomb.epub"))
    assert time.monotonic() - start < MOST_SECONDS + 10  # most of it to make the bomb


def test_an_archive_that_lies_about_its_sizes_costs_no_memory(tmp_path: Path, opener: DocumentOpener) -> None:
    document = opener.open(liar(tmp_path / "liar.epub"))
    try:
        assert document.section(0)[0].text == "Words."
        with pytest.raises(DocumentError):
            document.section(1)
        assert peak_megabytes(document) < MOST_MEGABYTES
    finally:
        document.close()


def test_too_many_entries_are_refused(tmp_path: Path, opener: DocumentOpener) -> None:
    path = archive(tmp_path / "many.epub", {f"{number}": "" for number in range(10_001)})
    with pytest.raises(DocumentTooLarge, match="10,001 entries"):
        opener.open(path)


def test_entities_of_a_chapter_are_neither_blown_up_nor_followed(tmp_path: Path, opener: DocumentOpener) -> None:
    chapter = f"{DOCTYPE}<html><body><p>Before.</p><p>&l9;&file;</p><p>After.</p></body></html>"
    document = opener.open(epub(tmp_path / "a.epub", ["<p>First.</p>", ""], more={"OPS/c1.xhtml": chapter}))
    try:
        found = texts(document)
        assert (found[1], found[-1]) == ("Before.", "After.")
        assert "root:" not in " ".join(found)
        assert sum(map(len, found)) < 1000
        assert peak_megabytes(document) < MOST_MEGABYTES
    finally:
        document.close()


@pytest.mark.parametrize("entities", ["&l9;", "&file;"])
@pytest.mark.parametrize("kind", ["docx", "odt"])
def test_office_files_have_no_entities(tmp_path: Path, opener: DocumentOpener, kind: str, entities: str) -> None:
    path = tmp_path / f"a.{kind}"
    if kind == "docx":
        _with_entities(docx(path, paragraph("Before.") + paragraph(entities)))
    else:
        _with_entities(odt(path, f"<text:p>Before.</text:p><text:p>{entities}</text:p>"))
    start = time.monotonic()
    try:
        document = opener.open(path)
    except DocumentError as error:
        assert str(error) == f"a.{kind} is broken: its XML cannot be parsed"  # noqa: PT017 - either is right
    else:
        assert texts(document) == ["Before."]
        assert peak_megabytes(document) < MOST_MEGABYTES
        document.close()
    assert time.monotonic() - start < MOST_SECONDS


def _with_entities(path: Path) -> Path:
    with zipfile.ZipFile(path) as file:
        entries = {name: file.read(name).decode() for name in file.namelist()}
    declared = '<?xml version="1.0"?>'
    return archive(
        path, {n: e.replace(declared, declared + DOCTYPE) if "Before." in e else e for n, e in entries.items()}
    )


def test_names_that_lead_out_of_the_archive_are_only_names(tmp_path: Path, opener: DocumentOpener) -> None:
    secret = tmp_path / "secret.xhtml"
    secret.write_text(xhtml("<p>A secret.</p>"))
    up = "../" * 20 + str(secret).lstrip("/")
    path = epub(tmp_path / "a.epub", ["<p>Words.</p>"], more={"../../evil.txt": "evil"})
    _replace(path, "OPS/book.opf", b'href="c0.xhtml"', f'href="{up}"'.encode())
    with pytest.raises(NothingToRead):
        opener.open(path)
    assert not (tmp_path.parent.parent / "evil.txt").exists()


def _replace(path: Path, name: str, old: bytes, new: bytes) -> None:
    with zipfile.ZipFile(path) as file:
        entries = {entry: file.read(entry) for entry in file.namelist()}
    archive(path, entries | {name: entries[name].replace(old, new)})


def deep(path: Path) -> Path:
    levels = 100_000
    return docx(path, "<w:tbl><w:tr><w:tc>" * levels + paragraph("deep") + "</w:tc></w:tr></w:tbl>" * levels)


def cut(path: Path) -> Path:
    whole = epub(path, ["<p>Words.</p>" * 500]).read_bytes()
    path.write_bytes(whole[: len(whole) // 3])
    return path


def locked_archive(path: Path) -> Path:
    """An EPUB whose entries say that they are encrypted."""
    content = bytearray(epub(path, ["<p>Words.</p>"]).read_bytes())
    for mark, at in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        found = content.find(mark)
        while found >= 0:
            content[found + at] |= 1
            found = content.find(mark, found + 4)
    path.write_bytes(content)
    return path


def zeros(path: Path) -> Path:
    with path.open("wb") as file:
        file.truncate(3_000_000_000)
    return path


@pytest.mark.parametrize(
    ("make", "name"),
    [
        (deep, "deep.docx"),
        (cut, "cut.epub"),
        (locked_archive, "locked.epub"),
        (zeros, "zeros.txt"),
        (zeros, "zeros.html"),
    ],
)
def test_broken_files_are_told_in_a_sentence(
    tmp_path: Path, opener: DocumentOpener, make: Callable[[Path], Path], name: str
) -> None:
    path = make(tmp_path / name)
    start = time.monotonic()
    with pytest.raises(DocumentError) as failure:
        opener.open(path)
    assert failure.value.sentence.startswith(name)
    assert failure.value.sentence.count("Traceback") == 0
    assert time.monotonic() - start < MOST_SECONDS


def test_a_text_of_a_hundred_megabytes_in_one_line(tmp_path: Path, opener: DocumentOpener) -> None:
    path = tmp_path / "line.txt"
    with path.open("wb") as file:
        for _ in range(100):
            file.write(b"words without an end " * 50_000)
    start = time.monotonic()
    document = opener.open(path)
    try:
        assert document.section(0)[0].text.startswith("words without")
        assert document.section(document.sections - 1)[0].text.endswith("without an end")
        assert peak_megabytes(document) < MOST_MEGABYTES
        assert time.monotonic() - start < MOST_SECONDS
    finally:
        document.close()


def test_a_link_to_a_device_is_no_file(tmp_path: Path, opener: DocumentOpener) -> None:
    (tmp_path / "link.txt").symlink_to("/dev/zero")
    with pytest.raises(DocumentError, match="is a device"):
        opener.open(tmp_path / "link.txt")


def test_a_failed_opening_leaves_no_process(tmp_path: Path, opener: DocumentOpener) -> None:
    opener.warm()
    pid = opener.waiting_pid
    assert pid is not None
    with pytest.raises(DocumentError):
        opener.open(tmp_path / "gone.txt")
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


# The process as it is, with a document in it that behaves badly.
BAD = """
import os, signal, socket, subprocess, sys, time
from voiceassistant.documents import process
from voiceassistant.documents.document import Block, Kind

class Bad:
    title, language, sections, pages = "Bad", "", 9, False
    def section(self, number):
        match number:
            case 1: os.kill(os.getpid(), signal.SIGSEGV)
            case 2: time.sleep(600)
            case 3: bytearray(4_000_000_000)
            case 4: socket.create_connection(("127.0.0.1", 9), 1)
            case 5: subprocess.run(["true"])
            case 6: print("noise " * 1000); os.write(1, b"noise")
            case 7: return [Block(Kind.PARAGRAPH, os.environ.get("OPENAI_API_KEY", "no key"))]
            case 8: return self.section(8)
        return [Block(Kind.PARAGRAPH, f"Section {number}.")]
    def close(self): pass

process.main(lambda path, password, content_type: Bad())
"""


@pytest.fixture
def bad(tmp_path: Path) -> Iterator[SafeDocument]:
    path = tmp_path / "bad.txt"
    path.write_text("any")
    document = DocumentOpener((sys.executable, "-P", "-c", BAD), most_seconds=5.0).open(path)
    yield document
    document.close()


@pytest.mark.parametrize(
    ("number", "says"),
    [
        (1, "part 2, cannot be read: its parser breaks on it. The rest of it can be read."),
        (3, "needs more memory than a document may"),
        (4, "is broken"),
        (5, "is broken"),
        (8, "is nested too deeply"),
    ],
)
def test_what_goes_wrong_costs_one_section(bad: SafeDocument, number: int, says: str) -> None:
    with pytest.raises(DocumentError) as failure:
        bad.section(number)
    assert says in failure.value.sentence
    assert bad.section(0)[0].text == "Section 0."


def test_what_takes_too_long_is_ended(tmp_path: Path) -> None:
    path = tmp_path / "bad.txt"
    path.write_text("any")
    with pytest.raises(DocumentError, match="takes too long"):
        DocumentOpener((sys.executable, "-c", "import time; time.sleep(600)"), most_seconds=0.2).open(path)


def test_a_section_that_takes_too_long_costs_only_itself(bad: SafeDocument) -> None:
    pid = bad.pid
    with pytest.raises(DocumentError, match="part 3, takes too long"):
        bad.section(2)
    assert bad.section(0)[0].text == "Section 0."
    assert bad.pid != pid


def test_what_a_library_prints_is_no_answer(bad: SafeDocument) -> None:
    assert bad.section(6)[0].text == "Section 6."


def test_keys_are_not_handed_down(bad: SafeDocument) -> None:
    assert bad.section(7)[0].text == "no key"


def test_a_process_that_was_killed_between_two_calls_is_not_missed(bad: SafeDocument) -> None:
    assert bad.pid is not None
    os.kill(bad.pid, signal.SIGKILL)
    os.waitid(os.P_PID, bad.pid, os.WEXITED | os.WNOWAIT)
    assert bad.section(0)[0].text == "Section 0."


@pytest.mark.parametrize("answer", ["b'nonsense!' * 9", "b'\\0\\0\\0\\2\\0\\0\\0\\0[]'", "b'\\xff' * 8"])
def test_nonsense_from_the_process_is_not_believed(tmp_path: Path, answer: str) -> None:
    path = tmp_path / "a.txt"
    path.write_text("any")
    says = (
        f"import sys; sys.stdin.buffer.read(8); sys.stdout.buffer.write({answer}); sys.stdout.flush(); sys.stdin.read()"
    )
    with pytest.raises(DocumentError, match=r"a\.txt"):
        DocumentOpener((sys.executable, "-c", says), most_seconds=5.0).open(path)
