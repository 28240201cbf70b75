"""A page or a file from a web address: fetched once, into a folder, and nothing else with it.

Blocks: call it on a worker thread.
"""

import ipaddress
import re
import socket
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

import httpx2 as httpx

from voiceassistant.documents.safe import DocumentOpener, SafeDocument
from voiceassistant.errors import DocumentError, DocumentTooLarge

MOST_BYTES = 20_000_000
MOST_SECONDS = 20.0
MOST_REDIRECTS = 8

_PORTS = {"http": 80, "https": 443}
_HEADERS = {
    "User-Agent": "Mozilla/5.0 (compatible; voiceassistant)",
    "Accept": "text/html,application/xhtml+xml,application/pdf,application/epub+zip,text/*;q=0.9,*/*;q=0.5",
}
_SUFFIXES = {
    "text/html": ".html", "application/xhtml+xml": ".html", "application/pdf": ".pdf", "text/markdown": ".md",
    "application/epub+zip": ".epub",
}  # fmt: skip
_TRANSLATED = ipaddress.IPv6Network("64:ff9b::/96")  # IPv4 behind a gateway
_SAYS = {
    401: "wants a password",
    403: "does not let this program read the page",
    404: "has no such page",
    410: "has the page no longer",
    429: "is asked too often",
    451: "may not show the page here",
}


@dataclass(frozen=True, slots=True)
class Fetched:
    path: Path  # in the folder that was given
    content_type: str  # as the server told it, with its charset; may be empty
    address: str  # where it came from in the end


def open_address(
    address: str, folder: Path, opener: DocumentOpener, password: str | None = None
) -> tuple[SafeDocument, Fetched]:
    """Fetches and opens what an address leads to. Raises DocumentError.

    Args:
        address: As somebody types it; without "https://" it is thought of.
        folder: Where the file is kept; it has to stay as long as the document is open.
        opener: Opens it.
        password: For a document that wants one.
    """
    opener.warm(".html")  # while the network is waited for
    fetched = fetch(address, folder)
    return opener.open(fetched.path, password, fetched.content_type), fetched


def fetch(address: str, folder: Path, *, seconds: float = MOST_SECONDS, most_bytes: int = MOST_BYTES) -> Fetched:
    """Fetches one file. Raises DocumentError: no web address, not reached, refused, too large or too slow.

    Redirects are followed, but only to http and https, and never into a private network or to this computer:
    only who typed such an address gets there.
    """
    typed = _url(address)
    try:
        with httpx.Client(headers=_HEADERS, follow_redirects=False) as client:
            return _Fetching(client, typed, folder, time.monotonic() + seconds, most_bytes).fetched()
    except httpx.TimeoutException as error:
        raise _too_slow(typed) from error
    except httpx.DecodingError as error:
        raise _failure(f"{typed.host} sent a broken answer") from error
    except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
        raise _failure(f"{typed.host} could not be reached") from error


def _url(address: str) -> httpx.URL:
    address = address.strip()
    if not re.match(r"[A-Za-z][A-Za-z0-9+.-]*:(?!\d+(?:/|$))", address):
        address = f"https://{address}"
    try:
        url = httpx.URL(address)
    except (httpx.InvalidURL, ValueError) as error:
        raise _failure("This is no web address") from error
    if url.scheme not in _PORTS or not url.host:
        raise _failure("Only http and https addresses are fetched")
    return url


class _Fetching:
    def __init__(self, client: httpx.Client, typed: httpx.URL, folder: Path, deadline: float, most: int) -> None:
        self._client, self._typed, self._folder = client, typed, folder
        self._deadline, self._most = deadline, most

    def fetched(self) -> Fetched:
        url = self._typed
        for _ in range(MOST_REDIRECTS + 1):
            with self._asked(url) as response:
                if response.is_redirect and "location" in response.headers:
                    url = self._next(url, response.headers["location"])
                    continue
                _check(url, response)
                content_type = response.headers.get("content-type", "")
                path = self._folder / _name(url, content_type)
                with path.open("wb") as file:
                    for piece in self._pieces(url, response):
                        file.write(piece)
                return Fetched(path, content_type, str(url))
        raise _failure(f"{self._typed.host} leads from one address to the next without end")

    def _asked(self, url: httpx.URL) -> AbstractContextManager[httpx.Response]:
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise _too_slow(url)
        extensions, headers = {}, {}
        if _place(url) != _place(self._typed):
            # The name is looked up once: another answer to a second look-up could lead elsewhere.
            host, url = url.host, url.copy_with(host=_public_address(url), username=None, password=None)
            headers["Host"] = host if _place(url)[1] == _PORTS[url.scheme] else f"{host}:{url.port}"
            extensions["sni_hostname"] = host
        return self._client.stream("GET", url, headers=headers, extensions=extensions, timeout=left)

    def _next(self, url: httpx.URL, location: str) -> httpx.URL:
        url = url.join(location)
        if url.scheme not in _PORTS or not url.host:
            raise _failure(f"{self._typed.host} leads to something that is no web address")
        return url

    def _pieces(self, url: httpx.URL, response: httpx.Response) -> Iterator[bytes]:
        size = 0
        told = response.headers.get("content-length", "")
        if told.isdigit() and int(told) > self._most:
            raise _too_large(url, self._most)
        for piece in response.iter_bytes():
            size += len(piece)
            if size > self._most:
                raise _too_large(url, self._most)
            if time.monotonic() > self._deadline:
                raise _too_slow(url)
            yield piece


def _place(url: httpx.URL) -> tuple[str, int]:
    return url.host, url.port or _PORTS[url.scheme]


def _public_address(url: httpx.URL) -> str:
    """One of the host's addresses. Raises DocumentError: one of them is of this computer or of a private network."""
    host, port = _place(url)
    found = [str(told[4][0]) for told in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if not found or not all(is_public(address) for address in found):
        raise _failure("The address leads to a private network, where nobody sent this program")
    return found[0]


def is_public(address: str) -> bool:
    """False for this computer, private networks, and addresses that only wrap one of those."""
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        translated = ipaddress.IPv4Address(int(found) & 0xFFFF_FFFF) if found in _TRANSLATED else None
        inner = found.ipv4_mapped or found.sixtofour or translated
        if inner is not None:
            return is_public(str(inner))
    return found.is_global and not found.is_multicast


def _check(url: httpx.URL, response: httpx.Response) -> None:
    status = response.status_code
    if status >= 500:
        raise _failure(f"{url.host} has trouble of its own (status {status})")
    if not response.is_success:
        raise _failure(f"{url.host} {_SAYS.get(status, f'does not give the page (status {status})')}")


def _name(url: httpx.URL, content_type: str) -> str:
    """A file name that says what was fetched, and leads nowhere."""
    last = unquote(url.path.rstrip("/").rpartition("/")[2])
    name = re.sub(r"[^\w.-]+", "_", last).strip("._")[-80:] or re.sub(r"[^\w.-]+", "_", url.host)
    suffix = _SUFFIXES.get(content_type.partition(";")[0].strip().lower(), "")
    return name if not suffix or name.lower().endswith(suffix) else f"{name}{suffix}"


def _too_slow(url: httpx.URL) -> DocumentError:
    return _failure(f"{url.host} takes too long to answer")


def _too_large(url: httpx.URL, most: int) -> DocumentError:
    failure = DocumentTooLarge(f"What {url.host} sends is larger than {most // 1_000_000:,} MB")
    failure.advice = "Download it with a browser, and open the file."
    return failure


def _failure(says: str) -> DocumentError:
    failure = DocumentError(says)
    failure.advice = "Check the address and the network."
    return failure
