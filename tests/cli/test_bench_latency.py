import json
from pathlib import Path

import numpy as np
import pytest

from tests.audio.sounds import pcm, tone
from tests.cli.conftest import Cli
from tests.fakes.api_server import ApiServer
from voiceassistant.cli.bench_latency import percentile, print_table, silent_after
from voiceassistant.cli.latency_rows import Rows, Work
from voiceassistant.cli.latency_stage import HELD, NOTICED, STEPS, Question, Turn
from voiceassistant.cli.sound_runs import SoundRun, sound_runs
from voiceassistant.events import Timings

pytestmark = pytest.mark.realtime

RATE = 48_000


def test_a_question_is_as_long_as_its_loud_part() -> None:
    silence, noise = np.zeros(1600, np.float32), np.full(800, 0.005, np.float32)
    question = Question.of(np.concatenate([silence, np.full(3200, 0.5, np.float32), noise]))
    assert (question.first, question.last) == (0.1, pytest.approx(0.3))


def test_runs_of_sound_are_told_with_their_tones() -> None:
    first, pause, second = tone(0.2, RATE, 400), np.zeros(480, np.float32), tone(0.2, RATE, 700)
    sound = np.concatenate([pause, first, pause, second, pause])
    blocks = [(5.0 + start / RATE, sound[start : start + 960]) for start in range(0, len(sound), 960)]
    runs = sound_runs(blocks, RATE)
    assert [(run.hz_first, run.hz_last) for run in runs] == [(400, 400), (700, 700)]
    assert [run.start for run in runs] == pytest.approx([5.01, 5.22], abs=0.001)
    assert [run.end for run in runs] == pytest.approx([5.21, 5.42], abs=0.001)


def test_a_stream_that_stood_still_between_two_blocks_is_a_pause() -> None:
    block = tone(0.02, RATE, 400)
    assert len(sound_runs([(1.0, block), (1.02, block)], RATE)) == 1
    assert len(sound_runs([(1.0, block), (1.03, block)], RATE)) == 2


@pytest.mark.parametrize("blocks", [[], [(1.0, np.zeros(960, np.float32))]])
def test_silence_has_no_runs(blocks: list[tuple[float, np.ndarray]]) -> None:
    assert sound_runs(blocks, RATE) == []


def test_a_turns_parts_are_told_one_from_the_other() -> None:
    timings = Timings(transcript=400.0, first_token=760.0, first_sentence=860.0)
    steps = Turn(10.0, 10.5, [], timings).steps()
    assert steps == pytest.approx({HELD: 500.0} | dict(zip(STEPS, (400.0, 360.0, 100.0), strict=False)))


def test_hands_free_the_parts_begin_at_the_pause_that_was_noticed() -> None:
    timings = Timings(pause_noticed=150.0, turn_closed=700.0, transcript=550.0)
    steps = Turn(10.0, 10.7, [], timings).steps()
    assert steps == pytest.approx({HELD: 700.0, NOTICED: 150.0, STEPS[0]: 400.0})


def test_silence_after_a_moment() -> None:
    runs = [SoundRun(1.0, 2.1, 0, 0), SoundRun(3.0, 4.0, 0, 0)]
    assert silent_after(2.0, runs) == pytest.approx(100.0)
    assert silent_after(0.5, runs) == 0.0


def test_percentiles_lie_between_the_ranks() -> None:
    assert percentile([5.0], 0.95) == 5.0
    assert percentile([3.0, 1.0, 2.0], 0.5) == 2.0
    assert percentile([0.0, 10.0], 0.95) == pytest.approx(9.5)


def test_a_step_that_never_came_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    print_table([("first", [1.0, 2.0, 3.0]), ("second", [])])
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert lines[1:] == [["first", "3", "2.0", "2.9", "3.0"], ["second", "none"]]


def test_rows_are_written_in_the_order_of_time(tmp_path: Path) -> None:
    rows = Rows()
    rows.add("second", 2.0, n=1)
    rows.add("first", 1.0)
    rows.save(tmp_path / "new" / "rows.jsonl")
    lines = (tmp_path / "new" / "rows.jsonl").read_text().splitlines()
    assert list(map(json.loads, lines)) == [{"t": 1.0, "ev": "first"}, {"t": 2.0, "ev": "second", "n": 1}]


def test_work_is_told_in_seconds() -> None:
    figures = Work().figures()
    assert figures["cpu_s"] >= 0.0
    assert figures["wall_s"] > 0.0


def test_one_turn_over_a_server(cli: Cli, served: ApiServer, tmp_path: Path) -> None:
    served.speech = pcm(tone(0.4, 24_000, 500))
    out = tmp_path / "rows.jsonl"
    done = cli("bench", "latency", "--base", served.base_url.removesuffix("/v1"), "--turns", 1, "--out", out)
    assert (done.status, done.err) == (0, "")
    assert "end of speech to first sound" in done.out
    rows = list(map(json.loads, out.read_text().splitlines()))
    at = {row["ev"]: row for row in rows}
    assert {"process", "imported", "ready", "turn", "turn_end", "rss"} < set(at)
    assert at["speech_start"]["t"] < at["speech_end"]["t"] <= at["endpoint"]["t"] < at["sound"]["t"]
    assert (at["sound"]["hz_first"], at["sound"]["hz_last"]) == (500, 500)
    assert at["turn_end"]["wall_s"] > 2.0


def test_an_answer_that_fails_is_told_and_does_not_count(cli: Cli, served: ApiServer) -> None:
    served.faults["transcriptions"] = [401]
    done = cli("bench", "latency", "--base", served.base_url.removesuffix("/v1"), "--turns", 1)
    assert done.status == 1
    assert done.out.startswith("turn 1: ")


def test_start_up_alone_asks_nothing(cli: Cli, served: ApiServer, tmp_path: Path) -> None:
    out = tmp_path / "rows.jsonl"
    base = served.base_url.removesuffix("/v1")
    assert cli("bench", "latency", "--base", base, "--mode", "startup", "--out", out).status == 0
    assert [json.loads(line)["ev"] for line in out.read_text().splitlines()] == ["process", "imported", "ready"]
    assert served.bodies("transcriptions") == []
