import asyncio
import threading
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from voiceassistant.errors import ServiceUnavailable
from voiceassistant.speech import long_files
from voiceassistant.speech.long_files import transcribe_parts
from voiceassistant.transcripts import Segment, Transcript, TranscriptionProgress, TranscriptionWish, Word

SECOND = 16_000
WISH = TranscriptionWish(words=True)


@dataclass(frozen=True)
class Part:
    path: Path
    start: int
    end: int
    speech_seconds: float = 1.0


@dataclass
class Parts:
    """Thirty seconds in parts of ten; the middle one is silent."""

    start: int
    total_seconds: float = 30.0
    closed: bool = False

    def next(self) -> Part | None:
        start, self.start = self.start, self.start + 10 * SECOND
        return (
            Part(Path("part.wav"), start, self.start, 0.0 if start == 10 * SECOND else 1.0) if start < 480_000 else None
        )

    def close(self) -> None:
        self.closed = True


@dataclass
class Listener:
    fails_at: int = -1
    asked: list[int] = field(default_factory=list)

    async def transcribe(self, utterance: long_files.Part, wish: TranscriptionWish) -> Transcript:
        self.asked.append(utterance.start // SECOND)
        if self.asked[-1] == self.fails_at:
            raise ServiceUnavailable("gone")
        at = f"at {self.asked[-1]}"
        return Transcript(at, "en", (Word(at, 1.25, 2.0, 0.5), Word("untimed", 0, 0)), (Segment(at, 1.25, 2.0, -0.1),))


async def test_parts_are_joined_with_their_times(tmp_path: Path) -> None:
    told: list[TranscriptionProgress] = []
    clock = iter([0.0, 4.0, 4.0, 10.0])
    heard = await transcribe_parts(
        lambda _, start: Parts(start), Listener(), WISH, tmp_path / "job", told.append, lambda: next(clock)
    )
    assert (heard.text, heard.language, heard.duration) == ("at 0 at 20", "en", 30.0)
    assert [word.start for word in heard.words] == [1.25, 0, 21.25, 0]
    assert heard.segments[1] == Segment("at 20", 21.25, 22.0, -0.1)
    assert [(progress.done, progress.seconds_left) for progress in told] == [(10.0, 8.0), (20.0, 2.0), (30.0, 0.0)]
    assert not (tmp_path / "job").exists()


async def test_a_broken_job_goes_on_after_its_last_part(tmp_path: Path) -> None:
    parts = Parts(0)
    with pytest.raises(ServiceUnavailable):
        await transcribe_parts(lambda _, start: parts, Listener(fails_at=20), WISH, tmp_path / "job")
    assert parts.closed
    again = Listener()
    heard = await transcribe_parts(lambda _, start: Parts(start), again, WISH, tmp_path / "job")
    assert again.asked == [20]
    assert heard.text == "at 0 at 20"
    assert heard.words[0] == Word("at 0", 1.25, 2.0, 0.5)


async def test_cancelling_closes_the_file(tmp_path: Path) -> None:
    parts, reached = Parts(0), asyncio.Event()

    class Endless(Listener):
        async def transcribe(self, utterance: long_files.Part, wish: TranscriptionWish) -> Transcript:
            reached.set()
            await asyncio.Event().wait()
            raise AssertionError

    task = asyncio.create_task(transcribe_parts(lambda _, start: parts, Endless(), WISH, tmp_path / "job"))
    await reached.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert parts.closed


async def test_cancelling_while_it_is_opened_closes_it_too(tmp_path: Path) -> None:
    parts, opening, go_on = Parts(0), threading.Event(), threading.Event()

    def open_slowly(_folder: Path, _start: int) -> Parts:
        opening.set()
        assert go_on.wait(10)
        return parts

    task = asyncio.create_task(transcribe_parts(open_slowly, Listener(), WISH, tmp_path / "job"))
    await asyncio.to_thread(opening.wait, 10)
    task.cancel()
    go_on.set()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert parts.closed


async def test_the_time_left_is_steady_and_never_negative(tmp_path: Path) -> None:
    """However long single parts take, and where the file is longer than it says."""
    told: list[TranscriptionProgress] = []
    clock = iter([0.0, 9.0, 15.0, 25.0])
    parts = Parts(0, total_seconds=25.0)
    await transcribe_parts(lambda _, start: parts, Listener(), WISH, tmp_path / "job", told.append, lambda: next(clock))
    left = [progress.seconds_left for progress in told]
    assert left == pytest.approx([13.5, 3.75, 0.0])
    assert [progress.total for progress in told] == [25.0, 25.0, 30.0]


async def test_the_time_left_of_a_job_that_goes_on_is_of_its_own_pace(tmp_path: Path) -> None:
    with pytest.raises(ServiceUnavailable):
        await transcribe_parts(lambda _, start: Parts(start), Listener(fails_at=20), WISH, tmp_path / "job")
    told: list[TranscriptionProgress] = []
    clock = iter([100.0, 105.0])
    await transcribe_parts(
        lambda _, start: Parts(start, 40.0), Listener(), WISH, tmp_path / "job", told.append, lambda: next(clock)
    )
    assert [(progress.done, progress.seconds_left) for progress in told] == [(30.0, 5.0)]
