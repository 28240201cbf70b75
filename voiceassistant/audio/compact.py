"""A recording a tenth as large, encoded while it is still being spoken: Opus in Ogg."""

import ctypes
import logging
from typing import Any

import numpy as np

from voiceassistant.audio import ogg
from voiceassistant.audio.ring import Samples
from voiceassistant.audio.vad import RATE

FRAME = RATE // 50  # samples encoded at a time: 20 ms
FRAME_CLOCK = FRAME * ogg.CLOCK // RATE
PAGE_FRAMES = 50  # a page a second
MOST_PACKET_BYTES = 1275  # by the format
BITS_PER_SECOND = 32_000
COMPLEXITY = 10  # of 0 to 10
# "Audio" keeps to the wave; "VoIP" rebuilds what people like to hear, of which recognition understands less.
APPLICATION_AUDIO, SET_BITRATE, SET_COMPLEXITY, GET_LOOKAHEAD = 2049, 4002, 4010, 4027
SERIAL = 1  # one stream a file

log = logging.getLogger(__name__)


class CompactEncoder:
    """Encodes mono sound at 16 kHz. One thread at a time. Raises ImportError or OSError where libopus does not load."""

    def __init__(self) -> None:
        self._opus: Any = _libopus()
        size = self._opus.opus_encoder_get_size(1)
        self._state = ctypes.create_string_buffer(size)
        self._spare = ctypes.create_string_buffer(size)  # where a snapshot's last packets are encoded
        self._packet = ctypes.create_string_buffer(MOST_PACKET_BYTES)
        if self._opus.opus_encoder_init(self._state, RATE, 1, APPLICATION_AUDIO):
            raise OSError("libopus has no encoder for this sound")
        for request, value in ((SET_BITRATE, BITS_PER_SECOND), (SET_COMPLEXITY, COMPLEXITY)):
            self._opus.opus_encoder_ctl(self._state, request, ctypes.c_int(value))
        lookahead = ctypes.c_int()
        self._opus.opus_encoder_ctl(self._state, GET_LOOKAHEAD, ctypes.byref(lookahead))
        self._lookahead: int = lookahead.value
        self._rest: Samples = np.zeros(0, np.float32)
        self._samples = 0  # fed so far
        self._pages = [ogg.headers(SERIAL, RATE, self._lookahead)]
        self._packets: list[bytes] = []  # of the page that is not full yet
        self._written = 0  # packets on full pages

    def feed(self, samples: Samples) -> None:
        """Takes mono float32 at 16 kHz, full scale ±1, in pieces of any size; some 0.5 ms of work for each 100 ms."""
        self._samples += len(samples)
        sound = np.concatenate((self._rest, samples), dtype=np.float32)
        whole = len(sound) // FRAME * FRAME
        for start in range(0, whole, FRAME):
            self._packets.append(self._encode(self._state, sound[start : start + FRAME]))
            if len(self._packets) == PAGE_FRAMES:
                self._close_page()
        self._rest = sound[whole:]

    def snapshot(self) -> bytes:
        """All that was fed, as a complete file; the encoder goes on as if it had not been asked."""
        return b"".join((*self._pages, self._last_page()))

    def _close_page(self) -> None:
        self._written += len(self._packets)
        position = self._written * FRAME_CLOCK
        self._pages.append(ogg.page(SERIAL, len(self._pages) + 1, position, self._packets))
        self._packets = []

    def _last_page(self) -> bytes:
        """What is not on a page yet, and the sound that the encoder still holds, pushed out of a copy of it."""
        ctypes.memmove(self._spare, self._state, len(self._state))  # a flat memory block, by its documentation
        left = len(self._rest) + self._lookahead
        tail = np.zeros(-(-left // FRAME) * FRAME, np.float32)
        tail[: len(self._rest)] = self._rest
        last = [self._encode(self._spare, tail[start : start + FRAME]) for start in range(0, len(tail), FRAME)]
        position = (self._samples + self._lookahead) * ogg.CLOCK // RATE
        return ogg.page(SERIAL, len(self._pages) + 1, position, [*self._packets, *last], ogg.LAST_PAGE)

    def _encode(self, state: Any, frame: Samples) -> bytes:
        sound = np.ascontiguousarray(frame)
        size = self._opus.opus_encode_float(
            state, sound.ctypes.data_as(ctypes.c_void_p), FRAME, self._packet, MOST_PACKET_BYTES
        )
        if size < 0:
            raise OSError(f"libopus failed with {size}")
        return self._packet.raw[:size]


def compact_encoder() -> CompactEncoder | None:
    """An encoder, or None where its library does not load: recordings are then sent as they are."""
    try:
        return CompactEncoder()
    except (ImportError, OSError, RuntimeError) as error:
        log.warning("Recordings are sent uncompressed: %s", error)
        return None


def _libopus() -> Any:
    from opuslib_next.api import libopus

    libopus.opus_encoder_init.argtypes = (ctypes.c_void_p, ctypes.c_int32, ctypes.c_int, ctypes.c_int)
    libopus.opus_encode_float.argtypes = (
        *(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_int32),
    )
    libopus.opus_encoder_ctl.argtypes = (ctypes.c_void_p, ctypes.c_int)  # the rest is variable
    return libopus
