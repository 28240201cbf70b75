"""The process that parses documents, with little memory and no network: `python -m voiceassistant.documents.process`.

It answers frames on its standard input with frames on its standard output until the input ends. One document each.
"""

import json
import os
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO

from voiceassistant.documents import frames
from voiceassistant.documents.document import Document, Run
from voiceassistant.documents.opening import open_document
from voiceassistant.errors import AssistantError, DocumentError, DocumentTooLarge

MEMORY_BYTES = 1_500_000_000  # of addresses
FILE_BYTES = 16_000_000  # the largest file that it may write
OPEN_FILES = 64
CPU_SECONDS = 90  # a call, should nobody be there any more to end it

PROGRAMS = frozenset({"tesseract"})  # all that it may start
_REFUSED = (
    "socket.connect", "socket.bind", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname", "urllib.Request",
    "os.system", "os.exec", "os.posix_spawn", "os.startfile", "ftplib.connect", "smtplib.connect", "webbrowser.open",
)  # fmt: skip
# What a kind of document needs, so that a child that waits can have it ready.
_NEEDED = {
    ".html": ("voiceassistant.documents.html", "trafilatura"),
    ".epub": ("voiceassistant.documents.epub",),
    ".docx": ("voiceassistant.documents.docx",),
    ".odt": ("voiceassistant.documents.odt",),
    ".md": ("voiceassistant.documents.markdown",),
    ".txt": ("voiceassistant.documents.plain_text",),
    ".pdf": ("voiceassistant.documents.pdf",),
}


def main(opening: Callable[..., Document] = open_document) -> None:
    """Answers until standard input ends."""
    requests = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no answer
    _limit()
    sys.addaudithook(_refuse)
    _Parser(opening).answer(requests, answers)


class _Parser:
    def __init__(self, opening: Callable[..., Document]) -> None:
        self._opening = opening
        self._document: Any = None

    def answer(self, requests: BinaryIO, answers: BinaryIO) -> None:
        while len(head := requests.read(frames.HEAD.size)) == frames.HEAD.size:
            body, _ = frames.sizes(head)
            request = json.loads(requests.read(body))
            if request["call"] == "prepare":
                _prepare(*request["with"])
                continue
            _allow_time()
            answers.write(self._answer(request))
            answers.flush()

    def _answer(self, request: dict[str, Any]) -> bytes:
        try:
            return getattr(self, f"_{request['call']}")(*request["with"])  # type: ignore[no-any-return]
        except AssistantError as error:
            kind = type(error).__name__ if isinstance(error, DocumentError) else DocumentError.__name__
            return frames.frame({"error": kind, "says": str(error), "advice": error.advice})
        except MemoryError as error:
            return _broken(DocumentTooLarge, "needs more memory than a document may", error)
        except RecursionError as error:
            return _broken(DocumentError, "is nested too deeply", error)
        except Exception as error:  # noqa: BLE001 - whatever a parser raises at broken bytes
            return _broken(DocumentError, "is broken: it cannot be read", error)

    def _open(self, path: str, password: str | None, content_type: str) -> bytes:
        self._document = document = self._opening(Path(path), password, content_type)
        return _value([document.title, document.language, document.sections, document.pages])

    def _open_text(self, text: str, markup: str, title: str) -> bytes:
        from voiceassistant.documents.text_document import text_document

        self._document = document = text_document(text, markup, title)
        return _value([document.title, document.language, document.sections, document.pages])

    def _section(self, number: int) -> bytes:
        return _value(frames.told_blocks(self._document.section(number)))

    def _outline(self) -> bytes:
        return _value(frames.told_chapters(self._document.outline()))

    def _page_size(self, page: int) -> bytes:
        return _value(self._document.page_size(page))

    def _boxes(self, *run: int) -> bytes:
        return _value(self._document.boxes(Run(*run)))

    def _character_at(self, page: int, x: float, y: float) -> bytes:
        return _value(self._document.character_at(page, x, y))

    def _picture(self, page: int, width: int) -> bytes:
        picture = self._document.picture(page, width)
        return frames.frame({"value": [picture.width, picture.height]}, picture.rgb)


def _value(value: Any) -> bytes:
    return frames.frame({"value": value})


def _broken(kind: type[DocumentError], says: str, error: BaseException) -> bytes:
    """`says` goes on where the document's name stands; `detail` is for the log."""
    told = {"error": kind.__name__, "about": says, "advice": kind.advice, "detail": f"{type(error).__name__}: {error}"}
    return frames.frame(told)


def _prepare(suffix: str) -> None:
    for name in _NEEDED.get(suffix, ()):
        import_module(name)


def _limit() -> None:
    """As far as the system can: Windows has no such limits."""
    try:
        import resource
    except ImportError:
        return
    for kind, most in (
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_FSIZE, FILE_BYTES),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(kind)
        limit = most if hard == resource.RLIM_INFINITY else min(most, hard)
        try:
            resource.setrlimit(kind, (limit, limit))
        except (OSError, ValueError):
            continue  # macOS refuses some


def _allow_time() -> None:
    """A process whose window has crashed would otherwise parse on for ever."""
    try:
        import resource
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + CPU_SECONDS, hard))


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    if event in _REFUSED:
        raise PermissionError(f"{event} is not for documents")
    if event == "subprocess.Popen" and Path(os.fsdecode(arguments[0])).stem not in PROGRAMS:
        raise PermissionError("no program is started for a document")


if __name__ == "__main__":
    main()
