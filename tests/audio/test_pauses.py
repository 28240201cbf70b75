from pathlib import Path

import pytest

from voiceassistant.audio import pauses
from voiceassistant.audio.pauses import AdaptivePauses, PauseHabits, PauseLimits

LIMITS = PauseLimits(0.5, 2.5)
NOBODY = PauseHabits()


def test_what_is_finished_waits_shortest_and_what_is_not_waits_longer() -> None:
    waits = [NOBODY.wait_seconds(done, LIMITS) for done in (1.0, 0.9, 0.7, 0.5, 0.0)]
    assert waits[0] == 0.5
    assert waits == sorted(waits)
    assert 1.2 < waits[-1] < 2.5
    assert waits[0] < NOBODY.wait_seconds(None, LIMITS) < waits[-1]


@pytest.mark.parametrize("limits", [PauseLimits(0.2, 0.5), PauseLimits(3.0, 8.0), PauseLimits(1.0, 1.0)])
@pytest.mark.parametrize("patience", [1.0, 3.0])
@pytest.mark.parametrize("done", [None, 0.0, 0.5, 1.0])
def test_the_users_limits_hold(limits: PauseLimits, patience: float, done: float | None) -> None:
    wait = PauseHabits(patience).wait_seconds(done, limits)
    assert limits.shortest_seconds <= wait <= limits.longest_seconds


def test_a_slow_speaker_is_waited_for_after_some_turns() -> None:
    rule = AdaptivePauses(limits=LIMITS)
    for _ in range(6):
        rule.wait_seconds(0.95)
        rule.went_on(1.2)
    assert rule.wait_seconds(0.95) >= 1.2


def test_one_long_pause_changes_little() -> None:
    once = NOBODY.went_on(2.4, 1.0, LIMITS)
    assert NOBODY.wait_seconds(1.0, LIMITS) < once.wait_seconds(1.0, LIMITS) < 0.7


def test_pauses_that_the_wait_bears_and_silence_within_words_change_nothing() -> None:
    assert NOBODY.went_on(0.4, 1.0, LIMITS) == NOBODY
    assert NOBODY.went_on(1.0, 0.0, LIMITS) == NOBODY
    assert PauseHabits(1.0).went_on(0.19, 1.0, PauseLimits(0.1, 1.0)) == NOBODY


def test_patience_wanes_slowly() -> None:
    habits = PauseHabits(2.0)
    after_five = habits
    for _ in range(5):
        after_five = after_five.ended()
    after_many = after_five
    for _ in range(200):
        after_many = after_many.ended()
    assert after_five.patience > 1.7
    assert after_many.patience == pytest.approx(1.0, abs=0.01)


def test_patience_has_an_end() -> None:
    habits = NOBODY
    for _ in range(100):
        habits = habits.went_on(60.0, 1.0, LIMITS)
    assert habits.patience == pauses.MOST_PATIENCE
    assert habits.wait_seconds(0.0, LIMITS) == LIMITS.longest_seconds


def test_a_pause_is_learnt_from_as_it_was_judged() -> None:
    finished, unfinished = AdaptivePauses(limits=LIMITS), AdaptivePauses(limits=LIMITS)
    finished.wait_seconds(1.0)
    unfinished.wait_seconds(0.0)
    for rule in (finished, unfinished):
        rule.went_on(0.9)
    assert finished.habits.patience > unfinished.habits.patience == 1.0


def test_what_changed_is_remembered_after_the_turn() -> None:
    told: list[PauseHabits] = []
    rule = AdaptivePauses(limits=LIMITS, remember=told.append)
    rule.ended()
    assert told == []
    rule.wait_seconds(1.0)
    rule.went_on(1.2)
    assert told == []
    rule.ended()
    assert told == [rule.habits]


def test_habits_outlive_the_program(tmp_path: Path) -> None:
    path = tmp_path / "new folder" / "pauses.json"
    assert pauses.load(path) == NOBODY
    pauses.save(PauseHabits(1.7), path)
    assert pauses.load(path) == PauseHabits(1.7)


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"patience": "slow"}', '{"patience": NaN}', '{"patience": null}'])
def test_a_damaged_file_is_nothing_learnt(tmp_path: Path, content: str) -> None:
    path = tmp_path / "pauses.json"
    path.write_text(content)
    assert pauses.load(path) == NOBODY


def test_a_patience_beyond_its_bounds_is_put_within(tmp_path: Path) -> None:
    path = tmp_path / "pauses.json"
    path.write_text('{"patience": 1000}')
    assert pauses.load(path).patience == pauses.MOST_PATIENCE


@pytest.mark.filterwarnings("error")
def test_a_folder_that_cannot_be_written_is_logged(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "file").write_text("")
    pauses.save(NOBODY, tmp_path / "file" / "pauses.json")
    assert "cannot be kept" in caplog.text
