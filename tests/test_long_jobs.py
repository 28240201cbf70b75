"""Long files through the command line as a process of its own: killed, interrupted, gone on with, and its memory."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from tests.fakes.api_server import KEY, ApiServer
from tests.fakes.fixtures import api, door
from voiceassistant.audio.files import load, save
from voiceassistant.file_transcription import KEPT_SECONDS, forget_abandoned
from voiceassistant.servers.services import sample_path
from voiceassistant.settings import data_folder

pytestmark = pytest.mark.slow

__all__ = ["api", "door"]

RATE = 16_000
PART_BYTES = 320_000  # ten seconds
# The command line with shorter parts; at its end it tells of the most memory it used after the second part and in all.
PROGRAM = """
import resource, sys, time
from voiceassistant.audio import chunks
from voiceassistant.cli import main
from voiceassistant.speech import long_files

chunks.MOST_BYTES = int(sys.argv[1])
keep, peaks = long_files._keep, []

def measured(*arguments):
    keep(*arguments)
    peaks.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)

long_files._keep = measured
status = main.run(sys.argv[2:], time.monotonic())
print("peaks", peaks[1], peaks[-1], file=sys.stderr)
sys.exit(status)
"""
HEARD = {"words": [{"word": "Hello", "start": 0.5, "end": 1.0}, {"word": "there.", "start": 1.0, "end": 1.5}]}


@pytest.fixture
def served(api: ApiServer, monkeypatch: pytest.MonkeyPatch) -> ApiServer:
    monkeypatch.setenv("VOICEASSISTANT_TRANSCRIPTION_URL", api.base_url)
    monkeypatch.setenv("VOICEASSISTANT_TRANSCRIPTION_KEY", KEY)
    api.heard = HEARD
    return api


def talk(path: Path, questions: int) -> Path:
    """So many questions, six seconds each."""
    question = np.resize(load(sample_path(), RATE), 4 * RATE)
    save(path, np.tile(np.concatenate([question, np.zeros(2 * RATE, np.float32)]), questions), RATE)
    return path


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return talk(tmp_path / "talk.wav", 6)


@pytest.fixture
def started(file: Path) -> Iterator[subprocess.Popen[str]]:
    with start(file) as process:
        yield process
        process.kill()


def start(file: Path, part_bytes: int = PART_BYTES) -> "subprocess.Popen[str]":
    options = ("transcribe", str(file), "--words", "--format", "verbose_json")
    command = [sys.executable, "-c", PROGRAM, str(part_bytes), *options]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def finish(file: Path, part_bytes: int = PART_BYTES) -> tuple[str, str]:
    with start(file, part_bytes) as process:
        out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    return out, err


def sent(served: ApiServer) -> list[int]:
    return [body["size"] for body in served.bodies("transcriptions")]


@pytest.mark.skipif(os.name != "posix", reason="signals")
@pytest.mark.parametrize("way", [signal.SIGKILL, signal.SIGINT])
def test_a_job_that_was_ended_goes_on_after_its_last_part(
    served: ApiServer, file: Path, started: "subprocess.Popen[str]", way: signal.Signals
) -> None:
    served.faults["transcriptions"] = [None, None, "hang"]  # type: ignore[list-item]
    assert served.hanging.wait(60)
    started.send_signal(way)
    out, err = started.communicate(timeout=30)
    assert out == ""
    if way is signal.SIGINT:
        assert started.returncode == 130
        assert "Stopped. The same command goes on after the last part that was finished." in err
        assert "Traceback" not in err
    broken = sent(served)
    assert len(broken) == 3
    went_on, _ = finish(file)
    in_all = sent(served)
    assert in_all[3] == broken[2]  # the part that was not finished
    assert not list((data_folder() / "transcriptions").iterdir())
    served.asked.clear()
    whole, _ = finish(file)
    assert went_on == whole
    assert sent(served) == in_all[:2] + in_all[3:]
    starts = [word["start"] for word in json.loads(whole)["words"]]
    assert starts == sorted(starts)
    assert len(starts) == 2 * len(sent(served))


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_told_and_what_was_finished_stays(served: ApiServer, file: Path, tmp_path: Path) -> None:
    served.faults["transcriptions"] = [None, 401]  # type: ignore[list-item]
    with start(file) as process:
        _, err = process.communicate(timeout=60)
    assert "refused the API key" in err
    (job,) = (data_folder() / "transcriptions").iterdir()
    (first,) = job.glob("*.json")
    end = json.loads(first.read_text())[1]
    (job / f"{end:012d}.tmp").symlink_to("/dev/full")
    with start(file) as process:
        _, err = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "A finished part could not be kept: No space left on device. Check the free disk space" in err
    assert [*job.glob("*.json")] == [first]
    (job / f"{end:012d}.tmp").unlink()
    served.asked.clear()
    finish(file)
    assert len(sent(served)) == 5


def test_memory_stays_flat_and_uploads_small(served: ApiServer, tmp_path: Path) -> None:
    file = talk(tmp_path / "long.wav", 60)
    out, err = finish(file, 1_000_000)
    early, late = map(int, err.splitlines()[-1].split()[1:])
    kilobytes = file.stat().st_size / 1000
    assert late - early < kilobytes / 3, f"{early} KB after two parts, {late} KB at the end"
    assert len(sent(served)) >= 12
    assert max(sent(served)) <= 1_000_044
    assert json.loads(out)["duration"] == 360.0


def test_jobs_that_nobody_came_back_to_are_removed(tmp_path: Path) -> None:
    now = 2_000_000_000.0
    for name, age in (("old", KEPT_SECONDS + 60), ("young", KEPT_SECONDS - 60)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "000000000000.json").write_text("[]")
        os.utime(tmp_path / name, (now - age, now - age))
    forget_abandoned(tmp_path, now)
    assert [job.name for job in tmp_path.iterdir()] == ["young"]
    forget_abandoned(tmp_path / "nowhere", now)
