import asyncio
from dataclasses import dataclass, field

import pytest

from tests.fakes.audio import FakePlayback
from voiceassistant.engine import earcons
from voiceassistant.engine.earcons import (
    THINKING_AFTER_SECONDS,
    THINKING_EVERY_SECONDS,
    Earcon,
    Earcons,
    Moment,
    after,
    when_due,
)
from voiceassistant.events import Event, Hearing, HearingChanged, Phase, PhaseChanged, ReplyDelta

SOUNDS = {one: one.value.encode() for one in Earcon}


def phases(*names: Phase, by_ear: bool = True) -> list[Event]:
    return [PhaseChanged(1, phase, by_ear=by_ear) for phase in names]


def hearings(*names: Hearing) -> list[Event]:
    return [HearingChanged(hearing) for hearing in names]


def sounds(events: list[Event], moment: Moment | None = None) -> list[Earcon]:
    """What is heard at once when this happens, a second apart but for what waits."""
    moment, heard = moment or Moment(), []
    for event in events:
        moment, sound = after(moment, event, now=0.0)
        heard += [sound] if sound else []
    return heard


def test_it_says_that_it_heard_somebody_begin_to_speak() -> None:
    assert sounds(phases(Phase.LISTENING)) == [Earcon.HEARD]
    assert sounds(phases(Phase.LISTENING, Phase.THINKING, Phase.SPEAKING, Phase.READY)) == [Earcon.HEARD]


def test_a_talk_key_needs_no_sound_and_would_record_it() -> None:
    assert sounds(phases(Phase.LISTENING, Phase.THINKING, Phase.SPEAKING, Phase.READY, by_ear=False)) == []


def test_who_goes_on_after_a_pause_is_not_told_again() -> None:
    assert sounds(phases(Phase.LISTENING, Phase.THINKING, Phase.LISTENING, Phase.THINKING)) == [Earcon.HEARD]


def test_the_wake_phrase_is_answered_once() -> None:
    woken = [*hearings(Hearing.WAITING, Hearing.LISTENING), *phases(Phase.LISTENING)]
    assert sounds(woken) == [Earcon.HEARD]


def test_the_time_for_going_on_is_no_wake_phrase() -> None:
    moment = Moment(Phase.SPEAKING, Hearing.WAITING)
    assert sounds(hearings(Hearing.LISTENING), moment) == []


@pytest.mark.parametrize(
    ("before", "then"),
    [
        (Hearing.LISTENING, Hearing.OFF),
        (Hearing.LISTENING, Hearing.MUTED),
        (Hearing.LISTENING, Hearing.WAITING),
        (Hearing.WAITING, Hearing.OFF),
    ],
)
def test_it_says_that_it_does_not_listen_any_more(before: Hearing, then: Hearing) -> None:
    assert sounds(hearings(then), Moment(hearing=before)) == [Earcon.STOPPED]


@pytest.mark.parametrize("then", [Hearing.LISTENING, Hearing.WAITING])
def test_switching_hands_free_on_is_no_sound(then: Hearing) -> None:
    assert sounds(hearings(then)) == []


@pytest.mark.parametrize("phase", [Phase.LISTENING, Phase.SPEAKING, Phase.PAUSED])
def test_nothing_is_said_over_an_answer_or_into_a_recording(phase: Phase) -> None:
    assert sounds(hearings(Hearing.OFF), Moment(phase, Hearing.LISTENING)) == []


def test_only_long_thinking_is_heard_and_then_again() -> None:
    moment, _ = after(Moment(), PhaseChanged(1, Phase.THINKING), now=10.0)
    first, again = 10.0 + THINKING_AFTER_SECONDS, 10.0 + THINKING_AFTER_SECONDS + THINKING_EVERY_SECONDS
    heard = []
    for now in (10.0, first - 0.01, first, first + 0.01, again - 0.01, again):
        moment, sound = when_due(moment, now)
        heard.append(sound)
    assert heard == [None, None, Earcon.THINKING, None, None, Earcon.THINKING]
    assert THINKING_EVERY_SECONDS >= 2.0


@pytest.mark.parametrize("phase", [Phase.SPEAKING, Phase.READY, Phase.LISTENING])
def test_who_does_not_think_any_more_does_not_say_so(phase: Phase) -> None:
    moment, _ = after(Moment(), PhaseChanged(1, Phase.THINKING), now=0.0)
    moment, _ = after(moment, PhaseChanged(1, phase), now=0.5)
    assert when_due(moment, 100.0) == (moment, None)


def test_what_else_happens_changes_nothing() -> None:
    moment = Moment(Phase.THINKING, thinking_due=1.0)
    assert after(moment, ReplyDelta(1, "Hello"), now=0.5) == (moment, None)


@dataclass
class QuietPlayer:
    """Silent unless the test says that something else plays."""

    busy: bool = False
    playbacks: list[FakePlayback] = field(default_factory=list)
    began: asyncio.Event = field(default_factory=asyncio.Event)

    def begin_if_silent(self) -> FakePlayback | None:
        if self.busy:
            return None
        self.playbacks.append(FakePlayback(at_once=False))
        self.began.set()
        return self.playbacks[-1]


async def test_what_is_wanted_is_played_to_its_end() -> None:
    player = QuietPlayer()
    playing = Earcons(player, SOUNDS)
    playing.on_event(PhaseChanged(1, Phase.LISTENING, by_ear=True))
    assert player.playbacks == []  # they are off at first
    playing.on_event(PhaseChanged(1, Phase.READY))
    playing.wanted = frozenset({Earcon.HEARD})
    playing.on_event(PhaseChanged(2, Phase.LISTENING, by_ear=True))
    (playback,) = player.playbacks
    assert (playback.pcm, playback.finished) == (SOUNDS[Earcon.HEARD], True)
    playing.close()


async def test_a_sound_gives_way_to_whatever_plays() -> None:
    player = QuietPlayer(busy=True)
    playing = Earcons(player, SOUNDS)
    playing.wanted = frozenset(Earcon)
    playing.on_event(PhaseChanged(1, Phase.LISTENING, by_ear=True))
    assert player.playbacks == []
    playing.close()


async def test_a_sound_ends_when_the_next_thing_happens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(earcons, "THINKING_AFTER_SECONDS", 0.0)
    player = QuietPlayer()
    playing = Earcons(player, SOUNDS)
    playing.wanted = frozenset(Earcon)
    playing.on_event(PhaseChanged(1, Phase.THINKING))
    await asyncio.wait_for(player.began.wait(), 5)
    (playback,) = player.playbacks
    assert playback.pcm == SOUNDS[Earcon.THINKING]
    playing.on_event(PhaseChanged(2, Phase.LISTENING))  # the talk key: what is recorded now is the user's alone
    assert playback.stopped_at is not None
    playing.close()


async def test_closed_it_waits_for_nothing() -> None:
    playing = Earcons(QuietPlayer(), SOUNDS)
    playing.on_event(PhaseChanged(1, Phase.THINKING))
    playing.close()
    assert playing._timer is None
