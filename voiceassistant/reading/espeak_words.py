"""espeak-ng's speech with the moment of each word: a program, `python -m voiceassistant.reading.espeak_words`.

espeak-ng's own command line tells no times, so its library is loaded here, and nowhere else: it is under the GPL, and
what asks is another process that knows only what is written and read. A request is a line of JSON on standard input,
`{"text": "...", "voice": "en"}`; its answer is a line of JSON on standard output, `{"rate": 22050, "bytes": N, "words":
[[character, sample], ...]}` or `{"error": "..."}`, and behind it the N bytes of the sound, 16-bit little-endian mono.
It ends when its standard input does. Nothing outside the standard library.
"""

import ctypes
import ctypes.util
import json
import sys
from typing import Any

LIBRARY = "libespeak-ng.so.1"  # Debian's name; where there is another one, find_library knows

_SYNCHRONOUS = 2
_WORD = 1
_BY_CHARACTERS = 1
_UTF_8 = 1


class _Identity(ctypes.Union):
    _fields_ = (("number", ctypes.c_int), ("name", ctypes.c_char_p), ("string", ctypes.c_char * 8))


class _Event(ctypes.Structure):
    """`espeak_EVENT` of speak_lib.h."""

    _fields_ = (
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", _Identity),
    )


_Callback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(_Event))


class Speaker:
    """The library, loaded. Once in a process, for one thread.

    Raises:
        OSError: There is no libespeak-ng, or it has no voices.
    """

    def __init__(self) -> None:
        self._library: Any = ctypes.CDLL(_library())
        self.rate: int = self._library.espeak_Initialize(_SYNCHRONOUS, 0, None, 0)
        if self.rate <= 0:
            raise OSError("espeak-ng has no data")
        self._sound = bytearray()
        self._words: list[tuple[int, int]] = []
        self._callback = _Callback(self._heard)  # kept: the library has only its address
        self._library.espeak_SetSynthCallback(self._callback)

    def say(self, text: str, voice: str) -> tuple[bytes, list[tuple[int, int]]]:
        """The text's sound, and for each word its first character (0-based) and its first sample.

        Raises:
            ValueError: There is no such voice.
        """
        if self._library.espeak_SetVoiceByName(voice.encode()):
            raise ValueError(f"there is no voice {voice}")
        self._sound, self._words = bytearray(), []
        said = text.encode() + b"\0"
        self._library.espeak_Synth(said, len(said), 0, _BY_CHARACTERS, 0, _UTF_8, None, None)
        self._library.espeak_Synchronize()
        return bytes(self._sound), self._words

    def _heard(self, samples: Any, count: int, events: Any) -> int:
        if samples and count:
            self._sound += ctypes.string_at(samples, count * 2)
        number = 0
        while events[number].type:  # the list ends with type 0
            if events[number].type == _WORD:
                self._words.append((max(0, events[number].text_position - 1), events[number].sample))
            number += 1
        return 0  # go on


def _library() -> str:
    return ctypes.util.find_library("espeak-ng") or LIBRARY


def main() -> int:
    """Answers requests until there are no more; the exit status is 1 where the library is missing."""
    try:
        speaker = Speaker()
    except OSError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    out = sys.stdout.buffer
    for line in sys.stdin.buffer:
        sound = b""
        try:
            request = json.loads(line)
            sound, words = speaker.say(request["text"], request["voice"])
            answer: dict[str, Any] = {"rate": speaker.rate, "bytes": len(sound), "words": words}
        except (ValueError, KeyError) as error:
            answer = {"error": str(error)}
        out.write(json.dumps(answer).encode() + b"\n" + sound)
        out.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
