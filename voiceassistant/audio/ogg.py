"""Opus packets in an Ogg file, as RFC 3533 and RFC 7845 have it. Pure: packets in, bytes out."""

import struct
import zlib
from collections.abc import Sequence

CLOCK = 48_000  # what Ogg counts Opus by, whatever the sound's rate
LONGEST_SEGMENT = 255
FIRST_PAGE, LAST_PAGE = 2, 4  # flags

_REVERSED = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))


def headers(serial: int, rate: int, lookahead: int) -> bytes:
    """The first two pages.

    Args:
        serial: Names the stream in all of its pages.
        rate: Of the mono sound that was encoded.
        lookahead: How many samples at that rate the encoder puts before the sound's first one.
    """
    head = struct.pack("<8sBBHIhB", b"OpusHead", 1, 1, lookahead * CLOCK // rate, rate, 0, 0)
    vendor = b"voiceassistant"
    tags = b"OpusTags" + struct.pack("<I", len(vendor)) + vendor + struct.pack("<I", 0)
    return page(serial, 0, 0, [head], FIRST_PAGE) + page(serial, 1, 0, [tags])


def page(serial: int, number: int, position: int, packets: Sequence[bytes], flags: int = 0) -> bytes:
    """One page with these packets whole: 255 at most if each is shorter than 255 bytes.

    Args:
        serial: The stream's.
        number: Of the page, from 0 on.
        packets: What is on it.
        flags: FIRST_PAGE or LAST_PAGE where it is one.
        position: Samples at CLOCK up to the end of the last packet; less, on the last page, than the packets hold
            where the sound ends before them.
    """
    lacing = b"".join(
        b"\xff" * (len(packet) // LONGEST_SEGMENT) + bytes((len(packet) % LONGEST_SEGMENT,)) for packet in packets
    )
    fields = (b"OggS", 0, flags, position, serial, number)
    start = struct.pack("<4sBBqII", *fields)
    rest = bytes((len(lacing),)) + lacing + b"".join(packets)
    return start + struct.pack("<I", _checksum(start + bytes(4) + rest)) + rest


def _checksum(data: bytes) -> int:
    """Ogg's CRC runs from each byte's highest bit on, and zlib's from the lowest: mirrored, they are the same."""
    crc = zlib.crc32(data.translate(_REVERSED), 0xFFFFFFFF) ^ 0xFFFFFFFF
    return int.from_bytes(crc.to_bytes(4, "big").translate(_REVERSED), "little")
