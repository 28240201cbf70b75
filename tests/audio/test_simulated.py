import threading
import time

import numpy as np
import pytest

from tests.audio.sounds import likeness, tone
from voiceassistant.audio.ring import Samples
from voiceassistant.audio.simulated import SimulatedMicrophone, SimulatedSpeaker


def test_the_microphone_delivers_what_it_is_told_in_real_time_and_silence_around() -> None:
    blocks: list[Samples] = []
    enough = threading.Event()

    def on_block(block: Samples, overflow: bool) -> None:
        blocks.append(block)
        if microphone.heard_all.is_set() and not block.any():
            enough.set()

    microphone = SimulatedMicrophone(48_000)
    microphone.open(on_block, pytest.fail)
    began = time.monotonic()
    microphone.say(tone(0.3, 16_000), 16_000)
    assert enough.wait(5)
    microphone.close()
    count = len(blocks)
    assert microphone.last_sample_at - began >= 0.28
    assert likeness(np.concatenate(blocks), tone(0.3, 48_000)) > 0.99
    assert len(blocks) == count  # closed is closed


def test_the_speaker_asks_for_blocks_at_the_devices_pace_until_it_is_aborted() -> None:
    asked, enough = [], threading.Event()

    def fill(out: Samples, delay_seconds: float, underflow: bool) -> None:
        asked.append(time.monotonic())
        out.fill(0.25)
        if len(asked) >= 10:
            enough.set()

    speaker = SimulatedSpeaker(48_000)
    speaker.open(fill, pytest.fail)
    assert not asked
    speaker.start()
    assert enough.wait(5)
    speaker.abort()
    count = len(asked)
    assert asked[9] - asked[0] >= 0.17
    assert (speaker.heard() == 0.25).all()
    assert len(speaker.heard()) == count * 960
    assert [at for at, _ in speaker.blocks] == sorted(at for at, _ in speaker.blocks)
    speaker.start()  # and again
    speaker.close()


def test_a_fast_speaker_needs_less_time() -> None:
    enough, asked = threading.Event(), []

    def fill(out: Samples, delay_seconds: float, underflow: bool) -> None:
        asked.append(time.monotonic())
        out.fill(0.0)
        if len(asked) == 100:  # two seconds of sound
            enough.set()

    speaker = SimulatedSpeaker(48_000, speed=50.0)
    speaker.open(fill, pytest.fail)
    speaker.start()
    assert enough.wait(5)
    speaker.close()
    assert asked[99] - asked[0] < 1.5
