"""Documents as sound files, with real ffmpeg."""

import asyncio
import json
import re
import shutil
import subprocess
from collections.abc import AsyncGenerator, Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.audio.sounds import pcm, tone
from tests.fakes.documents import FakeDocument, heading, paragraph
from tests.fakes.reading_voice import RATE, ToneVoice, seconds_of
from voiceassistant.audio.files import load
from voiceassistant.audio.new_file import NewFile
from voiceassistant.audio.stretch import Stretch
from voiceassistant.audio.wav_marks import Mark, mark_chunks
from voiceassistant.documents.document import Block, Chapter, Kind, Place
from voiceassistant.errors import AudioFileError, NothingToRead, ServiceUnavailable, StoreError
from voiceassistant.file_reading import KEPT_SECONDS, Exported, ExportWish, export, forget_abandoned
from voiceassistant.reading.export import ExportProgress
from voiceassistant.reading.narration import Narrator
from voiceassistant.reading.plan import Plan
from voiceassistant.text.spoken import spoken_form

pytestmark = pytest.mark.slow

needs_ffmpeg = pytest.mark.skipif(not shutil.which("ffprobe"), reason="ffmpeg is not installed")

BOOK = FakeDocument(
    [
        [heading("The first = one; #1"), paragraph("It begins here. It goes on for a while.")],
        [heading("둘째 장"), paragraph("This is the second one.")],
        [heading("The last"), paragraph("And here it ends."), Block(Kind.FOOTNOTE, "Nobody reads this.")],
    ],
    title="A book\\with = signs",
)
SENTENCES = (
    ["The first = one; #1", "It begins here.", "It goes on for a while."],
    ["둘째 장", "This is the second one."],
    ["The last", "And here it ends."],
)


