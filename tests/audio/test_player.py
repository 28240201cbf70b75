import logging
import threading
import time
from collections.abc import Callable, Iterator

import numpy as np
import pytest

from tests.audio.sounds import eventually, likeness, pcm, tone
from tests.fakes.devices import Clock, FakeSpeaker
from voiceassistant.audio.playback import Playback
from voiceassistant.audio.player import SpeechPlayer
from voiceassistant.audio.ring import Samples
from voiceassistant.errors import AudioError, DeviceLost, NoSpeaker


class Stage:
    """A player, its speaker, and what it reported."""

    def __init__(self, **speaker: object) -> None:
        self.clock = Clock()
        self.speaker = FakeSpeaker(self.clock, **speaker)  # type: ignore[arg-type]
        self.lost: list[AudioError] = []
        self.player = SpeechPlayer(self.speaker, on_lost=self.lost.append, clock=self.clock)

    def play(self, sound: Samples) -> Playback:
        """An answer with this much of it there and its stream started."""
        playback = self.player.begin()
        playback.write(pcm(sound))
        assert self.speaker.started.wait(5)
        return playback

    def let_worker_catch_up(self) -> None:
        """These blocks come far faster than a device's; the worker shall not lose the race for that."""
        playback = self.player._playback
        if playback is None or (feed := playback.feed) is None:
            return
        if playback._staged or not playback._queue.empty:
            eventually(lambda: feed.ring.available > 4_800 or feed.ending or playback.ended, seconds=1.0)

    def tick_until(self, condition: Callable[[], object], most: int = 2_000) -> Samples:
        """Has blocks asked for until it holds, leaving the worker time to keep up, and returns the sound."""
        blocks = []
        for _ in range(most):
            self.let_worker_catch_up()
            if condition():
                break
            blocks.append(self.speaker.tick())
            time.sleep(0.0005)
        else:
            raise AssertionError("it never came to that")
        return np.concatenate([np.zeros(0, np.float32), *blocks])


@pytest.fixture
def stage() -> Iterator[Stage]:
    stage = Stage()
    stage.player.open()
    yield stage
    stage.player.close()
    assert not any(thread.name == "speech-player" for thread in threading.enumerate())


def loud(block: Samples) -> bool:
    return bool(np.abs(block).max() > 0.1)


def test_the_stream_stands_still_until_there_is_enough_to_play(stage: Stage) -> None:
    playback = stage.player.begin()
    playback.write(pcm(tone(0.06, 24_000)))
    assert not stage.speaker.started.wait(0.1)
    playback.write(pcm(tone(0.06, 24_000)))
    assert stage.speaker.started.wait(5)
    assert loud(stage.speaker.tick())
    assert stage.speaker.times_opened == 1


def test_a_device_that_takes_less_at_once_starts_sooner_but_not_after_a_hole() -> None:
    stage = Stage(start_seconds=0.03)
    stage.player.open()
    playback = stage.play(tone(0.06, 24_000))
    stage.tick_until(lambda: playback.holes == 1)
    playback.write(pcm(tone(0.06, 24_000)))
    assert not eventually(lambda: playback.running_dry is False, seconds=0.1)
    playback.write(pcm(tone(0.2, 24_000)))
    assert eventually(lambda: playback.running_dry is False)
    stage.player.close()


def test_a_short_answer_starts_when_no_more_is_coming(stage: Stage) -> None:
    playback = stage.player.begin()
    playback.write(pcm(tone(0.03, 24_000)))
    playback.finish()
    assert stage.speaker.started.wait(5)
    sound = stage.tick_until(lambda: playback.ended)
    assert loud(sound)
    assert playback.heard_samples == 720
    assert (playback.holes, playback.error) == (0, None)


def test_a_sound_on_the_side_waits_for_nobody_and_disturbs_nobody(stage: Stage) -> None:
    answer = stage.play(tone(0.2, 24_000))
    assert stage.player.begin_if_silent() is None
    answer.stop()
    side = stage.player.begin_if_silent()
    assert side is not None
    assert stage.player.begin_if_silent() is None
    side.write(pcm(tone(0.1, 24_000)))
    side.finish()
    assert loud(stage.tick_until(lambda: side.ended))


def test_an_answer_silences_a_sound_on_the_side(stage: Stage) -> None:
    side = stage.player.begin_if_silent()
    assert side is not None
    side.write(pcm(tone(2.0, 24_000)))
    answer = stage.player.begin()
    assert side.ended
    assert not answer.ended
    assert stage.player.begin_if_silent() is None  # though nothing of the answer is heard yet


def test_it_plays_while_the_rest_is_still_arriving(stage: Stage) -> None:
    sound = tone(2.0, 24_000)
    playback = stage.play(sound[:4_800])
    heard = [stage.speaker.tick()]
    for start in range(4_800, len(sound), 480):  # 20 ms for each 20 ms that are heard
        playback.write(pcm(sound[start : start + 480]))
        assert eventually(lambda: playback._feed is not None and playback._feed.ring.available > 960)
        heard.append(stage.speaker.tick())
    playback.finish()
    heard.append(stage.tick_until(lambda: playback.ended))
    assert likeness(np.concatenate(heard), tone(2.0, 48_000)) > 0.999
    assert playback.holes == 0
    assert playback.heard_samples == len(sound)


