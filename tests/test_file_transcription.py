"""A long recording through the real local engine, with times that are right; and settings that change meanwhile."""

import asyncio
from pathlib import Path

import numpy as np
import pytest

from tests.fakes.api_server import ApiServer
from tests.fakes.fixtures import api, door
from tests.fakes.local_engine import RunningEngine, local_engine
from tests.fakes.local_server import FakeLocalServer
from voiceassistant.app import make_tools
from voiceassistant.audio.chunks import Parts
from voiceassistant.audio.files import load, save
from voiceassistant.cli.long_recording import extent
from voiceassistant.client import connect
from voiceassistant.file_transcription import transcribe_file
from voiceassistant.roles import Endpoint
from voiceassistant.servers.services import Services, sample_path
from voiceassistant.settings import Role, Settings
from voiceassistant.speech.long_files import transcribe_parts
from voiceassistant.speech.transcribe import ApiTranscriber
from voiceassistant.transcripts import TranscriptionProgress, TranscriptionWish

__all__ = ["api", "door", "local_engine"]

RATE = 16_000
SAMPLES = (sample_path(), sample_path().with_name("question-capital.wav"))
GAPS = (3.0, 7.5, 2.0, 11.0, 5.3, 9.0, 4.0, 12.2, 6.0, 8.0, 3.3, 10.0)  # of silence before each question, in seconds


@pytest.mark.local
async def test_two_minutes_in_parts_have_the_right_times(local_engine: RunningEngine, tmp_path: Path) -> None:
    questions = [load(sample, RATE) for sample in SAMPLES]
    pieces, offsets, at = [], [], 0
    for gap, question in zip(GAPS, questions * 6, strict=True):
        pieces += [np.zeros(int(gap * RATE), np.float32), question]
        at += int(gap * RATE)
        offsets.append((at + extent(question)[0]) / RATE)
        at += len(question)
    path = tmp_path / "talk.flac"
    save(path, np.concatenate(pieces), RATE)

    endpoint = Endpoint(Role.TRANSCRIPTION, "local", local_engine.base_url, "whisper-1", None)
    service = connect(endpoint, local_engine.base_url, local_engine.token, 120.0, 1)
    told: list[TranscriptionProgress] = []
    wish = TranscriptionWish(language="en", words=True, segments=True)
    heard = await transcribe_parts(
        lambda folder, start: Parts(path, folder, 20.0, start),
        ApiTranscriber(service),
        wish,
        tmp_path / "job",
        told.append,
    )
    await service.client.close()
    begins = [min((abs(word.start - offset), word.start) for word in heard.words)[1] for offset in offsets]
    assert len(told) >= 6
    assert heard.duration == pytest.approx(at / RATE, abs=0.001)
    assert begins == pytest.approx(offsets, abs=0.1)


async def test_settings_may_be_applied_before_it_begins(api: ApiServer) -> None:
    """While the local engine starts, which translates what the server may not be able to."""
    custom = {"server": "custom", "base_url": api.base_url}
    settings = Settings().with_values(transcription=custom, chat={"server": "local"})
    local = FakeLocalServer(api.base_url)
    local.may_start.clear()
    services = Services(settings, lambda: local, make_tools(), lambda: None, local_is_there=lambda: True)
    wish = TranscriptionWish(translate=True)
    work = asyncio.create_task(transcribe_file(services, sample_path(), wish, lambda _progress: None))
    await local.starting.wait()
    services.apply(settings)
    local.may_start.set()
    assert (await work).text == "Hello there."
    await services.close()
