"""Addresses: fetched once, from nowhere that was not meant."""

import gzip
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from voiceassistant.documents.safe import DocumentOpener
from voiceassistant.documents.web import fetch, is_public, open_address
from voiceassistant.errors import DocumentError, DocumentTooLarge

pytestmark = pytest.mark.slow

PAGE = (
    '<html><head><link rel="stylesheet" href="/s.css"></head><body><img src="/i.png"><p>안녕하세요.</p></body></html>'
)


class Site(BaseHTTPRequestHandler):
    asked: list[str]
    ended: threading.Event

    def do_GET(self) -> None:
        self.asked.append(self.path)
        match self.path:
            case "/page":
                self._give(PAGE.encode("euc-kr"), "text/html; charset=euc-kr")
            case "/notes.md?x=1":
                self._give(b"# Notes\n\nWords.", "text/plain")
            case "/zipped":
                self._give(gzip.compress(b"<p>Words.</p>"), "text/html", "gzip")
            case "/bomb":
                self._give(gzip.compress(bytes(50_000_000)), "text/html", "gzip")
            case "/garbled":
                self._give(b"no gzip at all", "text/html", "gzip")
            case "/moved":
                self._lead("/page")
            case "/round":
                self._lead("/round")
            case "/out":
                self._lead(f"http://localhost:{self.server.server_address[1]}/page")
            case "/file":
                self._lead("file:///etc/passwd")
            case "/endless":
                self._give_slowly()
            case "/broken":
                self.send_error(503)
            case _:
                self.send_error(404)

    def _give(self, content: bytes, kind: str, encoding: str = "") -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        if encoding:
            self.send_header("Content-Encoding", encoding)
        self.end_headers()
        self.wfile.write(content)

    def _lead(self, where: str) -> None:
        self.send_response(302)
        self.send_header("Location", where)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _give_slowly(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        try:
            while not self.ended.wait(0.02):
                self.wfile.write(b"<p>more")
        except OSError:
            return  # hung up

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        """Says nothing."""


@pytest.fixture
def site() -> Iterator[tuple[str, list[str]]]:
    class Own(Site):
        asked: list[str] = []  # noqa: RUF012 - one a test
        ended = threading.Event()

    server = ThreadingHTTPServer(("127.0.0.1", 0), Own)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}", Own.asked
    Own.ended.set()
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_page_is_fetched_and_nothing_with_it(site: tuple[str, list[str]], tmp_path: Path) -> None:
    address, asked = site
    opener = DocumentOpener()
    document, fetched = open_address(f"{address}/moved", tmp_path, opener)
    assert [block.text for block in document.section(0)] == ["안녕하세요."]
    assert fetched.path == tmp_path / "page.html"
    assert fetched.address == f"{address}/page"
    assert asked == ["/moved", "/page"]
    document.close()
    opener.close()


@pytest.mark.parametrize(("path", "name"), [("/notes.md?x=1", "notes.md"), ("/zipped", "zipped.html")])
def test_a_file_is_called_as_it_is_there(site: tuple[str, list[str]], tmp_path: Path, path: str, name: str) -> None:
    fetched = fetch(site[0] + path, tmp_path)
    assert fetched.path == tmp_path / name
    assert b"Words." in fetched.path.read_bytes()


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("/out", "leads to a private network"),
        ("/file", "leads to something that is no web address"),
        ("/round", "from one address to the next without end"),
        ("/gone", "has no such page"),
        ("/broken", "has trouble of its own"),
        ("/garbled", "sent a broken answer"),
    ],
)
def test_what_goes_wrong_is_said_in_a_sentence(
    site: tuple[str, list[str]], tmp_path: Path, path: str, says: str
) -> None:
    with pytest.raises(DocumentError, match=says) as failure:
        fetch(site[0] + path, tmp_path)
    assert failure.value.sentence.endswith("Check the address and the network.")


def test_more_than_a_page_is_not_fetched(site: tuple[str, list[str]], tmp_path: Path) -> None:
    for path in ("/page", "/bomb", "/endless"):
        with pytest.raises(DocumentTooLarge, match="is larger than"):
            fetch(site[0] + path, tmp_path, most_bytes=60)


def test_one_that_never_ends_is_left(site: tuple[str, list[str]], tmp_path: Path) -> None:
    start = time.monotonic()
    with pytest.raises(DocumentError, match="takes too long"):
        fetch(f"{site[0]}/endless", tmp_path, seconds=0.3)
    assert time.monotonic() - start < 5


@pytest.mark.parametrize(
    "address", ["file:///etc/passwd", "ftp://example.org/a", "javascript:alert(1)", "https://", "data:text/html,a", ""]
)
def test_only_web_addresses_are_fetched(tmp_path: Path, address: str) -> None:
    with pytest.raises(DocumentError):
        fetch(address, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_nobody_there(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match=r"127\.0\.0\.1 could not be reached"):
        fetch("http://127.0.0.1:9", tmp_path)


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1::1", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("::1", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("::ffff:127.0.0.1", False),
        ("2002:7f00:1::", False),
        ("64:ff9b::7f00:1", False),
    ],
)
def test_private_networks(address: str, public: bool) -> None:
    assert is_public(address) is public
