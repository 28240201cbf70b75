"""Another voice that says the same text and knows when: espeak-ng, in a process of its own that is kept.

It is optional: where it is missing, word times stay an estimate.
"""

import json
import logging
import re
import subprocess
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress

from voiceassistant.reading.alignment import Reference

log = logging.getLogger(__name__)

COMMAND = (sys.executable, "-m", "voiceassistant.reading.espeak_words")
ANSWER_SECONDS = 10.0  # it takes some milliseconds, and a tenth of a second to start
MOST_CRASHES = 3
LONGEST_TEXT = 4_000  # characters; a sentence has hundreds

_NAMES = {"en": "en-us", "no": "nb", "zh": "cmn", "pt": "pt-br"}  # where it is not the language's code
_KANJI = re.compile(r"[\u3400-\u9fff]")  # in Japanese it only says of them that they are Chinese letters


class SecondVoice:
    """Starts the process when it is first asked. For any thread, one request at a time; each waits for the one before.

    Args:
        command: What to start instead of espeak-ng's helper; it speaks the same protocol.
    """

    def __init__(self, command: Sequence[str] = COMMAND) -> None:
        self._command = tuple(command)
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()
        self._crashes = 0
        self._closed = False

    def reference(self, text: str, language: str) -> Reference | None:
        """The text spoken; None where there is no espeak-ng, or none for this text. Takes some milliseconds.

        Args:
            text: As it is spoken.
            language: Its ISO 639-1 code.
        """
        if not text.strip() or len(text) > LONGEST_TEXT or (language == "ja" and _KANJI.search(text)):
            return None
        request = {"text": text.replace("\0", " "), "voice": _NAMES.get(language, language)}
        with self._lock:
            return self._answer(json.dumps(request).encode() + b"\n")

    def close(self) -> None:
        """Ends the process; nothing is answered any more."""
        with self._lock:
            self._closed = True
            self._end()

    def _answer(self, request: bytes) -> Reference | None:
        process = self._running()
        if process is None or process.stdin is None or process.stdout is None:
            return None
        too_long = threading.Timer(ANSWER_SECONDS, process.kill)
        too_long.start()
        try:
            process.stdin.write(request)
            process.stdin.flush()
            answer = json.loads(process.stdout.readline())
            if "error" in answer:
                log.info("espeak-ng tells no word times: %s", answer["error"])
                return None
            pcm = process.stdout.read(answer["bytes"])
            if len(pcm) < answer["bytes"]:
                raise EOFError
        except (OSError, ValueError, EOFError):
            self._crashed()
            return None
        finally:
            too_long.cancel()
            too_long.join()
        rate = int(answer["rate"])
        return Reference(pcm, rate, tuple((int(character), sample / rate) for character, sample in answer["words"]))

    def _running(self) -> subprocess.Popen[bytes] | None:
        if self._closed or self._crashes >= MOST_CRASHES:
            return None
        if self._process is None:
            pipe = subprocess.PIPE
            try:
                self._process = subprocess.Popen(self._command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL)
            except OSError as error:
                log.info("Word times are estimated: %s", error)
                self._crashes = MOST_CRASHES
        return self._process

    def _crashed(self) -> None:
        status = self._end()
        self._crashes = MOST_CRASHES if status == 1 else self._crashes + 1  # 1: there is no library
        if self._crashes >= MOST_CRASHES:
            log.info("Word times are estimated: espeak-ng's helper ended with %s", status)

    def _end(self) -> int:
        """Its exit status."""
        process, self._process = self._process, None
        if process is None:
            return 0
        for pipe in (process.stdin, process.stdout):
            with suppress(OSError):  # what was not written yet is of no use to anybody
                if pipe is not None:
                    pipe.close()
        try:
            return process.wait(1.0)  # it ends with its standard input
        except subprocess.TimeoutExpired:
            process.kill()
            return process.wait()
