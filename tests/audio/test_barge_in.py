from collections.abc import Iterable

import pytest

from tests.audio.sounds import tone
from voiceassistant.audio.barge_in import WINDOW_SECONDS, BargeIn, Window
from voiceassistant.audio.echo import Cleaned

REFERENCE = -20.0


def window(probability: float, cleaned: float, *, reference: float = REFERENCE, treble: float = -6.0) -> Window:
    return Window(probability, cleaned, cleaned + 3.0, reference, treble)


def rest_of_the_echo(seconds: float, cleaned: float = -52.0) -> list[Window]:
    return [window(0.02, cleaned) for _ in range(round(seconds / WINDOW_SECONDS))]


def decided_after(rule: BargeIn, windows: Iterable[Window]) -> float | None:
    """Seconds until it was sure that somebody speaks; None: it never was."""
    for number, heard in enumerate(windows, start=1):
        if rule.feed(heard):
            return number * WINDOW_SECONDS
    return None


@pytest.fixture
def rule() -> BargeIn:
    """One that knows its room."""
    rule = BargeIn()
    assert decided_after(rule, rest_of_the_echo(5.0)) is None
    return rule


def test_clear_speech_is_known_by_its_first_clear_window(rule: BargeIn) -> None:
    assert decided_after(rule, [window(0.1, -40.0), window(0.5, -33.0), window(0.9, -28.0)]) == 3 * WINDOW_SECONDS


def test_what_is_no_louder_than_the_echos_rest_is_not_the_user(rule: BargeIn) -> None:
    assert rule.residual_dbfs == pytest.approx(REFERENCE - 32.0, abs=4.0)
    assert decided_after(rule, [window(0.95, rule.residual_dbfs + 2.0)] * 50) is None


def test_an_echo_that_is_not_cancelled_yet_is_not_the_user() -> None:
    assert decided_after(BargeIn(), [window(0.95, REFERENCE - 16.0)] * 100) is None


def test_a_bad_canceller_does_not_lock_the_user_out() -> None:
    rule = BargeIn()
    assert decided_after(rule, rest_of_the_echo(5.0, cleaned=-24.0)) is None
    assert decided_after(rule, [window(0.9, -26.0)] * 3) is not None


def test_over_an_unknown_room_more_is_asked_for_but_not_much() -> None:
    rule = BargeIn()
    decided_after(rule, rest_of_the_echo(0.5))
    assert decided_after(rule, [window(0.9, -28.0)] * 9) == 2 * WINDOW_SECONDS


def test_the_room_answers_a_while_after_the_sound(rule: BargeIn) -> None:
    gap = [window(0.02, -60.0, reference=-60.0)] * 4
    assert decided_after(rule, gap) is None
    assert rule.residual_dbfs > REFERENCE - 32.0 - 16.0


def test_the_rooms_answer_dying_away_in_a_pause_is_not_the_user() -> None:
    rule = BargeIn()
    decided_after(rule, [Window(0.02, -44.0, -30.0, REFERENCE)] * 150)
    falling = [Window(0.9, -35.0 - n, -34.0 - n, -60.0) for n in range(8)]
    assert decided_after(rule, falling) is None
    assert decided_after(rule, [Window(0.9, -30.0, -29.0, -60.0)] * 2) is not None


def test_who_is_louder_than_the_echo_does_not_die_away_in_a_pause() -> None:
    rule = BargeIn()
    decided_after(rule, [Window(0.02, -44.0, -30.0, REFERENCE)] * 150)
    begun_just_before = Window(0.7, -28.0, -16.0, REFERENCE)
    assert decided_after(rule, [begun_just_before, *[Window(0.95, -18.0, -15.0, -60.0)] * 8]) == 2 * WINDOW_SECONDS


def test_a_hum_through_the_nose_is_held(rule: BargeIn) -> None:
    hum = window(0.95, -28.0, treble=-30.0)
    assert decided_after(rule, [hum] * 12) is None
    assert decided_after(rule, [window(0.02, -55.0)] * 10) is None
    assert decided_after(rule, [hum] * 30) == pytest.approx(0.6, abs=WINDOW_SECONDS)


def test_a_hum_that_becomes_a_word_counts_with_its_vowel(rule: BargeIn) -> None:
    assert decided_after(rule, [window(0.9, -30.0, treble=-30.0)] * 4 + [window(0.9, -26.0, treble=-8.0)]) == (
        5 * WINDOW_SECONDS
    )


def test_what_follows_a_burst_is_held(rule: BargeIn) -> None:
    cough = [window(0.05, -22.0), window(0.1, -26.0), *[window(0.9, -32.0)] * 6, *[window(0.1, -50.0)] * 10]
    assert decided_after(rule, cough) is None
    assert decided_after(rule, [window(0.05, -22.0), *[window(0.9, -30.0)] * 30]) == pytest.approx(0.63, abs=0.04)


def test_it_lasts_until_the_user_is_silent(rule: BargeIn) -> None:
    said = [window(0.9, -28.0)] * 10 + [window(0.1, -45.0)] * 5 + [window(0.9, -28.0)] * 5
    speaking = [rule.feed(heard) for heard in [*said, *rest_of_the_echo(0.5)]]
    assert all(speaking[:20])
    assert not any(speaking[30:])


def test_after_a_rest_it_knows_the_room_but_not_who_spoke(rule: BargeIn) -> None:
    left_db = rule.left_db
    assert decided_after(rule, [window(0.9, -28.0)] * 5) is not None
    rule.rest()
    assert rule.left_db == left_db
    assert decided_after(rule, rest_of_the_echo(0.1)) is None


def test_a_window_is_made_of_sound() -> None:
    low, high = tone(0.032, 16_000, 300.0, 0.1), tone(0.032, 16_000, 3_000.0, 0.1)
    hum = Window.of(0.5, Cleaned(low, low, high))
    assert hum.cleaned_dbfs == pytest.approx(-23.0, abs=0.5)
    assert hum.treble_db < -25.0
    assert Window.of(0.5, Cleaned(high, low, low)).treble_db == pytest.approx(0.0, abs=0.5)
