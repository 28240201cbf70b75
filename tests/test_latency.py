import pytest

from voiceassistant.events import Asked, Event, Phase, PhaseChanged, Timings, TurnEnded
from voiceassistant.latency import (
    KEPT_TURNS,
    Advice,
    Hint,
    Kind,
    LatencyLog,
    Part,
    TurnLatency,
    advice,
    percentile,
    waited,
)
from voiceassistant.settings import Role, Settings
from voiceassistant.transcripts import Transcript

KEY = Timings(transcript=400, first_token=700, first_sentence=800, first_audio=1000, done=4000)
# Work begins at the pause that is noticed after 100 ms, and is done with the transcript when the turn is closed.
EARLY = Timings(100, 450, transcript=400, first_token=700, first_sentence=800, first_audio=1000, done=4000)
ALL = frozenset(Role)


def test_the_parts_of_a_turn_with_the_key() -> None:
    assert waited(KEY) == {Part.TRANSCRIPTION: 400, Part.CHAT: 300, Part.SENTENCE: 100, Part.SPEECH: 200}


def test_what_is_done_within_the_pause_is_not_waited_for() -> None:
    parts = {Part.PAUSE: 100, Part.CLOSING: 350, Part.TRANSCRIPTION: 0, Part.CHAT: 250}
    assert waited(EARLY) == parts | {Part.SENTENCE: 100, Part.SPEECH: 200}


@pytest.mark.parametrize(
    "timings",
    [
        KEY,
        EARLY,
        Timings(100, 900, 400, 700, 800, 950),  # all but the speech is done within the pause
        Timings(100, 450, 700, 900, 1100, 1400),  # work that began early ends long after the pause
        Timings(first_audio=500),
        Timings(100, 450, 470, 440, 460, 455),  # clocks of several threads
    ],
)
def test_the_parts_add_up(timings: Timings) -> None:
    parts = waited(timings)
    assert sum(parts.values()) == timings.first_audio
    assert min(parts.values()) >= 0


def test_a_turn_without_a_sound_has_no_parts_to_wait_for() -> None:
    assert sum(waited(Timings(transcript=400)).values()) == 0


@pytest.mark.parametrize(("share", "value"), [(0, 1), (0.5, 3), (0.95, 4.8), (1, 5)])
def test_percentiles_lie_between_values(share: float, value: float) -> None:
    assert percentile([5, 1, 4, 2, 3], share) == pytest.approx(value)


def test_the_percentile_of_one_value_is_it_and_of_none_an_error() -> None:
    assert percentile([7], 0.95) == 7
    with pytest.raises(ValueError, match="no values"):
        percentile([], 0.5)


@pytest.mark.parametrize(
    ("timings", "local", "kind"),
    [
        (KEY, ALL, Kind(hands_free=False, local=True)),
        (EARLY, ALL - {Role.CHAT}, Kind(hands_free=True, local=False)),
    ],
)
def test_turns_are_of_kinds(timings: Timings, local: frozenset[Role], kind: Kind) -> None:
    assert TurnLatency(timings, local).kind == kind


# --- which turns count ------------------------------------------------------------------------------------------------


def asked(turn: int, *, spoken: bool = True) -> Asked:
    return Asked(turn, Transcript("a question"), spoken)


def ended(turn: int, timings: Timings = KEY) -> TurnEnded:
    return TurnEnded(turn, "", False, timings=timings)


@pytest.mark.parametrize(
    ("events", "counts"),
    [
        ((PhaseChanged(1, Phase.LISTENING), asked(1), ended(1)), True),
        ((PhaseChanged(1, Phase.LISTENING), asked(2), ended(2, EARLY)), True),  # hands-free, taken back before
        ((asked(1, spoken=False), ended(1)), False),  # typed
        ((asked(1), ended(1)), False),  # a recording that is sent again
        ((PhaseChanged(1, Phase.LISTENING), asked(1), ended(1, Timings(transcript=400))), False),  # never heard
        ((PhaseChanged(1, Phase.LISTENING), ended(1, Timings())), False),  # nothing was said
        ((PhaseChanged(1, Phase.LISTENING), PhaseChanged(2, Phase.THINKING), asked(2, spoken=False), ended(2)), False),
    ],
)
def test_only_what_was_just_said_and_answered_aloud_counts(events: tuple[Event, ...], counts: bool) -> None:
    log = LatencyLog()
    assert [log.take(event, {Role.CHAT}) for event in events] == [False] * (len(events) - 1) + [counts]
    timings = events[-1].timings if isinstance(events[-1], TurnEnded) else KEY
    assert log.turns == ((TurnLatency(timings, frozenset({Role.CHAT})),) if counts else ())


