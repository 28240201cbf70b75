"""Words that are for the document that is being read, and questions about it."""

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.audio.sounds import eventually
from tests.engine.test_engine import Stage
from tests.fakes.audio import FakeEar, FakePlayer, FakeUtterance
from tests.fakes.roles import FakeRoles, FakeStore
from voiceassistant.engine.engine import Engine
from voiceassistant.events import (
    Asked,
    Failed,
    FirstSound,
    Obeyed,
    Phase,
    PhaseChanged,
    SpeechEnded,
    SpeechStarted,
    Steered,
    TurnEnded,
)
from voiceassistant.messages import Message

ANSWERS = {"go on": Obeyed("Going on."), "go to page 12": Obeyed("This document has 9 pages.", aloud=True)}


@dataclass
class FakeLectern:
    """Obeys these words and nothing else."""

    about: str = "I am listening to a book."
    read: str = ""
    obeyed: list[str] = field(default_factory=list)

    def steering(self, words: str) -> Callable[[], Awaitable[Obeyed]] | None:
        async def obey() -> Obeyed:
            self.obeyed.append(words)
            return ANSWERS[words]

        return obey if words in ANSWERS else None

    def being_said(self) -> str:
        return self.read

    def context(self) -> str:
        return self.about


@pytest.fixture
def lectern() -> FakeLectern:
    return FakeLectern()


@pytest.fixture
def stage(tmp_path: Path, lectern: FakeLectern) -> Iterator[Stage]:
    ear, player, roles, store = FakeEar(tmp_path), FakePlayer(), FakeRoles(), FakeStore()
    engine = Engine(ear, player, roles, store, clock=lambda: stage.now)
    engine.lectern = lectern
    stage = Stage(engine, ear, player, roles, store)
    engine.start()
    yield stage
    engine.close()


def test_words_that_steer_are_obeyed_and_are_no_question(stage: Stage, lectern: FakeLectern, tmp_path: Path) -> None:
    stage.roles.heard = "go on"
    stage.hold()
    assert stage.until(Steered).words == "go on"
    stage.until(TurnEnded)
    stage.until(PhaseChanged, phase=Phase.READY)
    assert lectern.obeyed == ["go on"]
    assert (stage.roles.histories, stage.store.messages, stage.all_of(Asked)) == ([], [], [])
    assert list(tmp_path.iterdir()) == []  # nor is its recording kept


def test_what_nobody_would_hear_otherwise_is_said_and_not_kept(stage: Stage) -> None:
    stage.engine.ask("go to page 12")
    assert stage.until(Steered).obeyed.sentence == "This document has 9 pages."
    stage.until(FirstSound)
    stage.until(TurnEnded)
    stage.until(PhaseChanged, phase=Phase.READY)
    assert stage.roles.spoken == ["This document has 9 pages."]
    assert (stage.roles.histories, stage.store.messages) == ([], [])


def test_what_is_said_about_steering_can_be_stopped(stage: Stage) -> None:
    stage.player.at_once = False
    stage.engine.ask("go to page 12")
    stage.until(Steered)
    assert eventually(lambda: len(stage.player.playbacks) == 1)
    (said,) = stage.player.playbacks
    assert not said.ended
    stage.engine.stop()
    stage.until(PhaseChanged, phase=Phase.READY)
    assert said.stopped_at


def test_words_that_are_typed_steer_as_well(stage: Stage, lectern: FakeLectern) -> None:
    stage.engine.ask("go on")
    stage.until(Steered)
    assert lectern.obeyed == ["go on"]


def test_a_question_takes_what_is_read_with_it_and_is_kept_as_it_was_asked(stage: Stage) -> None:
    stage.engine.ask("What does that mean?")
    stage.until(TurnEnded)
    assert stage.roles.histories == [[Message("user", "I am listening to a book.\n\nWhat does that mean?")]]
    assert stage.store.messages[0] == Message("user", "What does that mean?")


def test_a_question_while_nothing_is_read_goes_alone(stage: Stage, lectern: FakeLectern) -> None:
    lectern.about = ""
    stage.engine.ask("What does that mean?")
    stage.until(TurnEnded)
    assert stage.roles.histories == [[Message("user", "What does that mean?")]]


@pytest.mark.parametrize("words", ["Mm-hm.", "The snow lay deep upon the hills"])
def test_what_is_said_over_reading_and_means_nothing_is_no_question(
    stage: Stage, lectern: FakeLectern, tmp_path: Path, words: str
) -> None:
    lectern.read = "The snow lay deep upon the hills that morning."
    stage.roles.heard = words
    path = tmp_path / "said.wav"
    path.write_bytes(b"RIFF")
    for event in (SpeechStarted(), SpeechEnded(FakeUtterance(path))):
        stage.engine.hear(event)
    stage.until(TurnEnded)
    stage.until(PhaseChanged, phase=Phase.READY)
    assert (stage.roles.histories, stage.all_of(Failed)) == ([], [])
