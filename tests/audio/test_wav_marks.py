import struct
from pathlib import Path

from voiceassistant.audio.wav import header
from voiceassistant.audio.wav_marks import Mark, mark_chunks


def chunks(content: bytes) -> dict[bytes, bytes]:
    found, place = {}, 0
    while place < len(content):
        name, size = struct.unpack_from("<4sI", content, place)
        found[name] = content[place + 8 : place + 8 + size]
        place += 8 + size + size % 2
    assert place == len(content)
    return found


def test_marks_are_cue_points_with_labels() -> None:
    found = chunks(mark_chunks([Mark(0, "One"), Mark(24_000, "둘째 장")]))
    assert list(found) == [b"cue ", b"LIST"]
    count, *points = struct.unpack("<I" + 2 * "II4sIII", found[b"cue "])
    assert count == 2
    assert points == [1, 0, b"data", 0, 0, 0, 2, 24_000, b"data", 0, 0, 24_000]
    assert found[b"LIST"][:4] == b"adtl"
    first, second = struct.pack("<I", 1) + b"One\0", struct.pack("<I", 2) + "둘째 장".encode() + b"\0"
    assert found[b"LIST"][4:] == b"".join(
        struct.pack("<4sI", b"labl", len(one)) + one + bytes(len(one) % 2) for one in (first, second)
    )


def test_without_marks_there_is_nothing() -> None:
    assert mark_chunks([]) == b""


def test_the_header_counts_what_is_behind_the_samples() -> None:
    behind = mark_chunks([Mark(1, "One")])
    content = header(24_000, 4, len(behind)) + bytes(4) + behind
    assert struct.unpack_from("<I", content, 4) == (len(content) - 8,)
    assert list(chunks(content[12:])) == [b"fmt ", b"data", b"cue ", b"LIST"]


def test_what_reads_wav_files_reads_past_them(tmp_path: Path) -> None:
    from voiceassistant.audio.files import load

    behind = mark_chunks([Mark(1, "One")])
    (tmp_path / "a.wav").write_bytes(header(24_000, 48_000, len(behind)) + bytes(48_000) + behind)
    assert len(load(tmp_path / "a.wav", 24_000)) == 24_000