def test_the_last_hundred_are_kept() -> None:
    turns = [TurnLatency(Timings(first_audio=at), ALL) for at in range(KEPT_TURNS + 5)]
    assert LatencyLog(turns).turns == tuple(turns[5:])


def test_turns_are_compared_with_their_like() -> None:
    key, server, early = TurnLatency(KEY, ALL), TurnLatency(KEY, frozenset()), TurnLatency(EARLY, ALL)
    log = LatencyLog([key, server, early, key])
    assert log.like(key) == (key, key)
    assert log.like(early) == (early,)


# --- advice -----------------------------------------------------------------------------------------------------------

FAST = Timings(100, 300, transcript=250, first_token=450, first_sentence=500, first_audio=700)


def hints(timings: Timings, local: frozenset[Role] = frozenset(), **settings: object) -> list[Hint]:
    found = advice([TurnLatency(timings, local)] * 3, Settings().with_values(**settings))
    return [one.hint for one in found]


@pytest.mark.parametrize(
    ("timings", "local", "settings", "found"),
    [
        (FAST, ALL, {}, [Hint.NOTHING]),
        (Timings(100, 1300, 250, 450, 500, 1500), ALL, {}, [Hint.PAUSE]),
        (Timings(None, None, 1200, 1400, 1450, 1600), frozenset(), {}, [Hint.TRANSCRIPTION]),
        (Timings(None, None, 1200, 1400, 1450, 1600), ALL, {}, [Hint.LOCAL_TRANSCRIPTION]),
        (Timings(None, None, 200, 1400, 1450, 1600), frozenset(), {}, [Hint.CHAT]),
        (Timings(None, None, 200, 1400, 1450, 1600), ALL, {}, [Hint.LOCAL_CHAT]),
        (
            Timings(None, None, 200, 1400, 1450, 1600),
            frozenset(),
            {"chat": {"reasoning_effort": "low"}},
            [Hint.THINKING],
        ),
        (Timings(None, None, 200, 400, 1000, 1200), ALL, {}, [Hint.SENTENCE]),
        (Timings(None, None, 200, 400, 450, 1100), frozenset(), {}, [Hint.SPEECH]),
        (Timings(None, None, 200, 400, 450, 1100), ALL - {Role.CHAT}, {}, [Hint.LOCAL_SPEECH]),
        (Timings(None, None, 600, 1100, 1150, 2000), ALL, {}, [Hint.LOCAL_SPEECH, Hint.LOCAL_TRANSCRIPTION]),
        (
            Timings(100, 600, 850, 1050, 1100, 1300),
            frozenset(),
            {"hands_free": {"early_start": "no"}},
            [Hint.EARLY_START, Hint.PAUSE],
        ),
        (
            Timings(100, 600, 600, 750, 800, 1000),  # the answer's first words are quick: an early start saves little
            frozenset(),
            {"hands_free": {"early_start": "transcript"}},
            [Hint.PAUSE],
        ),
    ],
)
def test_advice_is_chosen_by_what_takes_longest(
    timings: Timings, local: frozenset[Role], settings: dict[str, object], found: list[Hint]
) -> None:
    assert hints(timings, local, **settings) == found


def test_advice_tells_how_long_it_usually_takes() -> None:
    times = [400, 1200, 900]
    turns = [TurnLatency(Timings(transcript=at, first_audio=at + 100), frozenset()) for at in times]
    assert advice(turns, Settings()) == (Advice(Hint.TRANSCRIPTION, 900),)


def test_what_was_changed_lately_counts() -> None:
    slow, fast = TurnLatency(Timings(transcript=2000, first_audio=2100), ALL), TurnLatency(FAST, ALL)
    assert advice([slow] * 80 + [fast] * 20, Settings()) == (Advice(Hint.NOTHING),)


def test_without_turns_there_is_no_advice() -> None:
    assert advice([], Settings()) == ()
