"""What the reader decides."""

from dataclasses import replace

import pytest

from voiceassistant.documents.document import Place
from voiceassistant.reading.events import Phase
from voiceassistant.reading.state import (
    Closed,
    Happening,
    Held,
    Opened,
    Opening,
    PausePressed,
    PlayPressed,
    ReachedEnd,
    Released,
    Silence,
    Speak,
    SpeedChosen,
    State,
    StopChosen,
    Went,
    advance,
    next_speed,
)

HERE, THERE = Place(1, 2, 3), Place(4, 5, 6)
READING, PAUSED = State(Phase.READING, HERE), State(Phase.PAUSED, HERE)
UNTIL = replace(READING, until=THERE)


@pytest.mark.parametrize(
    ("state", "happening", "after", "commands"),
    [
        (State(), Opening(), State(Phase.OPENING), ()),
        (READING, Opening(), State(Phase.OPENING, HERE), (Silence(),)),
        (State(Phase.OPENING), Opened(HERE), PAUSED, ()),
        (READING, Closed(), State(), (Silence(),)),
        (PAUSED, PlayPressed(), READING, (Speak(HERE, 1.0),)),
        (READING, StopChosen(THERE), UNTIL, (Speak(HERE, 1.0, THERE),)),
        (UNTIL, StopChosen(THERE), UNTIL, ()),
        (UNTIL, StopChosen(None), READING, (Speak(HERE, 1.0),)),
        (PAUSED, StopChosen(THERE), replace(PAUSED, until=THERE), ()),
        (UNTIL, ReachedEnd(), replace(PAUSED, place=THERE), ()),
        (UNTIL, Went(Place(2)), replace(UNTIL, place=Place(2)), (Speak(Place(2), 1.0, THERE),)),
        (UNTIL, Went(Place(5)), replace(READING, place=Place(5)), (Speak(Place(5), 1.0),)),  # behind it
        (UNTIL, PausePressed(), replace(PAUSED, until=THERE), (Silence(),)),
        (UNTIL, Closed(), State(), (Silence(),)),
        (READING, PlayPressed(), READING, ()),
        (State(Phase.ENDED, HERE), PlayPressed(), State(Phase.READING, Place(0)), (Speak(Place(0), 1.0),)),
        (State(), PlayPressed(), State(), ()),
        (READING, PausePressed(), PAUSED, (Silence(),)),
        (PAUSED, PausePressed(), PAUSED, ()),
        (READING, Went(THERE), State(Phase.READING, THERE), (Speak(THERE, 1.0),)),
        (PAUSED, Went(THERE), State(Phase.PAUSED, THERE), ()),
        (State(Phase.ENDED, HERE), Went(THERE), State(Phase.PAUSED, THERE), ()),
        (State(), Went(THERE), State(), ()),
        (READING, SpeedChosen(2.0), State(Phase.READING, HERE, 2.0), (Speak(HERE, 2.0),)),
        (PAUSED, SpeedChosen(9.0), State(Phase.PAUSED, HERE, 4.0), ()),
        (State(), SpeedChosen(0.1), State(speed=0.5), ()),
        (READING, ReachedEnd(), State(Phase.ENDED, HERE), ()),
    ],
)
def test_what_happens_leads_to(state: State, happening: Happening, after: State, commands: tuple[object, ...]) -> None:
    assert advance(state, happening) == (after, commands)


def test_the_word_that_is_heard_is_where_it_goes_on() -> None:
    paused, _ = advance(READING, PausePressed(), THERE)
    assert advance(paused, PlayPressed())[1] == (Speak(THERE, 1.0),)


def test_reading_is_held_for_a_question_and_goes_on_at_the_word() -> None:
    held, commands = advance(READING, Held(), THERE)
    assert (held.phase, commands) == (Phase.READING, (Silence(),))
    assert advance(held, Released())[1] == (Speak(THERE, 1.0),)


@pytest.mark.parametrize(
    ("meanwhile", "afterwards"),
    [
        (PausePressed(), ()),  # "stop" was what was said
        (Went(THERE), (Speak(THERE, 1.0),)),
        (SpeedChosen(2.0), (Speak(HERE, 2.0),)),
        (Held(), (Speak(HERE, 1.0),)),
        (Closed(), ()),
    ],
)
def test_what_is_wanted_while_it_is_held_waits_for_the_release(
    meanwhile: Happening, afterwards: tuple[object, ...]
) -> None:
    held, _ = advance(READING, Held())
    state, commands = advance(held, meanwhile)
    assert commands == ()
    assert advance(state, Released())[1] == afterwards


def test_what_was_paused_stays_so_after_a_question() -> None:
    held, commands = advance(PAUSED, Held())
    assert commands == ()
    assert advance(held, Released()) == (PAUSED, ())


def test_go_on_said_while_it_was_paused_begins_after_the_words() -> None:
    held, _ = advance(PAUSED, Held())
    state, commands = advance(held, PlayPressed())
    assert (state.phase, commands) == (Phase.READING, ())
    assert advance(state, Released())[1] == (Speak(HERE, 1.0),)


@pytest.mark.parametrize(
    ("speed", "steps", "faster"),
    [
        (1.0, 1, 1.1),
        (1.0, -1, 0.9),
        (1.0, 0, 1.0),
        (1.05, 1, 1.1),
        (1.05, -1, 1.0),
        (3.5, 5, 4.0),
        (4.0, 1, 4.0),
        (0.5, -1, 0.5),
        (0.6, -9, 0.5),
    ],
)
def test_the_next_usual_speed(speed: float, steps: int, faster: float) -> None:
    assert next_speed(speed, steps) == faster