def test_odd_bytes_do_not_turn_speech_into_noise(stage: Stage) -> None:
    data = pcm(tone(0.5, 24_000))
    playback = stage.player.begin()
    for start in range(0, len(data), 777):
        playback.write(data[start : start + 777])
    playback.finish()
    assert stage.speaker.started.wait(5)
    assert likeness(stage.tick_until(lambda: playback.ended), tone(0.5, 48_000)) > 0.999


def test_stop_is_silent_from_the_next_block_on_and_keeps_what_was_heard(stage: Stage) -> None:
    playback = stage.play(tone(1.0, 24_000))
    for _ in range(10):
        assert loud(stage.speaker.tick())
    playback.stop()
    assert not stage.speaker.tick().any()
    assert stage.speaker.stopped.wait(5)
    assert playback.ended
    assert playback.heard_samples == 4_800
    assert playback.queued_seconds == 0.0
    playback.write(pcm(tone(1.0, 24_000)))
    assert not stage.speaker.tick().any()
    assert playback.heard_samples == 4_800


def test_what_the_device_holds_is_not_heard_yet() -> None:
    stage = Stage(delay_seconds=0.1)
    stage.player.open()
    playback = stage.play(tone(1.0, 24_000))
    for _ in range(10):  # 200 ms were taken; the last of them is heard 100 ms from now
        stage.speaker.tick()
    assert playback.heard_samples == 2_400
    playback.stop()
    assert playback.heard_samples == 2_400
    stage.player.close()


def test_changes_are_told_at_the_first_sound_and_at_the_end(stage: Stage) -> None:
    told: list[tuple[float | None, bool]] = []
    playback = stage.player.begin()
    playback.on_change(lambda: told.append((playback.first_sound_at, playback.ended)))
    playback.write(pcm(tone(0.2, 24_000)))
    playback.finish()
    assert stage.speaker.started.wait(5)
    began = stage.clock()
    stage.tick_until(lambda: len(told) == 2)
    assert told == [(began, False), (began, True)]


@pytest.mark.parametrize("finished", [True, False])
def test_an_answer_stopped_before_any_sound_tells_its_end_once(stage: Stage, finished: bool) -> None:
    told: list[bool] = []
    playback = stage.player.begin()
    playback.on_change(lambda: told.append(playback.ended))
    if finished:
        playback.finish()
        assert eventually(lambda: playback.ended)
    playback.stop()
    playback.stop()
    assert eventually(lambda: told)
    stage.player.close()
    assert told == [True]
    assert playback.first_sound_at is None
    assert stage.speaker.times_started == 0


def test_a_new_answer_silences_the_one_before(stage: Stage) -> None:
    first = stage.play(tone(1.0, 24_000, hertz=440))
    stage.speaker.tick()
    second = stage.player.begin()
    assert first.ended
    assert stage.speaker.stopped.wait(5)
    second.write(pcm(tone(0.5, 24_000, hertz=1_000)))
    second.finish()
    assert stage.speaker.started.wait(5)
    sound = stage.tick_until(lambda: second.ended)
    assert likeness(sound, tone(0.5, 48_000, hertz=1_000)) > 0.99
    assert stage.speaker.times_started == 2


def test_a_hole_is_counted_and_the_answer_goes_on_when_enough_has_come(stage: Stage) -> None:
    playback = stage.play(tone(0.1, 24_000))
    stage.tick_until(lambda: playback.holes == 1)
    playback.write(pcm(tone(0.05, 24_000)))
    assert not loud(stage.speaker.tick())
    playback.write(pcm(tone(0.95, 24_000)))
    playback.finish()
    stage.tick_until(lambda: loud(stage.speaker.tick()))
    stage.tick_until(lambda: playback.ended)
    assert playback.heard_samples == round(1.1 * 24_000)
    assert playback.holes == 1


def test_between_sentences_the_stream_stops_and_starts_with_the_next(stage: Stage) -> None:
    playback = stage.play(tone(0.2, 24_000))
    stage.tick_until(stage.speaker.stopped.is_set)
    assert not playback.ended
    assert 4_800 - 720 <= playback.heard_samples <= 4_800  # the resampler holds a little back
    playback.write(pcm(tone(0.2, 24_000)))
    assert stage.speaker.started.wait(5)
    assert loud(stage.speaker.tick())
    playback.finish()
    stage.tick_until(lambda: playback.ended)
    assert playback.heard_samples == 9_600


def test_the_stream_stops_after_an_answer(stage: Stage) -> None:
    playback = stage.play(tone(0.2, 24_000))
    playback.finish()
    stage.tick_until(lambda: playback.ended)
    stage.tick_until(stage.speaker.stopped.is_set)
    assert playback.first_sound_at is not None


