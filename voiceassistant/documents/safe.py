"""Documents from strangers: each is parsed in a process of its own, with limits of memory and time.

    window's process: SafeDocument ── frames over pipes ── process.py: open_document
                      a call that takes too long, or a crash, costs one section; the next call has a new process

Light on purpose: nothing that parses is imported here. Calls block, so they are made on a worker thread.
"""

import json
import logging
import os
import selectors
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from math import inf
from pathlib import Path
from typing import Any

from voiceassistant import errors
from voiceassistant.documents import frames
from voiceassistant.documents.document import Block, Box, Chapter, Picture, Run
from voiceassistant.errors import DocumentError, DocumentTooLarge

log = logging.getLogger(__name__)

COMMAND = (sys.executable, "-P", "-m", "voiceassistant.documents.process")

OPEN_SECONDS = 15.0
SECTION_SECONDS = 20.0
PAGE_SECONDS = 60.0  # its text may have to be recognised in a picture

# Whose text is recognised before they are open.
_PICTURES = frozenset({".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".gif", ".webp"})
_ERRORS = ("DocumentError", "DocumentLocked", "NothingToRead", "DocumentTooLarge")
# What a parser needs to know of its surroundings; keys and tokens are not among it.
_ENVIRONMENT = (
    "PATH", "PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "LD_LIBRARY_PATH", "LANG", "LC_ALL", "LC_CTYPE", "HOME",
    "TMPDIR", "TEMP", "TMP", "SYSTEMROOT", "TESSDATA_PREFIX",
)  # fmt: skip
_NO_WINDOW = getattr(subprocess, "CREATE_NO_WINDOW", 0)


class DocumentOpener:
    """Opens documents, and can have a process ready for the next. For one thread at a time.

    Args:
        command: What to start instead of the parsing process; it has to speak as that does.
        most_seconds: For any call, should that be less than its own limit.
    """

    def __init__(self, command: Sequence[str] = COMMAND, most_seconds: float = inf) -> None:
        self._command, self._most_seconds = tuple(command), most_seconds
        self._spare: _Child | None = None

    def warm(self, suffix: str = "") -> None:
        """Has a process ready, so that the next document opens at once.

        Args:
            suffix: What kind it will be, such as ".html", if that is known: its parser is loaded already.
        """
        if self._spare is None or not self._spare.lives:
            self._spare = _Child(self._command)
        if suffix:
            with suppress(_Gone):
                self._spare.tell("prepare", suffix)

    @property
    def waiting_pid(self) -> int | None:
        """Of the process that is ready, if one is."""
        return None if self._spare is None else self._spare.pid

    def open(self, path: Path, password: str | None = None, content_type: str = "") -> "SafeDocument":
        """Opens a document. Raises DocumentError, within 15 s whatever the file is."""
        call = ("open", str(path.absolute()), password, content_type)
        return self._opened(
            path.name or str(path), call, PAGE_SECONDS if path.suffix.lower() in _PICTURES else OPEN_SECONDS
        )

    def open_text(self, text: str, markup: str = "", title: str = "") -> "SafeDocument":
        """Opens text that is no file, as `text_document` does. Raises DocumentError."""
        if max(len(text), len(markup)) > frames.MOST_TEXT:
            raise DocumentTooLarge("The text is larger than a document is")
        return self._opened(title or "The text", ("open_text", text, markup, title), OPEN_SECONDS)

    def _opened(self, name: str, call: tuple[Any, ...], seconds: float) -> "SafeDocument":
        child, self._spare = self._spare, None
        return SafeDocument(self._command, self._most_seconds, child, name, call, seconds)

    def close(self) -> None:
        """Ends the process that waits. Open documents have theirs."""
        if self._spare is not None:
            self._spare.end()
            self._spare = None


def open_safely(path: Path, password: str | None = None, content_type: str = "") -> "SafeDocument":
    """Opens one document. Raises DocumentError."""
    return DocumentOpener().open(path, password, content_type)


class SafeDocument:
    """A `Document`, and a `PagedDocument` if `pages` says so, that is parsed elsewhere. Made by DocumentOpener."""

    def __init__(
        self,
        command: Sequence[str],
        most_seconds: float,
        child: "_Child | None",
        name: str,
        opening: tuple[Any, ...],
        open_seconds: float,
    ) -> None:
        self._command, self._most_seconds, self._child = command, most_seconds, child
        self._name, self._opening, self._open_seconds = name, opening, open_seconds
        self._closed = self.pages = False
        try:
            told = self._open()
            self.title, self.language, self.sections, self.pages = _description(told, name)
        except BaseException:
            self.close()
            raise

    def _open(self) -> Any:
        if self._child is None or not self._child.lives:
            self._end_child()
            self._child = _Child(self._command)
        return self._call(*self._opening, seconds=self._open_seconds)[0]

    @property
    def pid(self) -> int | None:
        """Of its process, if one runs."""
        return None if self._child is None else self._child.pid

    def section(self, number: int) -> Sequence[Block]:
        seconds = PAGE_SECONDS if self.pages else SECTION_SECONDS
        with self._checked():
            return frames.blocks(self._ask("section", number, seconds=seconds)[0])

    def outline(self) -> Sequence[Chapter]:
        with self._checked():
            return frames.chapters(self._ask("outline")[0])

    def page_size(self, page: int) -> tuple[float, float]:
        with self._checked():
            width, height = map(float, self._ask("page_size", page)[0])
            return width, height

    def boxes(self, run: Run) -> Sequence[Box]:
        with self._checked():
            return frames.boxes(self._ask("boxes", *run, seconds=PAGE_SECONDS)[0])

    def character_at(self, page: int, x: float, y: float) -> int | None:
        with self._checked():
            told = self._ask("character_at", page, x, y, seconds=PAGE_SECONDS)[0]
            return None if told is None else int(told)

    def picture(self, page: int, width: int) -> Picture:
        with self._checked():
            return frames.picture(*self._ask("picture", page, width))

    def close(self) -> None:
        """Ends its process."""
        self._closed = True
        self._end_child()

    def _end_child(self) -> None:
        child, self._child = self._child, None
        if child is not None:
            child.end()

    @contextmanager
    def _checked(self) -> Iterator[None]:
        """What the child tells is believed only as far as it makes sense."""
        try:
            yield
        except (TypeError, ValueError, KeyError) as error:
            self._end_child()
            raise self._failed("cannot be read") from error

    def _ask(self, call: str, *arguments: Any, seconds: float = SECTION_SECONDS) -> tuple[Any, bytes]:
        if self._closed:
            raise DocumentError(f"{self._name} is closed")
        if self._child is None or not self._child.lives:
            told = _description(self._open(), self._name)
            if told != (self.title, self.language, self.sections, self.pages):
                raise self._failed("has changed meanwhile", "Open it again.")
        return self._call(call, *arguments, seconds=seconds)

    def _call(self, call: str, *arguments: Any, seconds: float) -> tuple[Any, bytes]:
        assert self._child is not None
        opens = call in ("open", "open_text")
        part = "" if opens else f", {'page' if self.pages else 'part'} {self._part(call, arguments)},"
        try:
            answer, raw = self._child.ask(call, *arguments, seconds=min(seconds, self._most_seconds))
        except _TooLate as error:
            self._end_child()
            raise self._failed("takes too long to open" if opens else "takes too long to read", part=part) from error
        except (_Gone, ValueError) as error:
            self._end_child()
            log.info("%s: the parsing process ended at %s%r: %s", self._name, call, arguments[:1], error)
            raise self._failed("cannot be read: its parser breaks on it", part=part) from error
        if "error" in answer:
            raise self._told(answer)
        return answer.get("value"), raw

    @staticmethod
    def _part(call: str, arguments: Sequence[Any]) -> str:
        number = arguments[3] if call == "boxes" and len(arguments) > 3 else next(iter(arguments), 0)
        return str(number + 1 if isinstance(number, int) else number)

    def _failed(self, what: str, advice: str | None = None, part: str = "") -> DocumentError:
        failure = DocumentError(f"{self._name}{part} {what}")
        if advice is not None or part:
            failure.advice = advice or "The rest of it can be read."
        return failure

    def _told(self, answer: dict[str, Any]) -> DocumentError:
        """The error that the child met."""
        kind = answer["error"] if answer["error"] in _ERRORS else "DocumentError"
        if "detail" in answer:
            log.info("%s: %s", self._name, answer["detail"])
        says = str(answer.get("says") or f"{self._name} {answer.get('about')}")
        failure: DocumentError = getattr(errors, kind)(says)
        failure.advice = str(answer.get("advice", ""))
        return failure


def _description(told: Any, name: str) -> tuple[str, str, int, bool]:
    try:
        title, language, sections, pages = told
        return str(title) or name, str(language), int(sections), bool(pages)
    except (TypeError, ValueError) as error:
        raise DocumentError(f"{name} cannot be read") from error


class _Gone(Exception):
    """The process has ended."""


class _TooLate(Exception):
    """It has not answered in time."""


class _Child:
    """One process, and the pipes to it."""

    def __init__(self, command: Sequence[str]) -> None:
        # One thread: the libraries' own pools would take addresses for each core, of which it may have few.
        environment = {name: os.environ[name] for name in _ENVIRONMENT if name in os.environ}
        environment |= {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "OMP_THREAD_LIMIT": "1"}
        try:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=environment,
                bufsize=0,
                start_new_session=True,  # so that a program that it has started ends with it
                creationflags=_NO_WINDOW,
            )
        except OSError as error:
            raise DocumentError("The process that reads documents does not start") from error
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._in, self._out = self._process.stdin, self._process.stdout
        self._selector = selectors.DefaultSelector()
        if sys.platform != "win32":
            self._selector.register(self._out, selectors.EVENT_READ)

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def lives(self) -> bool:
        return self._process.poll() is None

    def tell(self, call: str, *arguments: Any) -> None:
        try:
            self._in.write(frames.frame({"call": call, "with": arguments}))
        except OSError as error:
            raise _Gone(str(error)) from error

    def ask(self, call: str, *arguments: Any, seconds: float) -> tuple[dict[str, Any], bytes]:
        """Raises _Gone, _TooLate, or ValueError if the answer is no frame."""
        deadline = time.monotonic() + seconds
        with self._ended_after(seconds):
            self.tell(call, *arguments)
            body, raw = frames.sizes(self._read(frames.HEAD.size, deadline))
            answer = json.loads(self._read(body, deadline))
            if not isinstance(answer, dict):
                raise ValueError("an answer is no object")
            return answer, self._read(raw, deadline)

    def _read(self, count: int, deadline: float) -> bytes:
        read = bytearray()
        while len(read) < count:
            if sys.platform != "win32" and not self._selector.select(max(0.0, deadline - time.monotonic())):
                raise _TooLate
            piece = self._out.read(count - len(read))
            if not piece:
                raise _TooLate if time.monotonic() >= deadline else _Gone(f"status {self._process.wait()}")
            read += piece
        return bytes(read)

    @contextmanager
    def _ended_after(self, seconds: float) -> Iterator[None]:
        """Windows cannot wait for a pipe with a limit: there the process is ended, which ends the wait."""
        if sys.platform != "win32":
            yield
            return
        timer = threading.Timer(seconds, self._process.kill)
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def end(self) -> None:
        """Ends the process and all that it has started, and waits for its end."""
        if sys.platform != "win32":
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)
        self._process.kill()
        self._process.wait()
        self._selector.close()
        with suppress(OSError):
            self._in.close()
        self._out.close()
