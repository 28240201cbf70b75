import argparse

import numpy as np
import pytest

from voiceassistant.cli import main
from voiceassistant.cli.bench import BenchTurn, print_table, until_end_of_speech


def test_silence_at_the_end_is_cut_off() -> None:
    silence, speech = np.zeros(1600, np.float32), np.full(800, 0.5, np.float32)
    noise = np.full(1600, 0.005, np.float32)
    cut = until_end_of_speech(np.concatenate([silence, speech, noise, silence]))
    assert len(cut) == 1600 + 800
    assert cut[-1] == 0.5


def turn(first_audio: float | None) -> BenchTurn:
    milliseconds = {"transcript": 500.0, "first_token": 700.0, "first_sentence": 900.0, "first_audio": first_audio}
    return BenchTurn(milliseconds, "What is it?", "It is this.")


def test_the_table_has_median_95th_and_worst(capsys: pytest.CaptureFixture[str]) -> None:
    print_table([turn(1000.0 + number) for number in range(100)])
    lines = capsys.readouterr().out.splitlines()
    assert lines[:2] == ["  heard: What is it?", "  answer: It is this."]
    assert lines[3].split() == ["transcript", "500", "500", "500"]
    assert lines[-1].split() == ["first_audio", "1050", "1094", "1099"]


def test_a_single_turn_and_one_that_was_never_heard(capsys: pytest.CaptureFixture[str]) -> None:
    print_table([turn(1234.0)])
    assert capsys.readouterr().out.splitlines()[-1].split() == ["first_audio", "1234", "1234", "1234"]
    print_table([turn(None)])
    assert capsys.readouterr().out.splitlines()[-1].split() == ["first_audio", "never"]


def test_turns_are_counted_from_one(capsys: pytest.CaptureFixture[str]) -> None:
    args: argparse.Namespace = main.make_parser().parse_args(["bench", "local", "--turns", "3"])
    assert args.turns == 3
    for wrong in ("0", "-1", "many"):
        with pytest.raises(SystemExit):
            main.make_parser().parse_args(["bench", "local", "--turns", wrong])
    assert "it has to be 1 or more" in capsys.readouterr().err
