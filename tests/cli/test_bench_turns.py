"""How the bench of turn-taking makes its sounds and counts; voices and models run in `voiceassistant bench turns`."""

import json
import re

import numpy as np
import pytest

from tests.audio.sounds import tone
from voiceassistant.audio.ring import Samples
from voiceassistant.audio.vad import WINDOW
from voiceassistant.cli.bench_turns import SamePause, Score, count_in, print_scores
from voiceassistant.cli.main import make_parser
from voiceassistant.cli.noises import noises
from voiceassistant.cli.turn_hearing import Taken, hear
from voiceassistant.cli.turn_set import LEAD_SECONDS, RATE, TAIL_SECONDS, Utterance, joined, quietest
from voiceassistant.resource_files import resource

LINE = "Remind me to [700] buy <300> milk."
PARTS = [tone(seconds, RATE) for seconds in (0.8, 0.4, 0.5)]


def windows(sound: Samples) -> list[float]:
    """Probabilities of speech: what is loud is speech."""
    whole = sound[: len(sound) // WINDOW * WINDOW].reshape(-1, WINDOW)
    return [0.95 if np.abs(window).mean() > 0.01 else 0.02 for window in whole]


def test_pauses_are_where_they_are_said_to_be() -> None:
    said = joined("alloy", LINE, PARTS, seed=1)
    assert [end - begin for begin, end in said.pauses] == [pytest.approx(0.7), pytest.approx(0.3)]
    assert said.end == pytest.approx(LEAD_SECONDS + 0.8 + 0.7 + 0.4 + 0.3 + 0.5)
    assert len(said.sound) / RATE == pytest.approx(said.end + TAIL_SECONDS, abs=0.001)
    for begin, end in (*said.pauses, (said.end, said.end + TAIL_SECONDS)):
        assert 0 < np.abs(said.sound[round(begin * RATE) + 1 : round(end * RATE) - 1]).max() < 0.01
    np.testing.assert_array_equal(said.sound, joined("alloy", LINE, PARTS, seed=1).sound)


def test_a_cut_is_made_where_it_is_quiet() -> None:
    sound = tone(1.0, RATE)
    sound[7900:8300] = 0.0
    assert 7900 <= quietest(sound, 0.52) <= 8300
    assert 0 <= quietest(sound, 0.0) < quietest(sound, 1.0) <= len(sound)


def test_the_set_is_large_and_its_pauses_are_usual_ones() -> None:
    lines = [line for lines in json.loads(resource("bench/turns.json").read_text("utf-8")).values() for line in lines]
    pauses = [int(found) for line in lines for found in re.findall(r"[\[<](\d+)[\]>]", line)]
    assert sum("[" in line or "<" in line for line in lines) >= 60
    assert len(lines) >= 100
    assert all(300 <= pause <= 1500 for pause in pauses)
    recordings = {found for line in lines for found in re.findall(r"([\w-]+)@", line)}
    assert all(resource(f"bench/recordings/{name}.flac").is_file() for name in recordings)


def test_noises_are_the_same_each_time_and_different_from_each_other() -> None:
    first, second = noises(), noises()
    assert len(first) >= 20
    for name, noise in first.items():
        assert np.abs(noise).max() == pytest.approx(1.0)
        np.testing.assert_array_equal(noise, second[name])


def test_the_ear_ends_a_turn_in_a_long_pause_and_after_the_last_word() -> None:
    said = joined("alloy", LINE, PARTS, seed=1)
    for wait, ends in ((0.5, 2), (0.9, 1)):
        taken = hear(said.sound, windows(said.sound), SamePause(wait))
        assert len(taken.ends) == ends
        assert taken.ends[-1] - said.end == pytest.approx(wait, abs=0.07)
    assert taken.starts == (pytest.approx(LEAD_SECONDS, abs=0.15),)


def test_words_that_break_off_hold_the_end_back() -> None:
    said = joined("alloy", LINE, PARTS, seed=1)

    class Patient(SamePause):
        def wait_seconds(self, done: float | None) -> float:
            return 0.5 if done is None else 1.2

    def end(breaks_off: bool) -> Taken:
        return hear(said.sound, windows(said.sound), Patient(0.5), breaks_off=lambda sound: breaks_off)

    assert len(end(breaks_off=False).ends) == 2
    (only,) = end(breaks_off=True).ends
    assert only - said.end == pytest.approx(1.2, abs=0.07)


def test_who_is_cut_off_and_who_is_interrupted() -> None:
    said = Utterance("alloy", "", np.zeros(0, np.float32), ((2.0, 2.5), (3.0, 4.5), (5.0, 5.4)), 6.0)
    score = Score()
    count_in(score, said, [1.0, 2.4, 3.6, 6.7])
    assert (score.turns, score.pauses, score.cut, score.interrupted, score.elsewhere) == (1, 3, 2, 1, 1)
    assert score.waits == [pytest.approx(0.7)]


def test_the_table(capsys: pytest.CaptureFixture[str]) -> None:
    print_scores("all", {"ours": Score(10, 20, 5, 1, 2, [0.5, 0.6, 0.7, 2.0])})
    lines = capsys.readouterr().out.splitlines()
    assert lines[1] == "all: 10 turns with 20 pauses"
    assert lines[3].split() == ["ours", "25%", "5%", "2", "650", "2000"]


def test_it_is_a_bench() -> None:
    assert make_parser().parse_args(["bench", "turns"]).command == "bench"