@pytest.mark.slow
def test_an_answer_longer_than_any_buffer_is_played_to_its_end(stage: Stage) -> None:
    sound = np.random.default_rng(5).uniform(-0.5, 0.5, 24_000 * 60).astype(np.float32)
    playback = stage.play(sound)  # a minute in one piece
    assert playback.queued_seconds == pytest.approx(60.0, abs=0.1)
    playback.finish()
    heard = stage.tick_until(lambda: playback.ended, most=5_000)
    assert playback.holes == 0
    assert playback.heard_samples == len(sound)
    assert len(heard) >= 2 * len(sound)


def test_a_slow_servers_answer_is_gathered_longer(stage: Stage) -> None:
    playback = stage.player.begin()
    for _ in range(3):
        playback.write(pcm(tone(0.05, 24_000)))
        stage.clock.advance(0.04)
    assert not stage.speaker.started.wait(0.1)
    playback.write(pcm(tone(0.1, 24_000)))
    assert stage.speaker.started.wait(5)


@pytest.mark.parametrize("rate", [8_000, 16_000, 24_000, 44_100, 96_000])
def test_any_rate_of_the_device_will_do(rate: int) -> None:
    stage = Stage(rate=rate)
    stage.player.open()
    playback = stage.play(tone(0.5, 24_000))
    playback.finish()
    sound = stage.tick_until(lambda: playback.ended)
    assert likeness(sound, tone(0.5, rate)) > 0.99
    assert playback.heard_samples == 12_000
    stage.player.close()


def test_the_level_is_that_of_what_is_heard(stage: Stage) -> None:
    playback = stage.play(np.concatenate((tone(0.5, 24_000), np.zeros(24_000, np.float32))))
    assert playback.level() > 0.8
    for _ in range(40):
        stage.speaker.tick()
    assert playback.level() == 0.0
    playback.stop()
    assert playback.level() == 0.0


def test_without_a_speaker_opening_fails_and_an_answer_ends_with_the_reason() -> None:
    stage = Stage(missing=True)
    with pytest.raises(NoSpeaker):
        stage.player.open()
    ended = threading.Event()
    playback = stage.player.begin()
    playback.on_change(ended.set)
    playback.write(pcm(tone(0.2, 24_000)))
    assert ended.wait(5)
    assert isinstance(playback.error, NoSpeaker)
    assert playback.heard_samples == 0
    stage.speaker.missing = False
    assert not stage.play(tone(0.2, 24_000)).ended
    stage.player.close()


def test_a_speaker_that_goes_away_ends_the_answer_and_the_next_one_opens_another(stage: Stage) -> None:
    playback = stage.play(tone(1.0, 24_000))
    stage.speaker.tick()
    stage.speaker.lose()
    assert eventually(lambda: stage.lost)
    assert isinstance(playback.error, DeviceLost)
    assert playback.ended
    assert playback.heard_samples == 480
    assert not stage.play(tone(1.0, 24_000)).ended
    assert stage.speaker.times_opened == 2


def test_a_speaker_that_came_back_while_nothing_played_is_opened_again(stage: Stage) -> None:
    stage.speaker.fails_to_start = 1
    playback = stage.play(tone(0.2, 24_000))
    assert loud(stage.speaker.tick())
    assert (stage.speaker.times_opened, playback.error) == (2, None)


def test_a_speaker_that_will_not_start_is_told(stage: Stage) -> None:
    stage.speaker.fails_to_start = 9
    playback = stage.player.begin()
    playback.write(pcm(tone(0.2, 24_000)))
    assert eventually(lambda: playback.error)
    assert eventually(lambda: stage.lost)


def test_reopening_takes_the_speaker_that_has_been_chosen(stage: Stage) -> None:
    playback = stage.play(tone(1.0, 24_000))
    stage.speaker.rate = 44_100
    stage.player.reopen()
    assert playback.ended
    playback = stage.play(tone(0.5, 24_000))
    playback.finish()
    assert likeness(stage.tick_until(lambda: playback.ended), tone(0.5, 44_100)) > 0.99


def test_where_abort_blocks_silence_is_played_instead() -> None:
    stage = Stage(delay_seconds=0.05)
    stage.speaker.aborts_at_once = False
    stage.player.open()
    first = stage.play(tone(1.0, 24_000))
    assert loud(stage.speaker.tick())
    first.stop()
    assert not stage.speaker.tick().any()
    second = stage.player.begin()
    second.write(pcm(tone(0.2, 24_000)))
    second.finish()
    sound = stage.tick_until(lambda: second.ended)
    assert likeness(sound, tone(0.2, 48_000)) > 0.99
    assert second.heard_samples == 4_800
    assert stage.speaker.times_started == 1
    stage.tick_until(stage.speaker.stopped.is_set)  # seconds later
    stage.player.close()


def test_a_listener_that_fails_does_not_stop_the_sound(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    def fail() -> None:
        raise ValueError("planted")

    playback = stage.player.begin()
    playback.on_change(fail)
    playback.write(pcm(tone(0.2, 24_000)))
    playback.finish()
    assert stage.speaker.started.wait(5)
    stage.tick_until(lambda: playback.ended)
    assert eventually(lambda: [r for r in caplog.records if r.levelno == logging.ERROR])