class Desk:
    """Exports a document; every run is a new narrator's, as after a new start of the program."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.voice = folder, ToneVoice()
        self.piece_seconds = 1000.0
        self.told: list[ExportProgress] = []
        self.tell: Callable[[ExportProgress], object] = self.told.append

    async def export(self, name: str, document: FakeDocument = BOOK, work: str = "nova", **wish: Any) -> Exported:
        narrator = Narrator(self.voice)
        try:
            return await export(
                Plan(document),
                narrator,
                spoken_form,
                ExportWish(self.folder / name, **wish),
                stretcher=lambda speed: Stretch(RATE, speed),
                jobs=self.folder / "jobs",
                work=work,
                on_progress=self.tell,
                piece_seconds=self.piece_seconds,
            )
        finally:
            await narrator.close()

    def files(self) -> list[str]:
        return sorted(path.name for path in self.folder.iterdir() if path.is_file())


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


@pytest.fixture
def whole(tmp_path: Path) -> Desk:
    """One that makes no pieces."""
    (tmp_path / "whole").mkdir()
    return Desk(tmp_path / "whole")


def decoded(path: Path) -> bytes:
    """As ffmpeg has it, at the rate at which it was spoken."""
    command = ["ffmpeg", "-v", "error", "-i", str(path), "-f", "s16le", "-ac", "1", "-ar", str(RATE), "pipe:1"]
    return subprocess.run(command, capture_output=True, check=True, timeout=60).stdout


def pieces(desk: Desk) -> int:
    return len(list((desk.folder / "jobs").glob("*/sound-*.flac")))


def probed(path: Path) -> dict[str, Any]:
    shown = ["-show_chapters", "-show_format", "-show_streams"]
    done = subprocess.run(
        ["ffprobe", "-v", "error", "-of", "json", *shown, str(path)], capture_output=True, check=True, timeout=30
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


async def test_a_text_becomes_a_wav_file(desk: Desk) -> None:
    text = FakeDocument([[paragraph("Good morning. How are you today?"), paragraph("Fine.")]])
    exported = await desk.export("text.wav", text)
    expected = sum(map(seconds_of, desk.voice.asked)) + 0.25 + 0.6
    assert desk.voice.asked == ["Good morning.", "How are you today?", "Fine."]
    assert len(load(desk.folder / "text.wav", RATE)) / RATE == pytest.approx(expected, abs=0.001)
    assert (exported.sentences, exported.chapters) == (3, ())
    assert exported.seconds == pytest.approx(expected, abs=0.001)
    assert desk.files() == ["text.wav"]
    assert not any(path.is_dir() for path in (desk.folder / "jobs").iterdir())


@needs_ffmpeg
@pytest.mark.parametrize("name", ["book.mp3", "book.m4b", "book.m4a", "book.opus", "book.flac"])
async def test_a_book_has_its_chapters_and_tags(desk: Desk, name: str) -> None:
    exported = await desk.export(name)
    found = probed(desk.folder / name)
    assert float(found["format"]["duration"]) == pytest.approx(exported.seconds, abs=0.1)
    tags = {
        key.lower(): value
        for key, value in {**found["streams"][0].get("tags", {}), **found["format"].get("tags", {})}.items()
    }
    assert tags["title"] == BOOK.title
    assert tags["language"] in ("en", "eng")
    titles = [chapter["tags"]["title"] for chapter in found["chapters"]]
    assert titles == ["The first = one; #1", "둘째 장", "The last"]
    starts = [float(chapter["start_time"]) for chapter in found["chapters"]]
    ends = [float(chapter["end_time"]) for chapter in found["chapters"]]
    assert starts == pytest.approx([chapter.start for chapter in exported.chapters], abs=0.002)
    assert ends[:-1] == pytest.approx(starts[1:], abs=0.002)
    assert desk.files() == [name]


async def test_pauses_are_longer_before_a_chapter_and_shrink_with_the_speed(desk: Desk) -> None:
    usual = await desk.export("book.wav")
    spoken = sum(map(seconds_of, desk.voice.asked))
    pauses = (0.9 + 0.25 + 1.5) + (0.9 + 1.5) + 0.9
    assert usual.seconds == pytest.approx(spoken + pauses, abs=0.01)
    fast = await desk.export("book.wav", speed=2.0)
    assert fast.seconds == pytest.approx((spoken + pauses) / 2, rel=0.03)


async def test_words_are_told_with_their_place_and_when_they_are_heard(desk: Desk) -> None:
    text = FakeDocument([[paragraph("Good morning."), paragraph("It costs $5 in all. Yes.")]])
    exported = await desk.export("text.wav", text, timings=desk.folder / "text.json", speed=2.0)
    told = json.loads((desk.folder / "text.json").read_text("utf-8"))
    assert told["seconds"] == pytest.approx(exported.seconds, abs=0.001)
    blocks = text.content[0]
    assert [word["word"] for word in told["words"]] == ["Good", "morning", "It", "costs", "$5", "in", "all", "Yes"]
    assert all(blocks[word["block"]].text[slice(*word["span"])] == word["word"] for word in told["words"])
    assert [word["sentence"] for word in told["words"]] == [1, 1, 2, 2, 2, 2, 2, 3]
    times = [time for word in told["words"] for time in (word["start"], word["end"])]
    assert times == sorted(times)
    assert times[-1] <= exported.seconds
    second = next(word for word in told["words"] if word["word"] == "It")
    assert second["start"] == pytest.approx((seconds_of("Good morning.") + 0.6) / 2, abs=0.03)


async def test_subtitles_lie_beside_it(desk: Desk) -> None:
    exported = await desk.export("book.wav", subtitles=True)
    assert desk.files() == ["book.srt", "book.vtt", "book.wav"]
    srt = (desk.folder / "book.srt").read_text("utf-8")
    assert [line for line in srt.splitlines() if line and "-->" not in line and not line.isdecimal()] == [
        text for chapter in SENTENCES for text in chapter
    ]
    assert (desk.folder / "book.vtt").read_text("utf-8").startswith("WEBVTT\n\n00:00:00.000 --> 00:00:01")
    assert {path.name for path in exported.files} == {"book.srt", "book.vtt", "book.wav"}


async def test_after_a_failure_it_goes_on_where_it_was(desk: Desk) -> None:
    desk.voice.errors["This is the second one."] = ServiceUnavailable("The server went away")
    with pytest.raises(ServiceUnavailable):
        await desk.export("book.wav")
    assert desk.files() == []
    asked = len(desk.voice.asked)
    assert asked > 3
    exported = await desk.export("book.wav")
    assert desk.voice.asked[asked:] == ["This is the second one.", "The last", "And here it ends."]
    (desk.folder / "whole").mkdir()
    whole = Desk(desk.folder / "whole")
    await whole.export("book.wav")
    assert (whole.folder / "book.wav").read_bytes() == (desk.folder / "book.wav").read_bytes()
    assert exported.sentences == 7


async def test_cancelled_it_leaves_nothing_but_what_it_goes_on_with(desk: Desk) -> None:
    desk.voice.gates["And here it ends."] = asyncio.Event()
    exporting = asyncio.create_task(desk.export("book.mp3", timings=desk.folder / "book.json"))
    async with asyncio.timeout(10):
        while not desk.told or desk.told[-1].sentences < 6:
            await asyncio.sleep(0.001)
    exporting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await exporting
    assert desk.files() == []
    desk.voice.gates.clear()
    desk.voice.asked.clear()
    await desk.export("book.wav")  # another format of the same
    assert desk.voice.asked == ["And here it ends."]


async def test_what_changed_is_spoken_again_from_there_on(desk: Desk) -> None:
    desk.voice.errors["And here it ends."] = ServiceUnavailable("The server went away")
    with pytest.raises(ServiceUnavailable):
        await desk.export("book.wav")
    changed = FakeDocument([BOOK.content[0], [heading("둘째 장"), paragraph("This is new.")], BOOK.content[2]])
    desk.voice.asked.clear()
    await desk.export("book.wav", changed)
    assert desk.voice.asked == ["This is new.", "The last", "And here it ends."]


@pytest.mark.parametrize("other", [{"speed": 1.5}, {"work": "echo"}])
async def test_another_voice_or_speed_begins_anew(desk: Desk, other: dict[str, Any]) -> None:
    desk.voice.errors["And here it ends."] = ServiceUnavailable("The server went away")
    with pytest.raises(ServiceUnavailable):
        await desk.export("book.wav")
    desk.voice.asked.clear()
    await desk.export("book.wav", **other)
    assert len(desk.voice.asked) == 7


async def test_the_same_twice_at_once_is_refused(desk: Desk) -> None:
    desk.voice.gates["One"] = asyncio.Event()
    text = FakeDocument([[heading("One")]])
    first = asyncio.create_task(desk.export("one.wav", text))
    async with asyncio.timeout(10):
        while not desk.voice.asked:
            await asyncio.sleep(0.001)
    with pytest.raises(StoreError, match="is being written already"):
        await desk.export("two.wav", text)
    desk.voice.gates["One"].set()
    await first
    assert desk.files() == ["one.wav"]


async def test_what_a_crash_cut_off_is_spoken_again(desk: Desk) -> None:
    desk.voice.errors["And here it ends."] = ServiceUnavailable("The server went away")
    with pytest.raises(ServiceUnavailable):
        await desk.export("book.wav")
    (job,) = (path for path in (desk.folder / "jobs").iterdir() if path.is_dir())
    with (job / "sound-0.pcm").open("r+b") as sound:
        sound.truncate(sound.seek(0, 2) - 100)
    with (job / "journal.jsonl").open("ab") as journal:
        journal.write(b'{"key": "half a li')
    desk.voice.asked.clear()
    exported = await desk.export("book.wav")
    assert desk.voice.asked == ["The last", "And here it ends."]
    assert len(load(desk.folder / "book.wav", RATE)) / RATE == pytest.approx(exported.seconds, abs=0.001)


@needs_ffmpeg
@pytest.mark.parametrize("name", ["book.wav", "book.flac", "book.mp3", "book.m4b", "book.opus"])
async def test_made_of_pieces_it_is_the_same_to_the_sample(desk: Desk, whole: Desk, name: str) -> None:
    desk.piece_seconds = 1.0
    seen = []
    desk.tell = lambda _progress: seen.append(pieces(desk))
    await desk.export(name)
    assert max(seen) >= 3
    await whole.export(name)
    assert decoded(desk.folder / name) == decoded(whole.folder / name)


@needs_ffmpeg
@pytest.mark.parametrize("text", [text for chapter in SENTENCES for text in chapter[:2]][1:])
async def test_broken_off_anywhere_it_goes_on_to_the_same(desk: Desk, whole: Desk, text: str) -> None:
    desk.piece_seconds = 1.0
    desk.voice.errors[text] = ServiceUnavailable("The server went away")
    with pytest.raises(ServiceUnavailable):
        await desk.export("book.wav")
    asked = len(desk.voice.asked)
    await desk.export("book.wav", subtitles=True, timings=desk.folder / "book.json")
    assert desk.voice.asked[asked] == text
    await whole.export("book.wav", subtitles=True, timings=whole.folder / "book.json")
    for name in whole.files():
        assert (desk.folder / name).read_bytes() == (whole.folder / name).read_bytes()


@needs_ffmpeg
async def test_what_changed_within_an_old_piece_is_spoken_again(desk: Desk, whole: Desk) -> None:
    desk.piece_seconds = 2.0  # its second sentence is in the first of three pieces
    desk.voice.errors["And here it ends."] = ServiceUnavailable("The server went away")
    with pytest.raises(ServiceUnavailable):
        await desk.export("book.wav")
    assert pieces(desk) >= 2
    changed = FakeDocument([[heading("The first = one; #1"), paragraph("It begins. Or not.")], *BOOK.content[1:]])
    desk.voice.asked.clear()
    await desk.export("book.wav", changed)
    assert desk.voice.asked[:2] == ["It begins.", "Or not."]
    await whole.export("book.wav", changed)
    assert decoded(desk.folder / "book.wav") == decoded(whole.folder / "book.wav")


@needs_ffmpeg
async def test_stopped_while_it_is_written_it_is_written_again(desk: Desk) -> None:
    desk.piece_seconds = 1.0
    desk.tell = lambda progress: progress.writing and task.cancel()
    task = asyncio.create_task(desk.export("book.mp3"))
    with pytest.raises(asyncio.CancelledError):
        await task
    assert desk.files() == []
    desk.tell = desk.told.append
    desk.voice.asked.clear()
    await desk.export("book.wav")
    assert desk.voice.asked == []
    assert [progress.writing for progress in desk.told] == [True] * len(desk.told)


async def test_half_a_file_that_a_crash_left_is_removed_by_the_next_run(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(NewFile, "discard", lambda file: file._file.close())  # as after `kill -9`
        desk.voice.errors["And here it ends."] = ServiceUnavailable("The server went away")
        with pytest.raises(ServiceUnavailable):
            await desk.export("book.wav", subtitles=True)
    assert len(desk.files()) == 3
    (desk.folder / ".book-mine.wav").touch()
    await desk.export("book.wav")
    assert desk.files() == [".book-mine.wav", "book.wav"]


async def test_a_wav_file_has_marks_where_chapters_begin(desk: Desk) -> None:
    exported = await desk.export("book.wav")
    content = (desk.folder / "book.wav").read_bytes()
    marks = [Mark(round(chapter.start * RATE), chapter.title) for chapter in exported.chapters]
    assert [mark.name for mark in marks] == ["The first = one; #1", "둘째 장", "The last"]
    assert content.endswith(mark_chunks(marks))


class Clicks(ToneVoice):
    """Half a minute of silence with a click at its beginning, whatever it says."""

    async def synthesise(self, text: str) -> AsyncGenerator[bytes, None]:
        speech = np.zeros(30 * RATE, np.float32)
        speech[RATE // 2 : RATE // 2 + RATE // 20] = tone(0.05, RATE)
        yield pcm(speech)


def clicks(path: Path) -> list[float]:
    """When each one begins, in seconds."""
    loud = np.flatnonzero(np.abs(np.frombuffer(decoded(path), "<i2").astype(np.int32)) > 3000)
    return list(loud[np.diff(loud, prepend=-RATE) > RATE // 2] / RATE)


@needs_ffmpeg
@pytest.mark.parametrize("name", ["hour.mp3", "hour.m4b"])
async def test_an_hour_later_words_and_subtitles_are_still_in_time(desk: Desk, name: str) -> None:
    desk.voice = Clicks()
    text = FakeDocument([[paragraph("Tick."), paragraph("Tock.")] * 59])
    exported = await desk.export(name, text, subtitles=True, timings=desk.folder / "hour.json")
    assert exported.seconds > 3600
    heard = clicks(desk.folder / name)
    words = json.loads((desk.folder / "hour.json").read_text("utf-8"))["words"]
    assert [word["start"] for word in words] == pytest.approx(heard, abs=0.05)
    shown = re.findall(r"^(\d+):(\d+):([\d.]+) -->", (desk.folder / "hour.vtt").read_text("utf-8"), re.MULTILINE)
    starts = [int(hours) * 3600 + int(minutes) * 60 + float(seconds) for hours, minutes, seconds in shown]
    assert starts == pytest.approx([time - 0.5 for time in heard], abs=0.05)  # a cue begins with its sentence


async def test_it_begins_with_the_sentence_that_is_wanted(desk: Desk) -> None:
    exported = await desk.export("book.wav", start=3, timings=desk.folder / "book.json")
    assert desk.voice.asked[0] == "It goes on for a while."
    assert [chapter.title for chapter in exported.chapters] == [BOOK.title, "둘째 장", "The last"]
    assert json.loads((desk.folder / "book.json").read_text("utf-8"))["words"][0]["sentence"] == 3


async def test_an_outline_tells_the_chapters(desk: Desk) -> None:
    outlined = FakeDocument(BOOK.content, chapters=[Chapter("I", 1, Place(0)), Chapter("II", 1, Place(2))])
    assert [chapter.title for chapter in (await desk.export("book.wav", outlined)).chapters] == ["I", "II"]


async def test_a_page_that_is_broken_is_left_out_and_told(desk: Desk) -> None:
    exported = await desk.export("book.wav", FakeDocument(BOOK.content, broken=frozenset({1})))
    assert [str(error) for error in exported.missing] == ["Page 2 cannot be read"]
    assert exported.sentences == 5


@pytest.mark.parametrize(
    ("document", "start", "said"),
    [
        (FakeDocument([[]]), 1, "There is no text in the document"),
        (FakeDocument([[paragraph("…")]]), 1, "There is no text in the document"),
        (BOOK, 8, "The document has no sentence 8"),
    ],
)
async def test_nothing_to_read_is_told(desk: Desk, document: FakeDocument, start: int, said: str) -> None:
    with pytest.raises(NothingToRead, match=said):
        await desk.export("book.wav", document, start=start)
    assert desk.files() == []


async def test_a_place_that_takes_no_file_is_told_before_anyone_is_asked(desk: Desk) -> None:
    for name in ("none/book.mp3", "book.docx"):
        with pytest.raises(AudioFileError):
            await desk.export(name)
    assert desk.voice.asked == []


async def test_how_far_it_is(desk: Desk) -> None:
    await desk.export("book.wav")
    speaking = [progress for progress in desk.told if not progress.writing]
    assert [progress.sentences for progress in speaking] == [1, 2, 3, 4, 5, 6, 7]
    shares = [progress.share for progress in speaking]
    assert shares == sorted(shares)
    assert shares[3] == pytest.approx(1 / 3)
    assert desk.told[-1] == ExportProgress(7, speaking[-1].seconds, 1.0, writing=True)


def test_abandoned_jobs_are_forgotten(tmp_path: Path) -> None:
    (tmp_path / "job").mkdir()
    (tmp_path / "job" / "journal.jsonl").touch()
    then = (tmp_path / "job" / "journal.jsonl").stat().st_mtime
    forget_abandoned(tmp_path, then + KEPT_SECONDS - 1)
    assert (tmp_path / "job").is_dir()
    forget_abandoned(tmp_path, then + KEPT_SECONDS + 1)
    assert not (tmp_path / "job").exists()
