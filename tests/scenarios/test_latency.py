"""What the assistant adds to its servers' own time, as a ratio: bounds are loose, for machines with other work."""

import statistics
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.audio.sounds import eventually, pcm, tone
from tests.fakes.api_server import KEY, ApiServer
from tests.fakes.delayed_server import DELAYS, slow_down
from tests.fakes.fixtures import api, door
from voiceassistant.audio.files import load
from voiceassistant.cli.latency_rows import Rows
from voiceassistant.cli.latency_stage import QUESTION_RATE, LatencyStage, Question, latency_stage, settings_for
from voiceassistant.resource_files import resource
from voiceassistant.settings import Role

pytestmark = pytest.mark.realtime

__all__ = ["api", "door"]

IDEAL = sum(DELAYS.values())  # of a client that costs nothing
TURNS = 4  # the first one is not counted: it warms up, and the ear learns how long this speaker pauses
WHOLE = load(resource("samples/question-capital.wav"), QUESTION_RATE)
QUESTION = Question.of(WHOLE[-round(1.7 * QUESTION_RATE) :])  # its last words


@contextmanager
def stage(api: ApiServer, folder: Path, variant: str) -> Iterator[LatencyStage]:
    slow_down(api)
    api.speech = pcm(tone(0.5, 24_000, 500))
    settings = settings_for(api.base_url.removesuffix("/v1"))
    with latency_stage(settings, variant, folder, Rows(), None) as made:
        yield made


def first_sounds(api: ApiServer, folder: Path, variant: str) -> list[float]:
    """Seconds from the last loud sample of the question to the first one of the answer, without the first turn."""
    with stage(api, folder, variant) as made:
        turns = [made.turn(QUESTION) for _ in range(TURNS)]
    return [turn.sounds[0].start - turn.spoken for turn in turns[1:]]


@pytest.fixture(autouse=True)
def key(monkeypatch: pytest.MonkeyPatch) -> None:
    for role in Role:
        monkeypatch.setenv(f"VOICEASSISTANT_{role.name}_KEY", KEY)  # and takes back what the stage sets


def test_push_to_talk_adds_next_to_nothing(api: ApiServer, tmp_path: Path) -> None:
    assert statistics.median(first_sounds(api, tmp_path, "push-to-talk")) / IDEAL < 1.15


def test_hands_free_work_begins_before_the_turn_is_closed(api: ApiServer, tmp_path: Path) -> None:
    early = statistics.median(first_sounds(api, tmp_path / "early", "hands-free"))
    assert early / IDEAL < 1.4
    late = statistics.median(first_sounds(api, tmp_path / "late", "hands-free-no-speculation"))
    assert late / early > 1.1  # what it would be without


def test_talking_over_an_answer_silences_it(api: ApiServer, tmp_path: Path) -> None:
    with stage(api, tmp_path, "hands-free") as made:
        api.speech = pcm(tone(6.0, 24_000, 500))
        made.ask(QUESTION)
        made.until_sound()
        assert eventually(lambda: len(made._speaker.blocks) > 60)  # 1.2 s of it: an ear knows by then what leaks
        api.heard = {"text": "Wait, what about London?"}
        pressed: list[float] = []
        made.ask(QUESTION, pressed)
        runs = made.take_sounds()
    silent = max(run.end for run in runs if run.start < pressed[0] + 1.0)
    assert silent - pressed[0] < 0.5
